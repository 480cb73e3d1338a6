"""What every sheet of the workbook shares: its look, its head, and links that a spreadsheet takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from alerts.escaping import link
from alerts.exports.rows import harmless

_A4 = 9
_LINE = 13.5
"""Points that a line of 10-point type takes."""
_COLOURS = {"error": "#F8CBAD", "warning": "#FFE699", "notice": "#DDEBF7", "info": "#EDEDED"}


@dataclass(frozen=True, slots=True)
class Styles:
    head: Any
    text: Any
    wrap: Any
    number: Any
    strong: Any
    severity: Mapping[str, Any]


def styles_of(book: Any) -> Styles:
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1}
    return Styles(
        head=book.add_format(
            {**base, "bold": True, "bg_color": "#D9E1F2", "align": "center", "text_wrap": True}
        ),
        text=book.add_format(base),
        wrap=book.add_format({**base, "text_wrap": True}),
        strong=book.add_format({**base, "bold": True, "bg_color": "#F2F2F2", "num_format": "0"}),
        number=book.add_format({**base, "num_format": "0"}),
        severity={name: book.add_format({**base, "bg_color": colour}) for name, colour in _COLOURS.items()},
    )


def write_head(sheet: Any, styles: Styles, headings: Sequence[str], widths: Sequence[int]) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.write_string(0, column, heading, styles.head)
        sheet.set_column(column, column, width)
    fit_row(sheet, 0, zip(headings, widths, strict=True))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def print_columns(sheet: Any, columns: int, rows: int) -> None:
    """Print the first `columns` alone: addresses and digests are for clicking, on paper they make the rest too small to read."""
    sheet.print_area(0, 0, max(rows, 1), columns - 1)


def fit_row(sheet: Any, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """As high as its longest wrapped text asks for; `texts` with the widths of their columns, in letters.

    Excel would see to it by itself; LibreOffice prints the lines over each other.
    """
    lines = max((-(-_letters(text) // width) for text, width in texts), default=1)
    sheet.set_row(row, min(_LINE * max(lines, 1), 400))


def _letters(text: str) -> int:
    """Width in Latin letters: a Chinese one takes two."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def write_link(sheet: Any, row: int, column: int, address: str, style: Any) -> None:
    """A link where the address is http(s) and Excel can take it (2,079 characters, 65,530 a sheet); else its text."""
    safe = link(address)
    if (
        not safe
        or len(safe) > 2000
        or row > 60_000
        or sheet.write_url(row, column, safe, style, string=safe) < 0
    ):
        sheet.write_string(row, column, harmless(address), style)
