"""Which printed value belongs to which column. What every possible alignment agrees on is read; the rest is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from reports import numerals, values
from reports.document import GridCell, Place
from reports.model import Cell, CellState, Number
from reports.remembering import WORDS
from reports.tables.identities import is_total
from reports.tables.rows import PrintedRow

_LONGEST_RUN = 60
_MOST_SURPLUS = 2
"""More figures too many than this are those of another row that lost its label."""


def unreadable(
    place: Place | None, why: str, candidates: Sequence[Number] = (), raw: str | None = None
) -> Cell:
    return Cell(
        CellState.UNREADABLE, raw=raw, place=place, candidates=tuple(dict.fromkeys(candidates)), why=why
    )


def in_order(cells: Sequence[GridCell]) -> list[Cell]:
    """One printed value for each column, in order."""
    return [values.printed(cell) for cell in cells]


def spread(cells: Sequence[GridCell], columns: int, place: Place) -> list[Cell]:
    """More or fewer values than columns, order kept: a column is read where every way of choosing gives it one number."""
    read = in_order(cells)
    surplus = len(read) - columns
    made: list[Cell] = []
    for column in range(columns):
        if 0 <= surplus <= _MOST_SURPLUS:
            possible = read[column : column + surplus + 1]
            first = possible[0]
            if all(_same_number(first, other) for other in possible):
                made.append(first)
                continue
        elif surplus > 0:
            possible = read[column : column + surplus + 1]
        else:
            possible = read[max(0, column + surplus) : column + 1]
        candidates = [cell.value for cell in possible if cell.value is not None]
        why = f"{len(read)} values for {columns} columns: which belongs here cannot be told"
        made.append(unreadable(place, why, candidates))
    return made


def agreed(ways: Sequence[Sequence[Cell]], why: str) -> list[Cell]:
    """The row that may be read in each of these `ways`: a column is read where they give it one number, or one cell."""
    return [
        possible[0]
        if all(_same_number(possible[0], other) or possible[0] is other for other in possible)
        else unreadable(possible[0].place, why, [cell.value for cell in possible if cell.value is not None])
        for possible in zip(*ways, strict=True)
    ]


def not_letter_spaced(made: list[Cell], printed: Sequence[GridCell]) -> list[Cell]:
    """`made` from too many figures of flattened text, without what is otherwise where some are parts of one ("1 1 1", "12 012")."""
    texts = [cell.text.strip() for cell in printed]
    if not 0 < len(texts) - len(made) <= _MOST_SURPLUS:
        return made
    for cuts in combinations(range(1, len(texts)), len(made) - 1):
        groups = [texts[start:end] for start, end in zip((0, *cuts), (*cuts, len(texts)), strict=True)]
        if not all(len(group) == 1 or _may_be_one(group) for group in groups):
            continue
        for at, group in enumerate(groups):
            cell = made[at]
            value = numerals.number("".join(group))
            if cell.state is CellState.NUMBER and cell.value != value:
                why = "some figures of this row may be parts of one"
                made[at] = unreadable(cell.place, why, [v for v in (cell.value, value) if v is not None])
    return made


def _may_be_one(group: Sequence[str]) -> bool:
    return group[0] != "0" and all(text.isdecimal() for text in group)


Sums = Sequence[tuple[Sequence[int], int]]
"""Positions that add up to another position."""


def not_torn(cells: list[Cell], sums: Sums) -> list[Cell]:
    """As many figures of flattened text as columns, without what would be otherwise had one been torn in two and an empty
    cell left nothing ("5 406 100 5506" of 5406, nothing, 100, 5506): where the sums hold so, and not as they stand."""
    texts = [(cell.raw or "").strip() for cell in cells]
    if _hold(texts, sums) or not all(map(str.isdecimal, texts)):
        return cells
    ways = [cells]
    for pieces in (2, 3):
        for at in range(len(texts) - pieces + 1):
            if _may_be_one(texts[at : at + pieces]):
                ways += [
                    way for way in _mended(cells, at, pieces) if _hold([c.raw or "0" for c in way], sums)
                ]
    return cells if len(ways) == 1 else agreed(ways, "a figure of this row may be torn in two")


def _mended(cells: Sequence[Cell], at: int, pieces: int) -> Iterator[list[Cell]]:
    """The row with so many `pieces` from `at` on as one figure, and the empty cells that are then missing anywhere in it."""
    place, whole = cells[at].place, "".join((cell.raw or "").strip() for cell in cells[at : at + pieces])
    one = Cell(CellState.NUMBER, raw=whole, value=int(whole), place=place)
    shorter = [*cells[:at], one, *cells[at + pieces :]]
    for gaps in combinations(range(len(cells)), pieces - 1):
        left = iter(shorter)
        yield [
            Cell(CellState.BLANK, raw="", place=place) if k in gaps else next(left) for k in range(len(cells))
        ]


def _hold(figures: Sequence[str], sums: Sums) -> bool:
    read = [numerals.number(figure.lstrip("0") or "0") or 0 for figure in figures]
    return all(sum(read[part] for part in parts) == read[total] for parts, total in sums)


def _same_number(one: Cell, other: Cell) -> bool:
    return one.state is CellState.NUMBER and other.state is CellState.NUMBER and one.value == other.value


def not_shared_out(cells: Sequence[Cell], row: PrintedRow) -> list[Cell]:
    """A figure that also stands in the row below belongs to one of the two, or to both together: only 0 is both's."""
    tall = {cell.place for cell in row.cells[row.first_value :] if cell.row_span > 1}
    if not tall or len(tall) == len(row.cells) - row.first_value:
        return list(cells)
    return [
        unreadable(cell.place, "one cell is merged over several rows", (cell.value,), cell.raw)
        if cell.value and cell.place in tall
        else cell
        for cell in cells
    ]


def run_together(cell: GridCell, columns: int, sums: Sums) -> list[Cell]:
    """Several values printed without a gap ("230 000023" in seven columns): every way to cut it is considered.

    Blank cells leave no trace in such text, so even a single way is believed only where no other number of values is
    possible (all zeros) or where every figure stands in one of several `sums` and all of them hold. One sum may hold by
    chance: "0000527" is 0 0 0 0 5 2 7, and what is left of 0 0 0 _ 0 5 27. An amount ("0.0000") is one number,
    and those beside it are lost.
    """
    pieces = tuple(cell.text.replace("\xa0", " ").split())
    if sum(map(len, pieces)) > _LONGEST_RUN or not all(_FIGURES.fullmatch(piece) for piece in pieces):
        return [unreadable(cell.place, "values run together", raw=cell.text) for _ in range(columns)]
    one = "." in cell.text and len(pieces) == 1 and numerals.number(pieces[0]) is not None
    possible = None if one else _candidates(pieces, columns)
    if possible is None:
        why = f"cannot be cut into {columns} numbers"
        return [unreadable(cell.place, why, raw=cell.text) for _ in range(columns)]
    if all(len(numbers) == 1 for numbers in possible):
        single = [numbers[0] for numbers in possible]
        zeros = not any(single)
        if zeros or (
            len(sums) >= _SEVERAL_SUMS
            and all(sum(single[i] for i in parts) == single[total] for parts, total in sums)
        ):
            return [Cell(CellState.NUMBER, raw=str(value), value=value, place=cell.place) for value in single]
    return [unreadable(cell.place, "values run together", numbers, cell.text) for numbers in possible]


_FIGURES = re.compile(r"[0-9.+-]+")
_SEVERAL_SUMS = 3


def _numbers_from(piece: str, start: int) -> Iterator[int]:
    """Ends of numbers that may begin at `start`: a sign, no needless leading zero, perhaps decimals."""
    at = start + (piece[start] in "+-")
    digits = re.compile(r"0|[1-9][0-9]*").match(piece, at)
    if digits is None:
        return
    for end in range(at + 1, digits.end() + 1):
        yield end
        decimals = _DECIMALS.match(piece, end)
        if decimals:
            yield from range(end + 2, decimals.end() + 1)


_DECIMALS = re.compile(r"\.[0-9]+")


@lru_cache(maxsize=WORDS)
def _ways(pieces: tuple[str, ...], piece: int, start: int, columns: int) -> bool:
    if piece == len(pieces):
        return columns == 0
    if start == len(pieces[piece]):
        return _ways(pieces, piece + 1, 0, columns)
    if columns == 0:
        return False
    return any(_ways(pieces, piece, end, columns - 1) for end in _numbers_from(pieces[piece], start))


def _candidates(pieces: tuple[str, ...], columns: int) -> list[list[Number]] | None:
    """For each column every number it may hold, ascending; `None` where no cut gives exactly `columns` numbers."""
    if not pieces or not _ways(pieces, 0, 0, columns):
        return None
    possible: list[set[Number]] = [set() for _ in range(columns)]
    states = {(0, 0)}
    for column in range(columns):
        following: set[tuple[int, int]] = set()
        for piece, start in states:
            at_piece, at = (piece + 1, 0) if start == len(pieces[piece]) else (piece, start)
            if at_piece == len(pieces):
                continue
            for end in _numbers_from(pieces[at_piece], at):
                value = numerals.number(pieces[at_piece][at:end])
                if value is not None and _ways(pieces, at_piece, end, columns - column - 1):
                    possible[column].add(value)
                    following.add((at_piece, end))
        states = following
    return [sorted(numbers) for numbers in possible]


def displaced(cells: Sequence[Cell]) -> list[Cell]:
    """Blanks of a row whose columns may have shifted are not blanks of the agency: they are not read."""
    why = "columns of this row may have shifted"
    return [
        replace(cell, state=CellState.UNREADABLE, why=why) if cell.state is CellState.BLANK else cell
        for cell in cells
    ]


def believed(cells: list[Cell], shared: Sequence[bool]) -> list[Cell]:
    """A merged 0 is the 0 of each column below it only where the row adds up with it: else a figure fell under it."""
    figures = [cell.value for cell in cells]
    numbers = [figure for figure in figures if figure is not None]
    whole = len(numbers) == len(figures)
    if not any(shared) or (whole and is_total(numbers)):
        return cells
    why = "one cell is merged over several columns, and the row does not add up with it"
    return [
        unreadable(cell.place, why, raw=cell.raw) if one else cell
        for cell, one in zip(cells, shared, strict=True)
    ]
