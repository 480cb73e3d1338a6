"""Pages and saved pages that break off: what was read is right, and what was lost is not called missing."""

from __future__ import annotations

import random

import pytest

import reports
from benchmarks.reading import render_pdf
from benchmarks.reading.render_common import sample

REPORT = sample(42)
PAGE = render_pdf.html(REPORT, "ruled").encode()
SILENT = {"absent", "blank", "symbol"}


@pytest.mark.parametrize("whole", [PAGE, b"<html><body>" + PAGE + b"</body></html>"])
def test_half_a_number_at_the_end_of_what_came_is_not_read(whole: bytes) -> None:
    dice = random.Random(3)
    inside = [at for at in range(3000, whole.rindex(b"</table>")) if whole[at : at + 1].isdigit()]
    for at in dice.sample(inside, 40):
        for address, cell in reports.read(whole[:at], "x.html").cells.items():
            assert cell.value is None or str(cell.value) == REPORT.cells[address], whole[at - 40 : at]


def saved(*pages: tuple[str, bytes]) -> bytes:
    parts = (
        b"--B\r\nContent-Type: text/html; charset=%s\r\nContent-Location: http://x.gov.cn/a/%s\r\n\r\n%s\r\n"
        % (b"utf-8\0" if name == "odd.html" else b"utf-8", name.encode(), page)
        for name, page in pages
    )
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    return head + b"".join(parts) + b"--B--\r\n"


@pytest.mark.parametrize(
    "around",
    [
        b"<html><body><h1>x</h1><iframe width=9 src='http://x.gov.cn/a/b.html'></iframe></body></html>",
        b'<html><body><iframe src="./b.html"></body></html>',
        b'<html><frameset rows="80,*"><frame src="menu.html"><frame src="b.html"></frameset></html>',
    ],
)
def test_a_report_in_a_frame_of_a_saved_page_is_read(around: bytes) -> None:
    report = reports.read(saved(("a.html", around), ("menu.html", b"<p>x</p>"), ("b.html", PAGE)), "x.mht")
    assert {a: str(c.value) for a, c in report.cells.items() if c.value is not None} == REPORT.cells


def test_a_frame_that_shows_itself_ends() -> None:
    page = b"<html><body><p>x</p><iframe src='a.html'></iframe><iframe src='a.html'></iframe></body></html>"
    assert reports.read(saved(("a.html", page), ("a.html", page)), "x.mht").cells == {}


def test_a_charset_that_is_no_name_is_no_charset() -> None:
    assert reports.read(saved(("odd.html", PAGE)), "x.mht").year == 2023


def test_nothing_of_a_page_that_breaks_off_is_called_missing() -> None:
    cut = saved(("a.html", PAGE))[: len(PAGE) // 2]
    cells = reports.read(cut, "x.mht").cells
    assert not {address for address, cell in cells.items() if str(cell.state) in SILENT}
