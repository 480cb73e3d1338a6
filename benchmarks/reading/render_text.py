"""A made report flattened to text, in the ways that archives, converters and copy-and-paste flatten tables."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.reading import render_bars, render_dump, tables
from benchmarks.reading.damage import damage
from benchmarks.reading.figures import Expected, Made, Table
from benchmarks.reading.tables import one_line, positions

Lines = list[str]
_ONE_SPACE = ("single spaces", "dump, raw", "dump, layout")
"""Forms in which a space within a cell is one between cells."""


def render(made: Made, seed: int, form: str, injury: str | None = None) -> tuple[bytes, dict[str, Expected]]:
    """The text's bytes, and what each address should be read as."""
    dice = random.Random(f"text {seed}")
    expected = dict(made.expected)
    third = tables.applications(made)
    if injury:
        third, changed = damage(made, third, injury, dice)
        if form not in _ONE_SPACE or injury != "doubled":  # there a cell printed twice still says its figure
            expected |= changed
    flat = FORMS[form]
    second: Table = [row for piece in tables.disclosure(made, dice) for row in piece]
    parts = {"disclosure": second, "applications": third, "litigation": tables.litigation(made)}
    lines: Lines = [made.title, ""]
    mark = "## " if form == "pipes" else ""
    for section, heading in made.headings.items():
        lines.append(mark + heading)
        if section in parts:
            lines += ["", *flat(parts[section], dice), ""]
        lines += made.words[section]
    if form == "run together":
        joined = f"{made.title} " + "".join(line for line in lines[2:])
        return f"标题: {made.title}\n\n{joined}\n".encode(), expected
    charset = "gb18030" if dice.random() < 0.2 else "utf-8"
    ending = "\r\n" if dice.random() < 0.2 else "\n"
    return ending.join(lines).encode(charset), expected


def _stacked(table: Table, dice: random.Random) -> Lines:
    """A tab and a cell to a line; an empty line after each row; long labels broken."""
    nbsp = dice.random() < 0.4
    made: Lines = []
    for row in table:
        for text, _, _ in row:
            words = one_line(text) if text[:1].isdigit() else text
            first, *rest = words.split("\n")
            if len(first) > 6 and not first[:1].isdigit() and dice.random() < 0.3:
                first, rest = first[:3], [first[3:], *rest]
            made += [f"\t{first}", *rest]
            if nbsp and dice.random() < 0.5:
                made.append("\xa0")
        made.append("")
    return made


def _stacked_broken(table: Table, dice: random.Random) -> Lines:
    """The same with stray empty lines inside rows."""
    made: Lines = []
    for line in _stacked(table, dice):
        made.append(line)
        if line.startswith("\t") and dice.random() < 0.06:
            made.append("")
    return made


def _bare_stack(table: Table, dice: random.Random) -> Lines:
    """A cell to a line, no tabs, empty cells gone."""
    return [one_line(text) for row in table for text, _, _ in row if text]


def _tabs(table: Table, dice: random.Random) -> Lines:
    return ["\t".join(line) for line in positions(table)]


def _shifted_tabs(table: Table, dice: random.Random) -> Lines:
    """Leading tabs added or lost in stretches, trailing ones lost, broken by empty lines."""
    made: Lines = []
    lead = 0
    for line in positions(table):
        if dice.random() < 0.15:
            lead = dice.choice((-1, 0, 1, 2))
            made += [""] if dice.random() < 0.3 else []
        text = "\t".join(line)
        if lead > 0:
            text = "\t" * lead + text
        elif lead < 0:
            text = text.removeprefix("\t")
        made.append(text.rstrip("\t") if dice.random() < 0.3 else text + "\t" * dice.choice((0, 0, 1, 2)))
    return made


def _pipes(table: Table, dice: random.Random) -> Lines:
    lines = positions(table)
    width = max(map(len, lines))
    made = ["| " + " | ".join([*line, *[""] * (width - len(line))]) + " |" for line in lines]
    return [made[0], "|" + " --- |" * width, *made[1:]]


def _gaps(table: Table, dice: random.Random) -> Lines:
    """Two spaces or more between cells; empty ones leave nothing."""
    return [(" " * dice.choice((2, 3, 6))).join(filter(None, line)) for line in positions(table)]


def _single_spaces(table: Table, dice: random.Random) -> Lines:
    return [" ".join(filter(None, line)) for line in positions(table)]


def _run_together(table: Table, dice: random.Random) -> Lines:
    return [
        "".join(one_line(text) + (" " if dice.random() < 0.02 else "") for text, _, _ in row) for row in table
    ]


FORMS: dict[str, Callable[[Table, random.Random], Lines]] = {
    "stacked": _stacked,
    "stacked broken": _stacked_broken,
    "bare stack": _bare_stack,
    "tabs": _tabs,
    "shifted tabs": _shifted_tabs,
    "pipes": _pipes,
    "gaps": _gaps,
    "single spaces": _single_spaces,
    "run together": _run_together,
    "dump, raw": render_dump.raw,
    "dump, layout": render_dump.layout,
    "dump, torn": render_dump.torn,
    **render_bars.FORMS,
}
