"""Tables that were met before, but for their figures: known by their markup without what nobody reads in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
"""Counts as they are printed; what may be a year is a word."""
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


class _Met:
    """Sheets by what a table is known by; `None` for one whose figures cannot be covered.

    Two generations: when the younger is full, the older one is forgotten.
    """

    def __init__(self) -> None:
        self._size = 0
        self._young: dict[Key, Sheet | None] = {}
        self._old: dict[Key, Sheet | None] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._young or key in self._old

    def get(self, key: Key, size: int) -> Sheet | None:
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found, size)
        return found

    def put(self, key: Key, sheet: Sheet | None, size: int) -> None:
        if self._size + size > _MOST:
            self._old, self._young, self._size = self._young, {}, 0
        self._young[key] = sheet
        self._size += size


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
        sheet = _MET.get((number, self.tags, self.texts), self.size)
        return sheet.filled(self.figures) if sheet is not None else None

    def remembered(self, number: int, grid: Grid) -> Grid:
        """`grid`, which this table was read as, as the next one like it will be found."""
        key = (number, self.tags, self.texts)
        if key in _MET:
            return grid
        sheet = self._sheet(grid)
        _MET.put(key, sheet, self.size)
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
    bare = [text.strip() for _, text in tokens]
    figures = [text for text in bare if text in _FIGURES]
    texts = [_COVERED if text in _FIGURES else whole for text, (_, whole) in zip(bare, tokens, strict=True)]
    return Printed(tags, tuple(texts), tuple(figures), len(plain))
