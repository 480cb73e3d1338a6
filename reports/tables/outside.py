"""Tables of the form that a page shows outside the report's text, as browsers put a table that stands between the rows of
another in front of it: whose they are nobody can tell, so they are not read, and what they may hold is not missing either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reports.document import Grid
from reports.form import forms
from reports.labels import bare, labels
from reports.model import Cell, Uncertain
from reports.tables.result import TablesRead

_TELLING = 4
"""Characters of a label that is no everyday word."""
_OF_LITIGATION = "结果维持"
OUTSIDE = "a table of the form stands outside the report's text: not read"


def with_tables_outside(read: TablesRead, outside: Sequence[Grid]) -> TablesRead:
    """`read` without a claim that what it lacks is absent, where it may stand in a table `outside`."""
    lost: set[str] = set()
    notes: list[Uncertain] = []
    for grid in outside:
        rows = [row for table in _tables_in(grid) for row in _lacking(table, read.cells)]
        lost.update(rows)
        notes += [Uncertain(grid.place, OUTSIDE)] if rows else []
    return replace(read, lost=read.lost | lost, uncertain=(*read.uncertain, *notes)) if lost else read


def _tables_in(grid: Grid) -> list[str]:
    """Tables of the form of which a label stands in a grid; a site's own have names like 其他 or 总计 at most."""
    texts = {bare(cell.text) for row in grid.rows for cell in row if cell is not None}
    words = {text for text in texts if len(text) >= _TELLING}
    found = [table for table in ("disclosure", "applications") if words & labels(table).rows.keys()]
    return [*found, "litigation"] if _OF_LITIGATION in words else found


def _lacking(table: str, cells: Mapping[str, Cell]) -> Iterable[str]:
    """Every row of a table in either format, unless all of one were read."""
    read = {address.rpartition(".")[0] for address in cells}
    formats = [
        {address.rpartition(".")[0] for address in form.addresses() if address.startswith(f"{table}.")}
        for form in forms().values()
    ]
    return () if any(rows <= read for rows in formats) else set[str]().union(*formats)
