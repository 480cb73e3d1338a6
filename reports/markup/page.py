"""One HTML page → `Document`: the article alone, without the portal's chrome, hidden text, scripts and styles."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.closing import without_closing
from reports.document import Attachment, Document, Grid, MediaType, Picture
from reports.errors import TooMuch
from reports.markup.article import article, headings_of, searched
from reports.markup.composed import Composed
from reports.markup.cut_page import Cut, whole
from reports.markup.cutting import cut
from reports.markup.decoding import Decoded, called_utf8, decode, is_sound
from reports.markup.facts import attachments, dates, meta_of, publisher, titles, visible_head
from reports.markup.going_on import goes_on_outside, is_folded_up
from reports.markup.guard import MAX_CHARACTERS, refuse_if_deep, refuse_if_long
from reports.markup.hidden import hidden_nodes, hiding_selectors, mark_odd, styles_of
from reports.markup.images import picture_of
from reports.markup.nodes import rare_nodes
from reports.markup.odd_lines import mark_odd_in_lines, mark_odd_in_passages
from reports.markup.painted import mark_painted, painting_selectors, without_conditions
from reports.markup.shown_lines import shown_lines
from reports.markup.slices import Whole
from reports.markup.walk import NOWHERE, Walk, walk_page

_FEW_OPENED = 1
"""Of what folds up so many sections may be open at first."""


def load_html(data: bytes, name: str, content_type: str | None = None) -> Document:
    """Read a page. Raises `TooMuch` for pages that cannot be parsed in bounded time; broken markup is never an error."""
    try:
        source = called_utf8(data, content_type)
        made = None if source is None else _cut_undecoded(source)
        if source is not None and made is not None:
            return _read_either(made, source, "")
        decoded = decode(data, content_type)
        refuse_if_long(len(decoded.text))
        source = _as_utf8(decoded, data)
        return _read_either(cut(source), source, decoded.note)
    except RecursionError as deep:
        raise TooMuch(
            f"{name}: its elements stand within each other deeper than can be followed",
            f"{name}：标签嵌套过深，未读取",
        ) from deep
    except TooMuch as problem:  # which knows no names
        raise TooMuch(f"{name}: {problem}", f"{name}：{problem.chinese}") from problem


def _cut_undecoded(source: bytes) -> Cut | None:
    """The page cut, where it is sound UTF-8. What is left of it tells: what is cut was found to be sound when it was first met.

    To decode all of it takes a tenth of the time of reading it.
    """
    if len(source) > MAX_CHARACTERS:
        return None
    try:
        made = cut(source)
    except UnicodeDecodeError:
        return None
    return made if is_sound(made.source) else None


def _read_either(made: Cut, source: bytes, note: str) -> Document:
    """Without the known tables of the `source` where that tells the same."""
    try:
        return read_source(made, note)
    except Whole:
        return read_source(whole(source), note)


def read_source(source: Cut, note: str) -> Document:
    """Raises `Whole` where something hangs on what was cut."""
    refuse_if_deep(source.source)
    tree = LexborHTMLParser(source.source)
    styles = styles_of(source.source)
    rare = rare_nodes(tree)
    sheets = [node for tag, node in rare if tag == "style"]
    hiding, painting = list(hiding_selectors(sheets)), painting_selectors(sheets)
    source.find(tree, rare, hiding + without_conditions(painting))
    hidden = hidden_nodes(tree, styles, hiding)
    painted = mark_painted(tree, source.source, painting)
    if mark_odd(tree, styles) | mark_odd_in_passages(tree, rare, styles) | painted:
        rare = rare_nodes(tree)
    composed = Composed(tree, rare, hidden)
    page = searched(walk_page(tree, hidden, composed, source))
    notes = [note] if note else []
    shown = page.shows_a_report
    if page.walk.hidden and not (shown and page.opened > _FEW_OPENED):
        parts = [node for node in hidden if node.css_first("p, div, table") is None]
        revealed = searched(walk_page(tree, parts, composed, source))
        if revealed.shows_a_report and revealed.opened > page.opened:
            page, shown = revealed, True
            notes.append("the report stands in a part of the page that is hidden until a tab is chosen")
    walk = page.walk
    found, root = article(page, shown)
    blocks = without_closing([block for block, _ in found])
    lines = shown_lines(found[: len(blocks)], tree)
    pictures = _pictures(walk, root)
    listed = not shown and page.names_sections
    if listed:
        notes.append("only a list of the report's parts is shown, not the report itself")
    unread = _unread(walk, root)
    if goes_on_outside(page, found):
        unread.append("the report may go on outside the part of the page that holds its headings: not read")
    if is_folded_up(page, found, root):
        unread.append("part of the article is not shown until it is opened: it was not read")
    notes += unread
    meta = meta_of(node for tag, node in rare if tag == "meta")
    head = visible_head(tree, [node for tag, node in rare if tag in ("script", "style")], source.told)
    document = Document(
        media_type=MediaType.HTML,
        blocks=tuple(blocks),
        titles=source.short(titles(tree, rare, meta, head)),
        dates=dates(head, meta),
        publisher=publisher(head, meta),
        meta=meta,
        attachments=tuple(Attachment(*found) for found in attachments(rare)),
        unread=(NOWHERE,) if unread or listed else (),
        pictures=pictures,
        outside=() if len(found) == len(walk.blocks) else _outside(walk, root),
        notes=tuple(notes),
        lines=_lines_again(tree, hidden, source, shown=shown)  # last: the tree is another then
        if lines and mark_odd_in_lines(tree, styles)
        else lines,
    )
    object.__setattr__(document, "headed", headings_of(page, found, len(blocks)))
    source.expect_unseen(_own_words(document))
    return document


def _lines_again(
    tree: LexborHTMLParser, hidden: Sequence[LexborNode], source: Cut, *, shown: bool
) -> tuple[str, ...]:
    """The article's lines, now that figures in them have made way for marks."""
    composed = Composed(tree, rare_nodes(tree), hidden)
    found, _ = article(searched(walk_page(tree, hidden, composed, source)), shown)
    return shown_lines(found[: len(without_closing([block for block, _ in found]))], tree)


def _own_words(document: Document) -> list[str]:
    """What was read outside tables."""
    labels = [each.label for each in document.attachments]
    return [
        *document.titles,
        *labels,
        *document.texts,
    ]


def _as_utf8(decoded: Decoded, data: bytes) -> bytes:
    """What the parser takes: the bytes as they came where they are sound UTF-8 already."""
    sound = decoded.charset == "utf-8" and not decoded.damage and not data.startswith(codecs.BOM_UTF8)
    return data if sound else decoded.text.encode()


def _pictures(walk: Walk, root: int | None) -> tuple[Picture, ...]:
    """Those of the article, each with the number of the article's blocks above it."""
    if not walk.images:
        return ()
    inside = [root is None or root in chain for _, chain in walk.blocks]
    return tuple(
        picture_of(image, sum(inside[:above]))
        for image, chain, above in walk.images
        if root is None or root in chain
    )


def _outside(walk: Walk, root: int | None) -> tuple[Grid, ...]:
    """Tables that stand outside the article."""
    return tuple(block for block, chain in walk.blocks if root not in chain and isinstance(block, Grid))


def _unread(walk: Walk, root: int | None) -> list[str]:
    """What of the article was left out, as a reading says it."""
    told = {
        "rows of the form stand in hidden or deleted parts of the page: they were not read": walk.veiled,
        "part of the article is a frame that shows another page or file: it was not read": walk.framed,
    }
    return [why for why, chains in told.items() if any(root is None or root in chain for chain in chains)]
