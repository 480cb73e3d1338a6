"""Word's docx → `Document`: paragraphs and grids in reading order, straight from its XML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reports.closing import without_closing
from reports.document import Block, Document, MediaType, Paragraph, Picture, Place
from reports.errors import Damaged, TooMuch
from reports.folding import squeeze
from reports.formats import limits
from reports.formats.docx_looks import Looks, looks_of, outline_level
from reports.formats.docx_pictures import PictureParts, drawn_in
from reports.formats.docx_table import table_spans
from reports.formats.docx_text import DROPPED, ODD, cell_words, chosen, marked_text
from reports.formats.docx_unread import Main, unread_in
from reports.formats.markup import child, local, parse_xml
from reports.formats.office_properties import core_facts
from reports.formats.package_parts import main_part, part_of_kind, relationships
from reports.formats.spans import expand
from reports.formats.zipped import Package

_OLE = b"\xd0\xcf\x11\xe0"


def load_docx(data: bytes, name: str) -> Document:
    """Read a docx. Raises `Damaged` (broken, encrypted) or `TooMuch`."""
    if data.startswith(_OLE):
        raise Damaged(
            f"{name}: the document is encrypted; publish it without a password",
            f"{name}：文档已加密，无法读取，请发布未加密的文件",
        )
    package = Package(data, name)
    main = main_part(package, "word/document.xml")
    root = parse_xml(package.read(main), name)
    body = child(root, "body")
    if body is None:
        raise Damaged(f"{name}: the document has no body", f"{name}：文档内没有正文")
    relations = relationships(package, main)
    walk = _Walk(name, _looks(package, main), package, relations)
    walk.blocks_of(body)
    titles, dates = core_facts(package, name)
    known = frozenset(picture.address for picture in walk.pictures)
    unread = unread_in(Main(package, main, body, relations, walk.looks), walk.parts, known)
    return Document(
        MediaType.DOCX,
        tuple(without_closing(walk.blocks)),
        titles=titles,
        dates=dates,
        pictures=tuple(walk.pictures),
        unread=tuple(unread),
    )


def _looks(package: Package, main: str) -> Looks:
    part = part_of_kind(package, main, "styles", "styles.xml")
    return looks_of(parse_xml(package.read(part), package.name)) if part is not None else Looks()


class _Walk:
    """Collects the blocks of one body."""

    def __init__(self, name: str, looks: Looks, package: Package, relations: dict[str, str]) -> None:
        self.name = name
        self.looks = looks
        self.package = package
        self.relations = relations
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.parts = PictureParts(package)
        self.tables = 0
        self.characters = 0
        self.positions = 0
        """Of all its grids."""

    def blocks_of(self, container: etree._Element) -> None:
        for node in _block_elements(container):
            kind = local(node)
            if kind == "p":
                self._paragraph(node)
            elif kind == "tbl":
                self._table(node)
            self._refuse_too_much()

    def _refuse_too_much(self) -> None:
        if (
            len(self.blocks) > limits.BLOCKS
            or self.characters > limits.CHARACTERS
            or self.positions > limits.DOCUMENT_POSITIONS
        ):
            raise TooMuch(
                f"{self.name}: more text than any report has", f"{self.name}：文档内容过多，已拒绝读取"
            )

    def _paragraph(self, node: etree._Element) -> None:
        text = squeeze(marked_text(node, self.looks).replace(ODD, ""))
        if text:
            self.characters += len(text)
            self.blocks.append(Paragraph(text, Place(), outline_level(node, self.looks.levels)))
        for part in drawn_in(node):
            if self.parts.may_hold_a_table(name := self.relations.get(part, part)):
                self.pictures.append(Picture(name, len(self.blocks), self.parts.read(name)))
        for box in _boxes(node):
            self.blocks_of(box)

    def _table(self, table: etree._Element) -> None:
        if _is_layout(table):
            for cell in _cells(table):
                self.blocks_of(cell)
            return
        self.tables += 1
        spans = table_spans(table, self._cell_text, self.name)
        if not spans:
            return
        grid = expand(spans, table=self.tables, name=self.name)
        self.positions += len(grid.rows) * grid.width
        self.characters += sum(len(span.text) for span in spans)
        self._refuse_too_much()
        self.blocks.append(grid)
        for cell in _cells(table):
            for inner in _inner_tables(cell):
                self._table(inner)

    def _cell_text(self, cell: etree._Element) -> str:
        """All text of a cell, nested tables and boxes too, so that a cell is never called blank by mistake."""
        parts: list[str] = []
        for node in _block_elements(cell):
            if local(node) == "p":
                parts.append(marked_text(node, self.looks))
                parts.extend(self._cell_text(box) for box in _boxes(node))
            else:
                parts.extend(self._cell_text(inner) for inner in _cells(node))
        return squeeze(cell_words("\n".join(parts)))


def _block_elements(container: etree._Element) -> Iterator[etree._Element]:
    """`w:p` and `w:tbl` in order, through content controls and tracked insertions, not through deletions."""
    for node in container:
        name = local(node)
        if name in ("p", "tbl"):
            yield node
        elif name == "AlternateContent":
            choice = chosen(node)
            if choice is not None:
                yield from _block_elements(choice)
        elif name not in DROPPED and name not in ("tcPr", "sectPr", "tblPr", "tblGrid"):
            yield from _block_elements(node)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Contents of the text boxes anchored in a paragraph, outermost only."""
    for node in paragraph:
        name = local(node)
        if name == "txbxContent":
            yield node
        elif name == "AlternateContent":
            choice = chosen(node)
            if choice is not None:
                yield from _boxes(choice)
        elif name not in DROPPED:
            yield from _boxes(node)


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    for node in table:
        name = local(node)
        if name == "tc":
            yield node
        elif name not in DROPPED and name not in ("tblPr", "tblGrid", "trPr", "tcPr"):
            yield from _cells(node)


def _inner_tables(cell: etree._Element) -> Iterator[etree._Element]:
    """Tables in a cell that are more than one cell: a table of one cell is only a frame around its text, and around its tables."""
    for node in _block_elements(cell):
        if local(node) != "tbl":
            continue
        cells = list(_cells(node))
        if len(cells) > 1:
            yield node
        elif cells:
            yield from _inner_tables(cells[0])


def _is_layout(table: etree._Element) -> bool:
    """A table that holds other tables is a frame for the page where it has one cell a row, or a cell holds several of them."""
    inner = [sum(1 for _ in _inner_tables(cell)) for cell in _cells(table)]
    if any(count > 1 for count in inner):
        return True
    rows = [node for node in table if local(node) == "tr"]
    holds_tables = any(local(node) == "tbl" for cell in _cells(table) for node in _block_elements(cell))
    return holds_tables and all(sum(1 for _ in _cells(row)) <= 1 for row in rows)
