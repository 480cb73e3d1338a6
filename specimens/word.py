"""Tables and paragraphs as Word and WPS leave them when an office pastes its report into a portal's editor.

Written from the look of published pages, after the printed form. Three habits of pasting are known; each wraps every
paragraph and cell in its own clutter. Spans, header merges and stray spaces are those of the form as printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from reports.form import Block, Form, Row, forms
from specimens.dice import Dice
from specimens.figures import Figures
from specimens.pastes import WORD, Paste

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    """HTML, already escaped; a slot for a figure is its address between two ``_SLOT``."""
    rows: int = 1
    columns: int = 1


_SLOT = "\x00"
HANDS = 8
"""How many ways labels come out of the clipboard (line breaks, hard spaces); a report has one of them."""


class Typist:
    """Types one report in one habit; its small inconsistencies (spaces, split numbers) come from the dice."""

    def __init__(self, paste: Paste, dice: Dice) -> None:
        self._paste = paste
        self._dice = dice
        self._hand = dice.below(HANDS)

    def paragraph(self, text: str) -> str:
        opening, closing = self._paste.paragraph
        return f"{opening}{escape(text, quote=False)}{closing}"

    def heading(self, text: str) -> str:
        opening, closing = self._paste.heading
        return f"{opening}{escape(text, quote=False)}{closing}"

    def tables(self, figures: Figures) -> dict[str, str]:
        """The three tables by id, as HTML."""
        made = {}
        for table, parts in _blank_form(figures.form, self._paste, self._hand).items():
            typed = list(parts)
            slips = _slips(self._dice.below(_FINGERS), len(parts) // 2)
            typed[1::2] = map(self._value, map(figures.printed, parts[1::2]), slips)
            made[table] = "".join(typed)
        return made

    def _value(self, printed: str, slip: int) -> str:
        """A figure as typed: alone, beside a hard space, or broken over two runs of one paragraph."""
        if not printed:
            return self._paste.empty
        if slip >= 20:
            return printed
        if slip < 8:
            return f"{printed}&nbsp;"
        if slip < 14:
            return f"&nbsp;{printed} "
        if len(printed) > 1 and self._paste is WORD:
            return f'{printed[0]}</span><span lang="EN-US" style="font-size:10.5pt">{printed[1:]}'
        return printed


_FINGERS = 64


@cache
def _slips(finger: int, cells: int) -> tuple[int, ...]:
    """How the typist slipped in each cell, 0-99; below 20 leaves a trace."""
    dice = Dice("slips", finger, cells)
    return tuple(dice.below(100) for _ in range(cells))


@cache
def _blank_form(form_id: str, paste: Paste, hand: int) -> Mapping[str, tuple[str, ...]]:
    """The three empty tables: HTML and cell addresses in turn, HTML first and last."""
    form = forms()[form_id]
    labels = _Labels(Dice("labels", form_id, paste.name, hand))
    drawn = {
        "disclosure": _disclosure(form, labels),
        "applications": _applications(form, labels),
        "litigation": _litigation(form, labels),
    }
    return {table: tuple(_html(paste, rows).split(_SLOT)) for table, rows in drawn.items()}


def _html(paste: Paste, rows: Sequence[Sequence[_Cell]]) -> str:
    opening, closing = paste.table
    before, after = paste.cell
    parts = [opening]
    for index, row in enumerate(rows):
        parts.append(paste.row.replace("{index}", str(index)))
        for cell in row:
            spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            parts += (before.replace("{spans}", spans), cell.text, after)
        parts.append("</tr>")
    parts.append(closing)
    return "".join(parts)


class _Labels:
    """Printed labels, now and then with the line breaks and hard spaces that Word put in."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def __call__(self, text: str) -> str:
        if len(text) > 6 and self._dice.chance(12):
            half = len(text) // 2
            return f"{escape(text[:half], quote=False)}<br/>{escape(text[half:], quote=False)}"
        if self._dice.chance(10):
            return f"{escape(text, quote=False)}&nbsp;"
        return escape(text, quote=False)

    def of_columns(self, block: Block) -> list[str]:
        return [self(column.label) for column in block.columns]


def _slots(block: Block, row: Row) -> list[str]:
    return [f"{_SLOT}{block.table}.{row.id}.{column.id}{_SLOT}" for column in block.columns]


def _disclosure(form: Form, labels: _Labels) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for block in form.table("disclosure"):
        spread = 3 - len(block.columns) + 1
        rows.append([_Cell(labels(block.caption), columns=4)])
        rows.append([_Cell("信息内容"), *_spread(labels.of_columns(block), spread)])
        rows += [[_Cell(labels(row.label)), *_spread(_slots(block, row), spread)] for row in block.rows]
    return rows


def _spread(texts: Sequence[str], last: int) -> Iterator[_Cell]:
    """Cells that fill three columns: the last one takes `last` of them."""
    for text in texts[:-1]:
        yield _Cell(text)
    yield _Cell(texts[-1], columns=last)


def _applications(form: Form, labels: _Labels) -> list[list[_Cell]]:
    (block,) = form.table("applications")
    natural, *organisations, total = labels.of_columns(block)
    rows = [
        [_Cell(NOTE, 3, 3), _Cell("申请人情况", 1, 7)],
        [_Cell(natural, 2), _Cell("法人或其他组织", 1, 5), _Cell(total, 2)],
        [_Cell(label) for label in organisations],
    ]
    for groups, row in block.rows_and_groups():
        begun = [_Cell(labels(group), rows=held) for group, held in groups]
        label = _Cell(labels(row.label), columns=3 - len(row.under))
        rows.append([*begun, label, *(_Cell(slot) for slot in _slots(block, row))])
    return rows


def _litigation(form: Form, labels: _Labels) -> list[list[_Cell]]:
    (block,) = form.table("litigation")
    review, direct, after = block.rows
    leaves = [column.label for column in block.columns]
    return [
        [_Cell(review.label, columns=5), _Cell(direct.under[0], columns=10)],
        [*(_Cell(leaf, rows=2) for leaf in leaves), _Cell(direct.label, 1, 5), _Cell(after.label, 1, 5)],
        [_Cell(labels(leaf)) for leaf in leaves * 2],
        [_Cell(slot) for row in block.rows for slot in _slots(block, row)],
    ]
