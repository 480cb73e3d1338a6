"""Tables that were met before, but for their figures: known by their markup without what nobody reads in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import compress

from selectolax.lexbor import LexborNode

from reports.document import Grid
from reports.sheets import Sheet, count_of_cells, sheet_of, with_sheet

_INLINE = re.compile(r"</?(?:span|font|b|strong|em|i|u|o:p)(?:>| [^>]*>)")
"""Elements that words are the same without; their styles were looked at before."""
_TOKEN = re.compile(r"<([^>]*)>([^<]*)")
"""A tag and the text after it. In attributes and texts < and > are written as references by who wrote this markup."""
_BUILD = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "table", "p", "div", "br"))
"""Elements that make a table: of their attributes nothing is read but how far a cell reaches."""
_REACH = re.compile(r" (?:col|row)span=\"[^\"]*\"")
_FIGURES = frozenset(str(number) for number in range(10_000)) - {str(year) for year in range(2000, 2030)}
"""Counts as they are mostly printed; what may be a year is a word."""
_LONG = re.compile(r"[1-9][0-9]{4,5}|[1-9][0-9]{0,2}(?:[,，][0-9]{3}){1,2}")
"""Other counts; what is longer may be a day."""
_DIGITS = frozenset("123456789")
_RAW = frozenset(
    ("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext", "template")
)
"""Elements in which < and > may stand for themselves (HTML §13.3)."""
_OPAQUE = "!"
"""A comment, or a tag of `_RAW`: the markup after it cannot be told apart."""
_COVERED = "\0"
"""No text of a page holds it (HTML §13.2.3.5)."""
_LONGEST = 200_000
"""Characters of markup."""
_MOST = 1_500_000
"""Characters of markup that are remembered in each of two generations: some hundred tables."""
_MOST_TAGS = 8_192

Key = tuple[int, tuple[str, ...], tuple[str, ...]]


class _Tags(dict[str, str]):
    """Tags as they stand → what is read of them."""

    def __missing__(self, tag: str) -> str:
        name, _, rest = tag.partition(" ")
        if name in _BUILD:
            reach = _REACH.findall(f" {rest}")
            read = name + "".join(reach) if len(reach) == tag.count('span="') else tag
        else:
            read = _OPAQUE if name in _RAW or name.startswith("!") else tag
        if len(self) >= _MOST_TAGS:
            self.clear()
        self[tag] = read
        return read


class _State(Enum):
    """What is known of a table that there is no sheet of."""

    NEW = auto()
    ONCE = auto()
    """It was met once: most are never met again, and a sheet takes time to make."""
    OPEN = auto()
    """Its figures cannot be covered."""


class _Met:
    """Sheets by what a table is known by. Two generations: when the younger is full, the older one is forgotten."""

    def __init__(self) -> None:
        self._size = 0
        self._young: dict[Key, Sheet | _State] = {}
        self._old: dict[Key, Sheet | _State] = {}

    def get(self, key: Key, size: int) -> Sheet | _State:
        found = self._young.get(key, _State.NEW)
        if found is _State.NEW:
            found = self._old.get(key, _State.NEW)
            if found is not _State.NEW:
                self.put(key, found, size)
        return found

    def put(self, key: Key, found: Sheet | _State, size: int) -> None:
        if self._size + size > _MOST:
            self._old, self._young, self._size = self._young, {}, 0
        self._size += 0 if key in self._young else size
        self._young[key] = found


_TAGS = _Tags()
_MET = _Met()


@dataclass(frozen=True, slots=True)
class Printed:
    """The markup of a table, without what nobody reads in it."""

    tags: tuple[str, ...]
    texts: tuple[str, ...]
    """What stands after each tag, `_COVERED` for a figure."""
    figures: tuple[str, ...]
    size: int
    """Characters."""

    def known(self, number: int) -> Grid | None:
        """The table as the `number`th of its page, where its like was met; it is no table of the layout then."""
        found = _MET.get((number, self.tags, self.texts), self.size)
        return found.filled(self.figures) if isinstance(found, Sheet) else None

    def remembered(self, number: int, grid: Grid) -> Grid:
        """`grid`, which this table was read as, as the next one like it will be found."""
        key = (number, self.tags, self.texts)
        known = _MET.get(key, self.size)
        if known is _State.NEW:
            _MET.put(key, _State.ONCE, self.size)
        if known is not _State.ONCE:
            return grid
        sheet = self._sheet(grid)
        _MET.put(key, sheet or _State.OPEN, self.size)
        return with_sheet(grid, sheet, self.figures) if sheet is not None else grid

    def _sheet(self, grid: Grid) -> Sheet | None:
        """The grid with its figures covered."""
        cells: list[int] = []
        last = -1
        for tag, text in zip(self.tags, self.texts, strict=True):
            last += tag.startswith(("td", "th")) and not tag.startswith("thead")
            if text == _COVERED:
                cells.append(last)
        found = dict(zip(cells, self.figures, strict=True))
        whole = last + 1 == count_of_cells(grid) and len(found) == len(cells)
        return sheet_of(grid, found) if whole else None


def printed(table: LexborNode) -> Printed | None:
    """The markup of a table that holds no other, and none of which is hidden; `None` where it cannot be told apart."""
    plain = _INLINE.sub("", table.html or "")
    if len(plain) > _LONGEST:
        return None
    tokens = _TOKEN.findall(plain)
    tags = tuple([_TAGS[tag] for tag, _ in tokens])
    if _OPAQUE in tags:
        return None
    bare = [text.replace("&nbsp;", " ").strip() for _, text in tokens]
    are = [text in _FIGURES or (text[:1] in _DIGITS and _LONG.fullmatch(text) is not None) for text in bare]
    figures = compress(bare, are)
    texts = [_COVERED if covered else whole for covered, (_, whole) in zip(are, tokens, strict=True)]
    return Printed(tags, tuple(texts), tuple(figures), len(plain))
