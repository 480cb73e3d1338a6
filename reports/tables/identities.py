"""The sums that the form itself prints (本列数据的勾稽关系 and its 总计): addresses on either side of an equals sign.

Used to say which reading of an unclear print is possible, never to correct what is printed clearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reports.form import APPLICANTS, LITIGATION_RESULTS, forms
from reports.model import Number


@dataclass(frozen=True, slots=True)
class Identity:
    """sum(left) == sum(right), over cell addresses."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        return (*self.left, *self.right)


def is_total(figures: Sequence[Number]) -> bool:
    """Whether the last figure is the sum of those before it."""
    return sum(figures) == 2 * figures[-1]


@cache
def identities(applications: str | None) -> tuple[Identity, ...]:
    """All sums of table three in the layout `applications` ("2019", "2021"; none when `None`) and of table four."""
    made = [
        Identity(
            tuple(f"litigation.{row}.{leaf}" for leaf in LITIGATION_RESULTS), (f"litigation.{row}.total",)
        )
        for row in ("review", "suit_direct", "suit_after_review")
    ]
    if applications is None:
        return tuple(made)
    form = forms()[applications]
    (block,) = form.table("applications")
    for row in block.rows:
        start = f"applications.{row.id}."
        made.append(Identity(tuple(start + column for column in APPLICANTS), (start + "total",)))
    for column in (*APPLICANTS, "total"):
        end = f".{column}"
        balance = [
            f"applications.{row}{end}"
            for row in ("new_received", "carried_in", "result_total", "carried_out")
        ]
        made.append(Identity((balance[0], balance[1]), (balance[2], balance[3])))
        made.append(Identity(tuple(f"applications.{row}{end}" for row in form.result_rows), (balance[2],)))
    return tuple(made)
