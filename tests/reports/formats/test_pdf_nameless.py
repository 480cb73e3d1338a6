"""PDFs whose fonts do not say what their letters are (no ToUnicode, ISO 32000-1 §9.10): the code of a letter is not the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reports
from reports.document import Document, Place
from reports.formats.pdf import load_pdf
from reports.formats.scan.engine import is_installed
from reports.outline import outline
from tests.reports.formats.pdf_maker import Page, pdf

REAL = Path(__file__).resolve().parents[3] / "../shared/reports/huaian-2024.pdf"
needs_ocr = pytest.mark.skipif(
    not is_installed(), reason="the extra ocr is not installed: pip install -e '.[ocr]'"
)
needs_real = pytest.mark.skipif(
    not REAL.exists(), reason="../shared/reports/huaian-2024.pdf is not beside this checkout"
)
SONG = b"/UniGB-UCS2-H", b"(GB1)"
NAMELESS = b"/Identity-H  ", b"(ZZ9)"


def read(page: Page) -> Document:
    """With the Chinese font's letters without a name."""
    data = pdf(page)
    for named, nameless in zip(SONG, NAMELESS, strict=True):
        assert named in data
        data = data.replace(named, nameless)
    return load_pdf(data, "report.pdf")


def without_names(which: slice = slice(None)) -> bytes:
    """The real report, of whose fonts those do not say what their letters are."""
    data = bytearray(REAL.read_bytes())
    for found in list(re.finditer(rb"/ToUnicode", data))[which]:
        data[found.start() : found.end()] = b"/ToUnicodX"
    return bytes(data)


def test_words_without_names_are_unknown_and_their_page_is_not_called_read() -> None:
    document = read(Page().text(80, 100, "总体情况").text(80, 130, "1234 abc"))
    assert [paragraph.text for paragraph in document.paragraphs] == ["\ufffd" * 4, "1234 abc"]
    assert document.unread == (Place(page=1),)


def test_a_bullet_without_a_name_leaves_its_page_read() -> None:
    page = Page().text(80, 130, "1234 abc")
    for line in range(5):
        page.text(80, 160 + 20 * line, "•")
    assert read(page).unread == ()


@needs_real
def test_prose_without_names_is_not_searched_for_words_it_may_hold() -> None:
    """Section six says what was charged, in letters that only the eye can read: it was called silent on fees."""
    document = load_pdf(without_names(slice(2, 3)), "report.pdf")
    assert {place.page for place in document.unread} == {1, 2, 3, 5, 6}
    assert outline(document).sections["other_matters"].present
    assert not any(section.certain for section in outline(document).sections.values())


@needs_real
@needs_ocr
def test_a_page_without_names_is_looked_at() -> None:
    """Pages four and five, of table three; the others are read by their text."""
    read_, named = (
        reports.read(without_names(slice(7, 8)), REAL.name),
        reports.read(REAL.read_bytes(), REAL.name),
    )
    known = {address: cell.value for address, cell in read_.cells.items() if cell.value is not None}
    assert known == {address: named.cells[address].value for address in known}
    assert len(known) >= 0.99 * len(named.cells)


def _only_in_gbk(letter: str) -> bool:
    return not letter.encode("gb2312", "ignore") and bool(letter.encode("gbk", "ignore"))


STRANGE = "".join(filter(_only_in_gbk, map(chr, range(0x4E02, 0x9F00, 0x3FD))))
"""Letters that hardly any text is written with."""


def test_what_a_font_shows_that_names_its_letters_wrongly_is_unknown() -> None:
    """Words of no text; its figures are no better known."""
    document = load_pdf(
        pdf(Page().text(80, 100, STRANGE).text(80, 130, "１２").text(80, 160, "1234 abc")), "report.pdf"
    )
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "\ufffd" * len(STRANGE),
        "\ufffd\ufffd",
        "1234 abc",
    ]
    assert document.unread == (Place(page=1),)


def test_rare_names_among_usual_words_are_read() -> None:
    words = "政府信息公开工作年度报告总体情况主动公开收到和处理申请行政复议诉讼存在的主要问题及改进情况其他需要报告的事项"
    document = load_pdf(pdf(Page().text(20, 100, words).text(80, 130, STRANGE[:8])), "report.pdf")
    assert document.unread == ()
    assert [paragraph.text for paragraph in document.paragraphs] == [words, STRANGE[:8]]
