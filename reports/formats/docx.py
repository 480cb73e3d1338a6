"""Word's docx → `Document`: paragraphs and grids in reading order, straight from its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reports.closing import without_closing
from reports.document import Block, Document, MediaType, Paragraph, Picture, Place
from reports.errors import Damaged, TooMuch
from reports.folding import squeeze
from reports.formats import limits
from reports.formats.docx_looks import Looks, looks_of, outline_level
from reports.formats.docx_pictures import DRAWN, PictureParts, drawn_in, drawn_relation, is_linked
from reports.formats.docx_table import table_spans
from reports.formats.docx_text import DROPPED, ODD, cell_words, chosen, hidden_text, marked_text
from reports.formats.markup import attribute, child, local, parse_xml
from reports.formats.office_properties import core_facts
from reports.formats.package_parts import main_part, part_of_kind, relationships
from reports.formats.spans import expand
from reports.formats.zipped import Package
from reports.telling import may_be_missed

_OLE = b"\xd0\xcf\x11\xe0"
_ELSEWHERE = frozenset({"altChunk", "subDoc", "OLEObject", "chart", "relIds"}) | {
    *("control", "contentPart", "textpath", "linkedTxbx"),
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
}
"""What shows another file's content (§17.17.2, §17.17.1, ISO/IEC 29500-4 §19.3), a chart or a diagram; a control's, ink, letters as
a drawing, what runs over from another box, words of a drawing."""
_INCLUDED = re.compile(r"\s*(?:INCLUDETEXT|INCLUDE|LINK|DDEAUTO|DDE)\b", re.IGNORECASE)
"""Fields that show another file's text (§17.16.5.25)."""
_MAKING_ROOM = frozenset({"wrapSquare", "wrapTopAndBottom", "wrapTight", "wrapThrough"})
_NO_LOWER = re.compile(r"-[0-9]+|[0-9]{1,3}")
"""Below a twelfth of a point, in English metric units."""


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
    return Document(
        MediaType.DOCX,
        tuple(without_closing(walk.blocks)),
        titles=titles,
        dates=dates,
        pictures=tuple(walk.pictures),
        unread=_unread(body, relations, walk),
    )


def _unread(body: etree._Element, relations: dict[str, str], walk: _Walk) -> tuple[Place, ...]:
    """A place for each part of the body that we do not read: large or linked pictures, embedded and linked files; for each box
    of which it cannot be told where it stands; and for passages that are hidden."""
    known = {picture.address for picture in walk.pictures}
    found = [Place()] if _hides_a_passage(body, walk.looks) else []
    for node in body.iter(etree.Element):
        if not _ELSEWHERE.isdisjoint((local(node), node.tag)) or _is_elsewhere(node):
            found.append(Place())
        elif (
            local(node) in DRAWN
            and (part := relations.get(drawn := drawn_relation(node), drawn)) not in known
        ):
            found += [Place()] if is_linked(node) or walk.parts.may_hold_a_table(part) else []
    return tuple(found)


def _hides_a_passage(body: etree._Element, looks: Looks) -> bool:
    """Whether hidden text (§17.3.2.41), which a reader may have shown, says what may be missed."""
    if not looks.vanish and next(body.iter("{*}vanish"), None) is None:
        return False
    return any(may_be_missed(hidden_text(paragraph, looks)) for paragraph in body.iter("{*}p"))


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


def _is_elsewhere(node: etree._Element) -> bool:
    """Whether its words stand in another file, are written for a program that nobody knows, or in a box that may stand anywhere."""
    name = local(node)
    if name in ("instrText", "fldSimple"):
        return _INCLUDED.match(node.text or attribute(node, "instr") or "") is not None
    if name == "AlternateContent":
        return chosen(node) is None and bool("".join(map(str, node.itertext())).strip())
    return name == "anchor" and _is_displaced(node)


def _is_displaced(anchor: etree._Element) -> bool:
    """Whether a box may stand before the words of the paragraph it is anchored in, or behind: it begins no lower, and they make
    room for it (ISO/IEC 29500-1 §20.4.2.3). LibreOffice writes old frames so, mostly anchored in what comes next."""
    if not any(local(inner) in _MAKING_ROOM for inner in anchor):
        return False
    vertical = child(anchor, "positionV")
    offset = child(vertical, "posOffset") if vertical is not None else None
    if vertical is None or offset is None or attribute(vertical, "relativeFrom") != "paragraph":
        return False
    if (
        not _NO_LOWER.fullmatch((offset.text or "").strip())
        or next(anchor.iter("{*}txbxContent"), None) is None
    ):
        return False
    paragraph = next(anchor.iterancestors("{*}p"), ())
    return any(local(inner) == "t" for run in paragraph for inner in run)


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
