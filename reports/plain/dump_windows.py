"""Rows of the text dump of a PDF by their windows: which line of figures is whose, told by the whole label about it.

A wrapped label begins above the line of its figures or on it, and stands on the lines between those of its neighbours, in
whatever order the dump tore it; from its beginning to its figures stands nothing but itself and the names of groups. Rows
come in the form's order: where only one assignment of lines to rows tells as many rows, it is the page's, however many rows
were lost or lines stand between that are none's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reports.form import Row
from reports.plain.dump_lines import DumpLine, letters_of, words_of

_LEAST = 2
"""Characters of a label's beginning."""
_BROKEN = 4
"""Characters of a beginning that is broken into words of a single one; a label as long as this is no part of another."""
_MISPRINT, _STRANGE = 0.12, 2
"""Share of a label's characters that a misprint leaves out or replaces, and characters that it puts in; labels that are alike
differ in more than a quarter."""
_Way = tuple[int, int, tuple[int, ...]]
"""How many rows were told, in how many ways, and one of these: the row of each line, -1 for a line that is none's."""


@dataclass(frozen=True, slots=True)
class Told:
    """Lines of figures by the index of their row, and how many others there are."""

    lines: Mapping[int, DumpLine]
    strays: int


def lines_of_rows(body: Sequence[DumpLine], rows: Sequence[Row]) -> Told | None:
    """`None` where the lines of figures may be assigned to as many rows in another way."""
    held = [line for line in body if line.figures]
    if not held:
        return None
    ends = [body[0].number - 1, *(line.number for line in held), body[-1].number + 1]
    ways: dict[int, _Way] = {-1: (0, 1, ())}
    for above, at, below in zip(ends, ends[1:], ends[2:], strict=False):
        ways = _further(ways, _rows_at(body, (above, at, below), tuple(rows)))
    best = max(count for count, _, _ in ways.values())
    chosen = [(number, path) for count, number, path in ways.values() if count == best]
    if len(chosen) > 1 or chosen[0][0] > 1:
        return None
    own = {row: line for row, line in zip(chosen[0][1], held, strict=True) if row >= 0}
    sure = {
        row: line
        for row, line in own.items()
        if not line.follows_a_cell and not _may_be_the_next_ones(row, own, body, tuple(rows))
    }
    return Told(sure, len(held) - len(own))


def _rows_at(body: Sequence[DumpLine], ends: tuple[int, int, int], rows: tuple[Row, ...]) -> Sequence[int]:
    """Rows that the line of figures in the middle may be; of labels that begin above it the last that is long enough to be
    no part of another."""
    above, at, below = ends
    begun = [word for line in body if above < line.number <= at for word in line.letters]
    rest = Counter(
        letter for line in body if at < line.number < below for word in line.letters for letter in word
    )
    told: list[tuple[int, int, int]] = []
    for row, names in enumerate(words_of(rows)):
        for name in names:
            begin = _begin(name, begun)
            if begin >= 0 and _is_whole(name, begun, begin, rest, rows):
                told.append((row, begin, len(name)))
    last = max((begin for _, begin, length in told if length >= _BROKEN), default=-1)
    return sorted({row for row, begin, length in told if length < _BROKEN or begin == last})


def _begin(name: str, begun: Sequence[str]) -> int:
    """Where the label of that name begins last in the words, which are joined; -1 where it does not."""
    found, offset = "".join(begun).rfind(name[:_BROKEN]), 0
    for word in begun:
        if len(word) >= _LEAST and (name.startswith(word) or word.startswith(name)):
            found = max(found, offset)
        offset += len(word)
    return found


def _is_whole(name: str, begun: Sequence[str], begin: int, rest: Counter[str], rows: tuple[Row, ...]) -> bool:
    """Whether the whole label stands there, and from its beginning to the figures nothing else."""
    wanted, behind = Counter(name), Counter("".join(begun)[begin:])
    if (wanted - behind - rest).total() > _MISPRINT * len(name):
        return False
    return (behind - wanted - _group_letters(rows)).total() <= _STRANGE


@cache
def _group_letters(rows: tuple[Row, ...]) -> Counter[str]:
    return Counter("".join(letters_of(group) for group in {group for row in rows for group in row.under}))


def _further(ways: Mapping[int, _Way], told: Sequence[int]) -> dict[int, _Way]:
    """By the last row told the ways that tell most: one line more, which is none's or one of the rows `told` behind the last."""
    made: dict[int, _Way] = {}
    for last, (count, number, path) in ways.items():
        for state, reached, step in _steps(last, count, told):
            most, known, kept = made.get(state, (-1, 0, ()))
            if reached > most:
                made[state] = reached, number, (*path, step)
            elif reached == most:
                made[state] = reached, known + number, kept
    return made


def _steps(last: int, count: int, told: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    yield last, count, -1
    for row in told:
        if row > last:
            yield row, count + 1, row


def _may_be_the_next_ones(
    row: int, own: Mapping[int, DumpLine], body: Sequence[DumpLine], rows: tuple[Row, ...]
) -> bool:
    """Whether the next row has neither figures nor a label: both labels and figures may have been lost, one row's each."""
    if row + 1 in own or row + 1 == len(rows):
        return False
    start = own[row].number
    end = min((line.number for line in own.values() if line.number > start), default=body[-1].number)
    between = [line for line in body if start < line.number <= end]
    if any(line.figures for line in between[:-1]):
        return False  # the next row's figures, whose label was lost
    letters = Counter(letter for line in between for word in line.letters for letter in word)
    names = words_of(rows)[row + 1]
    return all((Counter(name) - letters).total() > _MISPRINT * len(name) for name in names)
