"""Ten thousand files take no more memory than two thousand: what is remembered of them is bounded, and counted honestly."""

from __future__ import annotations

import gc
import tracemalloc

from reports.document import Grid, GridCell, Place
from reports.markup.known_sheets import Sheets
from reports.remembering import Generations
from reports.sheets import Sheet, once_for_each
from reports.tables.plans import known_plan
from reports.tables.result import TablesRead

MOST = 200_000
ROWS, COLUMNS = 8, 7


def printed(number: int) -> tuple[Grid, list[str], list[int]]:
    """A table like no other: a label and figures in each row; its figures, and how many stand in each cell."""
    rows = [
        tuple(
            GridCell(f"第{number}项之{row}" if column == 1 else "7", Place(None, None, 1, row, column))
            for column in range(1, COLUMNS + 1)
        )
        for row in range(1, ROWS + 1)
    ]
    figures = ["7"] * (ROWS * (COLUMNS - 1))
    return Grid(tuple(rows), Place(table=1)), figures, [0, *[1] * (COLUMNS - 1)] * ROWS


def met(sheets: Sheets, number: int) -> Grid:
    """That table, met so often that there is a sheet of it."""
    grid, figures, counts = printed(number)
    key = (number, *range(ROWS * COLUMNS))
    for _ in range(2):
        grid = sheets.filled(key, figures) or sheets.remembered(
            key, grid, figures, lambda: counts, likely=False
        )
    return grid


def live_sheets() -> int:
    gc.collect()
    return sum(
        type(one) is Sheet for one in gc.get_objects()
    )  # whatever else lives, which may not like to be asked


def test_sheets_take_no_more_memory_than_they_are_counted_for() -> None:
    sheets = Sheets(MOST)
    met(sheets, 0)
    tracemalloc.start()
    one = met(Sheets(MOST), 0)
    gc.collect()
    of_one, _ = tracemalloc.get_traced_memory()
    assert one.sheet is not None
    for number in range(200):
        met(sheets, number)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 10 * of_one < held < 2 * MOST * 1.3


def test_a_forgotten_sheet_is_kept_by_nothing_that_was_found_out_about_it() -> None:
    before = live_sheets()
    sheets = Sheets(MOST)
    nothing = TablesRead({}, {}, (), {}, True, frozenset(), False)
    first = once_for_each(lambda sheet: sheet.covered.rows[0])
    for number in range(200):
        sheet = met(sheets, number).sheet
        assert sheet is not None
        assert first(sheet)[0] == GridCell(f"第{number}项之1", Place(None, None, 1, 1, 1))
        for _ in range(2):
            known_plan([sheet], lambda _: nothing)
    del sheet
    assert live_sheets() - before < 2 * MOST / (180 * ROWS * COLUMNS)


def test_what_comes_again_is_remembered_however_much_passes_by() -> None:
    memory = Generations[int, str](100, lambda _, text: len(text))
    for number in range(1, 1_000):
        memory.put(number, "passes")
        if number == 1:
            memory.put(0, "comes again")
        assert memory.get(0) == "comes again"
    assert [memory.get(number) for number in (1, 500)] == [None, None]
    assert memory.get(999) == "passes"
