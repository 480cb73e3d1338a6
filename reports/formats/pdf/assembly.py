"""Pages → blocks: tables joined over pages, paragraphs between them, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.closing import without_closing
from reports.document import Block, Document, Grid, MediaType, Paragraph, Picture, Place, PublishedDate
from reports.errors import TooMuch
from reports.folding import squeeze
from reports.formats import limits
from reports.formats.pdf.content import PageContent, Rectangle
from reports.formats.pdf.figures import area, telling, whole
from reports.formats.pdf.joining import join, same_columns
from reports.formats.pdf.joints import without_joints
from reports.formats.pdf.lattice import Lattice, find_lattices
from reports.formats.pdf.lines import into_lines
from reports.formats.pdf.positions import find_by_position
from reports.formats.pdf.prose import PlacedLine, margins, paragraphs, rounded, title_of, without_furniture
from reports.formats.pdf.tables import fill_lattice, mark_pictured, mark_written
from reports.formats.pdf.tiles import tiled
from reports.formats.pdf.unseen import struck_out
from reports.formats.spans import Span, expand

_SCANNED = 0.4
"""Share of a page that one picture must cover, with no text beside it, to be a scan of the page."""
_FEW = 20
"""Characters beside it that are a stamp or a page number."""
_WHOLE = 0.8
"""Share of a page that a picture covers which is the page, where most of its text cannot be seen; what can is stamped upon it."""

_GUTTER = 0.03
"""Share of a sheet's width that is left between two pages side by side."""
_MUCH = 60
"""Characters of a page."""
_SIDE_BY_SIDE = (
    "pages stand side by side on its sheets: in what order their words are to be read is not known"
)


@dataclass(slots=True)
class PageParts:
    """One page in order from the top: its lattices and its lines outside them."""

    number: int
    scanned: bool = False
    """It must be looked at to be read whole. What lattices and lines it has nevertheless is what its text says of it."""
    lattices: list[Lattice] = field(default_factory=list)
    lines: list[PlacedLine] = field(default_factory=list)
    turned: int = 0
    """Quarter turns clockwise by which the page's text stands upright in these coordinates and not on the page as drawn."""
    pictures: list[Rectangle] = field(default_factory=list)
    """Pictures large enough to hold a table or a passage of text."""
    askew: bool = False
    """It has words that stand otherwise than the rest: not in its lines, and not to be told by looking at it either."""
    facing: bool = False
    """A sheet that pages are printed on side by side: its lines run over all of them."""

    def unread(self) -> list[Place]:
        """What of this page a reader of text cannot read."""
        if self.scanned or self.askew:
            return [Place(page=self.number)]
        return [Place(page=self.number, rectangle=rounded(picture)) for picture in self.pictures]


def page_parts(content: PageContent) -> PageParts:
    """Lattices with their texts, and the lines that no lattice holds."""
    pictures = telling(content.pictures, content.width, content.height)
    pictures = whole([*pictures, *content.written]) if content.written else pictures
    covers = max(map(area, pictures), default=0.0) / max(content.width * content.height, 1.0)
    few = len(content.glyphs) < _FEW or (content.invisible_text and covers >= _WHOLE)
    scanned = covers >= _SCANNED and few
    parts = PageParts(
        content.number, scanned or content.nameless_text, turned=content.turned, pictures=pictures
    )
    parts.askew = content.askew_text
    if scanned:
        return parts
    parts.facing = _is_parted(content)
    glyphs = struck_out(content.glyphs, content.strokes)
    ruled = find_lattices(content.horizontals, content.verticals, content.number)
    for lattice in [*ruled, *tiled(content.boxes, ruled, content.number)]:
        glyphs = fill_lattice(lattice, glyphs)
        mark_pictured(lattice, whole(content.pictures))
        mark_written(lattice, content.shapes)
        lattice.cells = [cell for cell in lattice.cells if cell.text or not cell.void]
        without = without_joints(lattice)
        if without.cells:
            parts.lattices.append(without)
    for line in into_lines(glyphs):
        text = squeeze(line.text)
        if text:
            parts.lines.append(PlacedLine(content.number, content.height, line, text))
    guessed, parts.lines = find_by_position(parts.lines, content.number)
    parts.lattices += guessed
    return parts


def _is_parted(content: PageContent) -> bool:
    """Whether much is printed on either side of a page's middle, and nothing across it."""
    left, right = (0.5 - _GUTTER / 2) * content.width, (0.5 + _GUTTER / 2) * content.width
    if any(start < right and end > left for _, start, end in content.horizontals):
        return False
    glyphs = content.glyphs
    if any(glyph[0] < right and glyph[2] > left for glyph in glyphs):
        return False
    before = sum(glyph[2] <= left for glyph in glyphs)
    return min(before, len(glyphs) - before) >= _MUCH


def as_document(
    kind: MediaType,
    pages: Sequence[PageParts],
    dates: tuple[PublishedDate, ...],
    titles: tuple[str, ...],
    name: str,
) -> Document:
    """The pages in reading order; `dates` and `titles` are those of the file's properties."""
    blocks, title = assemble(pages, name)
    unread = tuple(place for page in pages for place in page.unread())
    parted = any(page.facing for page in pages)
    return Document(
        kind,
        tuple(without_closing(blocks)),
        titles=(*filter(None, (title,)), *titles),
        dates=dates,
        unread=unread,
        meta={"sheets": "parted"} if parted else {},
        notes=(_SIDE_BY_SIDE,) if parted else (),
    )


def assemble(pages: Sequence[PageParts], name: str) -> tuple[list[Block], str | None]:
    """(blocks in reading order, the title as printed)."""
    lines = without_furniture([line for page in pages for line in page.lines])
    title = title_of(lines)
    left, right = margins(lines)
    stream: list[PlacedLine | Lattice] = []
    for page in pages:
        on_page: list[PlacedLine | Lattice] = [line for line in lines if line.page == page.number]
        stream += sorted([*on_page, *page.lattices], key=_top)
    blocks: list[Block] = []
    prose: list[PlacedLine] = []
    tables: list[list[Lattice]] = []
    for item in stream:
        if isinstance(item, PlacedLine):
            prose.append(item)
            continue
        if prose or not tables or not _goes_on(tables[-1][-1], item):
            blocks += paragraphs(prose, left, right)
            prose = []
            tables.append([item])
            blocks.append(_PLACEHOLDER)
        else:
            tables[-1].append(item)
    blocks += paragraphs(prose, left, right)
    return _with_tables(blocks, tables, name), title


_PLACEHOLDER = Grid((), Place())


def _top(item: PlacedLine | Lattice) -> float:
    return item.ys[0] if isinstance(item, Lattice) else item.line.rectangle[1]


def _goes_on(upper: Lattice, lower: Lattice) -> bool:
    return lower.page == upper.page + 1 and same_columns(upper, lower)


def _with_tables(blocks: list[Block], tables: list[list[Lattice]], name: str) -> list[Block]:
    grids = (_grid(fragments, number, name) for number, fragments in enumerate(tables, 1))
    made = [next(grids) if block is _PLACEHOLDER else block for block in blocks]
    positions = sum(len(block.rows) * block.width for block in made if isinstance(block, Grid))
    if positions > limits.DOCUMENT_POSITIONS:
        raise TooMuch(
            f"{name}: {positions} table cells is more than any report has", f"{name}：表格过多，已拒绝读取"
        )
    return made


def _grid(fragments: list[Lattice], number: int, name: str) -> Grid:
    pieces, _ = join(fragments)
    new = tuple.__new__  # what NamedTuple's own constructor does, less a call
    spans: list[Span] = []
    edges = {at: round(at, 1) for lattice in fragments for at in (*lattice.xs, *lattice.ys)}
    for piece in pieces:
        source, width = piece.source, piece.right - piece.left
        left, top, right, bottom = source.rectangle
        box = edges[left], edges[top], edges[right], edges[bottom]
        printed = piece.row, piece.left, piece.text, piece.rows, width, box, piece.page, source.candidates
        spans.append(new(Span, printed))
    reliable = all(fragment.closed for fragment in fragments)
    return expand(spans, table=number, name=name, page=fragments[0].page, reliable=reliable)


def picture_among(blocks: Sequence[Block], page: int, box: Rectangle, data: bytes) -> Picture:
    """A picture of a page (from 1; points from its top left), after the blocks that begin above it."""
    here = (page, box[1])
    above = sum(begins is not None and begins <= here for begins in map(_begins, blocks))
    left, top, right, bottom = (round(side) for side in box)
    return Picture(f"page {page}, the picture from {left}, {top} to {right}, {bottom}", above, data)


def _begins(block: Block) -> tuple[int, float] | None:
    """Page and height at which a block begins."""
    if isinstance(block, Paragraph):
        place = block.place
    else:
        place = next((cell.place for row in block.rows for cell in row if cell is not None), block.place)
    if place.page is None or place.rectangle is None:
        return None
    return place.page, place.rectangle[1]
