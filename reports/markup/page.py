"""One HTML page → `Document`: the article alone, without the portal's chrome, hidden text, scripts and styles."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.document import Attachment, Block, Document, Grid, MediaType, Paragraph, Picture, Place
from reports.errors import TooMuch
from reports.headings import heading_of
from reports.markup.closing import without_closing
from reports.markup.composed import Composed, above
from reports.markup.cutting import Cut, cut, whole
from reports.markup.decoding import Decoded, decode
from reports.markup.facts import attachments, dates, meta_of, publisher, titles, visible_head
from reports.markup.guard import refuse_if_hostile
from reports.markup.hidden import hidden_nodes, hiding_selectors, mark_odd, styles_of
from reports.markup.images import is_icon, picture_of
from reports.markup.layout import hold_rows, is_layout, rows_of
from reports.markup.nodes import BLOCKS, FRAMES, SKIPPED, STRUCK, rare_nodes, squeeze
from reports.markup.shown_lines import shown_lines
from reports.markup.slices import Whole
from reports.markup.tables import expand_table

_MAX_DEPTH = 400
_MOST_POSITIONS = 1_000_000
_FRAME = 12
"""A table of no more cells around a picture is its frame."""
_NOWHERE = Place()
_made = tuple.__new__
"""A paragraph without the call of its own constructor: hundreds are made for each page."""
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def load_html(data: bytes, name: str, content_type: str | None = None) -> Document:
    """Read a page. Raises `TooMuch` for pages that cannot be parsed in bounded time; broken markup is never an error."""
    decoded = decode(data, content_type)
    source = _as_utf8(decoded, data)
    refuse_if_hostile(source, len(decoded.text), name)
    try:
        return read_source(cut(source), decoded.note)
    except Whole:
        return read_source(whole(source), decoded.note)


def read_source(source: Cut, note: str) -> Document:
    """Raises `Whole` where something hangs on what was cut."""
    tree = LexborHTMLParser(source.source)
    styles = styles_of(source.source)
    source.find(tree, hiding_selectors(tree))
    hidden = hidden_nodes(tree, styles)
    mark_odd(tree, styles)
    rare = rare_nodes(tree)
    composed = Composed(tree, rare, hidden)
    walk = _walk(tree, hidden, composed, source)
    notes = [note] if note else []
    headings = _headings(walk)
    if walk.hidden and _different(headings) < 4:
        parts = [node for node in hidden if node.css_first("p, div, table") is None]
        revealed = _walk(tree, parts, composed, source)
        shown = _headings(revealed)
        if _different(shown) >= 4:
            walk, headings = revealed, shown
            notes.append("the report stands in a part of the page that is hidden until a tab is chosen")
    found, root = _article(walk, headings)
    blocks = without_closing([block for block, _ in found])
    lines = shown_lines(found[: len(blocks)], tree)
    pictures = _pictures(walk, root)
    veiled = [chain for chain in walk.veiled if root is None or root in chain]
    if veiled:
        notes.append("rows of the form stand in hidden or deleted parts of the page: they were not read")
    framed = [chain for chain in walk.framed if root is None or root in chain]
    if framed:
        notes.append("part of the article is a frame that shows another page or file: it was not read")
    meta = meta_of(node for tag, node in rare if tag == "meta")
    head = visible_head(tree, [node for tag, node in rare if tag in ("script", "style")], source.told)
    document = Document(
        media_type=MediaType.HTML,
        blocks=tuple(blocks),
        lines=lines,
        titles=titles(tree, rare, meta),
        dates=dates(head, meta),
        publisher=publisher(head, meta),
        meta=meta,
        attachments=tuple(Attachment(*found) for found in attachments(rare)),
        unread=(_NOWHERE,) if veiled or framed else (),
        pictures=pictures,
        notes=tuple(notes),
    )
    if source.tables:
        source.expect_unseen(_own_words(document))
    return document


def _own_words(document: Document) -> list[str]:
    """What was read outside tables."""
    labels = [each.label for each in document.attachments]
    return [
        *document.titles,
        *labels,
        *[each.text for each in document.blocks if isinstance(each, Paragraph)],
    ]


def _as_utf8(decoded: Decoded, data: bytes) -> bytes:
    """What the parser takes: the bytes as they came where they are sound UTF-8 already."""
    sound = decoded.charset == "utf-8" and not decoded.damage and not data.startswith(codecs.BOM_UTF8)
    return data if sound else decoded.text.encode()


Chain = tuple[int, ...]
"""Ids of a block's ancestors from the root down; good within one tree only."""


@dataclass(slots=True)
class _Walk:
    hidden: frozenset[int]
    """Elements that are left out."""
    composed: Composed
    not_plain: frozenset[int]
    """Elements that are left out, and paragraphs that hold more than plain words."""
    around_hidden: frozenset[int]
    """Elements that hold something that is left out."""
    source: Cut
    blocks: list[tuple[Block, Chain]] = field(default_factory=list)
    images: list[tuple[LexborNode, Chain, int]] = field(default_factory=list)
    """With the number of blocks above each."""
    veiled: list[Chain] = field(default_factory=list)
    """Where something hidden or struck out holds rows of the form."""
    framed: list[Chain] = field(default_factory=list)
    """Where another page or a file is shown within this one."""
    words: list[str] = field(default_factory=list)
    tables: int = 0
    positions: int = 0
    """Of all tables."""

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
                self.blocks.append((Paragraph(text, _NOWHERE, heading), chain))


def _walk(tree: LexborHTMLParser, hidden: Sequence[LexborNode], composed: Composed, source: Cut) -> _Walk:
    left_out = frozenset([node.mem_id for node in hidden])
    walk = _Walk(left_out, composed, left_out | composed.found, above(hidden), source)
    if tree.body is not None:
        _visit(tree.body, walk, (tree.body.mem_id,), None)
        walk.flush((tree.body.mem_id,))
    return walk


def _visit(node: LexborNode, walk: _Walk, chain: Chain, heading: int | None) -> None:
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
                blocks.append((_made(Paragraph, (text, _NOWHERE, heading)), (*chain, own)))
        elif tag == "-text":
            walk.hear(child.text_content or "")
        elif tag in SKIPPED or tag == "iframe":
            walk.framed += [chain] if tag in FRAMES and not is_icon(child) else []
        elif tag in STRUCK or (walk.hidden and child.mem_id in walk.hidden):
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


def _grid_of(table: LexborNode, walk: _Walk) -> Grid | None:
    """The next table of the page; `None` where it is one of the layout."""
    number = walk.tables + 1
    slice = walk.source.found.get(table.mem_id)
    if slice is not None:
        return slice.grid(number)
    if is_layout(table):
        return None
    walk.source.expect_none(table)
    return expand_table(table, number, walk.hidden, walk.composed.cells())


def _take_table(table: LexborNode, grid: Grid, walk: _Walk, chain: Chain) -> None:
    walk.tables += 1
    walk.positions += len(grid.rows) * grid.width
    if walk.positions > _MOST_POSITIONS:
        raise TooMuch(
            f"a page whose tables have more than {_MOST_POSITIONS:,} positions; no annual report has that many",
            f"网页中的表格超过{_MOST_POSITIONS}格，超出上限，未读取",
        )
    if grid.rows:
        walk.blocks.append((grid, chain))
    if table.mem_id in walk.around_hidden and any(
        row.mem_id in walk.hidden and hold_rows(walk.source.cells(row)) for row in rows_of(table)
    ):
        walk.veiled.append(chain)
    if len(grid.rows) <= _FRAME and len(grid.rows) * grid.width <= _FRAME:
        held = (image for image in table.css("img") if not is_icon(image))
        walk.images += [(image, chain, len(walk.blocks)) for image in held]


def _pictures(walk: _Walk, root: int | None) -> tuple[Picture, ...]:
    """Those of the article, each with the number of the article's blocks above it."""
    if not walk.images:
        return ()
    inside = [root is None or root in chain for _, chain in walk.blocks]
    return tuple(
        picture_of(image, sum(inside[:above]))
        for image, chain, above in walk.images
        if root is None or root in chain
    )


def _enter(child: LexborNode, tag: str, walk: _Walk, chain: Chain, heading: int | None) -> None:
    below = (*chain, child.mem_id)
    if tag not in BLOCKS:
        _visit(child, walk, below, heading)
        return
    walk.flush(chain, heading)
    level = _LEVELS.get(tag, heading)
    _visit(child, walk, below, level)
    walk.flush(below, level)


def _headings(walk: _Walk) -> list[tuple[str, Chain]]:
    """The section of each heading, and where it stands."""
    return [
        (heading.section, chain)
        for block, chain in walk.blocks
        if isinstance(block, Paragraph) and len(block.text) < 200 and (heading := heading_of(block.text))
    ]


def _different(headings: Sequence[tuple[str, Chain]]) -> int:
    return len({section for section, _ in headings})


def _article(
    walk: _Walk, headings: Sequence[tuple[str, Chain]]
) -> tuple[list[tuple[Block, Chain]], int | None]:
    """The blocks under the smallest element that holds every section heading and every table; all when there are none."""
    chains = [chain for _, chain in headings]
    if len(set(chains)) == 0:
        return walk.blocks, None
    shared = chains[0]
    for chain in chains[1:]:
        shared = _common(shared, chain)
    root = shared[-1]
    if len(chains) == 1 and len(shared) > 1:
        root = shared[-2]
    return [each for each in walk.blocks if root in each[1]], root


def _common(left: Chain, right: Chain) -> Chain:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return left[:length]
