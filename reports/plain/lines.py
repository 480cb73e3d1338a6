"""What each line of a flattened report is: words, a row with separators, or one cell of a table stacked line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from reports import numerals, values
from reports.headings import heading_of
from reports.labels import labels
from reports.plain.sums import SUM, SUMS, sums_hold
from reports.plain.tokens import Kind, kind_of

_GAP = re.compile(r"(?:[ \u3000\xa0]{2,})")
_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|?[\s:|+-]*-[\s:|+-]*\|?\s*$")
_SPANNED = re.compile(r"(?<=\|)\s+\|{2,}\s*$")
_STACK = 8
"""So many short lines one after the other are the cells of a table, if numbers are among them."""
_SHORT = 45
_FIGURES_ALONE = 7
"""So many figures on a line are a row of a table even without a label (table four has fifteen)."""
_MOST_PIECES = 24
_LONGEST_ROW = 200


_LONE = re.compile(r"\d{1,3}")
"""What may be the end of a figure, or a page number."""
_SUMS = {7: SUM, 15: SUMS}
"""By how many figures a row has: the sums that hold in it."""


class Shape(Enum):
    WORDS = "words"
    TABS = "tabs"
    PIPES = "pipes"
    GAPS = "gaps"
    STACKED = "stacked"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` are filled for rows with separators; `text` is the line as it stands."""

    number: int
    text: str
    shape: Shape
    cells: tuple[str, ...] = ()


def shaped(lines: Sequence[str]) -> list[Line]:
    made = [_alone(number, text) for number, text in enumerate(lines, 1)]
    return _stacks(_tab_stacks(_without_broken(made)))


def _without_broken(lines: Sequence[Line]) -> list[Line]:
    """A row that does not add up, with one figure alone on the line below, is none: a narrow cell may have broken its
    last figure in two."""
    made = list(lines)
    for at, (line, below) in enumerate(pairwise(lines)):
        if line.shape is Shape.GAPS and _LONE.fullmatch(below.text.strip()):
            figures = [cell for cell in line.cells if numerals.number(cell) is not None]
            sums = _SUMS.get(len(figures))
            if sums is not None and not sums_hold(figures, sums):
                made[at] = Line(line.number, line.text, Shape.WORDS)
    return made


def _alone(number: int, text: str) -> Line:
    if "\t" in text:
        return Line(number, text, Shape.TABS, tuple(text.split("\t")))
    if _PIPES.match(text) and text.count("|") >= 3:
        return Line(number, text, Shape.PIPES, () if _RULE.match(text) else between_bars(text))
    pieces = tuple(_GAP.split(text.strip()))
    if len(pieces) >= 2 and _is_row(pieces):
        return Line(number, text, Shape.GAPS, pieces)
    words = _labels_and_figures(text)
    return Line(number, text, Shape.GAPS if words else Shape.WORDS, words)


def between_bars(text: str) -> tuple[str, ...]:
    """The cells of a row with bars between, without the bars that a spanning cell leaves at its end (``| ||``)."""
    return tuple(cell.strip() for cell in _SPANNED.sub("", text).strip().strip("|").split("|"))


def _labels_and_figures(text: str) -> tuple[str, ...]:
    """The cells of a line that is nothing but labels of the form and figures with single spaces between; else nothing."""
    pieces = text.split()
    if not 2 <= len(pieces) <= _MOST_PIECES or len(text) > _LONGEST_ROW:
        return ()
    cells: list[str] = []
    at = labelled = 0
    while at < len(pieces):
        if values.is_value(pieces[at]):
            cells.append(pieces[at])
            at += 1
            continue
        for end in range(min(len(pieces), at + 4), at, -1):
            words = "".join(pieces[at:end])
            if kind_of(words) not in (Kind.VALUE, Kind.WORDS) or (end == at + 1 and _is_label(words)):
                break
        else:
            return ()
        cells.append(words)
        labelled += 1
        at = end
    return tuple(cells) if (labelled and len(cells) >= 2) or len(cells) >= _FIGURES_ALONE else ()


def _is_row(pieces: Sequence[str]) -> bool:
    """Two or more pieces of which all are short and one at least belongs to a table."""
    if any(len(piece) > 60 for piece in pieces):
        return False
    numbers = sum(values.is_value(piece) for piece in pieces)
    known = sum(_is_label(piece) or _is_column(piece) for piece in pieces)
    return (numbers >= 1 and known >= 1) or numbers >= 3 or known >= 2


def _is_label(text: str) -> bool:
    return any(labels(table).row(text)[0] is not None for table in ("disclosure", "applications"))


def _is_column(text: str) -> bool:
    return any(
        labels(table).column(text) is not None for table in ("disclosure", "applications", "litigation")
    )


def _tab_stacks(lines: Sequence[Line]) -> list[Line]:
    """Stretches where nearly every line is one tab and one cell are stacked, not separated by tabs."""
    made: list[Line] = []
    start = 0
    while start < len(lines):
        if lines[start].shape is not Shape.TABS:
            made.append(lines[start])
            start += 1
            continue
        end = _end_of_tabs(lines, start)
        stretch = lines[start:end]
        tabbed = [line for line in stretch if line.shape is Shape.TABS]
        single = sum(len(line.cells) == 2 and not line.cells[0].strip() for line in tabbed)
        if single >= 0.9 * len(tabbed) and len(tabbed) >= 3:
            made += [Line(line.number, line.text, Shape.STACKED) for line in stretch]
        else:
            made += stretch
        start = end
    return made


def _end_of_tabs(lines: Sequence[Line], start: int) -> int:
    """Where the stretch of tabbed lines ends: at a section heading, a long line, or three lines without a tab."""
    end = start
    position = start
    while position < len(lines):
        line = lines[position]
        if line.shape is Shape.TABS:
            end = position + 1
        elif len(line.text.strip()) > _SHORT or heading_of(line.text) or position - end >= 3:
            break
        position += 1
    return end


def _stacks(lines: Sequence[Line]) -> list[Line]:
    """Runs of many short lines with numbers among them, without any separator, are stacked cells too."""
    made = list(lines)
    start = 0
    while start < len(made):
        end = start
        while end < len(made) and _may_stack(made[end]):
            end += 1
        run = [line for line in made[start:end] if line.text.strip()]
        numbers = sum(values.is_value(line.text.strip()) for line in run)
        known = sum(_is_label(line.text) for line in run)
        if len(run) >= _STACK and numbers >= 3 and known >= 1:
            for position in range(start, end):
                made[position] = Line(made[position].number, made[position].text, Shape.STACKED)
        start = max(end, start + 1)
    return made


def _may_stack(line: Line) -> bool:
    text = line.text.strip()
    return (
        line.shape is Shape.WORDS
        and len(text) <= _SHORT
        and not heading_of(text)
        and not text.endswith(("。", "；"))
    )
