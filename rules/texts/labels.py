"""Row labels of the tables that are not printed as the form prints them, as the reader says it took them."""

from __future__ import annotations

from reports import AnnualReport, CellState, taken_labels
from rules.texts.spotted import Spotted


def altered_labels(report: AnnualReport) -> tuple[Spotted, ...]:
    """Each label once: `text` as printed, `detail` as the form has it.

    Variants that the form's file knows are none, and what lost a letter on its way to us is not known to be one.
    """
    found = []
    for one in taken_labels(report.uncertain):
        label = one.official(report.format)
        if label is not None and "\ufffd" not in one.printed:
            found.append(Spotted("".join(one.printed.split()), 1, (one.place,) if one.place else (), label))
    return tuple(found)


def tables_read(report: AnnualReport) -> bool:
    """Whether a row of tables two or three was read at all."""
    return any(
        cell.state is not CellState.ABSENT and not address.startswith("litigation.")
        for address, cell in report.cells.items()
    )
