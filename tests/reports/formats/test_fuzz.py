"""A short run of the fuzzer; the long one is ``python -m benchmarks.reading.fuzz --inputs 100000``."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reports
from benchmarks.reading import render_pdf
from benchmarks.reading.fuzz import run
from benchmarks.reading.fuzz_shown import made_up
from benchmarks.reading.render_common import sample
from reports.document import MediaType
from reports.errors import ReadingError
from reports.formats import READABLE, load, sniff, unwrap


def test_damaged_files_of_every_kind_end_in_a_reading_or_a_named_refusal() -> None:
    """In a process of its own: the peak of memory is a process's, and the test runner has peaks of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        score = alone.submit(run, range(300), 20261121).result()
    assert not score.failures
    assert score.ended["read"] > 50, "damage that always refuses tests nothing"
    assert score.ended["Damaged"] > 20


def test_the_fuzzer_tells_a_figure_that_stands_nowhere_and_takes_none_for_it_that_a_browser_shows() -> None:
    """``<td`` that is not closed goes on to the next ``>``; ``<n="1">`` and ``</t1">`` set nothing apart."""
    page = render_pdf.html(sample(7), "ruled")
    assert ">724<" in page
    figure = "applications.denied_state_secret.research '724'"
    assert made_up(_read(page), page.encode(), "html") == []
    assert made_up(_read(page), page.replace(">724<", ">725<").encode(), "html") == [figure]
    before, _, after = page.partition(">724<")
    cell, end, tag = before.rpartition("</td>")
    broken = f'{cell}<x{end}{tag}>7<n="1">2</t1">4<{after}'
    assert _read(broken).cells["applications.denied_state_secret.research"].value == 724
    assert made_up(_read(broken), broken.encode(), "html") == []


def _read(page: str) -> reports.AnnualReport:
    return reports.read(page.encode(), "a.html")


HEADS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.4\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"MIME-Version: 1.0\r\n",
    b"<html>",
    b"\xff\xfe",
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(HEADS),
    st.binary(max_size=400),
    st.sampled_from(["x", "x.doc", "x.wps", "x.xls", "年报.docx"]),
)
def test_any_bytes_are_of_some_kind_and_are_read_or_refused(head: bytes, tail: bytes, name: str) -> None:
    kind = sniff(head + tail, name)
    try:
        inner = unwrap(head + tail, kind, name)
        if inner.media_type in READABLE and inner.media_type not in (MediaType.DOC, MediaType.WPS):
            load(inner.data, inner.media_type, inner.name)
    except ReadingError as refusal:
        assert refusal.chinese


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "a.doc", MediaType.PNG),
        (b"\xff\xd8\xff\xe0....", "a.png", MediaType.JPEG),
        (b"II*\x00....", "a.pdf", MediaType.TIFF),
        (b"{\\rtf1\\ansi", "a.doc", MediaType.RTF),
        (b"  \r\n%PDF-1.4", "a.html", MediaType.PDF),
        (b"<!DOCTYPE html><html>", "年报.doc", MediaType.HTML),
        ("\ufeff<table><tr><td>1</td></tr></table>".encode(), "a.xls", MediaType.HTML),
        ("<html>".encode("utf-16"), "a.doc", MediaType.HTML),
        ("某县年报，价值，".encode("utf-16"), "a.txt", MediaType.TEXT),  # 值 is "<P" in UTF-16
        ("某县2023年政府信息公开工作年度报告".encode("gb18030"), "a.docx", MediaType.TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "a.doc", MediaType.XLS),
        (b"", "a.pdf", MediaType.UNKNOWN),
        (bytes(range(256)), "a.txt", MediaType.UNKNOWN),
    ],
)
def test_the_kind_is_told_by_content_and_not_by_name(data: bytes, name: str, kind: MediaType) -> None:
    assert sniff(data, name) is kind
