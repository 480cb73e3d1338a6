"""What every sheet of the workbook shares: its look, its head, and links that a spreadsheet takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alerts.escaping import link
from alerts.exports.rows import harmless

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
        head=book.add_format({**base, "bold": True, "bg_color": "#D9E1F2", "align": "center"}),
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
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


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
