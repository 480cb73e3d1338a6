"""Tables as text dumps of PDFs have them (pdftotext -raw and -layout): labels wrapped in their columns, groups in the middle
of their rows, page numbers between, and nothing but spaces between cells; or as programs that read pages as pictures write
them: a tab between cells, and another table below a page's end."""

from __future__ import annotations

import random
import re
import unicodedata

from benchmarks.reading.figures import Table
from benchmarks.reading.tables import positions

_GROUP, _LABEL, _NAME = 4, 7, 3
"""Glyphs to a line of a group's column at most, of a label's, of a narrow column's name."""
_SIGN = 2
"""Glyphs of what stands for a figure at most: 无, ——."""

_LABELS, _SEVEN = 3, 7
"""Columns of table three for groups and labels, and for figures."""


def raw(table: Table, dice: random.Random) -> list[str]:
    """Cell after cell, a line for each line of a cell; figures that follow one another on one line."""
    made: list[str] = []
    wide = dice.randint(_LABEL, 24)
    for row in table:
        figures: list[str] = []
        for text, down, across in row:
            if _is_figure(text) or not text or (figures and len(text) <= _SIGN):  # 0 无 — stay in their order
                figures += [text.replace("\n", " ")] if text else []
                continue
            made += _wrapped(text, _GROUP if down > 1 else _NAME if across == 1 and len(row) > 4 else wide)
        beside = bool(made) and bool(figures) and len(row) > len(figures) and dice.random() < 0.5
        if beside:
            made[-1] += " " + " ".join(figures)
        elif figures:
            made.append(" ".join(figures))
        made += _page(dice)
    return made


def layout(table: Table, dice: random.Random) -> list[str]:
    """Each row's lines side by side; a cell that goes down stands in the middle of its rows."""
    wide = dice.randint(_LABEL, 20)
    widths = [_GROUP + 2] * 2 * sum(across for _, _, across in table[0])
    cells: list[tuple[int, int, int, list[str]]] = []
    heights = [1] * len(table)
    open_cells: dict[int, int] = {}
    for at, row in enumerate(table):
        column = 0
        for text, down, across in row:
            while open_cells.get(column, 0) > at:
                column += 1
            room = wide if not _is_figure(text) and across > 1 else _GROUP
            lines = [text.replace("\n", " ")] if _is_figure(text) else _wrapped(text, room)
            cells.append((at, down, column, lines))
            heights[at] = max(heights[at], len(lines) if down == 1 else 1)
            for each in range(column, column + across):
                open_cells[each] = at + down
                widths[each] = max(widths[each], max(map(len, lines), default=0) // across + 2)
            column += across
    return _drawn(cells, heights, widths, dice)


def torn(table: Table, dice: random.Random) -> list[str]:
    """Tabs between cells. Below the tear of table three labels begin in other columns, some are lost or halved, and there are zeros too many."""
    grid = positions(table)
    if len(grid[0]) != _LABELS + _SEVEN:
        return ["\t".join(row) for row in grid]
    tear = dice.randrange(_LABELS + 1, len(grid) - 1)
    narrow, before, behind = dice.randint(1, _LABELS), dice.choice((0, 0, 3)), dice.choice(("", "\t"))
    lossy, surplus = dice.choice((0, 0.05, 0.15)), dice.choice((0, 0, 0.5))
    made = ["\t".join(row) for row in grid[:tear]] + ["", *_page(dice)]
    for row in grid[tear:]:
        labels, figures = [text for text in row[:_LABELS] if text][-narrow:], row[_LABELS:]
        if labels and dice.random() < lossy:
            labels[-1] = dice.choice(
                ("", labels[-1][: len(labels[-1]) // 2], labels[-1][len(labels[-1]) // 2 :])
            )
        if all(figures) and len(figures) == _SEVEN and dice.random() < surplus:
            figures.insert(dice.randint(0, _SEVEN), "0")
        lead = [""] * (narrow - len(labels))
        deep = "." in row[_LABELS - 1][:2]
        made.append(
            "\t".join([*(lead + labels if deep else labels + lead), *[""] * before, *figures]) + behind
        )
    return made


def _drawn(
    cells: list[tuple[int, int, int, list[str]]], heights: list[int], widths: list[int], dice: random.Random
) -> list[str]:
    starts = [sum(heights[:row]) for row in range(len(heights) + 1)]
    lines: list[list[tuple[int, str]]] = [[] for _ in range(starts[-1])]
    for at, down, column, words in cells:
        top, bottom = starts[at], starts[at + down]
        first = top + max(0, bottom - top - len(words)) // 2
        for offset, word in enumerate(words[: bottom - first]):
            lines[first + offset].append((sum(widths[:column]), word))
    made: list[str] = []
    for line in lines:
        text = ""
        for x, word in sorted(line):
            text += " " * max(x - len(text), 1 if text else 0) + word
        made += [text, *_page(dice)] if text.strip() else [text]
    return made


def _page(dice: random.Random) -> list[str]:
    return ["", f"- {dice.randint(2, 9)} -", "\f"] if dice.random() < 0.03 else []


def _is_figure(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d[\d,.\s]*[件元]?", unicodedata.normalize("NFKC", text)) is not None


def _wrapped(text: str, room: int) -> list[str]:
    flat = text.replace("\n", "")
    return [flat[start : start + room] for start in range(0, len(flat), room)]
