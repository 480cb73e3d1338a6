"""A table whose like was read before is filled in: it must say what it says when it is read from its markup, cell by cell."""

from __future__ import annotations

import copy
import operator
import pickle
import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reports
from benchmarks.reading import corpus
from reports import ABSENT_CELL, CellState, Document
from reports.document import Grid
from reports.markup import decode
from reports.markup.cut_page import whole
from reports.markup.page import load_html, read_source
from reports.markup.slices import slice_of
from reports.sheets import Cover, Looked
from reports.tables import read_tables
from tests.reports.test_tables import HEADER, report

_FIGURE = re.compile(rb"(?<=>)(\s*)\d{1,4}(\s*)(?=<)")
_TEXTS = (
    "0",
    "0",
    "0",
    "7",
    "7",
    "12",
    "431",
    "2021",
    "9999",
    "10000",
    "007",
    "1,234",
    "1，234",
    "034",
    "/",
    "",
    "12.5",
    "0.40",
    "96171.60",
    "2021.5",
)


def _without_memory(document: Document) -> Document:
    """The same document, none of whose tables is known (a copy of a grid has no sheet)."""
    blocks = tuple(replace(block) if isinstance(block, Grid) else block for block in document.blocks)
    assert not any(block.sheet for block in blocks if isinstance(block, Grid))
    return replace(document, blocks=blocks)


def _refilled(page: bytes, dice: random.Random) -> bytes:
    """The page with other texts in place of its figures."""
    return _FIGURE.sub(lambda found: found[1] + dice.choice(_TEXTS).encode() + found[2], page)


_PAGES = [each.data for each in map(corpus.case, range(0, 160)) if each.ending == "html"][:40]
_PAGES += [corpus.trick(4_000 + number, name).data for number, name in enumerate(corpus.TRICKS)]


def _text(page: bytes) -> bytes:
    return decode(page).text.encode()


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(_PAGES), st.integers(0, 2**32))
def test_a_known_table_says_what_its_cells_say(page: bytes, seed: int) -> None:
    """Whatever stands in place of its figures, and where a reading hangs on what they are."""
    for again in (page, page, page, _refilled(page, random.Random(seed))):
        document = reports.load(again, "page.html")
        apart = _without_memory(document)
        for year in (None, 2023):
            assert read_tables(document, year) == read_tables(apart, year)
        source = reports.read(again, "page.html").source
        assert reports.interpret(document, source) == reports.interpret(apart, source)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(_PAGES), st.integers(0, 2**32))
def test_a_known_table_is_the_grid_that_its_markup_makes(page: bytes, seed: int) -> None:
    for again in (page, page, page, _refilled(page, random.Random(seed))):
        read = reports.load(again, "page.html")
        assert read_source(whole(_text(again)), "").blocks == read.blocks


_LINES = "".join(f"<p style='color:黑'><span>第{n}项工作已经完成。</span></p>\n" for n in range(12))
_MET = f"<table><tr><td>甲<!-- 乙 --></td><td title='丙'>7</td></tr><tr><td>丁</td></tr></table>{_LINES}".encode()


@pytest.mark.parametrize("lost", [b"\xff", b"\xe5\xb9", b"\xef\xbf\xbd", b"\0"])
@pytest.mark.parametrize("place", ["甲", "乙", "丙", "7", "丁", "黑", "第11项", "第0项", "</table>", "</p>"])
def test_a_character_that_was_lost_is_told_of_a_page_met_before(place: str, lost: bytes) -> None:
    """Of such a page only what is left when it is cut is decoded."""
    for _ in range(3):
        load_html(_MET, "page.html")
    damaged = _MET.replace(place.encode(), place.encode() + lost)
    decoded = decode(damaged)
    parsed = read_source(whole(decoded.text.encode()), decoded.note)
    assert [load_html(damaged, "page.html") for _ in range(3)] == [parsed, parsed, parsed]


def test_tables_of_the_real_kind_are_known_the_third_time() -> None:
    """Else the tests above would prove nothing."""
    page = next(page for page in _PAGES if "一、本年新收".encode() in page)
    for _ in range(2):
        reports.load(page, "page.html")
    grids = list(reports.load(page, "page.html").grids)
    assert any(grid.sheet is not None for grid in grids)


def test_rows_of_a_known_table_are_there_for_whoever_asks_late() -> None:
    """They are put together when they are first asked for, be it by a copy, a comparison or another process."""
    page = next(page for page in _PAGES if "一、本年新收".encode() in page)
    document = [reports.load(page, "page.html") for _ in range(3)][-1]
    at = next(at for at, block in enumerate(document.blocks) if isinstance(block, Grid) and block.sheet)
    parsed = read_source(whole(_text(page)), "").blocks[at]
    assert document.blocks[at] == parsed
    for hand_on in (copy.copy, lambda grid: pickle.loads(pickle.dumps(replace(grid)))):
        assert hand_on(reports.load(page, "page.html").blocks[at]) == parsed


_ROW = "<tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{}</tr>"


def _new_received(cells: str) -> list[reports.Cell]:
    read = report(f"<table>{HEADER}{_ROW.format(cells)}</table>")
    return [cell for address, cell in read.cells.items() if address.startswith("applications.new_received.")]


def test_a_merged_zero_is_no_pattern_for_another_merged_figure() -> None:
    for _ in range(3):
        assert {cell.value for cell in _new_received("<td colspan=7>0</td>")} == {0}
    assert {cell.state for cell in _new_received("<td colspan=7>5</td>")} == {CellState.UNREADABLE}
    assert {cell.value for cell in _new_received("<td colspan=7>0</td>")} == {0}


def test_a_known_table_with_a_year_in_its_labels_is_of_that_year_alone() -> None:
    def read(year: int, figure: int) -> tuple[object, CellState]:
        row = _ROW.replace("本年新收", "2023年新收").format(
            f"<td>{figure}</td>" * 6 + f"<td>{6 * figure}</td>"
        )
        page = f"<table>{HEADER}{row}</table>"
        document = reports.load(f"<html><body>{page}</body></html>".encode(), "page.html")
        cells = read_tables(document, year).cells
        cell = cells.get("applications.new_received.natural_person", ABSENT_CELL)
        return cell.value, cell.state

    number, absent = CellState.NUMBER, CellState.ABSENT
    assert [read(2023, figure) for figure in (1, 2, 3, 4)] == [(n, number) for n in (1, 2, 3, 4)]
    assert [read(year, 5) for year in (2022, 2023, 2022, 2024, 2023)] == [
        (None, absent),
        (5, number),
        (None, absent),
        (None, absent),
        (5, number),
    ]


@pytest.mark.parametrize("torn", ["{0}<b>{1}</b>", "<i>{0}</i><b>{1}</b>"])
def test_a_table_with_a_figure_of_two_pieces_is_not_known_by_the_others(torn: str) -> None:
    def read(first: int, second: int) -> list[reports.Cell]:
        cells = "".join(f"<td>{number}</td>" for number in (4, 0, 0, 0, 0, 9))
        return _new_received(f"<td>{torn.format(first, second)}</td>{cells}")

    seen = [read(1, 2), read(1, 2), read(1, 2), read(3, 4), read(5, 6)]
    assert [cells[0].value for cells in seen] == [12, 12, 12, 34, 56]
    assert {cells[1].value for cells in seen} == {4}


_PARTS = st.lists(
    st.sampled_from(
        ["1", "27", "034", "607", "，", "1，", ",706", ".5", "20", "24", "0", " 3", "3&nbsp;", "条", ""]
    ),
    min_size=1,
    max_size=3,
)
_TORN = [
    "<td>来源：</td>",
    "<td><p>{}</p></td>",
    "<td> <b>{}</b></td>",
    "<td>{}</td>",
    "<th>{}</th>",
    "<th>7<td>{}",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(_TORN), min_size=1, max_size=4),
    st.lists(st.lists(_PARTS, min_size=4, max_size=4), min_size=1, max_size=4),
    st.sampled_from(
        ["<span>{}</span>", "<i>{}</i>\n", "{}<br>", "{}<!-- a -->", "<a>{}</a>", "<sup>{}</sup>"]
    ),
)
def test_a_table_whose_figures_are_torn_is_what_its_markup_makes(
    cells: list[str], filled: list[list[list[str]]], tag: str
) -> None:
    for figures in [filled[0], filled[0], *filled]:
        torn = ["".join(map(tag.format, parts)) for parts in figures]
        inside = "".join(cell.format(each) for cell, each in zip(cells, torn, strict=False))
        page = f"<table><tr><td>甲</td>{inside}</tr></table>".encode()
        assert reports.load(page, "page.html") == read_source(whole(page), "")


def test_a_table_whose_figures_are_torn_is_known_whole() -> None:
    """Else the test above would prove nothing. A year is no figure, however it is torn."""

    def known(first: str, second: str) -> bool:
        cells = f"<td>5</td><td><p><b>{first}</b><i>{second}</i></p></td><td>6</td>" * 3
        table = f"<tr><td>{'办理' * 200}</td>{cells}</tr>".encode()
        found = slice_of(table, b"<td")
        return found is not None and found.table is not None

    for _ in range(3):
        known("1，", "706")
    assert known("1，", "035") and known("2", "7")
    assert not known("20", "24") and not known("1", " 2")


def test_equal_figures_printed_twice_are_no_pattern_for_different_ones() -> None:
    def read(second: int) -> CellState:
        cells = "<td>3</td>" * 7
        again = f"<td>{second}</td>" * 7
        table = f"<table>{HEADER}{_ROW.format(cells)}{_ROW.format(again)}</table>"
        return report(table).cells["applications.new_received.business"].state

    same, other = CellState.NUMBER, CellState.UNREADABLE
    assert [read(3), read(3), read(3), read(4), read(3)] == [same, same, same, other, same]


def test_eight_equal_figures_are_no_pattern_for_eight_different_ones() -> None:
    def states(figures: str) -> set[CellState]:
        return {cell.state for cell in _new_received("".join(f"<td>{figure}</td>" for figure in figures))}

    for _ in range(3):
        assert states("00000000") == {CellState.NUMBER}
    assert CellState.UNREADABLE in states("12345678")


@pytest.mark.parametrize(
    "one, other",
    [
        ("<td colspan=2>5</td><td>6</td>", "<td>5</td><td colspan=2>6</td>"),
        ("<td>5</td><td></td>", "<td></td><td>5</td>"),
        ("<td>5<sup>2</sup></td><td>1</td>", "<td>5</td><td>1<sup>2</sup></td>"),
        ("<td>5<s>2</s></td><td>1</td>", "<td>5</td><td>1</td>"),
        ("<td title='a colspan=' colspan=2>5</td><td>1</td>", "<td title='a colspan='>5</td><td>1</td>"),
        ("<td><a href='#_ftn1'>5</a></td>", "<td><a href='x.html'>5</a></td>"),
        ("<td>5<a href='#f1'>1</a></td>", "<td>5<a href='x.html'>1</a></td>"),
        ("<td>2019</td><td>5</td>", "<td>2020</td><td>5</td>"),
    ],
)
def test_tables_that_differ_are_not_taken_for_each_other(one: str, other: str) -> None:
    for row in (one, one, one, other, other, other, one):
        page = f"<table><tr><td>甲</td>{row}</tr></table>".encode()
        assert reports.load(page, "page.html").blocks == read_source(whole(page), "").blocks


@pytest.mark.parametrize(
    "look",
    [
        bool, hash, str, repr, int, float, abs, operator.neg,
        lambda covered: covered == 0, lambda covered: covered == 0, lambda covered: covered != covered,
        lambda covered: covered < 1, lambda covered: covered > 1, lambda covered: covered + 1,
        lambda covered: 1 + covered, lambda covered: sum([1, covered]), lambda covered: covered - 1,
        lambda covered: 2 * covered, lambda covered: {covered}, lambda covered: f"{covered}",
        lambda covered: covered in (1, 2), lambda covered: covered or 0,
    ],
)  # fmt: skip
def test_nobody_looks_at_a_covered_figure_unseen(look: Callable[[Cover], object]) -> None:
    with pytest.raises(Looked):
        look(Cover())
