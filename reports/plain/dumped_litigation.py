"""Table four in the text dump of a PDF: names broken over lines, side by side or one below another, and one row of figures.

The fifteen figures are read where they stand on one line, or one by one with nothing between, and the names above them
are those of the form, all of them, in its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.labels import plain
from reports.plain.dump_lines import figures_of, is_page_number
from reports.plain.dumped import Dumped
from reports.plain.sums import SUMS, sums_hold


@dataclass(slots=True)
class _Open:
    """A name of which `left` is still to come."""

    name: str
    left: str
    group: int
    begun: bool = False


_GROUPS = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")
_LEAF = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def litigation_in_order(lines: Sequence[str]) -> bool:
    """Whether the lines are the names of table four and nothing else: four groups, and three times five in order.

    Read line by line, each piece is the next part of a name that stands no further left than the piece before it; a
    name begins after those before it in its group.
    """
    leaves = [_Open(name, name, group) for group in range(3) for name in _LEAF]
    groups = [_Open(name, name, -1) for name in _GROUPS]
    for line in lines:
        at = 0
        for piece in (plain(each) for each in line.split()):
            reached = _take(piece, leaves, groups, at)
            if reached is None:
                return False
            at = reached
    return not any(one.left for one in (*leaves, *groups))


def _take(piece: str, leaves: Sequence[_Open], groups: Sequence[_Open], at: int) -> int | None:
    """The leaf that was reached from `at`; two names may stand without a gap between (总未经复议直接起诉)."""
    reached = _take_leaf(piece, leaves, at)
    if reached is not None or _take_group(piece, groups):
        return at if reached is None else reached
    for cut in range(1, min(len(piece), len(_LEAF[0]))):
        reached = _take_leaf(piece[:cut], leaves, at, whole=True)
        if reached is not None:
            return _take(piece[cut:], leaves, groups, reached)
    return None


def _take_leaf(piece: str, leaves: Sequence[_Open], at: int, *, whole: bool = False) -> int | None:
    """Index of the name that the piece goes on with, from `at` on; `whole`: it must end it, or begin it with one glyph."""
    for index in range(at, len(leaves)):
        one = leaves[index]
        if not piece or not one.left.startswith(piece) or (whole and one.left != piece and len(piece) > 1):
            continue
        before = [other for other in leaves[:index] if one.group == other.group or one.name == other.name]
        if one.begun or all(other.begun for other in before):
            one.left, one.begun = one.left[len(piece) :], True
            return index
    return None


def _take_group(piece: str, groups: Sequence[_Open]) -> bool:
    """A piece of a group's name, or several names without a gap between; a group begins after those before it."""
    for index, one in enumerate(groups):
        if not one.left or not (one.left.startswith(piece) or piece.startswith(one.left)):
            continue
        if not one.begun and not all(other.begun for other in groups[:index]):
            continue
        rest = piece[len(one.left) :]
        one.left, one.begun = one.left[len(piece) :], True
        return not rest or _take_group(rest, groups)
    return False


_FIFTEEN = 15


def read_litigation(lines: Sequence[tuple[str, int]]) -> Dumped | None:
    """The table in the lines (text, number) under its heading; `None` where its columns are not certain."""
    held = [(number, found) for text, number in lines if (found := figures_of(text))]
    figures = [(figure, number) for number, each in _fifteen(held, lines) for figure in each]
    if len(figures) != _FIFTEEN or not is_torn(lines) or not litigation_in_order(_names(lines)):
        return None
    if not sums_hold([figure for figure, _ in figures], SUMS):
        return None  # fifteen may be one too many and one too few
    first = figures[0][1]
    groups = tuple((_GROUPS[group], first) for group in (0, 2, 3))
    leaves = tuple((leaf, first) for leaf in _LEAF * 3)
    return Dumped((groups, leaves, tuple(figures)), figures[-1][1])


def _names(lines: Sequence[tuple[str, int]]) -> list[str]:
    """What stands above the first figure."""
    made = []
    for text, _ in lines:
        if figures_of(text):
            break
        made += [] if is_page_number(text) else [text]
    return made


def is_torn(lines: Sequence[tuple[str, int]]) -> bool:
    """Whether names are broken or run into one another: a table whose names stand whole needs no other reading."""
    whole = {*_GROUPS, *_LEAF}
    return any(plain(piece) not in whole for text in _names(lines) for piece in text.split())


def is_disordered(lines: Sequence[tuple[str, int]]) -> bool:
    """Whether the names above the figures are torn, and not in the form's order."""
    return is_torn(lines) and not litigation_in_order(_names(lines))


def _fifteen(
    held: Sequence[tuple[int, list[str]]], lines: Sequence[tuple[str, int]]
) -> Sequence[tuple[int, list[str]]]:
    """(line, figures) of the first line of figures where it has all fifteen; else all lines of figures, if nothing else
    stands between them."""
    if not held or len(held[0][1]) == _FIFTEEN:
        return held[:1]
    between = [number for text, number in lines if held[0][0] <= number <= held[-1][0] and text.strip()]
    return held if len(between) == len(held) else []
