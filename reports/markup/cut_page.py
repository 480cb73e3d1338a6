"""What is left of a page whose tables and plain paragraphs were cut out: where they stood, and what the page is without them.

In the place of what stands between the tags of a cut table stands a caption that no page can have. Where it is found
again as all that its table holds, the parser was where it would have begun to read that table's rows, and their reading
ends as it begins: nothing within pieces as `pieces` knows them reaches out of the table. In the place of a run of paragraphs
stands one such paragraph. Where one is not found so (it stood in a comment, a script, an attribute), the page is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.markup.facts import is_title
from reports.markup.nodes import Tagged
from reports.markup.runs import Run
from reports.markup.slices import Slice, Whole

MARK = "\U00100935"
"""Names the attribute of a cut table and of the caption in it; begins the words of that caption."""
MARK_BYTES = MARK.encode()
WORD = "\u8868"
"""Ends the words of the caption: a cell that holds a cut table has words."""
LINES = "\u6bb5"
"""Ends the words of the paragraph that stands for a run."""
_RUN = re.compile(f"{MARK}[0-9]+{LINES}")
_COMBINED = re.compile(r"[\s>]+")
_NAMES = re.compile(r"[\w-]+")
_MOST_LOOKS = 100_000
_IMPLIED = frozenset(("tbody", "tr", "colgroup"))
"""Elements that stand in a table without a tag (HTML §13.1.2.4)."""
_CAPTION = f"caption[{MARK}]"
_PARAGRAPH = f"p[{MARK}]"
_AROUND = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "center",
        "form",
        "ucapcontent",
        "blockquote",
        "b",
        "strong",
        "font",
        "span",
        "ul",
        "ol",
        "li",
        "dl",
        "dd",
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    ]
)
"""Elements that nobody reads the words of but paragraph by paragraph, or as a title."""
_FORMATTING = frozenset(("b", "strong", "font", "em", "i", "u"))
_DEEPEST = 60
"""Elements around a run of paragraphs."""


@dataclass(slots=True)
class Cut:
    """A page's source without what stands in its `tables`.

    Its methods raise `Whole` where it cannot be told what the page is without them.
    """

    source: bytes
    tables: Sequence[Slice]
    runs: Sequence[Run] = ()
    found: dict[int, Slice] = field(default_factory=dict)
    """By the `mem_id` of their elements in the tree of the cut page."""
    begun: dict[int, Run] = field(default_factory=dict)
    """By the `mem_id` of the paragraphs that stand for them."""

    def find(self, tree: LexborHTMLParser, rare: Sequence[Tagged], hiding: Sequence[str]) -> None:
        """Find the tables and runs in the tree, whose rare elements are `rare`. `hiding` are the selectors by which the page's
        style sheets hide something."""
        if self.tables:
            self._find_tables([node for tag, node in rare if tag == "caption" and MARK in node.attributes])
        if self.runs:
            self._find_runs(tree)
        if hiding and self._is_cut and _may_hide(hiding, self._names()):
            raise Whole

    def _find_tables(self, captions: Sequence[LexborNode]) -> None:
        if len(captions) != len(self.tables):
            raise Whole
        for number, (caption, slice) in enumerate(zip(captions, self.tables, strict=True)):
            table = caption.parent
            if table is None or caption.prev is not None or caption.next is not None:
                raise Whole
            if table.tag != "table" or table.attributes.get(MARK) != str(number):
                raise Whole
            self.found[table.mem_id] = slice

    def _find_runs(self, tree: LexborHTMLParser) -> None:
        paragraphs = tree.css(_PARAGRAPH)
        if len(paragraphs) != len(self.runs):
            raise Whole
        for number, (paragraph, run) in enumerate(zip(paragraphs, self.runs, strict=True)):
            if paragraph.attributes.get(MARK) != str(number) or not _is_plain(paragraph):
                raise Whole
            if _within_title(paragraph) and not run.is_long:
                raise Whole
            self.begun[paragraph.mem_id] = run

    def _names(self) -> set[frozenset[str]]:
        """Tag, classes and ids of each element that was cut."""
        pieces = {piece.names for slice in self.tables for piece in slice.pieces}
        return pieces | {names for run in self.runs for names in run.names}

    def told(self, texts: Sequence[str]) -> Iterator[Sequence[str]]:
        """The texts of the page, in order, that those of the cut page stand for; none is stripped."""
        begun = 0
        for index, text in enumerate(texts) if self._is_cut else ():
            if text and text[0] == MARK:
                yield texts[begun:index]
                yield self.runs[_number(text)].lines if text[-1] == LINES else self._table(text).texts()
                begun = index + 1
        yield texts[begun:]

    def short(self, titles: Sequence[str]) -> tuple[str, ...]:
        """Those that hold no run: where one may stand in a title that is longer than any."""
        return tuple([title for title in titles if not _RUN.search(title)] if self.runs else titles)

    @property
    def _is_cut(self) -> bool:
        return bool(self.tables or self.runs)

    def cells(self, part: LexborNode) -> Iterator[str]:
        """What the cells in a part of the page say."""
        for node in part.css(f"td, th, {_CAPTION}" if self.tables else "td, th"):
            text = node.text(deep=True)
            if node.tag == "caption":
                yield from self._table(text).cells()
            else:
                yield text

    def expect_none(self, table: LexborNode) -> None:
        """A table whose cells are read with all that is in them."""
        if self.tables and table.css_first(_CAPTION) is not None:
            raise Whole

    def expect_unseen(self, texts: Iterable[str]) -> None:
        """What else was read of the page."""
        if self._is_cut and MARK in "".join(texts):
            raise Whole

    def _table(self, mark: str) -> Slice:
        return self.tables[_number(mark)]


def _number(mark: str) -> int:
    return int(mark[1:-1])


def _is_plain(paragraph: LexborNode) -> bool:
    """Whether it holds its words alone, or within what is open since before it (HTML §13.2.4.3)."""
    inside = paragraph.child
    while inside is not None and inside.tag in _FORMATTING and inside.next is None:
        inside = inside.child
    return inside is not None and inside.tag == "-text" and inside.next is None


def _within_title(paragraph: LexborNode) -> bool:
    """Whether it stands in what may be a title. Raises `Whole` unless nothing else reads the words of what it stands in but
    paragraph by paragraph."""
    titled = False
    above = paragraph.parent
    for _ in range(_DEEPEST):
        if above is None or above.tag == "-document":
            return titled
        if above.tag not in _AROUND:
            raise Whole
        titled = titled or is_title(above)
        above = above.parent
    raise Whole


def _may_hide(selectors: Sequence[str], named: Collection[frozenset[str]]) -> bool:
    """Whether one of the elements with those names may be what a selector ends with."""
    if len(selectors) * len(named) > _MOST_LOOKS:
        return True
    ends = [frozenset(_NAMES.findall(_COMBINED.split(each.lower())[-1])) for each in selectors]
    return any(end <= names | _IMPLIED for end in ends for names in named)


def whole(source: bytes) -> Cut:
    return Cut(source, ())
