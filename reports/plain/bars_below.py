"""Tables whose converter left each cell's bar on a line of its own, and bars that are not the keyboard's.

    信息内容        信息内容 |
    |         →
    本年制发件数     本年制发件数 |
    |

A bar right below a bar is an empty cell. Line numbers stay: lines that went up leave an empty one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reports.headings import heading_of
from reports.plain.tokens import LABELS, kind_of

_DRAWN = str.maketrans("｜│┃║", "||||")
_DRAWN_BAR = re.compile(r"[｜│┃║]")
_FRAME = re.compile(
    r"\s*[─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬+|-]*[─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬][─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬+|-]*\s*"
)
_INDENT = re.compile(r"^\s*\t\s*(?=[^\t]*\Z)")
"""Tabs that only set in what a bar ends: they part no cells."""
_OF_A_FIGURE = re.compile(r"[\d+\-−－＋.．,，%/]")
_LEAST_BARS = 12
"""So many cells with the bar below; so many lines with drawn bars."""
_NEARLY_ALL = 0.9
"""Of the bars that stand alone, where more lines end in one: those of each row's last cell. Others stand for empty cells."""
_LONGEST_CELL = 60
_MOST_LINES = 4
"""Of one cell: a label may be broken (``商业``, ``企业``)."""
_LEAST_KNOWN = 4


def with_bars_behind(lines: Sequence[str]) -> Sequence[str]:
    """The lines, with every bar behind its cell; the same lines where no bar stands below one."""
    drawn = sum(_DRAWN_BAR.search(line) is not None for line in lines)
    made = [_as_typed(line) for line in lines] if drawn >= _LEAST_BARS else lines
    alone = [at for at, line in enumerate(made) if line.strip() == "|"]
    ended = sum(line.rstrip().endswith("|") for line in made) - len(alone)
    if ended + len(alone) >= _LEAST_BARS:
        made = [_INDENT.sub("", line) for line in made]
    below = [(first, at) for at in alone if (first := _first_line_of_cell(made, at)) != at]
    if len(alone) < _LEAST_BARS or (ended > len(alone) and len(below) < _NEARLY_ALL * len(alone)):
        return made
    joined = list(made)
    known = 0
    for first, at in below:
        cell = in_one_line(made[first:at])
        known += kind_of(cell) in LABELS
        joined[first : at + 1] = [f"{cell} |", *[""] * (at - first)]
    return joined if known >= _LEAST_KNOWN else made


def in_one_line(lines: Iterable[str]) -> str:
    """A broken cell's text. Words go on without a gap; what may be two figures never becomes one."""
    joined = ""
    for line in map(str.strip, lines):
        seam = any(map(_OF_A_FIGURE.match, (joined[-1:], line[:1])))
        joined += f" {line}" if joined and seam else line
    return joined


def _as_typed(line: str) -> str:
    """A drawn frame leaves nothing; bars are those of the keyboard."""
    return "" if _FRAME.fullmatch(line) else line.translate(_DRAWN)


def _first_line_of_cell(lines: Sequence[str], bar: int) -> int:
    """Where the cell begins whose bar stands at `bar`; `bar` itself where it is empty."""
    at = bar
    while at and bar - at < _MOST_LINES:
        text = lines[at - 1].strip()
        if not text or text.endswith(("|", "。", "；", "：", ":")) or len(text) > _LONGEST_CELL:
            break
        if heading_of(text):
            break
        at -= 1
    return at
