"""The walk through a page's elements, in order: its paragraphs and tables, each with the elements it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.document import Block, Grid, Paragraph, Place
from reports.errors import TooMuch
from reports.folding import squeeze
from reports.markup.composed import Composed, above
from reports.markup.cut_page import Cut
from reports.markup.images import is_icon
from reports.markup.layout import hold_rows, is_layout, rows_of
from reports.markup.nodes import BLOCKS, FOLDED, FRAMES, SKIPPED, STRUCK
from reports.markup.tables import expand_table
from reports.sheets import form_of

_MAX_DEPTH = 400
_MOST_POSITIONS = 1_000_000
_FRAME = 12
"""A table of no more cells around a picture is its frame."""
NOWHERE = Place()
"""Of what stands in a page outside its tables."""
_made = tuple.__new__
"""A paragraph without the call of its own constructor: hundreds are made for each page."""
_LEVELS = {f"h{level}": level for level in range(1, 7)}

Chain = tuple[int, ...]
"""Ids of a block's ancestors from the root down; good within one tree only."""


@dataclass(slots=True)
class Walk:
    """What was met in a page so far, and what is known of its elements (by `mem_id`)."""

    hidden: frozenset[int]
    """Elements that are left out."""
    composed: Composed
    not_plain: frozenset[int]
    """Elements that are left out, and paragraphs that hold more than plain words or stand for a run of them."""
    around_hidden: frozenset[int]
    """Elements that hold something that is left out."""
    source: Cut
    blocks: list[tuple[Block, Chain]] = field(default_factory=list)
    images: list[tuple[LexborNode, Chain, int]] = field(default_factory=list)
    """With the number of blocks above each."""
    veiled: list[Chain] = field(default_factory=list)
    """Where something hidden or struck out holds rows of the form."""
    folded: list[tuple[LexborNode, Chain, int]] = field(default_factory=list)
    """What is not shown and may be, once something is clicked, with the number of blocks above each."""
    framed: list[Chain] = field(default_factory=list)
    """Where another page or a file is shown within this one."""
    words: list[str] = field(default_factory=list)
    tables: int = 0
    positions: int = 0
    """Of all tables."""
    stood_for: int = 0
    """Runs of paragraphs that were cut."""

    def hear(self, text: str) -> None:
        """Words of the paragraph that is being collected; it does not begin with white space alone."""
        if self.words or not text.isspace():
            self.words.append(text)

    def flush(self, chain: Chain, heading: int | None = None) -> None:
        """End the paragraph that was being collected."""
        if self.words:
            text = "".join(self.words)
            self.words.clear()
            self.say(text, chain, heading)

    def say(self, words: str, chain: Chain, heading: int | None) -> None:
        """A paragraph for each line."""
        for line in words.split("\n"):
            text = squeeze(line)
            if text:
                self.blocks.append((Paragraph(text, NOWHERE, heading), chain))

    def say_run(self, lines: Sequence[str], chain: Chain, heading: int | None) -> None:
        """Paragraphs of one run; in their chain it stands as an element with a number below 0."""
        self.stood_for += 1
        inside = (*chain, -self.stood_for)
        joined = "".join(lines)
        if joined.isprintable() and " " not in joined:
            said = zip(filter(None, lines), repeat(NOWHERE), repeat(heading), strict=False)
            self.blocks += zip(map(_made, repeat(Paragraph), said), repeat(inside), strict=False)
        else:
            for text in lines:
                self.say(text, inside, heading)


def walk_page(tree: LexborHTMLParser, hidden: Sequence[LexborNode], composed: Composed, source: Cut) -> Walk:
    """All of the page but for `hidden` elements. Raises `Whole` where something hangs on what was cut."""
    left_out = frozenset([node.mem_id for node in hidden])
    not_plain = left_out.union(composed.found, source.begun)
    walk = Walk(left_out, composed, not_plain, above(hidden), source)
    if tree.body is not None:
        _visit(tree.body, walk, (tree.body.mem_id,), None)
        walk.flush((tree.body.mem_id,))
    return walk


def _visit(node: LexborNode, walk: Walk, chain: Chain, heading: int | None) -> None:
    words, not_plain, blocks = walk.words, walk.not_plain, walk.blocks
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "p" and (own := child.mem_id) not in not_plain:
            if words:
                walk.flush(chain, heading)
            text = child.text_lexbor()
            if not text.isprintable() or " " in text:
                walk.say(text, (*chain, own), heading)
            elif text:  # most are one line, with nothing to squeeze
                blocks.append((_made(Paragraph, (text, NOWHERE, heading)), (*chain, own)))
        elif tag == "-text":
            walk.hear(child.text_content or "")
        elif tag in SKIPPED or tag == "iframe":
            walk.framed += [chain] if tag in FRAMES and not is_icon(child) else []
            walk.folded += [(child, chain, len(blocks))] if tag in FOLDED else []
        elif tag in STRUCK or (walk.hidden and child.mem_id in walk.hidden):
            walk.folded += [(child, chain, len(blocks))] if tag not in STRUCK else []
            walk.veiled += [chain] if hold_rows(walk.source.cells(child)) else []
        elif tag == "br":
            walk.words.append("\n")
        elif tag == "img" and not is_icon(child):
            walk.images.append((child, chain, len(walk.blocks)))
        elif tag == "table" and (grid := _grid_of(child, walk)) is not None:
            walk.flush(chain, heading)
            _take_table(child, grid, walk, chain)
        elif len(chain) < _MAX_DEPTH:
            _enter(child, tag or "", walk, chain, heading)


def _grid_of(table: LexborNode, walk: Walk) -> Grid | None:
    """The next table of the page; `None` where it is one of the layout."""
    number = walk.tables + 1
    slice = walk.source.found.get(table.mem_id)
    if slice is not None:
        return slice.grid(number)
    if is_layout(table):
        return None
    walk.source.expect_none(table)
    return expand_table(table, number, walk.hidden, walk.composed.cells())


def _take_table(table: LexborNode, grid: Grid, walk: Walk, chain: Chain) -> None:
    walk.tables += 1
    form = form_of(grid)
    positions = len(form.rows) * form.width
    walk.positions += positions
    if walk.positions > _MOST_POSITIONS:
        raise TooMuch(
            f"a page whose tables have more than {_MOST_POSITIONS:,} positions; no annual report has that many",
            f"网页中的表格超过{_MOST_POSITIONS}格，超出上限，未读取",
        )
    if form.rows:
        if table.mem_id not in walk.source.found:
            _say_caption(table, walk, chain)
        walk.blocks.append((grid, chain))
    if table.mem_id in walk.around_hidden and any(
        row.mem_id in walk.hidden and hold_rows(walk.source.cells(row)) for row in rows_of(table)
    ):
        walk.veiled.append(chain)
    if len(form.rows) <= _FRAME and positions <= _FRAME:
        held = (image for image in table.css("img") if not is_icon(image))
        walk.images += [(image, chain, len(walk.blocks)) for image in held]


def _say_caption(table: LexborNode, walk: Walk, chain: Chain) -> None:
    """A table's caption is a line above it: 二、主动公开政府信息情况, 2022年度, 县教育局."""
    for part in table.iter():
        if part.tag == "caption" and part.mem_id not in walk.hidden:
            walk.say(part.text(deep=True), chain, None)


def _enter(child: LexborNode, tag: str, walk: Walk, chain: Chain, heading: int | None) -> None:
    below = (*chain, child.mem_id)
    if tag not in BLOCKS:
        _visit(child, walk, below, heading)
        return
    walk.flush(chain, heading)
    run = walk.source.begun.get(child.mem_id)
    if run is not None:
        walk.say_run(run.lines, chain, heading)
        return
    level = _LEVELS.get(tag, heading)
    _visit(child, walk, below, level)
    walk.flush(below, level)
