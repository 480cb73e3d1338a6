"""One walk over all grids of a document, row by row: headers are remembered, labelled rows are read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from reports.document import Document, Grid, GridCell
from reports.labels import RowLabel
from reports.model import Cell
from reports.tables.applicants import COLUMNS, ApplicantHeader, applicant_header
from reports.tables.applications import read_row
from reports.tables.collected import Collected
from reports.tables.columns_order import Columns, columns_of
from reports.tables.disclosure import Header as DisclosureHeader
from reports.tables.disclosure import disclosure_header, is_caption, read_item
from reports.tables.foreign import OF_ANOTHER_REPORT, foreign_grids, names_other_columns, rows_it_may_hold
from reports.tables.label_years import in_forms_words
from reports.tables.layout_used import layout_of, settle_group_or_row
from reports.tables.litigation import GROUPS, LitigationTable
from reports.tables.litigation_parts import read_parts
from reports.tables.misprints import UnnamedRow, is_whole, unnamed, what_it_is
from reports.tables.outside import with_tables_outside
from reports.tables.plans import known_plan
from reports.tables.result import TablesRead
from reports.tables.row_labels import label_of
from reports.tables.rows import PrintedRow, rows_of
from reports.tables.sequence import Sequence
from reports.tables.shape import Shape, usual_shape
from reports.tables.turned import upright


@dataclass(slots=True)
class _Walk:
    collected: Collected = field(default_factory=Collected)
    applicants: ApplicantHeader | None = None
    disclosure: DisclosureHeader | None = None
    litigation: LitigationTable = field(default_factory=LitigationTable)
    pending: tuple[RowLabel, PrintedRow, int, Mapping[str, Cell]] | None = None
    """A labelled row that may go on, where in it the label stands, and what had been read of such a row before it."""
    in_applications: bool = False
    shape: Shape | None = None
    columns: Columns | None = None
    """Those of this grid, as `applicants` and `shape` tell them."""
    order: Sequence = field(default_factory=Sequence)
    unnamed: list[UnnamedRow] = field(default_factory=list)
    strange: bool = False
    """The columns of this grid have names that are not the form's."""


def read_tables(document: Document, year: int | None = None, agency: str | None = None) -> TablesRead:
    """`year` and `agency` are those of the report, where they are known: a table named after another is not its own."""
    read = _read_document(document, year, agency)
    return with_tables_outside(read, document.outside) if document.outside else read


def _read_document(document: Document, year: int | None, agency: str | None) -> TablesRead:
    printed = document.grids
    told = in_forms_words(printed, year)
    grids = told.grids
    foreign = told.foreign(printed, foreign_grids(document, year, agency))
    sheets = [grid.sheet for grid in grids if grid.sheet is not None]
    if not foreign and len(sheets) == len(grids):
        plan = known_plan(sheets, lambda covered: _read_grids(covered, ()))
        if plan is not None:
            return plan.filled(grids)
    return _read_grids(grids, foreign, told.wrong)


def _read_grids(
    grids: Iterable[Grid], foreign: Container[int], of_other_years: Iterable[GridCell] = ()
) -> TablesRead:
    """Every cell of the form that stands in `grids`, but for those whose `id` is in `foreign`."""
    walk = _Walk()
    for label in of_other_years:
        walk.collected.note(label.place, f"label {label.text!r} names another year than the report's")
    reliable = True
    for grid in grids:
        reliable = reliable and grid.reliable
        if id(grid) in foreign:
            walk.collected.unplaced.update(rows_it_may_hold(grid))
            walk.collected.note(grid.place, OF_ANOTHER_REPORT)
        else:
            _read_grid(walk, grid)
    _settle_misprints(walk)
    walk.litigation.finish(walk.collected)
    collected = walk.collected
    settle_group_or_row(collected, walk.order)
    collected.settle_second_printing()
    return TablesRead(
        cells=collected.cells,
        layout=layout_of(collected),
        uncertain=tuple(collected.uncertain),
        headers=collected.headers,
        reliable=reliable,
        lost=walk.order.lost() | collected.unplaced,
        litigation_begun=walk.litigation.begun,
    )


def _read_grid(walk: _Walk, grid: Grid) -> None:
    if walk.applicants is not None:
        walk.applicants = walk.applicants.for_next_grid()
    walk.litigation.new_grid()
    rows = list(rows_of(upright(grid)))
    parts = read_parts(rows)
    if parts is not None:
        rows = rows[: parts.begins]
    walk.shape = usual_shape(rows, len(COLUMNS))
    walk.columns = None
    walk.strange = False
    for row in rows:
        _read_row(walk, row)
    walk.pending = None
    if parts is not None:
        _take_parts(walk, grid, parts.cells)


def _take_parts(walk: _Walk, grid: Grid, parts: Mapping[str, Cell]) -> None:
    """Table four in its parts. One that was not found may be printed in yet another way."""
    walk.litigation.begun = True
    walk.collected.unplaced.update(f"litigation.{group}" for group in GROUPS.values())
    walk.in_applications = False
    for address, cell in parts.items():
        if not cell.why:
            walk.collected.put(address, cell)
    unread = [cell for cell in parts.values() if cell.why]
    if unread:
        walk.collected.note(grid.place, f"table four: {len(unread)} cells: {unread[0].why}")


def _read_row(walk: _Walk, row: PrintedRow) -> None:
    if is_caption(row):
        walk.disclosure = None
    if _take_headers(walk, row):
        walk.pending = None
        walk.strange = False
        return
    label_at, label = label_of(
        row, walk.collected, walk.order.last_named, in_applications=walk.in_applications
    )
    if label is None or label_at is None:
        placed = row.grid.reliable or row.grid.guessed
        if placed and walk.pending is None and names_other_columns(row):
            walk.strange = True
            return
        if walk.litigation.take_values(row, walk.collected):
            return
        if not _continue(walk, row):
            _unnamed(walk, row)
            if not row.only_values:
                walk.pending = None  # what follows goes on with this row, whose label is not known
        return
    walk.pending = (label, row, label_at, walk.collected.of_row(label))
    _read_labelled(walk, row, label, label_at)


def _unnamed(walk: _Walk, row: PrintedRow) -> None:
    before = walk.order.last
    begun = walk.disclosure is not None or walk.order.last_named is not None
    walk.order.unknown(row, below_form=begun)
    at = walk.order.last
    if at is not None and at != before and walk.in_applications and not walk.strange:
        met = unnamed(row, at, _columns(walk, row.grid))
        walk.unnamed += [met] if met is not None else []


def _settle_misprints(walk: _Walk) -> None:
    for met in walk.unnamed:
        label = what_it_is(met, walk.order)
        if label is not None:
            walk.order.name(met.at, label)
            place = met.row.cells[met.label_at].place
            walk.collected.note(place, f"label {met.text!r} is taken for {label.row}: no other stands there")
            read_row(walk.collected, met.columns, met.row, label, met.label_at)


def _columns(walk: _Walk, grid: Grid) -> Columns:
    if walk.columns is None:
        walk.columns = columns_of(walk.applicants, walk.shape, grid)
    return walk.columns


def _read_labelled(walk: _Walk, row: PrintedRow, label: RowLabel, label_at: int) -> None:
    walk.order.known(label)
    if walk.strange:
        walk.collected.cannot(label, row.place, "the columns of its table have other names than the form's")
        return
    if label.table == "disclosure":
        walk.in_applications = False
        read_item(walk.collected, walk.disclosure, row, label, label_at)
    else:
        walk.in_applications = True
        read_row(walk.collected, _columns(walk, row.grid), row, label, label_at)


def _continue(walk: _Walk, row: PrintedRow) -> bool:
    """A row of values alone goes on where the labelled row above, in a flattened table, was cut."""
    if walk.pending is None or row.grid.reliable or row.grid.guessed or not row.only_values or row.is_empty:
        return False
    label, above, label_at, before = walk.pending
    if is_whole(above) and is_whole(row):
        return False
    joined = above.continued(row)
    walk.pending = (label, joined, label_at, before)
    walk.collected.forget(label, before)
    _read_labelled(walk, joined, label, label_at)
    return True


def _take_headers(walk: _Walk, row: PrintedRow) -> bool:
    if not row.has_number:  # else it is no header of tables three and four
        if walk.litigation.take_header(row):
            walk.in_applications = False
            return True
        applicants = applicant_header(row, walk.applicants, below_rows=walk.pending is not None)
        if applicants is not None:
            walk.applicants, walk.columns = applicants, None
            return True
    disclosure = disclosure_header(row)
    if disclosure is not None:
        walk.disclosure = disclosure
        return True
    return False
