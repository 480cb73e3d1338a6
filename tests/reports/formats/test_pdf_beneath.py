"""Text of a PDF that lies under a picture, or without ink beside one: nobody sees it, so no figure of it is believed."""

from __future__ import annotations

from reports.document import Paragraph
from tests.reports.formats.pdf_maker import HEIGHT, Page
from tests.reports.formats.test_pdf import ROWS, only_grid, read, simple, texts


def picture(page: Page, top: float, bottom: float, mask: str = "/CS /G /BPC 8 /F /AHx ID 80>") -> Page:
    """A grey picture over the whole width of the page."""
    return page.raw(f"q 595 0 0 {bottom - top} 0 {HEIGHT - bottom} cm BI /W 1 /H 1 {mask} EI Q")


def words(page: Page, lines: int, mode: int = 0, top: float = 600) -> Page:
    for at in range(lines):
        page.text(60, top + 14 * at, f"Line {at} says what was done in the year, and how often.", mode=mode)
    return page


def test_text_under_the_strips_of_a_scan_is_not_believed() -> None:
    page = simple(ROWS * 3)
    for top in range(0, 842, 200):
        picture(page, top, min(top + 200, 842))
    document = read(page)
    assert not document.blocks
    assert [place.rectangle for place in document.unread] == [None]


def test_a_picture_pasted_over_a_table_hides_its_figures_and_nothing_else() -> None:
    document = read(words(picture(simple(ROWS * 3), 80, 400), 4))
    assert not any("3" in text for row in texts(only_grid(document)) for text in row if text)
    assert sum("Line" in block.text for block in document.blocks if isinstance(block, Paragraph)) > 0
    assert [place.rectangle is not None for place in document.unread] == [True]


def test_words_beside_a_scanned_table_are_kept_where_its_hidden_layer_is_longer() -> None:
    page = words(words(picture(Page(), 80, 390), 20, mode=3, top=90), 4)
    document = read(page)
    said = "".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert said.count("Line") == 4
    assert [place.rectangle is not None for place in document.unread] == [True]


def test_one_figure_without_ink_upon_a_picture_is_seen_through_among_a_thousand_words() -> None:
    page = words(picture(Page(), 40, 200), 30, top=220).text(300, 100, "7418", mode=3)
    document = read(page)
    assert not any("7418" in block.text for block in document.blocks if isinstance(block, Paragraph))


def test_a_watermark_that_lets_the_page_through_hides_no_text() -> None:
    page = simple(ROWS)
    picture(page, 0, 842, "/IM true /F /AHx ID 80>")
    shown = [text for row in texts(only_grid(read(page))) for text in row]
    assert [text for text in shown if text != "\ufffd"] == [text for row in ROWS for text in row if text]
