"""The report as raw WordprocessingML (ISO/IEC 29500-1 §17), part by part, so that a trick can change any piece of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from benchmarks.reading.render_common import PrintedReport, Table, grid_of

_OPEN = "http://schemas.openxmlformats.org"
SPACES = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships" '
    f'xmlns:m="{_OPEN}/officeDocument/2006/math" xmlns:mc="{_OPEN}/markup-compatibility/2006" '
    f'xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_OPEN}/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MARK = "\x01{}\x02"


@dataclass(slots=True)
class Word:
    """A document about to be saved. `cells` holds the blocks inside each value's cell, by address."""

    report: PrintedReport
    cells: dict[str, str] = field(default_factory=dict)
    shape: dict[str, str] = field(default_factory=dict)
    """Properties of a value's cell (the inside of ``w:tcPr``), by address."""
    label: Callable[[str], str] = lambda text: paragraph(run(text))
    heading: Callable[[str], str] = lambda text: paragraph(run(text))
    words: Callable[[str], str] = lambda text: paragraph(run(text))
    row: Callable[[str], str] = lambda cells: f"<w:tr>{cells}</w:tr>"
    cell: Callable[[str], str] = lambda cell: cell
    table: Callable[[str, str], str] = lambda section, table: table
    body: Callable[[str], str] = lambda body: body
    styles: str = ""
    parts: dict[str, bytes] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    """(id, last word of the type, target) beside those of the styles."""
    main: str = "word/document.xml"
    styles_part: str = "styles.xml"
    table_style: str = ""

    def saved(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.members().items():
                package.writestr(name, data)
        return stream.getvalue()

    def members(self) -> dict[str, bytes]:
        """Every part of the package, by its name."""
        folder, _, file = self.main.rpartition("/")
        inside = f"{folder}/" if folder else ""
        relations = [("rIdStyles", "styles", self.styles_part), *self.relations]
        made = {
            "[Content_Types].xml": _content_types(self.main),
            "_rels/.rels": _relations([("rId1", "officeDocument", self.main)]),
            self.main: self.document().encode(),
            f"{inside}_rels/{file}.rels": _relations(relations),
            f"{inside}{self.styles_part}": f"<w:styles {SPACES}>{self.styles}</w:styles>".encode(),
        }
        return made | self.parts

    def document(self) -> str:
        report = self.report
        marked = PrintedReport(
            report.title,
            report.form,
            {address: _MARK.format(address) for address in report.cells},
            report.words,
        )
        pieces = [self.heading(report.title)]
        for section, (title, tables, words) in zip(_SECTIONS, marked.parts(), strict=True):
            pieces.append(self.heading(title))
            pieces += [self.table(section, self._table(table)) + paragraph("") for table in tables]
            pieces += [self.words(text) for text in words]
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f"<w:document {SPACES}><w:body>{self.body(''.join(pieces))}<w:sectPr/></w:body></w:document>"
        )

    def _table(self, table: Table) -> str:
        positions = grid_of(table)
        width = len(positions[0])
        rows = []
        for r, line in enumerate(positions):
            cells: list[str] = []
            column = 0
            while column < width:
                covering = line[column]
                assert covering is not None
                top, index = covering
                text, tall, wide = table[top][index]
                merge = "" if tall == 1 else '<w:vMerge w:val="restart"/>' if top == r else "<w:vMerge/>"
                cells.append(self._cell(text if top == r else None, wide, merge))
                column += wide
            rows.append(self.row("".join(cells)))
        grid = '<w:gridCol w:w="900"/>' * width
        style = f'<w:tblStyle w:val="{self.table_style}"/>' if self.table_style else ""
        return f"<w:tbl><w:tblPr>{style}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _cell(self, text: str | None, wide: int, merge: str) -> str:
        shape, inside = merge, "<w:p/>"
        if text is not None and text.startswith("\x01"):
            address = text.strip("\x01\x02")
            inside = self.cells.get(address, paragraph(run(self.report.cells[address])))
            shape += self.shape.get(address, "")
        elif text is not None:
            inside = self.label(text)
        span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        return self.cell(f"<w:tc><w:tcPr>{span}{shape}</w:tcPr>{inside}</w:tc>")


_SECTIONS = ("overview", "disclosure", "applications", "litigation", "problems", "other_matters")


def run(text: str, properties: str = "") -> str:
    """One ``w:r``; `properties` is the inside of its ``w:rPr``."""
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    style = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{style}{inside}</w:p>"


def _content_types(main: str) -> bytes:
    return (
        f'<Types xmlns="{_OPEN}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="{_MAIN}"/></Types>'
    ).encode()


def _relations(of: list[tuple[str, str, str]]) -> bytes:
    each = "".join(
        f'<Relationship Id="{id}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for id, kind, target in of
    )
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{each}</Relationships>'.encode()
