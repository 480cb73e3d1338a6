"""Rows of a scan that a page break cuts: the half without figures never calls them blank."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reports.assembly import all_cells
from reports.document import Document, MediaType, Place
from reports.model import Cell, CellState
from reports.tables.result import TablesRead

_KINDS = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
Figures = tuple[int | None, ...]


def _read(
    *rows: tuple[str, int, float, Figures], torn: Mapping[str, tuple[int, ...]] = MappingProxyType({})
) -> Mapping[str, Cell]:
    """Rows of table three with page, upper edge and figures, as OCR gave them; `None` where it saw nothing, `torn` with
    what it may have been."""
    cells = {}
    for row, page, top, figures in rows:
        for column, (kind, figure) in enumerate(zip(_KINDS, figures, strict=True)):
            place = Place(
                page=page, table=1, rectangle=(column * 40.0, top, column * 40.0 + 40.0, top + 20.0)
            )
            state = CellState.BLANK if figure is None else CellState.NUMBER
            cells[f"applications.{row}.{kind}"] = Cell(
                state, raw=str(figure or ""), value=figure, place=place
            )
    for address, candidates in torn.items():
        there = cells[address].place
        cells[address] = Cell(CellState.UNREADABLE, place=there, candidates=candidates, why="disagree")
    layout = {"disclosure": None, "applications": "2021", "litigation": None}
    tables = TablesRead(cells, layout, (), {}, True, frozenset(), False)
    document = Document(media_type=MediaType.PDF, blocks=(), meta={"reading": "ocr"})
    return all_cells(document, tables, "2021")


def _states(cells: Mapping[str, Cell], row: str) -> set[CellState]:
    return {cells[f"applications.{row}.{kind}"].state for kind in _KINDS}


_WHOLE = (1, 0, 0, 0, 0, 0, 1)
_DIRTY = (None, None, None, None, 2, None, None)
_SPARSE = (3, None, None, None, None, None, 3)
_TOTAL = (4, 0, 0, 0, 0, 0, 4)


def test_a_row_at_a_page_break_whose_figures_stand_on_the_other_page_is_not_blank() -> None:
    """Dirt that looks like a figure makes the half no whole row, and is no figure."""
    for page, top in ((1, 700.0), (2, 70.0)):
        cells = _read(
            ("granted", 1, 100.0, _WHOLE),
            ("other_fee_unpaid", page, top, _DIRTY),
            ("other_misc", 2, 200.0, _WHOLE),
        )
        assert _states(cells, "other_fee_unpaid") == {CellState.UNREADABLE}
        assert _states(cells, "other_misc") == {CellState.NUMBER}


def test_a_row_beside_a_page_break_that_adds_up_is_whole() -> None:
    cells = _read(
        ("granted", 1, 100.0, _WHOLE), ("other_misc", 1, 700.0, _SPARSE), ("result_total", 2, 70.0, _TOTAL)
    )
    assert _states(cells, "other_misc") == {CellState.NUMBER, CellState.BLANK}


def _with_a_torn_total(*sums: int) -> Mapping[str, Cell]:
    """A row of 3 and blanks at the end of a page whose total goes on over it; `sums` are what its halves may make."""
    rows = (
        ("granted", 1, 100.0, _WHOLE),
        ("other_misc", 1, 700.0, _SPARSE),
        ("result_total", 2, 70.0, _TOTAL),
    )
    return _read(*rows, torn={"applications.other_misc.total": sums})


def test_a_total_that_a_page_break_tears_tells_whether_its_row_is_whole() -> None:
    """11447, of which 1144 stands on one page and 7 on the next, took six read figures with it."""
    row = _states(_with_a_torn_total(3), "other_misc")
    assert row == {CellState.NUMBER, CellState.BLANK, CellState.UNREADABLE}
    assert _with_a_torn_total(3)["applications.other_misc.total"].value is None
    for sums in ((35,), (3, 8), ()):
        assert _states(_with_a_torn_total(*sums), "other_misc") == {CellState.UNREADABLE}


def test_blanks_of_a_row_amid_a_page_stay_blanks() -> None:
    cells = _read(
        ("granted", 1, 100.0, _WHOLE),
        ("partially_granted", 1, 200.0, _SPARSE),
        ("other_no_correction", 1, 300.0, _WHOLE),
        ("other_misc", 2, 70.0, _WHOLE),
    )
    assert _states(cells, "partially_granted") == {CellState.NUMBER, CellState.BLANK}


def test_the_first_and_the_last_row_of_a_table_on_one_page_are_whole() -> None:
    cells = _read(("granted", 1, 100.0, _SPARSE), ("other_misc", 1, 200.0, _SPARSE))
    assert _states(cells, "granted") == _states(cells, "other_misc") == {CellState.NUMBER, CellState.BLANK}
