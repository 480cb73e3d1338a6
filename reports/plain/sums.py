"""Sums that hold within a row of figures: they confirm what a text without columns says, and never say it."""

from __future__ import annotations

from collections.abc import Sequence

from reports import numerals
from reports.folding import nfkc

SUM = ((tuple(range(6)), 6),)
"""Of table three: six applicants and their total."""
SUMS = tuple((tuple(range(start, start + 4)), start + 4) for start in (0, 5, 10))
"""Of table four: four results and their total, three times."""


def sums_hold(figures: Sequence[str], sums: Sequence[tuple[Sequence[int], int]]) -> bool:
    """Whether all are numbers, and the numbers at the first places of each of `sums` make that at the second.

    The last total is the last figure."""
    read = [numerals.number(figure) for figure in figures]
    numbers = [value for value in read if value is not None]
    if len(numbers) < len(figures) or len(numbers) != 1 + max(total for _, total in sums):
        return False
    return all(sum(numbers[part] for part in parts) == numbers[total] for parts, total in sums)


def is_broken(figure: str) -> bool:
    """A piece of a figure that a narrow cell broke over lines: ``1,1`` and ``06`` of 1,106."""
    digits = nfkc(figure).lstrip("+-")
    return digits.replace(",", "").isdecimal() and numerals.number(digits) is None
