"""Facts on how the report was put on the web: its column, its title in the list, its copies elsewhere, its form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from reports import ABSENT_CELL, PAGED, AnnualReport, CellState, MediaType, address_name
from rules.engine.case import Case
from rules.engine.draft import Draft
from rules.engine.layout_facts import table_addresses, tables_as_read
from rules.engine.things import NUMBER, TEXT, TRUTH, Fact, Give, Load, Type
from rules.engine.unknown import unknown

MOST = 8
"""Differing cells named in one message."""
_TABLES = ("disclosure", "applications", "litigation")
BY_OCR = "read by OCR"
"""The reader's note (reports.formats.scan) of a file or an article with pictures that were read."""
_COLUMN_TAGS = ("ColumnName", "ColumnType")
_PICTURES = re.compile(r"^the article holds .*pictures")
"""The reader's own word (reports.markup.page); anything else there is no picture."""


def _column_words(case: Case) -> object:
    """Names of the column that the page itself gives, joined; unknown where it gives none."""
    tags = {name.lower(): value for name, value in (case.publication.page_tags or {}).items()}
    said = [tags[name.lower()] for name in _COLUMN_TAGS if tags.get(name.lower())]
    return "；".join(said) or unknown("publication.page_tags", "网页所标的栏目", "没有采集")


def _give_column(draft: Draft, raw: object) -> None:
    draft.tags = {**(draft.tags or {}), "ColumnName": str(raw)}


def _tables_whole(report: AnnualReport) -> set[str]:
    """Tables of which every cell of the form was read."""
    return {table for table, one in tables_as_read(report).items() if one.printed and not one.unreadable}


@lru_cache(maxsize=64)
def _names(addresses: tuple[str, ...]) -> str:
    return "、".join(map(address_name, addresses[:MOST])) + ("等" if len(addresses) > MOST else "")


def differing(case: Case) -> tuple[str, ...]:
    """Cells that hold one number here and another in a copy, in tables that both were read whole in, in the same form."""
    own, found = case.report, dict[str, None]()
    whole = _tables_whole(own)
    for copy in case.copies:
        if copy.year != own.year or copy.format != own.format:
            continue
        both = {t for t in whole & _tables_whole(copy) if copy.layout.get(t) == own.layout.get(t)}
        for address, cell in own.cells.items():
            other = copy.cells.get(address, ABSENT_CELL)
            numbers = cell.state is CellState.NUMBER and other.state is CellState.NUMBER
            if numbers and cell.value != other.value and address.partition(".")[0] in both:
                found[address] = None
    return tuple(found)


def copy_facts() -> dict[tuple[str, ...], Fact]:
    """Facts under 发布."""
    no_copy = unknown("publication.copies", "其他平台的版本", "没有收录")
    no_title = unknown("publication.listed_title", "栏目中的标题", "没有采集")
    uncounted = unknown("publication.page_letters", "网页正文字数", "没有采集")

    def count(case: Case) -> object:
        return len(differing(case)) if case.copies else no_copy

    def names(case: Case) -> object:
        return _names(differing(case)) if case.copies else no_copy

    def letters(case: Case) -> object:
        found = case.publication.page_letters
        return uncounted if found is None else found

    def fact(key: str, type: Type, name: str, load: Load, give: Give | None = None) -> Fact:
        return Fact(f"publication.{key}", type, name, load, f"publication.{key}", give=give)

    return {
        ("栏目名", "column_words"): fact("column_words", TEXT, "网页所标的栏目", _column_words, _give_column),
        ("在年报栏目", "in_column"): fact("in_column", TRUTH, "是否列在年报栏目", lambda c: c.publication.column is not None),
        ("列表标题", "listed_title"): fact("listed_title", TEXT, "栏目中的标题", lambda c: c.publication.listed_title or no_title, _give("listed_title", str)),
        ("页面字数", "page_letters"): fact("page_letters", NUMBER, "网页正文字数", letters, _give("page_letters", int)),
        ("版本差异数", "differing_cells"): fact("differing_cells", NUMBER, "两个版本不同的格数", count, _give_copy),
        ("版本差异处", "differing_names"): fact("differing_names", TEXT, "两个版本不同之处", names),
    }  # fmt: skip


def _give(attribute: str, made: Callable[[str], object]) -> Give:
    return lambda draft, raw: setattr(draft, attribute, made(str(raw)))


def _give_copy(draft: Draft, raw: object) -> None:
    """How many cells the copy differs in: 0, or the first cells of table three, one higher."""
    addresses = [a for a in table_addresses("applications") if a.startswith("applications.new_received.")]
    draft.copied = {address: int(at < int(str(raw))) for at, address in enumerate(addresses)}


def _in_text(report: AnnualReport) -> bool:
    """Whether a cell was met outside pictures. One that was not met has no place; one of a page or a file has a rectangle in
    it only where it was read out of a picture, but for a PDF or OFD: there all have, and the reader says where it looked at pictures.
    """
    met = (cell.place for cell in report.cells.values() if cell.place is not None)
    if report.source.media_type in PAGED and all(one.why != BY_OCR for one in report.uncertain):
        return next(met, None) is not None
    return any(place.rectangle is None for place in met)


def picture_facts() -> dict[tuple[str, ...], Fact]:
    """版式.图片代替表格: pictures stand in the article, its text was read, and no table is there but what was read out of a
    picture (its cells have a rectangle in it). A cell that was not met has no place."""
    unclear = unknown("layout.pictures", "表格是否为图片", "未能确认")

    def load(case: Case) -> object:
        report = case.report
        if _in_text(report):
            return False
        pictured = any(_PICTURES.search(one.why) for one in report.uncertain)
        web = report.source.media_type is MediaType.HTML and not report.attachments
        headed = sum(section.present for section in report.sections.values()) >= len(_TABLES) + 1
        return True if web and pictured and headed else unclear

    def give(draft: Draft, raw: object) -> None:
        draft.missing_tables |= set(_TABLES)
        draft.pictured = raw == "图片"

    return {
        ("图片代替表格", "pictured"): Fact(
            "layout.pictured", TRUTH, "表格是否为图片", load, "layout.pictures", give=give
        )
    }
