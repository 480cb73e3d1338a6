"""PDF bytes → `Document`. Runs native code: call it through `reports.formats.worker`, which can be killed."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2.raw as pdfium

from reports.document import Document, MediaType, PublishedDate
from reports.errors import Damaged, TooMuch
from reports.folding import squeeze
from reports.formats import limits
from reports.formats.office_properties import is_title, metadata_date
from reports.formats.pdf.annotations import draw_in, laid_over
from reports.formats.pdf.assembly import PageParts, as_document, page_parts
from reports.formats.pdf.beneath import Covers, beneath, covers_of, paints_over
from reports.formats.pdf.content import (
    HIDDEN,
    UNKNOWN,
    PageContent,
    display_transform,
    read_glyphs,
    text_of,
)
from reports.formats.pdf.legible import are_words_unknown
from reports.formats.pdf.looked import Looked
from reports.formats.pdf.rulings import read_rulings, shades
from reports.formats.pdf.soundness import is_torn
from reports.formats.pdf.standing import says_otherwise, turned, without_ink
from reports.formats.pdf.unseen import (
    of_unnamed_fonts,
    says_more_than_figures,
    suspicious,
    unseen,
    without_meaning,
)
from reports.uncollected import uncollected

_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:([+-])(\d\d)'?(\d\d)?|Z)?")
_PASSWORD = 4
_LAYER = 0.5
"""Share of a page's text that nobody sees from which it is a scanner's."""


def load_pdf(data: bytes, name: str) -> Document:
    """Read a PDF by its text. Raises `Damaged` or `TooMuch`. Scanned pages and large pictures are listed as unread."""
    with uncollected():
        return as_document(MediaType.PDF, *read_pages(data, name), name)


def read_pages(data: bytes, name: str) -> tuple[list[PageParts], tuple[PublishedDate, ...], tuple[str, ...]]:
    """(pages, dates, titles of the file's properties)."""
    with _opened(data, name) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > limits.PAGES:
            raise TooMuch(
                f"{name}: {count} pages is more than the {limits.PAGES} we read",
                f"{name}：共{count}页，超过可读上限{limits.PAGES}页",
            )
        pages = [_read_page(document, index, name) for index in range(count)]
        facts = _facts(document)
    return pages, _dates(facts), tuple(filter(is_title, (facts.get("Title", ""),)))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[object]:
    """A PDFium document over `data`; closed at the end."""
    pdfium.FPDF_InitLibrary()
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise Damaged(
                f"{name}: the PDF is encrypted; publish it without a password",
                f"{name}：PDF已加密，无法读取，请发布未加密的文件",
            )
        raise _damaged(name)
    try:
        if is_torn(data):
            raise _damaged(name)
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _damaged(name: str) -> Damaged:
    return Damaged(
        f"{name}: the PDF is damaged or cut short; fetch it again",
        f"{name}：PDF已损坏或不完整，请重新下载",
    )


def _load_page(document: object, index: int, name: str) -> object:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise Damaged(
            f"{name}: page {index + 1} cannot be opened", f"{name}：第{index + 1}页已损坏，无法打开"
        )
    return page


def _read_page(document: object, index: int, name: str) -> PageParts:
    page = _load_page(document, index, name)
    laid = laid_over(page)
    unknown = laid.unknown
    if laid.drawn and not draw_in(page):
        unknown += laid.drawn
    elif laid.drawn:
        pdfium.FPDF_ClosePage(page)
        page = _load_page(document, index, name)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        drawn = pdfium.FPDFPage_GetRotation(page)
        upright = turned(textpage) if textpage else None
        rotation = drawn if upright is None else upright
        to_display, width, height = display_transform(page, rotation)
        content = PageContent(index + 1, width, height, turned=(rotation - drawn) % 4)
        read_rulings(page, content, to_display)
        if textpage:
            if pdfium.FPDFText_CountChars(textpage) > limits.CHARACTERS:
                raise TooMuch(f"{name}: more text than any report has", f"{name}：PDF内容过多，已拒绝读取")
            covered = bool(content.pictures) or (bool(content.boxes) and paints_over(page))
            covers = covers_of(document, page) if covered else None
            letters = _letters(page, textpage, covers, content)
            content.askew_text = says_otherwise(textpage, letters, rotation)
            content.glyphs = read_glyphs(textpage, to_display, letters, upright=rotation == 0)
        content.pictures += [to_display(*box) for box in unknown]
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)
    return page_parts(content)


def _letters(page: object, textpage: object, covers: Covers | None, content: PageContent) -> list[str]:
    """The letters of a page as they are seen. Says of the page whether most of them are not, or words of them cannot be known."""
    inkless = without_ink(textpage)
    text = text_of(textpage)
    letters = list(text)
    lost: set[int] = set()
    if suspicious(textpage, text, inkless=inkless > 0 or (covers is not None and covers.inkless)):
        hidden, doubtful = unseen(textpage, len(text), shades(page), Looked(page))
        for index in hidden:
            letters[index] = HIDDEN
        for index in doubtful:
            letters[index] = UNKNOWN if letters[index] > " " else letters[index]
        lost.update(hidden, doubtful)
    nameless = {*without_meaning(textpage, len(text)), *of_unnamed_fonts(textpage, text)}
    for index in nameless:
        letters[index] = letters[index] and UNKNOWN
    covered, painted_over = beneath(textpage, len(text), covers) if covers is not None else ((), ())
    for index in painted_over:
        letters[index] = UNKNOWN if letters[index] > " " else letters[index]
    for index in covered:
        letters[index] = HIDDEN
    content.invisible_text = max(inkless, len(covered) / max(len(text), 1)) > _LAYER
    lost.update(covered, painted_over)
    content.nameless_text = are_words_unknown(letters, nameless) or says_more_than_figures(text, lost)
    return letters


def _facts(document: object) -> dict[str, str]:
    """Title and dates of the information dictionary; the author's entry is never asked for."""
    facts = {}
    for key in ("Title", "CreationDate", "ModDate"):
        size = pdfium.FPDF_GetMetaText(document, key.encode(), None, 0)
        if 2 < size < 4096:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDF_GetMetaText(document, key.encode(), buffer, size)
            facts[key] = squeeze(buffer.raw[:size].decode("utf-16-le", "replace"))
    return facts


def _dates(facts: dict[str, str]) -> tuple[PublishedDate, ...]:
    """Dates of the information dictionary (ISO 32000-1 §7.9.4) as days in China."""
    made = []
    for key in ("CreationDate", "ModDate"):
        found = _DATE.match(facts.get(key, ""))
        if not found:
            continue
        year, month, day, hour, minute, second, sign, zone_hour, zone_minute = found.groups()
        zone = (
            f"{sign}{zone_hour}:{zone_minute or '00'}"
            if sign
            else "+08:00"
            if not facts[key].endswith("Z")
            else "+00:00"
        )
        iso = f"{year}-{month}-{day}T{hour or '12'}:{minute or '00'}:{second or '00'}{zone}"
        date = metadata_date(iso)
        if date is not None:
            made.append(PublishedDate(date.date, date.source, facts[key]))
    return tuple(made)
