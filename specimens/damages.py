"""Changes that break a report: what a reading must notice, beside the harmless oddities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from specimens.oddities import CELL, ROW, Change, two_tables


@dataclass(frozen=True, slots=True)
class Damage:
    """`touches` is a pattern of the addresses that may become unreadable."""

    change: Change
    touches: str


def _row_of(html: str, label: str) -> str:
    rows: list[str] = ROW.findall(html)
    found: str = next(row for row in rows if label in re.sub(r"<[^>]*>|&nbsp;|\s", "", row))
    return found


def _merged_zeros(html: str) -> str:
    """An all-zero row typed as one merged cell."""
    row = _row_of(html, "1.属于国家秘密")
    cells = CELL.findall(row)
    label_count = len(cells) - 7
    kept = "".join(f"<td{attributes}>{inside}</td>" for attributes, inside in cells[:label_count])
    return html.replace(row, f'<tr>{kept}<td colspan="7" align="center">0</td></tr>', 1)


def _one_short(html: str) -> str:
    """A row with six values for seven columns."""
    row = _row_of(html, "2.其他法律行政法规禁止公开")
    cut = row[: row.rindex("<td")] + "</tr>"
    return html.replace(row, cut, 1)


def _one_over(html: str) -> str:
    """A row with eight values for seven columns."""
    row = _row_of(html, "4.保护第三方合法权益")
    return html.replace(row, row.replace("</tr>", "<td>0</td></tr>"), 1)


DAMAGING: Mapping[str, Damage] = {
    "merged_zeros": Damage(_merged_zeros, r"applications\.denied_state_secret\."),
    "one_short": Damage(_one_short, r"applications\.denied_law_forbidden\."),
    "one_over": Damage(_one_over, r"applications\.denied_third_party\."),
    "two_tables": Damage(two_tables, r"applications\."),
}
"""Changes after which something cannot be known for certain."""
