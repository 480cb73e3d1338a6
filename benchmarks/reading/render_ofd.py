"""The report as OFD (GB/T 33190-2016): laid out by ourselves, or turned from a PDF as the programs do that agencies convert theirs
with, every letter with the place it has on the page, every path with its corners. Written against the standard, not our reader.
"""

from __future__ import annotations

import ctypes
import io
import math
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import pypdfium2.raw as pdfium

from benchmarks.reading.render_common import PrintedReport, Table, grid_of

_NAMESPACE = "http://www.ofdspec.org/2016"
_MM = 25.4 / 72
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Manner:
    """What converters do each in their own way."""

    alone: bool = False
    """Each letter is a text object."""
    unit: bool = False
    """Sizes are 1, and the matrix says how large."""
    repeated: bool = False
    """Equal offsets are written once (``g``)."""
    codes: bool = False
    """Each word is a text code of one object."""
    template: bool = False
    """What is drawn stands in a template page."""
    blocks: bool = False
    """Objects stand in page blocks."""
    relative: bool = False
    """Boundaries are the boxes of what they hold, and not the page's."""
    spaces: bool = True


def manner_of(seed: int) -> Manner:
    dice = random.Random(f"ofd {seed}")
    alone, unit, repeated, codes, template, blocks, relative = (dice.random() < 0.4 for _ in range(7))
    return Manner(alone, unit, repeated, codes, template, blocks, relative, spaces=dice.random() < 0.7)


def converted(data: bytes, manner: Manner = Manner()) -> bytes:
    """The pages of a PDF as an OFD; pictures are left out."""
    pdfium.FPDF_InitLibrary()
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        raise ValueError("not a PDF")
    try:
        pages = [_page(document, index) for index in range(pdfium.FPDF_GetPageCount(document))]
    finally:
        pdfium.FPDF_CloseDocument(document)
    return packed(pages, manner)


@dataclass(frozen=True, slots=True)
class Letter:
    """`at` is where it begins on its line; `angle` radians clockwise. Millimetres from the top left."""

    text: str
    at: Point
    size: float
    angle: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Path:
    outlines: tuple[str, ...]
    """Each as ``AbbreviatedData`` on the page."""
    stroke: bool
    fill: bool
    colour: tuple[int, int, int]


@dataclass(slots=True)
class Page:
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)


def packed(pages: list[Page], manner: Manner = Manner(), title: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            _HEAD
            + f'<ofd:OFD xmlns:ofd="{_NAMESPACE}" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
            + f"<ofd:DocID>0</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title><ofd:CreationDate>2025-01-15</ofd:CreationDate>"
            + "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        package.writestr("Doc_0/Document.xml", _HEAD + _document(pages, manner))
        package.writestr(
            "Doc_0/PublicRes.xml",
            _HEAD
            + f'<ofd:Res xmlns:ofd="{_NAMESPACE}" BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="仿宋"/></ofd:Fonts></ofd:Res>',
        )
        for number, page in enumerate(pages):
            ids = iter(range(1000 * number + 100, 10**9))
            drawn = "".join(_path(path, page, ids, manner) for path in page.paths)
            written = "".join(_texts(page, ids, manner))
            if manner.template:
                package.writestr(f"Doc_0/Tpls/Tpl_{number}/Content.xml", _content(page, drawn, "", manner))
                drawn = ""
            used = (
                f'<ofd:Template TemplateID="{900 + number}" ZOrder="Background"/>' if manner.template else ""
            )
            package.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml", _content(page, drawn + written, used, manner)
            )
    return made.getvalue()


def render(report: PrintedReport, seed: int = 0) -> bytes:
    """A report as an OFD that no PDF was before: a page a section, in the manner of the seed."""
    pages: list[Page] = []
    for title, tables, words in report.parts():
        page = Page(210.0, 297.0)
        page.letters += _line(20, 30, title, _TYPE)
        if not pages:
            page.letters += _line(20, 20, report.title, _HEAD_TYPE)
        down = 40.0
        for table in tables:
            down = _ruled(page, table, down)
        for number, text in enumerate(words):
            page.letters += _line(28, down + 10 + 7 * number, text[:40], _TYPE)
        pages.append(page)
    return packed(pages, manner_of(seed), report.title)


_TYPE, _HEAD_TYPE, _ROW, _LEFT, _RIGHT = 4.2, 6.4, 8.0, 15.0, 195.0
_MANY, _SMALL, _USUAL = 20, 1.5, 2.6
"""Rows of a table from which its type is small (millimetres), so that the longest label fits in its cell."""


def _line(x: float, y: float, words: str, size: float) -> Iterator[Letter]:
    for letter in words:
        yield Letter(letter, (x, y), size, 0.0, (0, 0, 0))
        x += size * (0.5 if letter.isascii() else 1.0)


def _ruled(page: Page, table: Table, top: float) -> float:
    """Draw a table from `top` on; returns its bottom."""
    positions = grid_of(table)
    step, size = (_RIGHT - _LEFT) / len(positions[0]), _SMALL if len(table) > _MANY else _USUAL
    for r, row in enumerate(table):
        for index, (text, rows, columns) in enumerate(row):
            left = _LEFT + step * positions[r].index((r, index))
            right, high, low = left + step * columns, top + _ROW * r, top + _ROW * (r + rows)
            corners = ((left, high), (right, high), (right, low), (left, low))
            drawn = tuple(f"{'L' if at else 'M'} {x:.3f} {y:.3f}" for at, (x, y) in enumerate(corners))
            page.paths.append(Path((*drawn, "C"), stroke=True, fill=False, colour=(0, 0, 0)))
            wide = max(int((right - left - 1.4) / size), 1) * (2 if text.isascii() else 1)
            lines = [text[at : at + wide] for at in range(0, len(text), wide)]
            for number, line in enumerate(lines, 1):
                page.letters += _line(left + 0.7, high + 0.3 + (size + 0.1) * number, line, size)
    return top + _ROW * len(table)


def _document(pages: list[Page], manner: Manner) -> str:
    templates = "".join(
        f'<ofd:TemplatePage ID="{900 + number}" BaseLoc="Tpls/Tpl_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    listed = "".join(
        f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    return (
        f'<ofd:Document xmlns:ofd="{_NAMESPACE}"><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea>'
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"{templates if manner.template else ''}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )


def _content(page: Page, objects: str, used: str, manner: Manner) -> str:
    inside = f'<ofd:PageBlock ID="98">{objects}</ofd:PageBlock>' if manner.blocks else objects
    return (
        f'{_HEAD}<ofd:Page xmlns:ofd="{_NAMESPACE}">{used}<ofd:Area><ofd:PhysicalBox>0 0 {page.width:.4f} {page.height:.4f}'
        f'</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="99" Type="Body">{inside}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def _path(path: Path, page: Page, ids: Iterator[int], manner: Manner) -> str:
    red, green, blue = path.colour
    colour = f'Value="{red} {green} {blue}"'
    return (
        f'<ofd:PathObject ID="{next(ids)}" Boundary="0 0 {page.width:.4f} {page.height:.4f}" LineWidth="0.25"'
        f' Stroke="{str(path.stroke).lower()}" Fill="{str(path.fill).lower()}"><ofd:FillColor {colour}/>'
        f"<ofd:StrokeColor {colour}/><ofd:AbbreviatedData>{' '.join(path.outlines)}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _texts(page: Page, ids: Iterator[int], manner: Manner) -> Iterator[str]:
    for run in _runs(page.letters, manner):
        yield _text(run, page, next(ids), manner)


def _runs(letters: list[Letter], manner: Manner) -> Iterator[list[Letter]]:
    """Letters of one line, size and colour."""
    run: list[Letter] = []
    for letter in letters:
        if not manner.spaces and letter.text.isspace():
            continue
        before = run[-1] if run else letter
        level = abs(_turned(before.at, -letter.angle)[1] - _turned(letter.at, -letter.angle)[1]) < 0.05
        onwards = _turned(letter.at, -letter.angle)[0] >= _turned(before.at, -letter.angle)[0]
        alike = (before.size, before.angle, before.colour) == (letter.size, letter.angle, letter.colour)
        if run and (manner.alone or not (level and onwards and alike)):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _text(run: list[Letter], page: Page, id: int, manner: Manner) -> str:
    first = run[0]
    scale = first.size if manner.unit else 1.0
    x0, y0 = (first.at[0], first.at[1] - first.size) if manner.relative else (0.0, 0.0)
    own = [_turned((letter.at[0] - x0, letter.at[1] - y0), -first.angle) for letter in run]
    places = [(x / scale, y / scale) for x, y in own]
    cosine, sine = math.cos(first.angle) * scale, math.sin(first.angle) * scale
    matrix = (
        ""
        if scale == 1.0 and not first.angle
        else f' CTM="{cosine:.6f} {sine:.6f} {-sine:.6f} {cosine:.6f} 0 0"'
    )
    red, green, blue = first.colour
    return (
        f'<ofd:TextObject ID="{id}" Boundary="{x0:.4f} {y0:.4f} {page.width:.4f} {page.height:.4f}" Font="3"'
        f' Size="{first.size / scale:.4f}"{matrix}><ofd:FillColor Value="{red} {green} {blue}"/>'
        f"{''.join(_codes(run, places, manner))}</ofd:TextObject>"
    )


def _codes(run: list[Letter], places: list[Point], manner: Manner) -> Iterator[str]:
    starts = [0, *(i for i in range(1, len(run)) if manner.codes and run[i - 1].text.isspace())]
    for start, end in zip(starts, [*starts[1:], len(run)], strict=True):
        steps = [f"{places[i + 1][0] - places[i][0]:.3f}" for i in range(start, end - 1)]
        deltas = f' DeltaX="{_told(steps, manner)}"' if steps else ""
        words = escape("".join(letter.text for letter in run[start:end]))
        yield f'<ofd:TextCode X="{places[start][0]:.4f}" Y="{places[start][1]:.4f}"{deltas}>{words}</ofd:TextCode>'


def _told(steps: list[str], manner: Manner) -> str:
    told: list[str] = []
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and steps[end] == steps[at]:
            end += 1
        told += [f"g {end - at} {steps[at]}"] if manner.repeated and end - at > 1 else steps[at:end]
        at = end
    return " ".join(told)


def _turned(point: Point, angle: float) -> Point:
    cosine, sine = math.cos(angle), math.sin(angle)
    return point[0] * cosine - point[1] * sine, point[0] * sine + point[1] * cosine


def _page(document: object, index: int) -> Page:
    page = pdfium.FPDF_LoadPage(document, index)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        left, top = box.left, box.top
        made = Page((box.right - left) * _MM, (top - box.bottom) * _MM)

        def place(x: float, y: float) -> Point:
            return (x - left) * _MM, (top - y) * _MM

        made.letters += _letters(text, place)
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            made.paths += _paths(pdfium.FPDFPage_GetObject(page, at), (1, 0, 0, 1, 0, 0), place)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    return made


def _letters(text: object, place: Callable[[float, float], Point]) -> Iterator[Letter]:
    x, y = ctypes.c_double(), ctypes.c_double()
    channels = [ctypes.c_uint() for _ in range(4)]
    matrix = pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or code in (0, 10, 13, 0xFFFE):
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        pdfium.FPDFText_GetFillColor(text, index, *channels)
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.a, matrix.b)
        angle = -math.atan2(matrix.b, matrix.a)
        colour = (channels[0].value, channels[1].value, channels[2].value)
        yield Letter(chr(code), place(x.value, y.value), round(size * _MM, 4), round(angle, 6), colour)


def _paths(thing: object, outer: tuple[float, ...], place: Callable[[float, float], Point]) -> Iterator[Path]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, own)
    a, b, c, d, e, f = own.a, own.b, own.c, own.d, own.e, own.f
    p, q, r, s, t, u = outer
    matrix = (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        for at in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _paths(pdfium.FPDFFormObj_GetObject(thing, at), matrix, place)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    channels = [ctypes.c_uint() for _ in range(4)]
    of = pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor
    of(thing, *channels)
    if (not fill.value and not stroke.value) or channels[3].value < 26:
        return
    colour = (channels[0].value, channels[1].value, channels[2].value)
    yield Path(tuple(_outline(thing, matrix, place)), bool(stroke.value), bool(fill.value), colour)


def _outline(
    thing: object, matrix: tuple[float, ...], place: Callable[[float, float], Point]
) -> Iterator[str]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    bent: list[str] = []
    for index in range(pdfium.FPDFPath_CountSegments(thing)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        across, down = place(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = f"{across:.4f} {down:.4f}"
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            bent.append(point)
            if len(bent) == 3:
                yield f"B {' '.join(bent)}"
                bent = []
        else:
            yield f"{'M' if kind == pdfium.FPDF_SEGMENT_MOVETO else 'L'} {point}"
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield "C"
