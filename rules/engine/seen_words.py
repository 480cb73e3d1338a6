"""Words that OCR made out of a scan: they show what a report says, and prove nothing that it says wrong.

A figure of a scanned table is believed where two readings of its cell agree and the sums hold. Its words are read once: a
misread glyph can make a heading another one, a typing error where there is none, or another date, name or year.
"""

from __future__ import annotations

import re

from reports import AnnualReport, sections
from rules.engine.case import Case
from rules.engine.copy_facts import BY_OCR
from rules.engine.things import Fact
from rules.engine.unknown import Cause

_WORDS = frozenset((
    "narrative", "sections", "tables", *(fact.id for fact in sections()),
    "report.agency", "report.title", "report.text", "report.preamble", "report.period_from", "report.period_to",
))  # fmt: skip
"""Places of facts that are words of the report; a section has the name of its part of the form."""
_PICTURES = re.compile(r"pictures that were read by OCR$")
"""What the reader notes of a page or a file some of whose pictures it read."""
_LISTS = ("narrative.", "sections.")
_YEAR = "report.year"
_TWICE = 2
"""Paragraphs that must name the year of a scan, where no list and no address does."""


def seen(report: AnnualReport | None) -> bool:
    """Whether words of the report were made out by OCR: of a scan all, of a page those in its pictures."""
    if report is None:
        return False
    notes = [one.why for one in report.uncertain if one.place is None]
    if BY_OCR in notes:
        return True
    return any(map(_PICTURES.search, notes)) and any(
        sentence.place.page is None and sentence.place.rectangle is not None for sentence in report.narrative
    )


def doubts(rests: tuple[Fact, ...], case: Case) -> list[Cause]:
    """What of the places that a failure rests on are words that were made out by OCR."""
    now, before = seen(case.report), seen(case.previous)
    if not now and not before:
        return []
    return [
        Cause(fact.place, fact.name, "由扫描件识别，文字可能有误")
        for fact in rests
        if (before if fact.previous else now) and not fact.address and _is_word(fact, case)
    ]


def _is_word(fact: Fact, case: Case) -> bool:
    place = fact.place.removeprefix("previous.")
    if place == _YEAR:
        return not _year_is_borne_out(case.previous if fact.previous else case.report, case)
    return place in _WORDS or place.startswith(_LISTS)


def _year_is_borne_out(report: AnnualReport | None, case: Case) -> bool:
    """The year stands in the list's title or in the address, or OCR read it in several paragraphs."""
    year = str(report.year) if report is not None else ""
    told = f"{case.publication.listed_title or ''} {case.publication.url or ''}"
    if report is None or year in told:
        return True
    return sum(year in sentence.text for sentence in report.narrative) >= _TWICE
