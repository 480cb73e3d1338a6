"""Tables whose labels have a year where the form says 本年, 上年 or 下年度.

In a report of that year they are the form's labels. Where they name another, nobody knows which year the figures are of: what
stands under such a label is not read, and where 本年 itself is another year, nothing of the table is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from reports.dated_labels import DatedLabel, dated_label
from reports.document import Grid, GridCell
from reports.sheets import Sheet, once_for_each

_YEARS = 6
"""So many other sheets of one sheet are remembered: an office's reports of several years are read together."""


@dataclass(frozen=True, slots=True)
class InFormsWords:
    """`grids` with the form's words for each year; `of_another` are those whose 本年 is another year than the report's.

    `wrong` are the labels of the others that name a year which is not theirs: they are no labels of the form."""

    grids: tuple[Grid, ...]
    of_another: tuple[Grid, ...] = ()
    wrong: tuple[GridCell, ...] = ()

    def foreign(self, printed: Iterable[Grid], known: Container[int]) -> frozenset[int]:
        """`id` of each grid that is another year's by its labels, or as `known`, which names the `printed` ones."""
        stands = (new for old, new in zip(printed, self.grids, strict=True) if id(old) in known)
        return frozenset(id(grid) for grid in (*stands, *self.of_another))


def in_forms_words(grids: tuple[Grid, ...], year: int | None) -> InFormsWords:
    """The tables of a report of `year`; of one whose year is not known the labels with a year are as little known."""
    if not any(map(_has_years, grids)):
        return InFormsWords(grids)
    made: list[Grid] = []
    of_another: list[Grid] = []
    wrong: list[GridCell] = []
    for grid in grids:
        told, misnamed = _in_forms_words(grid, year) if _has_years(grid) else (grid, [])
        made.append(told)
        wrong += [cell for cell, _ in misnamed]
        of_another += [told] if any(label.distance == 0 for _, label in misnamed) else []
    return InFormsWords(tuple(made), tuple(of_another), tuple(wrong))


def _has_years(grid: Grid) -> bool:
    return _sheet_has_years(grid.sheet) if grid.sheet is not None else _any_years(grid)


@once_for_each
def _sheet_has_years(sheet: Sheet) -> bool:
    return _any_years(sheet.zeros)


def _any_years(grid: Grid) -> bool:
    return any(dated_label(cell.text) is not None for cell in _cells(grid))


def _cells(grid: Grid) -> Iterator[GridCell]:
    return (cell for line in grid.rows for cell in line if cell is not None)


def _in_forms_words(grid: Grid, year: int | None) -> tuple[Grid, list[tuple[GridCell, DatedLabel]]]:
    """Of a known sheet with no label of a wrong year its other sheet is known too, in the form's words."""
    other = _sheet_in_forms_words(grid.sheet, year) if grid.sheet is not None else None
    return _told(grid, year) if other is None else (other.filled(grid.figures), [])


def _sheet_in_forms_words(sheet: Sheet, year: int | None) -> Sheet | None:
    known: dict[int | None, Sheet | None] = sheet.told.setdefault(_told, {})
    if year in known:
        return known[year]
    if len(known) == _YEARS:
        known = sheet.told[_told] = {}  # the others may be read from by other threads
    zeros, misnamed = _told(sheet.zeros, year)
    other = known[year] = None if misnamed else Sheet(zeros, sheet.figures, sheet.cells)
    return other


def _told(grid: Grid, year: int | None) -> tuple[Grid, list[tuple[GridCell, DatedLabel]]]:
    misnamed: list[tuple[GridCell, DatedLabel]] = []
    made: dict[int, GridCell] = {}
    for cell in _cells(grid):
        label = None if id(cell) in made else dated_label(cell.text)
        if label is None:
            continue
        right = year is not None and label.year == year + label.distance
        made[id(cell)] = cell._replace(text=label.words) if right else cell
        if not right:
            misnamed.append((cell, label))
    rows = tuple(tuple(made.get(id(cell), cell) for cell in line) for line in grid.rows)
    return replace(grid, rows=rows), misnamed
