"""A small PDF writer for specimen reports: Chinese text by a standard CMap, ruled tables over as many pages as they take.

Fonts are not embedded (STSong-Light, Adobe-GB1, as ISO 32000-1 §9.7.5.2 lists them); a ToUnicode map says which
characters were meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 595, 842, 56
_TEXT, _SMALL, _LEADING = 14, 8, 24

_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Specimen def /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange <0000> <FFFF> <0000> endbfrange\n"
    b"endcmap CMapName currentdict /CMap defineresource pop end end"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the grid row and column it begins in."""

    row: int
    column: int
    text: str
    rows: int
    columns: int


class Paper:
    """Paragraphs and tables from top to bottom; `pdf()` is the file."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._y = float(HEIGHT - MARGIN)

    def paragraph(self, text: str) -> None:
        """Full-width text, indented by two characters as official papers are."""
        a_line = (WIDTH - 2 * MARGIN) // _TEXT
        text = "\u3000\u3000" + text
        for start in range(0, len(text), a_line):
            self._need(_LEADING)
            self._y -= _LEADING
            self._write(MARGIN, self._y, text[start : start + a_line], _TEXT)

    def table(self, cells: Sequence[Placed], shares: Sequence[int]) -> None:
        """Ruled cells; `shares` are the columns' relative widths. Rows that do not fit go on on the next page, and a
        cell that spans them is drawn on both."""
        total = WIDTH - 2 * MARGIN
        edges = [MARGIN + total * sum(shares[:index]) / sum(shares) for index in range(len(shares) + 1)]
        count = max(cell.row + cell.rows for cell in cells)
        heights = [self._height(cells, row, edges) for row in range(count)]
        start = 0
        self._y -= 6
        while start < count:
            end, room = start, self._y - MARGIN
            while end < count and sum(heights[start : end + 1]) <= room:
                end += 1
            if end == start:
                self._turn()
                continue
            self._draw(cells, edges, heights, start, end)
            start = end
            if start < count:
                self._turn()
        self._y -= 6

    def _height(self, cells: Sequence[Placed], row: int, edges: Sequence[float]) -> float:
        lines = [1]
        for cell in cells:
            if cell.row == row and cell.rows == 1:
                lines.append(
                    len(list(_wrapped(cell.text, edges[cell.column + cell.columns] - edges[cell.column])))
                )
        return 6 + max(lines) * (_SMALL + 2)

    def _draw(
        self, cells: Sequence[Placed], edges: Sequence[float], heights: Sequence[float], start: int, end: int
    ) -> None:
        tops = {start: self._y}
        for row in range(start, end):
            tops[row + 1] = tops[row] - heights[row]
        for cell in cells:
            first, last = max(cell.row, start), min(cell.row + cell.rows, end)
            if first >= last:
                continue
            left, right = edges[cell.column], edges[cell.column + cell.columns]
            top, bottom = tops[first], tops[last]
            self._pages[-1].append(f"{left:.1f} {bottom:.1f} {right - left:.1f} {top - bottom:.1f} re S")
            if first == cell.row:
                for number, line in enumerate(_wrapped(cell.text, right - left), start=1):
                    self._write(left + 2, top - number * (_SMALL + 2), line, _SMALL)
        self._y = tops[end]

    def _write(self, x: float, y: float, text: str, size: int) -> None:
        if text:
            code = text.encode("utf-16-be").hex()
            self._pages[-1].append(f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET")

    def _need(self, height: float) -> None:
        if self._y - height < MARGIN:
            self._turn()

    def _turn(self) -> None:
        self._pages.append([])
        self._y = float(HEIGHT - MARGIN)

    def pdf(self) -> bytes:
        kids = " ".join(f"{7 + 2 * index} 0 R" for index in range(len(self._pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>".encode(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
            b"/Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500 814 939 500] >>",
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
            b"/Descent -120 /CapHeight 880 /StemV 93 >>",
            _stream(_TO_UNICODE),
        ]
        for index, page in enumerate(self._pages):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> "
                f"/Contents {8 + 2 * index} 0 R >>".encode()
            )
            objects.append(_stream(("0.5 w\n" + "\n".join(page)).encode()))
        return _file(objects)


def _wrapped(text: str, width: float) -> Iterator[str]:
    """Lines that fit; Latin letters and digits take half a square."""
    line, used = "", 0.0
    for letter in text:
        size = _SMALL / 2 if letter.isascii() else _SMALL
        if used + size > width - 4 and line:
            yield line
            line, used = "", 0.0
        line, used = line + letter, used + size
    yield line


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
