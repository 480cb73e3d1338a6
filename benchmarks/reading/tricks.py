"""Pages made to mislead: each trick changes a sound report and says what a careful reader may still take from it.

`expected` holds for every address the number that may be read; `None` where nothing may be. Leaving a cell unread is
never wrong here; reading anything else is. `printed` are the addresses where a number stands that may not be called
blank, a symbol or absent.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.reading import tables
from benchmarks.reading.figures import Expected, Made, Table, make


class Raw(str):
    """Markup of a cell, not to be escaped."""

    __slots__ = ()


@dataclass(slots=True)
class Sheet:
    """A report about to be printed: tables by section (rows of spanning cells), what stands around them, what is expected."""

    made: Made
    parts: dict[str, list[Table]]
    expected: dict[str, Expected]
    before: dict[str, str] = field(default_factory=dict)
    """Markup before a section's tables."""
    after: dict[str, str] = field(default_factory=dict)
    head: str = ""
    end: str = ""

    def hide(self, address: str) -> None:
        """Nothing may be read there any more."""
        self.expected[address] = Expected("unreadable", None)

    def forbid(self, address: str) -> None:
        """Its own number stands there in a way that may be left unread."""


def sheet(made: Made, dice: random.Random) -> Sheet:
    parts = {
        "disclosure": tables.disclosure(made, dice),
        "applications": [tables.applications(made)],
        "litigation": [tables.litigation(made)],
    }
    return Sheet(made, parts, dict(made.expected))


def page(printed: Sheet) -> bytes:
    made = printed.made
    body = [f"<h1>{made.title}</h1>"]
    for section, heading in made.headings.items():
        body.append(f"<p><strong>{heading}</strong></p>{printed.before.get(section, '')}")
        body += [markup(table) for table in printed.parts.get(section, ())]
        body += [f"<p>{html.escape(words)}</p>" for words in made.words[section]]
        body.append(printed.after.get(section, ""))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{made.title}</title>{printed.head}</head>'
        f"<body>{''.join(body)}{printed.end}</body></html>"
    ).encode()


def markup(table: Table, attributes: str = "") -> str:
    rows = []
    for row in table:
        cells = "".join(
            f"<td{f' rowspan={down}' if down > 1 else ''}{f' colspan={across}' if across > 1 else ''}>"
            f"{text if isinstance(text, Raw) else html.escape(text)}</td>"
            for text, down, across in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table border=1 {attributes}>{''.join(rows)}</table>"


Trick = Callable[[Sheet, random.Random], None]
HEAD = 3
"""Header rows of table three."""


def rows_of_three(printed: Sheet) -> list[tuple[int, list[str], int]]:
    """(index of the printed row, its seven addresses, index of its first value cell) for each row of table three."""
    (block,) = printed.made.blocks("applications")
    table = printed.parts["applications"][0]
    found = []
    for index, row in enumerate(block.rows):
        addresses = [f"applications.{row.id}.{column.id}" for column in block.columns]
        found.append((HEAD + index, addresses, len(table[HEAD + index]) - len(addresses)))
    return found


def some_values(printed: Sheet, dice: random.Random, count: int = 4) -> list[tuple[Table, int, int, str]]:
    """Places of some single values: (table, row, cell, address)."""
    found = [
        (printed.parts["applications"][0], at, first + k, address)
        for at, addresses, first in rows_of_three(printed)
        for k, address in enumerate(addresses)
    ]
    (fourth,) = printed.parts["litigation"]
    (block,) = printed.made.blocks("litigation")
    ids = [f"litigation.{row.id}.{column.id}" for row in block.rows for column in block.columns]
    found += [(fourth, len(fourth) - 1, k, address) for k, address in enumerate(ids)]
    for part, piece in zip(printed.made.blocks("disclosure"), printed.parts["disclosure"], strict=True):
        for index, row in enumerate(part.rows):
            for k, column in enumerate(part.columns):
                found.append((piece, 2 + index, 1 + k, f"disclosure.{row.id}.{column.id}"))
    return dice.sample(found, count)


def another(made: Made, seed: int, dice: random.Random) -> tuple[Sheet, Made]:
    """A report of another year with the same forms, to be left in the page."""
    number = seed
    while True:
        number += 1
        other = make(number)
        if other.layout == made.layout and other.year != made.year and not other.blanks:
            return sheet(other, dice), other


Tricks = Mapping[str, Trick]
