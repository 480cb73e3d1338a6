"""Tables that were met before, but for their figures: known by their markup without what nobody reads in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import compress

from selectolax.lexbor import LexborNode

from reports.document import Grid
from reports.markup.generations import Sheets

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


_TAGS = _Tags()
_MET: Sheets[Key] = Sheets(_MOST)


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
        return _MET.filled(self._key(number), self.size, self.figures)

    def remembered(self, number: int, grid: Grid) -> Grid:
        """`grid`, which this table was read as, as the next one like it will be found."""
        return _MET.remembered(self._key(number), self.size, grid, self.figures, self._own_cells)

    def _key(self, number: int) -> Key:
        return number, self.tags, self.texts

    def _own_cells(self) -> list[int]:
        """How many of the figures stand in each cell, in printed order; what stands above the first one counts as a cell too."""
        counts = [0]
        for tag, text in zip(self.tags, self.texts, strict=True):
            if tag.startswith(("td", "th")) and not tag.startswith("thead"):
                counts.append(0)
            counts[-1] += text == _COVERED
        return counts if counts[0] else counts[1:]


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
