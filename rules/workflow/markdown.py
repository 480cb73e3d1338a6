"""Tables and code words in Markdown, for the pages that are written from the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """An empty line, then a table; what would end a cell in the rows is escaped."""
    heads = list(heads)
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in row)} |"


def code(words: Iterable[str]) -> str:
    """Each word once, as code."""
    return "、".join(f"`{word}`" for word in dict.fromkeys(words))
