"""Whole reports of several years on one page, one under the other: the one that the page or its list names is the report.

Portals paste each year's report above or below the last. Without this the first is read, whichever the title says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reports.chapters import chapters_of
from reports.document import Block, Document
from reports.tables.foreign import title_of

_SECTIONS = 4
"""So many sections below a title make a whole report of what stands there."""
_YEAR = re.compile(r"(20\d\d)\s*年")
_REPORT = "报"
"""Every title has it: 报告, 年报."""
_LONGEST = 80
"""Characters of a title."""


def of_the_year_named(document: Document, listed_title: str | None = None) -> Document:
    """The document without the whole reports of other years; itself where there is one report, or the year is not plain."""
    titles = _titles(document.texts)
    if len({year for _, year in titles}) < 2:
        return document
    wanted = _year_named(document, listed_title)
    if wanted is None:
        return document
    starts = [index for index, _ in titles]
    ends = [*starts[1:], len(document.blocks)]
    whole = [
        (start, end, year)
        for (start, year), end in zip(titles, ends, strict=True)
        if _is_whole(document.blocks[start:end])
    ]
    chosen = [(start, end) for start, end, year in whole if year == wanted]
    if len(chosen) != 1 or len({year for *_, year in whole}) < 2:
        return document
    dropped = [(start, end) for start, end, year in whole if year != wanted]
    return _without(document, dropped)


def _titles(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Index and year of each paragraph that is the title of an annual report."""
    return [
        (index, int(found["year"]))
        for index, text in enumerate(texts)
        if _REPORT in text and len(text) <= _LONGEST and (found := title_of(text.strip())) is not None
    ]


def _year_named(document: Document, listed_title: str | None) -> int | None:
    """The one year that the list says, or else the page's own title; `None` where that is none or several."""
    for said in (listed_title, *document.titles):
        years = set(_YEAR.findall(said or ""))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


def _is_whole(blocks: Sequence[Block]) -> bool:
    return len({chapter.heading.section for chapter in chapters_of(blocks)}) >= _SECTIONS


def _without(document: Document, dropped: Sequence[tuple[int, int]]) -> Document:
    gone = {index for start, end in dropped for index in range(start, end)}
    before = [0]
    for index in range(len(document.blocks)):
        before.append(before[-1] + (index not in gone))
    pictures = tuple(
        replace(picture, after=before[picture.after])
        for picture in document.pictures
        if picture.after == 0 or picture.after - 1 not in gone
    )
    blocks = tuple(block for index, block in enumerate(document.blocks) if index not in gone)
    return replace(document, blocks=blocks, pictures=pictures)
