"""Rows of the text dump of a PDF by their windows: as many lines of figures as the form has rows, and about each the whole label.

A wrapped label stands on the line of its figures and on those between it and its neighbours', in whatever order the dump
tore it. Where each of the form's labels is whole about its own line of figures, none was lost and none printed twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reports.form import Row
from reports.plain.dump_lines import DumpLine, words_of

_MISPRINT, _MISPRINTS = 0.12, 3
"""Share of a label's characters that a misprint leaves out or replaces (labels that are alike differ in more than a quarter), and
labels of one table that are misprinted."""


def lines_of_rows(body: Sequence[DumpLine], rows: Sequence[Row], width: int) -> Sequence[DumpLine] | None:
    """The line of figures of each row, at most `width` figures on each; `None` where one may be another's."""
    held = [line for line in body if line.figures]
    if len(held) != len(rows) or any(len(line.figures) > width for line in held):
        return None
    ends = [body[0].number - 1, *(line.number for line in held), body[-1].number + 1]
    misprinted = 0
    for row, (above, below) in zip(words_of(tuple(rows)), zip(ends, ends[2:], strict=False), strict=True):
        window = Counter(letter for line in body if above < line.number < below for letter in line.letters)
        short = min((Counter(label) - window).total() / len(label) for label in row)
        misprinted += short > 0
        if short > _MISPRINT or misprinted > _MISPRINTS:
            return None
    order = [(row, line.number) for line in body for row in line.begins]
    begun = all(ends[row] < number <= ends[row + 1] for row, number in order)
    return held if begun and all(one[0] < other[0] for one, other in pairwise(order)) else None
