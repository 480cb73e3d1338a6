"""Refuse pages, and parts of them, that would take the parser, or the finding of nodes in its tree, for ever, before it sees them.

Parsing nested block elements takes quadratic time (8,000 levels 0.06 s, 32,000 over a second, 200,000 minutes) and cannot
be interrupted, and so does asking which nodes stand within others, closed or not: the deepest level is sought first. Real
pages stay under a few hundred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from reports.errors import TooMuch

MAX_CHARACTERS = 30_000_000
_MAX_OPEN = 5_000
_FEW = 20_000
"""Marks of a page whose ends need not be matched with their beginnings one by one."""
_STEP = 16_384
"""Bytes between two looks at how many elements are open."""
_OPENING = re.compile(
    rb"<(/?)(?!(?:p|li|t[dhr]|tbody|thead|tfoot|d[td]|option|br|img|hr|input|meta|link|col|wbr|area|source|rt|rp|embed"
    rb"|param)\b)([a-z][a-z0-9]{0,20})"
)
"""The beginning or end of an element that nothing closes but its own tag."""


def refuse_if_long(characters: int) -> None:
    """Raises `TooMuch` of a page that has more characters than any annual report."""
    if characters > MAX_CHARACTERS:
        raise TooMuch(
            f"{characters:,} characters of HTML, more than {MAX_CHARACTERS:,}; no annual report is that long",
            f"网页长达{characters}字符，超出{MAX_CHARACTERS}字符的上限，未读取",
        )


def refuse_if_deep(source: bytes) -> None:
    """Raises `TooMuch` of what nests too deeply to be parsed in bounded time: to be asked wherever something is parsed."""
    marks = source.count(b"<")
    if marks <= _MAX_OPEN or (marks <= _FEW and _deepest(_marks(source)) <= _MAX_OPEN):
        return  # even with every <br> and comment taken for an open element
    deepest = _deepest(_elements(source.lower()))
    if deepest > _MAX_OPEN:
        raise TooMuch(
            f"{deepest:,} elements are open within each other; reading it could take for ever",
            f"有{deepest}层标签嵌套或未闭合，可能导致解析停滞，未读取",
        )


def _deepest(changes: Iterable[int]) -> int:
    """The most elements that are open at once, by how many more (or fewer) are after each step."""
    most = depth = 0
    for change in changes:
        depth = max(depth + change, 0)
        most = max(most, depth)
    return most


def _marks(source: bytes) -> Iterator[int]:
    """Of each stretch of the source: its elements less their ends."""
    for start in range(0, len(source), _STEP):
        end = start + _STEP
        yield source.count(b"<", start, end) - 2 * source.count(b"</", start, end)


def _elements(source: bytes) -> Iterator[int]:
    """Of each element that begins, and of each end of one that is open."""
    open_: Counter[bytes] = Counter()
    for end, tag in _OPENING.findall(source):
        if not end:
            open_[tag] += 1
            yield 1
        elif open_[tag]:
            open_[tag] -= 1
            yield -1
