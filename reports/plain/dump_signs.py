"""Whether a text was written down from the pages of a PDF: what narrow columns did to names and figures shows it.

In a web page turned into text a name may be broken as well, but by hand, where its words end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reports.headings import heading_of
from reports.plain.sums import is_broken
from reports.plain.tokens import Kind, kind_of

_NAMES = (
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
)
_WHOLE = frozenset((*_NAMES, "自然人", "其他", "总计", "未经复议直接起诉", "复议后起诉"))
_MOST_NAMES = 17
_LONGEST_LINE = 200
_NARROW = 2
"""Characters of a column's name at least that stand before or after the break of its line."""
_NEAR = 4
"""Lines, empty ones among them, within which the last glyph of a name stands."""
_COMMA = re.compile(r"\d[,，]\d")
_BROKEN_FIGURES = 2
_WIDTHS = range(16, 61)
"""Characters of a line of words on paper."""
_RAGGED = 2
"""By how many characters lines of one width differ: digits and brackets are narrower."""
_WRAPPED = 3
_CELLS = re.compile(r"[\s|]")
"""What stands between two cells of one line, a single space it may be, and in no sentence."""


def is_dump(text: str) -> bool:
    """It says where pages end; names of columns broken by their width stand beside each other; one has lost its last glyph
    to the next line; sentences are broken at one width; or figures behind their thousands (``4，93`` and ``7``)."""
    lines = text.split("\n")
    return (
        "\f" in text
        or any(map(_holds_broken_names, lines))
        or any(_ends_below(lines, at) for at in range(len(lines)))
        or _is_wrapped(lines)
        or sum(map(_holds_broken_figure, lines)) >= _BROKEN_FIGURES
    )


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether several lines of sentences, which are neither headings nor a table's labels, end at one width with no stop."""
    shown = [line.strip() for line in lines]
    widths = Counter(
        len(line)
        for line, below in pairwise(shown)
        if len(line) in _WIDTHS
        and _is_han(line[-1:])
        and _is_han(below[:1])
        and not _CELLS.search(line)
        and kind_of(line) is Kind.WORDS
        and heading_of(line) is None
    )
    return any(sum(widths[width - less] for less in range(_RAGGED + 1)) >= _WRAPPED for width in widths)


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _holds_broken_names(line: str) -> bool:
    """Two at least, and nothing beside them but names that stand whole."""
    if len(line) > _LONGEST_LINE:
        return False
    pieces = line.split()
    if not 1 < len(pieces) <= _MOST_NAMES:
        return False
    others = [piece for piece in pieces if piece not in _WHOLE]
    return len(others) > 1 and all(any(_is_part(piece, name) for name in _NAMES) for piece in others)


def _is_part(piece: str, name: str) -> bool:
    return len(piece) >= _NARROW and piece != name and (name.startswith(piece) or name.endswith(piece))


def _ends_below(lines: Sequence[str], at: int) -> bool:
    """Whether a piece of the line is a name without its last glyph, which stands alone on it or on one of the next."""
    line = lines[at]
    if len(line) > _LONGEST_LINE or "\t" in line or "|" in line:
        return False
    pieces = line.split()
    cut = [name for name in _NAMES for piece in pieces if piece.endswith(name[:-1])]
    if not cut:
        return False
    near = {piece for below in (line, *lines[at + 1 : at + 1 + _NEAR]) for piece in below.split()}
    return any(name[-1] in near for name in cut)


def _holds_broken_figure(line: str) -> bool:
    if len(line) > _LONGEST_LINE or "\t" in line or "|" in line or _COMMA.search(line) is None:
        return False
    return any(_COMMA.search(piece) is not None and is_broken(piece) for piece in line.split())
