"""Files inside files: the report is found, tricks and bombs are refused by name."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import MediaType
from reports.errors import Damaged, NotReadable, ReadingError, TooMuch
from reports.formats import sniff, unwrap, unwrap_all

PAGE = "<html><body><p>某县2023年政府信息公开工作年度报告</p></body></html>"


def packed(**files: bytes) -> bytes:
    return packed_names([(name.replace("__", "."), data) for name, data in files.items()])


def packed_names(files: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def test_the_report_is_picked_by_its_name_among_other_files() -> None:
    data = packed_names(
        [
            ("附件/", b""),
            ("附件/联系方式.txt", "电话".encode()),
            ("附件/2023年政府信息公开工作年度报告.html", PAGE.encode()),
            ("__MACOSX/._x.html", b"<html>"),
        ]
    )
    assert sniff(data, "x.docx") is MediaType.ZIP
    inner = unwrap(data, MediaType.ZIP, "a.zip")
    assert (inner.name, inner.media_type, inner.data) == (
        "2023年政府信息公开工作年度报告.html",
        MediaType.HTML,
        PAGE.encode(),
    )
    assert len(unwrap_all(data, MediaType.ZIP, "a.zip").files) == 2


def test_a_chinese_name_in_gbk_is_understood() -> None:
    name = "年度报告.txt"
    data = packed_names([("a" * len(name.encode("gbk")), "正文".encode())])
    data = data.replace(b"a" * len(name.encode("gbk")), name.encode("gbk"))
    assert unwrap(data, MediaType.ZIP, "a.zip").name == name


@pytest.mark.parametrize(
    "name", ["../etc/passwd", "/etc/passwd", "a/../../b.html", "C:\\x.html", "..\\x.html"]
)
def test_an_entry_that_points_outside_is_refused(name: str) -> None:
    with pytest.raises(Damaged, match="points outside"):
        unwrap(packed_names([(name, PAGE.encode())]), MediaType.ZIP, "a.zip")


def test_archives_in_archives_end() -> None:
    inner = packed(report__html=PAGE.encode())
    twice = packed(a__zip=inner)
    assert unwrap(twice, MediaType.ZIP, "a.zip").media_type is MediaType.HTML
    with pytest.raises(TooMuch, match="nested"):
        unwrap(packed(b__zip=twice), MediaType.ZIP, "a.zip")


def test_bombs_are_refused() -> None:
    with pytest.raises(TooMuch):
        unwrap(packed(x__txt=b"0" * 30_000_000), MediaType.ZIP, "a.zip")
    many = packed_names([(f"{i}.txt", b"a") for i in range(2_500)])
    with pytest.raises(TooMuch, match="entries"):
        unwrap(many, MediaType.ZIP, "a.zip")


def test_an_archive_without_a_report_says_so() -> None:
    with pytest.raises(NotReadable):
        unwrap(packed(a__exe=bytes(range(256))), MediaType.ZIP, "a.zip")


def saved_page(encoding: str, charset: str) -> bytes:
    body = PAGE.encode(charset)
    coded = base64.encodebytes(body) if encoding == "base64" else quopri.encodestring(body)
    return (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----Multipart--x----"\r\n\r\n------Multipart--x----\r\n'
        b"Content-Type: text/html; charset=" + charset.encode() + b"\r\nContent-Transfer-Encoding: "
        b"" + encoding.encode() + b"\r\n\r\n" + coded + b"\r\n------Multipart--x----\r\n"
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------Multipart--x------\r\n"
    )


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_saved_page_gives_its_html_whatever_its_coding(encoding: str, charset: str) -> None:
    data = saved_page(encoding, charset)
    assert sniff(data, "page.doc") is MediaType.MHTML
    inner = unwrap(data, MediaType.MHTML, "page.mht")
    assert inner.media_type is MediaType.HTML
    assert inner.data.decode("utf-8-sig").strip() == PAGE


def saved_after_another(kind: str = "", head: str = "") -> bytes:
    """A saved page whose report is its second part; `kind` and `head` are what its own head says of it."""
    parts = (("nav", "<p>首页</p>"), ("report", PAGE))
    body = "".join(
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-ID: <{name}@x>\r\nContent-Location: http://x.example/{name}.html\r\n\r\n{page}\r\n"
        for name, page in parts
    )
    return f"MIME-Version: 1.0\r\n{head}Content-Type: multipart/related; boundary=b{kind}\r\n\r\n{body}--b--\r\n".encode()


@pytest.mark.parametrize(
    "data",
    [
        saved_after_another(kind='; start="<report@x>"'),
        saved_after_another(head="Snapshot-Content-Location: http://x.example/report.html\r\n"),
    ],
)
def test_the_page_that_a_saved_file_names_is_read_and_not_the_first_in_it(data: bytes) -> None:
    assert unwrap(data, MediaType.MHTML, "page.mht").data.decode("utf-8-sig").strip() == PAGE


def test_a_saved_file_that_names_none_of_its_pages_is_its_first() -> None:
    for data in (saved_after_another(), saved_after_another(kind="; start=nothing")):
        assert "首页" in unwrap(data, MediaType.MHTML, "page.mht").data.decode("utf-8-sig")


def test_blanks_behind_a_soft_line_break_are_not_part_of_a_tag() -> None:
    data = saved_page("quoted-printable", "utf-8").replace(b"<body>", b"<bo=  \r\ndy>")
    assert unwrap(data, MediaType.MHTML, "page.mht").data.decode("utf-8-sig").strip() == PAGE


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_damage_ends_in_a_reading_error_or_a_file(noise: bytes, at: int) -> None:
    for data in (saved_page("base64", "utf-8"), packed(r__html=PAGE.encode())):
        damaged = data[:at] + noise + data[at + len(noise) :]
        try:
            unwrap(damaged, sniff(damaged, "x"), "x")
        except ReadingError as error:
            assert error.chinese
