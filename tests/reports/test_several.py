"""One report in several parts, several reports in one archive: nothing of one is lost, nothing of two is mixed."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import pytest

import reports
from benchmarks.reading import render_docx, render_pdf
from benchmarks.reading.render_common import PrintedReport, sample
from reports.model import CellState

SHOWN = sample(3)
PAGE = render_pdf.html(SHOWN, "ruled")


def _parts(cuts: list[str]) -> list[tuple[bytes, str]]:
    """The page cut before each of `cuts`, each part a page of its own with the portal's links around it."""
    head, body = PAGE.split("</h1>")
    style = head.partition("<h1>")[0]
    pieces: list[str] = []
    for cut in cuts:
        before, found, rest = body.partition(cut)
        assert found, cut
        inside = before.rfind("<table>") > before.rfind("</table>")
        pieces.append(before + ("</table>" if inside else ""))
        body = ("<table>" if inside else "") + cut + rest
    pieces.append(body)
    chrome = "<ul><li>首页</li><li>上一页</li><li>下一页</li></ul>"
    title = f"<h1>{SHOWN.title}</h1>"
    return [
        (f"{style}<body><div>{title}{piece}</div>{chrome}</body>".encode(), f"t_{number}.html")
        for number, piece in enumerate(pieces)
    ]


def _is_whole(report: reports.AnnualReport, shown: PrintedReport) -> bool:
    return all(report.cells[address].value == Decimal(text) for address, text in shown.cells.items())


_ROW = re.search(r'<tr><td rowspan="7"', PAGE)


@pytest.mark.parametrize(
    "cuts",
    [
        ["<p class=h>三、", "<p class=h>四、"],
        [PAGE[_ROW.start() : _ROW.start() + 40] if _ROW else "<p class=h>三、"],
        ["<p class=h>五、"],
    ],
    ids=["at headings", "inside table three", "after the tables"],
)
def test_a_report_cut_into_pages_is_the_report(cuts: list[str]) -> None:
    parts = _parts(cuts)
    report = reports.read_parts(parts)
    assert _is_whole(report, SHOWN)
    assert all(section.present for section in report.sections.values())
    assert report.title == SHOWN.title
    pages = {cell.place.page for cell in report.cells.values() if cell.place}
    assert pages <= set(range(1, len(parts) + 1))


def test_one_part_alone_is_not_called_the_whole() -> None:
    first, second, *_ = _parts(["<p class=h>三、", "<p class=h>四、"])
    assert not _is_whole(reports.read_parts([first, second]), SHOWN)


def test_a_part_that_cannot_be_read_is_never_left_out() -> None:
    with pytest.raises(reports.ReadingError):
        reports.read_parts([*_parts(["<p class=h>四、"]), (b"", "t_2.html")])
    with pytest.raises(ValueError, match="at least one"):
        reports.read_parts([])


def test_a_picture_in_a_later_part_leaves_nothing_absent() -> None:
    pages = [*_parts(["<p class=h>四、"])[:1], (b"<body><div><img src='/t.png'></div></body>", "t_1.html")]
    report = reports.read_parts(pages)
    assert report.pictures == ("/t.png",)
    assert report.cells["litigation.review.total"].state is CellState.UNREADABLE


def _zip(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def test_each_report_of_an_archive_is_read_as_its_own() -> None:
    other = sample(5)
    data = _zip(甲年报__html=PAGE.encode(), 乙年报__html=render_pdf.html(other, "open").encode())
    found = reports.read_each(data, "年报.zip")
    assert len(found) == 2
    for one in found:
        assert isinstance(one, reports.AnnualReport)
        assert _is_whole(one, SHOWN if "甲" in one.source.name else other)


def test_the_same_report_in_two_formats_is_one_report() -> None:
    data = _zip(年报__docx=render_docx.render(SHOWN), 年报__html=PAGE.encode())
    (only,) = reports.read_each(data, "年报.zip")
    assert isinstance(only, reports.AnnualReport)
    assert only.source.name == "年报.zip/年报.docx"


def test_two_reports_of_the_same_kind_of_file_are_two_even_under_one_name() -> None:
    data = _zip(a__html=PAGE.encode(), b__html=PAGE.encode())
    assert len(reports.read_each(data, "年报.zip")) == 2


def test_a_file_of_an_archive_that_cannot_be_read_is_told_and_hides_no_other() -> None:
    data = _zip(年报__html=PAGE.encode(), 附件__pdf=b"%PDF-1.4\n" + bytes(60))
    whole, broken = sorted(
        reports.read_each(data, "年报.zip"), key=lambda one: isinstance(one, reports.ReadingError)
    )
    assert isinstance(whole, reports.AnnualReport)
    assert _is_whole(whole, SHOWN)
    assert isinstance(broken, reports.ReadingError)


def _spoilt(data: bytes, name: str) -> bytes:
    """The archive with the stored bytes of one of its files changed: its checksum is wrong then."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo(name)
    at = entry.header_offset + 30 + len(name.encode()) + entry.file_size // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _locked(data: bytes, name: str) -> bytes:
    """The archive with one of its files marked as encrypted (APPNOTE 4.4.4), in both its headers."""
    made = bytearray(data)
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := made.find(magic, at + 1)) >= 0:
            if name.encode() in made[at : at + 60 + len(name.encode())]:
                made[at + flags] |= 1
                break
    return bytes(made)


WHOLE = {"年报__html": PAGE.encode()}
BROKEN = {
    "a file cut in the archive": _spoilt(_zip(乙__html=PAGE.encode(), **WHOLE), "乙.html"),
    "a file under a password": _locked(_zip(乙__html=PAGE.encode(), **WHOLE), "乙.html"),
    "an empty file": _zip(乙__html=b"", **WHOLE),
    "an archive cut short in it": _zip(乙__html__zip=_zip(甲__html=PAGE.encode())[:300], **WHOLE),
    "archives in archives in it": _zip(乙__html=_zip(a__zip=_zip(b__html=PAGE.encode())), **WHOLE),
    "a document in no kind we read": _zip(乙__html__rar=b"Rar!\x1a\x07\x01\x00" + bytes(64), **WHOLE),
    "an OFD that holds nothing": _zip(乙__html__ofd=_zip(OFD__xml=b"<?xml version='1.0'?><OFD/>"), **WHOLE),
    "a Word file that is cut": _zip(乙__html__docx=render_docx.render(SHOWN)[:9000], **WHOLE),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_taken_out_of_an_archive_hides_no_other_and_is_named(data: bytes) -> None:
    whole, lost = reports.read_each(data, "年报.zip")
    assert isinstance(whole, reports.AnnualReport)
    assert isinstance(lost, reports.ReadingError)
    assert "乙.html" in str(lost)
    assert "乙.html" in lost.chinese
    assert _is_whole(whole, SHOWN)
    assert any("乙.html" in one.why for one in whole.uncertain)
    assert _is_whole(reports.read(data, "年报.zip"), SHOWN)


def test_what_a_report_lacks_may_stand_in_the_file_beside_it_that_cannot_be_read() -> None:
    """Its tables are in an attachment that is under a password: they are not missing."""
    bare = re.sub("<table>.*?</table>", "", PAGE, flags=re.S).replace("四、", "另、")
    data = _locked(_zip(年报__html=bare.encode(), 附件__html=PAGE.encode()), "附件.html")
    for report in (reports.read(data, "x.zip"), reports.read_each(data, "x.zip")[0]):
        assert isinstance(report, reports.AnnualReport)
        assert {cell.state for cell in report.cells.values()} == {CellState.UNREADABLE}
        assert not any(section.certain for section in report.sections.values())


@pytest.mark.parametrize("beside", ["附件__html", "附件__docx"])
def test_tables_in_a_file_beside_the_report_are_not_missing(beside: str) -> None:
    bare = re.sub("<table>.*?</table>", "", PAGE, flags=re.S)
    tables = "".join(re.findall("<table>.*?</table>", PAGE, flags=re.S)).encode()
    data = _zip(
        年报__html=bare.encode(), **{beside: tables if "html" in beside else render_docx.render(SHOWN)[:-40]}
    )
    for report in (reports.read(data, "x.zip"), reports.read_each(data, "x.zip")[0]):
        assert isinstance(report, reports.AnnualReport)
        assert {cell.state for cell in report.cells.values()} == {CellState.UNREADABLE}


def test_a_notice_is_not_taken_for_the_report_beside_it_that_cannot_be_read() -> None:
    """Called no report, it would be told that none was published."""
    notice = "<html><body><h1>关于召开会议的通知</h1><p>各科室：定于周五召开会议。</p></body></html>".encode()
    data = _spoilt(_zip(年报__html=PAGE.encode(), 通知__html=notice), "年报.html")
    with pytest.raises(reports.Damaged, match=r"年报\.html"):
        reports.read(data, "x.zip")
    with pytest.raises(reports.Damaged, match=r"年报\.html"):
        reports.read_each(data, "x.zip")


def test_papers_beside_the_report_are_no_reports() -> None:
    notice = "<html><body><h1>关于召开会议的通知</h1><p>各科室：定于周五召开会议。</p></body></html>".encode()
    (only,) = reports.read_each(_zip(年报__html=PAGE.encode(), 通知__html=notice), "年报.zip")
    assert isinstance(only, reports.AnnualReport)
    assert _is_whole(only, SHOWN)


def test_a_file_that_is_no_archive_is_one_report() -> None:
    (only,) = reports.read_each(PAGE.encode(), "x.html")
    assert only == reports.read(PAGE.encode(), "x.html")
