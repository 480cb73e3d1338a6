"""Remains of code in what was read: bookmarks, field codes, entities, mojibake. Mostly left by conversion or crawling."""

from __future__ import annotations

import re

from reports import AnnualReport, Place
from rules.texts.spotted import Spotted

_REMAINS = re.compile(
    r"\[bookmark:[^\]]*\]?|HYPERLINK|MERGEFORMAT|&nbsp;|\bundefined\b|\bNaN\b|锟斤拷|烫烫烫"
)
_PARTS = ("[bookmark:", "HYPERLINK", "MERGEFORMAT", "&nbsp;", "undefined", "NaN", "锟斤拷", "烫烫烫")
"""No remain is without one of these: looking for them is a hundred times quicker."""
PREFIX = "artifact"
"""Keys of `AnnualReport.extra` under which the reader keeps a heading as it stood: ``artifact.<section id>``."""


def artifacts(report: AnnualReport) -> tuple[Spotted, ...]:
    """Each remain once a place: in headings, in the narrative, and what the reader itself took out."""
    headings = [(section.heading or "", section.place) for section in report.sections.values()]
    texts = [*headings, *((sentence.text, sentence.place) for sentence in report.narrative)]
    whole = "\n".join([*(text for text, _ in texts), *report.extra.values()])
    if not any(part in whole for part in _PARTS):
        return ()
    found: dict[tuple[str, Place | None], None] = {}
    for text, place in texts:
        for remain in _REMAINS.finditer(text):
            found[remain.group(), place] = None
    for key, text in report.extra.items():
        name, _, section = key.partition(".")
        if name == PREFIX and section in report.sections:
            for remain in _REMAINS.finditer(text):
                found[remain.group(), report.sections[section].place] = None
    return tuple(Spotted(text, 1, (place,) if place is not None else ()) for text, place in found)
