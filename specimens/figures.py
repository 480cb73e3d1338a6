"""The figures of one specimen report, right by construction; then, on request, wrong in one named way.

A figure is kept as it is printed (a string), because what is printed is what the defects are about: "" is an empty cell,
"+3" a signed one, "24.5万" a number with a unit inside. Addresses are ``table.row.column`` of statutory-formats.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from reports.form import APPLICANTS, LITIGATION_RESULTS, Form, forms
from specimens.dice import Dice


class Scale(StrEnum):
    """How much an agency has to do with citizens; decides the size of its figures, never their correctness."""

    NONE = "none"
    """A small township: zeros nearly everywhere."""
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    """A county government that reports for the whole county."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All cells of one format. `form` is "2019" (198 cells) or "2021" (200 cells)."""

    form: str
    cells: Mapping[str, str] = field(repr=False)

    def printed(self, address: str) -> str:
        return self.cells[address]

    def number(self, address: str) -> int:
        """The whole number printed there; raises ValueError where none is."""
        return int(self.cells[address])

    def changed(self, changes: Mapping[str, str]) -> Figures:
        """These figures with some cells printed otherwise. An address that the format lacks is a KeyError."""
        unknown = set(changes) - set(self.cells)
        if unknown:
            raise KeyError(f"the {self.form} format has no cell {sorted(unknown)}")
        return replace(self, cells={**self.cells, **changes})

    @property
    def carried_out(self) -> dict[str, int]:
        """What next year's `carried_in` must be, by applicant column."""
        return {column: self.number(f"applications.carried_out.{column}") for column in APPLICANTS}


@dataclass(frozen=True, slots=True)
class Before:
    """What last year's report left behind: the figures that this year's must continue."""

    carried_out: Mapping[str, int] = field(default_factory=dict)
    in_force: int | None = None


_APPLICATIONS = {Scale.NONE: 0, Scale.SMALL: 4, Scale.MEDIUM: 16, Scale.LARGE: 90}
_DECISIONS = {Scale.NONE: 0, Scale.SMALL: 60, Scale.MEDIUM: 900, Scale.LARGE: 42000}
_LITIGATION = {Scale.NONE: 0, Scale.SMALL: 1, Scale.MEDIUM: 3, Scale.LARGE: 12}
_USUAL_RESULTS = (
    *("granted",) * 6,
    *("partially_granted",) * 2,
    *("unable_not_held",) * 4,
    *("unable_needs_creation",) * 2,
    "denied_third_party",
    "denied_internal",
    "denied_case_file",
    "denied_admin_query",
    "not_processed_petition",
    "not_processed_repeated",
)


def consistent(form_id: str, dice: Dice, scale: Scale, before: Before | None = None) -> Figures:
    """Figures that satisfy every identity of the format and continue `before`."""
    form = forms()[form_id]
    before = before or Before()
    cells = dict(_zeros(form_id))
    cells.update(
        _disclosure_2019(dice, scale) if form_id == "2019" else _disclosure_2021(dice, scale, before)
    )
    cells.update(_applications(form, dice, scale, before))
    cells.update(_litigation(dice, scale))
    return Figures(form_id, cells)


def _disclosure_2021(dice: Dice, scale: Scale, before: Before) -> dict[str, str]:
    most = _DECISIONS[scale]
    issued = dice.below(1 + most.bit_length() // 2)
    had = (
        before.in_force if before.in_force is not None else dice.between(2, 8) * (1 + most.bit_length() // 4)
    )
    repealed = dice.below(1 + min(had, issued + 1))
    fee = dice.below(most + 1) / 100 if scale is not Scale.NONE and dice.chance(40) else 0
    docs = "disclosure.normative_docs"
    return {
        f"{docs}.issued": str(issued),
        f"{docs}.repealed": str(repealed),
        f"{docs}.in_force": str(had + issued - repealed),
        "disclosure.licensing.decisions": str(dice.below(most + 1)),
        "disclosure.penalty.decisions": str(dice.below(most // 4 + 1)),
        "disclosure.coercion.decisions": str(dice.below(most // 30 + 1)),
        "disclosure.admin_fees.fee_amount": f"{fee:.2f}" if fee else "0",
    }


def _disclosure_2019(dice: Dice, scale: Scale) -> dict[str, str]:
    most = _DECISIONS[scale]
    made = dice.below(1 + most.bit_length() // 2)
    cells = {
        "disclosure.normative_docs.made": str(made),
        "disclosure.normative_docs.newly_public": str(made),
        "disclosure.normative_docs.total_public": str(made + dice.between(0, 20)),
    }
    for row, share in (("licensing", 1), ("other_services", 2), ("penalty", 6), ("coercion", 40)):
        items = dice.below(most // 100 + 2) if most else 0
        delta = dice.between(-min(items, 4), 6) if items else 0
        cells[f"disclosure.{row}.items_prev"] = str(items)
        cells[f"disclosure.{row}.items_delta"] = f"{delta:+d}" if delta else "0"
        cells[f"disclosure.{row}.decisions"] = str(dice.below(most // share + 1))
    cells["disclosure.admin_fees.items_prev"] = str(dice.below(4) if most else 0)
    projects = dice.below(most // 300 + 2) if most else 0
    cells["disclosure.procurement.projects"] = str(projects)
    cells["disclosure.procurement.amount"] = (
        f"{projects * dice.between(2000, 90000) / 100:.4f}" if projects else "0"
    )
    return cells


def _applications(form: Form, dice: Dice, scale: Scale, before: Before) -> dict[str, str]:
    most = _APPLICATIONS[scale]
    counts: dict[tuple[str, str], int] = {}
    shares = {"natural_person": most, "business": most // 5, "legal": most // 10, "other": most // 12}
    for column in APPLICANTS:
        new = dice.below(shares.get(column, 0) + 1)
        waiting = before.carried_out.get(column, 0)
        left = dice.below(min(4, new + waiting) + 1) if dice.chance(60) else 0
        done = new + waiting - left
        for row, count in (
            ("new_received", new),
            ("carried_in", waiting),
            ("carried_out", left),
            ("result_total", done),
        ):
            counts[row, column] = count
        for _ in range(done):
            result = dice.pick(_USUAL_RESULTS)
            counts[result, column] = counts.get((result, column), 0) + 1
    (block,) = form.table("applications")
    for each in block.rows:
        counts[each.id, "total"] = sum(counts.get((each.id, column), 0) for column in APPLICANTS)
    return {f"applications.{row}.{column}": str(count) for (row, column), count in counts.items()}


def _litigation(dice: Dice, scale: Scale) -> dict[str, str]:
    most = _LITIGATION[scale]
    cells = {}
    for row in ("review", "suit_direct", "suit_after_review"):
        counts = [dice.below(most + 1) if dice.chance(45) else 0 for _ in LITIGATION_RESULTS]
        for column, count in zip(LITIGATION_RESULTS, counts, strict=True):
            cells[f"litigation.{row}.{column}"] = str(count)
        cells[f"litigation.{row}.total"] = str(sum(counts))
    return cells


def all_zero(form_id: str) -> Figures:
    """Every cell a printed 0: legal, common in small townships, and never a finding."""
    return Figures(form_id, _zeros(form_id))


@cache
def _zeros(form_id: str) -> Mapping[str, str]:
    return MappingProxyType(dict.fromkeys(forms()[form_id].addresses(), "0"))


def unbalanced(figures: Figures, column: str, by: int = 1) -> Figures:
    """第一项＋第二项 ≠ 第三项＋第四项 in `column` and in the totals: `carried_out` is printed `by` too many.

    Row totals still add up, so only SUM-T3-COL can see it.
    """
    changes = {}
    for each in (column, "total"):
        address = f"applications.carried_out.{each}"
        changes[address] = str(figures.number(address) + by)
    return figures.changed(changes)


def carried_in_as(figures: Figures, column: str, count: int) -> Figures:
    """`carried_in` of one column set to `count`, and the rest of the report made to agree with it.

    The report is right in itself; only beside last year's can the mismatch be seen (XYR-CARRY).
    """
    was = figures.number(f"applications.carried_in.{column}")
    changes: dict[str, str] = {}
    for row, by in (("carried_in", count - was), ("granted", count - was), ("result_total", count - was)):
        for each in (column, "total"):
            address = f"applications.{row}.{each}"
            changes[address] = str(figures.number(address) + by)
            if int(changes[address]) < 0:
                raise ValueError(f"{address} would be negative: choose a larger count than {count}")
    return figures.changed(changes)


def blanked(figures: Figures, addresses: Iterable[str]) -> Figures:
    """Some cells left empty."""
    return figures.changed(dict.fromkeys(addresses, ""))
