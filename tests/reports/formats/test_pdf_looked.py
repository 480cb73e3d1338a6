"""PDF, where the page must be looked at to know what can be seen: white letters upon a picture, and words that nobody can see or
that cannot be told. What may stand in such words is not missing."""

from __future__ import annotations

import pytest

from reports.document import Paragraph
from tests.reports.formats.pdf_maker import HEIGHT, Page
from tests.reports.formats.test_pdf import ROWS, XS, only_grid, read, simple, texts

UNKNOWN = "\ufffd"
HEADING = "六、其他需要报告的事项"
SENTENCE = "本机关没有其他需要报告的事项。"


def ground(page: Page, grey: str, top: float, bottom: float, left: float, right: float) -> Page:
    """A picture of one colour, two hexadecimal digits."""
    return page.raw(
        f"q {right - left} 0 0 {bottom - top} {left} {HEIGHT - bottom} cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID {grey}> EI Q"
    )


def said(page: Page) -> list[str]:
    return [block.text for block in read(page).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(("grey", "shown"), [("20", True), ("b0", True), ("d8", False), ("ff", False)])
def test_a_white_figure_upon_a_picture_is_read_where_the_page_shows_it(grey: str, shown: bool) -> None:
    rows = [["Label A", "", "53", "0"], *ROWS[1:]]
    page = ground(Page(), grey, 100, 120, XS[1], XS[2])
    page.commands += simple(rows).commands
    found = texts(only_grid(read(page.raw("1 g").text(225, 113, "77"))))[0][1]
    assert found == "77" if shown else set(found or UNKNOWN) == {UNKNOWN}


def test_a_white_line_upon_a_dark_picture_is_read() -> None:
    page = ground(simple(ROWS), "20", 300, 330, 50, 400).raw("1 g").text(60, 318, "Chapter 6")
    assert "Chapter 6" in said(page)


@pytest.mark.parametrize("words", [HEADING, SENTENCE])
@pytest.mark.parametrize("hide", ["1 g", "0.99 0.99 1 rg"])
def test_a_page_of_which_words_cannot_be_seen_is_not_read_whole(words: str, hide: str) -> None:
    page = simple(ROWS).raw(hide).text(60, 300, words).text(60, 400, "7")
    document = read(page)
    assert not any(words in text for text in said(page))
    assert [place.page for place in document.unread] == [1]
    assert texts(only_grid(document)) == ROWS


def test_a_page_of_which_words_were_painted_over_is_not_read_whole() -> None:
    page = simple(ROWS).text(60, 300, HEADING).raw("1 g").bar(50, 280, 400, 310)
    assert [place.page for place in read(page).unread] == [1]


def test_a_page_of_which_only_figures_and_everyday_words_cannot_be_seen_is_read_whole() -> None:
    page = simple(ROWS).raw("1 g").text(60, 300, "77").text(60, 320, "首页").text(60, 340, "打印本页")
    assert not read(page).unread
