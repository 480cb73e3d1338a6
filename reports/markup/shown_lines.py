"""What an article without a table shows, line by line: rows made of div or li, tables typed into a pre, one cell a line, a
row that became one paragraph with blanks between its cells.

Only the words and their order are known: what stands under what is for the reading of flattened text to say, or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser

from reports.document import Block, Grid, Paragraph
from reports.labels import labels
from reports.values import is_value

_FEWEST = 8
"""Rows of the form that are named: fewer may be words of the text."""
_LONGEST_LABEL = 60
_LONGEST_ROW, _FIGURES = 200, 3
"""Characters of a paragraph that is a row of table three, and how many of its figures are there at least."""
_ROWS = 3
"""Elements in a row, each of several short paragraphs, that are rows of a table."""
_MOST_CELLS = 24
_LONGEST_CELL = 120
_TYPED = "pre"
_APART = re.compile(r"[\t\n|]+| {2,}")
"""Between the cells of a table that was typed."""
Chain = tuple[int, ...]


def shown_lines(found: Sequence[tuple[Block, Chain]], tree: LexborHTMLParser) -> tuple[str, ...]:
    """The article's lines with a tab between the cells of a row; nothing where it has a table, or none of the form's rows."""
    if any(isinstance(block, Grid) for block, _ in found):
        return ()
    typed = {node.mem_id: node.text(deep=True) for node in tree.css(_TYPED)}
    texts = [(block.text, chain) for block, chain in found if isinstance(block, Paragraph)]
    pieces = [text for text, _ in texts] + [piece for text in typed.values() for piece in _APART.split(text)]
    if sum(map(_is_label, pieces)) < _FEWEST and sum(_is_whole_row(text) for text, _ in texts) < _FEWEST:
        return ()
    lines: list[str] = []
    for key, run in groupby(texts, lambda each: next((own for own in each[1] if own in typed), None)):
        lines += typed[key].splitlines() if key is not None else _lines_of(list(run))
    return tuple(lines)


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and any(
        labels(table).row(text)[0] is not None for table in ("disclosure", "applications")
    )


def _is_whole_row(text: str) -> bool:
    """Whether it names one of the form's rows and holds figures, a blank before each of them."""
    if len(text) > _LONGEST_ROW or " " not in text:
        return False
    pieces = text.split()
    return sum(map(is_value, pieces)) >= _FIGURES and any(map(_is_label, pieces))


def _lines_of(texts: Sequence[tuple[str, Chain]]) -> Iterable[str]:
    """Paragraphs of one parent are the cells of a row where that parent's neighbours are rows too."""
    rows = [(parent, [text for text, _ in run]) for parent, run in groupby(texts, lambda each: each[1][:-1])]
    for _, group in groupby(rows, lambda row: row[0][:-1]):
        together = list(group)
        if len(together) >= _ROWS and all(map(_is_row, together)):
            yield from ("\t".join(cells) for _, cells in together)
        else:
            yield from (text for _, cells in together for text in cells)


def _is_row(row: tuple[Chain, list[str]]) -> bool:
    cells = row[1]
    return len(cells) <= _MOST_CELLS and all(
        len(cell) <= _LONGEST_CELL and not _is_whole_row(cell) for cell in cells
    )
