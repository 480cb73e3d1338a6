"""Which of the two forms each table is printed in, by the rows that only one of them has."""

from __future__ import annotations

from collections.abc import Mapping

from reports.tables.collected import Collected
from reports.tables.sequence import Sequence

_OWN_ROWS = {"2019": {"other_handling"}, "2021": {"other_no_correction", "other_fee_unpaid", "other_misc"}}


GROUP_OR_ROW = "other_handling"
"""（六）其他处理: a row in one form, a group of three rows in the other."""
_OF_EITHER = "other_misc"
"""其他: an editor may add it to the older form's rows."""


def settle_group_or_row(collected: Collected, order: Sequence) -> None:
    """Rows of both forms at once, or rows nobody could name above the total: what was taken for the single row may be the group
    with its first label lost."""
    single = f"applications.{GROUP_OR_ROW}"
    three = {f"applications.{row}" for row in _OWN_ROWS["2021"]}
    taken = [address for address in collected.cells if address.startswith(f"{single}.")]
    if not taken:
        return
    read = {address.rsplit(".", 1)[0] for address in collected.cells}
    unnamed = order.rows_between(single, "applications.result_total")
    if unnamed or (read | collected.unplaced) & three:
        place = collected.cells[taken[0]].place
        for address in taken:
            del collected.cells[address]
        added = (read | collected.unplaced) & three == {f"applications.{_OF_EITHER}"}
        collected.unplaced |= three - read | ({single} if unnamed or added else set())
        collected.note(place, "row other_handling: a group of the newer form, one of whose labels is lost")


def layout_of(collected: Collected) -> Mapping[str, str | None]:
    """The format that each table really uses, by table id."""
    cells = collected.cells
    rows = {address.split(".")[1] for address in cells if address.startswith("applications.")}
    if f"applications.{GROUP_OR_ROW}" in collected.unplaced:
        rows.discard(_OF_EITHER)
    return {
        "disclosure": collected.disclosure_layout(),
        "applications": next(
            (form for form, own in _OWN_ROWS.items() if own <= rows and not rows & _other(form)),
            _by_most(rows),
        ),
        "litigation": None if not any(a.startswith("litigation.") for a in cells) else "2021",
    }


def _other(form: str) -> set[str]:
    return set().union(*(own for id, own in _OWN_ROWS.items() if id != form))


def _by_most(rows: set[str]) -> str | None:
    counts = {form: len(own & rows) for form, own in _OWN_ROWS.items()}
    best = max(counts, key=lambda form: counts[form])
    return best if counts[best] else None
