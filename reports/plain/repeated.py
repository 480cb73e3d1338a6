"""Tables written with a merged cell's text in every place it covers, as pandas and PyMuPDF write them in Markdown.

``规章|规章|0|0|7`` under ``信息内容|信息内容|本年制发件数|本年制发件数|本年废止件数`` is one label and two figures. Words that stand side by
side twice are one cell; figures are one where they are the same and stand under one name. What does not agree stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports import values
from reports.plain.bars_below import in_one_line
from reports.plain.tokens import Kind, Token, kind_of

Row = list[Token]
_BREAK = re.compile(r"(?:(?<!\s)\s++)?<br\s*/?>\s*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"Col\d+|Unnamed: \d+(?:_level_\d+)?")
"""Names that programs give to columns without one."""
_COPY = re.compile(r"(?<=\D)\.\d{1,2}$")
"""What pandas adds to a column's name that it has met before."""
_LEAST = 2
"""Rows with words that stand twice side by side, from which a table is written so; of a name of the form's columns, one."""
_SHORTEST = 2


def without_repeats(rows: Sequence[Row]) -> list[Row]:
    """The rows of one table with merged cells once; others as they are, but for line breaks in their cells."""
    made = [[(in_one_line(_BREAK.split(text)), line) for text, line in row] for row in rows]
    made = _named(_without_numbers(made))
    twice = [[one for one, other in pairwise(row) if _same_words(one, other)] for row in made]
    if sum(map(bool, twice)) < _LEAST and not any(
        kind_of(text) is Kind.COLUMN for row in twice for text, _ in row
    ):
        return made
    return list(_merged(made))


def _named(rows: list[Row]) -> list[Row]:
    """The first row with what its placeholders stand for: the name to their left goes on."""
    if not rows or not any(_PLACEHOLDER.fullmatch(text) for text, _ in rows[0]):
        return rows
    first: Row = []
    for text, line in rows[0]:
        if not _PLACEHOLDER.fullmatch(text):
            first.append((_COPY.sub("", text), line))
        else:
            before = first[-1][0] if first else ""
            first.append(("" if values.is_value(before) else before, line))
    return [first, *rows[1:]]


def _without_numbers(rows: list[Row]) -> list[Row]:
    """Without the numbers that pandas gives to columns and rows."""
    if len(rows) <= _LEAST:
        return rows
    first = [text.strip() for text, _ in rows[0]]
    numbered = first[1:] == [str(at) for at in range(len(first) - 1)] and not first[0]
    counted = [row[0][0].strip() for row in rows[1:] if row] == [str(at) for at in range(len(rows) - 1)]
    if numbered and counted:
        return [row[1:] for row in rows[1:]]
    return rows[1:] if len(first) > 1 and first == [str(at) for at in range(len(first))] else rows


def _same_words(one: Token, other: Token) -> bool:
    text = one[0].strip()
    return len(text) >= _SHORTEST and text == other[0].strip() and not values.is_value(text)


def _merged(rows: Sequence[Row]) -> Iterator[Row]:
    names: list[int] = []
    """For each place of a row the name it stands under, by number."""
    for row in rows:
        runs = _runs(row)
        figures = [values.is_value(text) and bool(text.strip()) for text, _ in row]
        if not any(figures):
            names = runs
            yield [cell for at, cell in enumerate(row) if not at or runs[at] != runs[at - 1]]
        else:
            under = names if len(names) == len(row) else [*range(len(row))]
            whole = _merged_under(row, under)
            yield [
                cell
                for at, cell in enumerate(row)
                if not at
                or (runs[at] != runs[at - 1] and not (under[at] == under[at - 1] and under[at] in whole))
            ]


def _runs(row: Row) -> list[int]:
    made: list[int] = []
    for at, cell in enumerate(row):
        made.append(made[-1] if at and _same_words(row[at - 1], cell) else at)
    return made


def _merged_under(row: Row, names: Sequence[int]) -> set[int]:
    """The names under which all cells of the row say the same: one cell, which covers their places."""
    said: dict[int, set[str]] = {}
    for (text, _), name in zip(row, names, strict=True):
        said.setdefault(name, set()).add(text.strip())
    return {name for name, texts in said.items() if len(texts) == 1}
