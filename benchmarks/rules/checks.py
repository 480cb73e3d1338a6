"""Sixty checks of the 2021 form, each written once in CEL's syntax over the form's canonical ids.

Every engine gets the same text with its cells named as it wants them: ours as ``applications.natural_person.granted``,
the others as one flat name. All checks hold on a report whose sums add up, and each has a cell that breaks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports import AnnualReport
from reports.form import APPLICANTS, LITIGATION_RESULTS, forms

FORM = forms()["2021"]
COLUMNS = (*APPLICANTS, "total")
_CELL = re.compile(r"\b(applications|litigation)\.(\w+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class Check:
    """`breaks`: a cell that makes the check fail when it alone is raised by one on a form of zeros."""

    text: str
    breaks: str

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found[0] for found in _CELL.finditer(self.text)))

    @property
    def flat(self) -> str:
        """With flat names, for engines that know no form."""
        return _CELL.sub(lambda found: flat_name(found[0]), self.text)

    @property
    def python(self) -> str:
        return self.flat.replace("&&", "and").replace("||", "or")


def flat_name(cell: str) -> str:
    return cell.replace(".", "_")


def address_of(name: str) -> str:
    """Where a cell stands in a report: rules name a column before its row, addresses the row first."""
    table, one, other = name.split(".")
    return f"{table}.{other}.{one}" if table == "applications" else name


def applications(column: str, row: str) -> str:
    return f"applications.{column}.{row}"


def checks() -> tuple[Check, ...]:
    """The sixty."""
    return tuple(_checks())


def _checks() -> Iterator[Check]:
    for column in COLUMNS:
        new, carried, total, out = (
            applications(column, row) for row in ("new_received", "carried_in", "result_total", "carried_out")
        )
        results = [applications(column, row) for row in FORM.result_rows]
        yield Check(f"{new} + {carried} == {total} + {out}", new)
        yield Check(f"{' + '.join(results)} == {total}", results[0])
        yield Check(f"{out} <= {new} + {carried}", out)
    for row in ("new_received", "carried_in", *FORM.result_rows, "result_total", "carried_out"):
        parts = [applications(column, row) for column in APPLICANTS]
        yield Check(f"{' + '.join(parts)} == {applications('total', row)}", parts[0])
    for row in ("review", "suit_direct", "suit_after_review"):
        parts = [f"litigation.{row}.{result}" for result in LITIGATION_RESULTS]
        yield Check(f"{' + '.join(parts)} == litigation.{row}.total", parts[0])
        yield Check(f"litigation.{row}.corrected <= litigation.{row}.total", parts[1])
    yield Check(
        f"{applications('total', 'not_processed_repeated')} == 0 || {applications('total', 'result_total')} > 0",
        applications("total", "not_processed_repeated"),
    )
    given = applications("total", "granted")
    yield Check(f"{given} <= {applications('total', 'result_total')}", given)
    for column in APPLICANTS:
        given, partly = applications(column, "granted"), applications(column, "partially_granted")
        came = f"{applications(column, 'new_received')} + {applications(column, 'carried_in')}"
        yield Check(f"{given} + {partly} <= {came}", partly)


def values_of(report: AnnualReport) -> Mapping[str, int]:
    """Flat name → number, of a report whose every cell is one."""
    found: dict[str, int] = {}
    for address, cell in report.cells.items():
        table, row, column = address.split(".")
        if table in ("applications", "litigation") and isinstance(cell.value, int):
            name = f"{table}.{column}.{row}" if table == "applications" else address
            found[flat_name(name)] = cell.value
    return found
