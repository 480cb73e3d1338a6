"""Row labels of the tables that are not printed as the form prints them, as the reader says it took them."""

from __future__ import annotations

import ast
import re
from functools import cache

from reports import AnnualReport, CellState, forms
from rules.texts.spotted import Spotted

_TAKEN = re.compile(r"^label (?P<printed>'.*'|\".*\") is taken for (?P<row>[a-z_0-9]+)$", re.DOTALL)
"""The reader's own words (reports.tables.reader)."""


def altered_labels(report: AnnualReport) -> tuple[Spotted, ...]:
    """Each label once: `text` as printed, `detail` as the form has it.

    Variants that the form's file knows are none, and what lost a letter on its way to us is not known to be one.
    """
    found = []
    for one in report.uncertain:
        said = _TAKEN.match(one.why)
        label = _official(said["row"], report.format) if said else None
        if said is not None and label is not None and "\ufffd" not in said["printed"]:
            printed = "".join(str(ast.literal_eval(said["printed"])).split())
            found.append(Spotted(printed, 1, (one.place,) if one.place else (), label))
    return tuple(found)


def tables_read(report: AnnualReport) -> bool:
    """Whether a row of tables two or three was read at all."""
    return any(
        cell.state is not CellState.ABSENT and not address.startswith("litigation.")
        for address, cell in report.cells.items()
    )


@cache
def _official(row: str, format: str | None) -> str | None:
    """The label of a row in the report's own form, else in the other."""
    for form in sorted(forms().values(), key=lambda form: form.id != format):
        for block in form.blocks:
            for one in block.rows:
                if one.id == row:
                    return one.label
    return None
