"""An archive of several reports: the command shows every one of them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from benchmarks.reading import render_pdf
from benchmarks.reading.render_common import sample
from cli.console import Exit
from cli.read import json_line, write_pages
from cli.reading_files import read_all


def test_every_report_of_an_archive_is_printed_and_a_broken_file_beside_them_is_told(tmp_path: Path) -> None:
    path = tmp_path / "年报.zip"
    with zipfile.ZipFile(path, "w") as package:
        for seed in (3, 5):
            package.writestr(f"{seed}年报.html", render_pdf.html(sample(seed), "ruled"))
        package.writestr("附件.pdf", b"%PDF-1.4\n" + bytes(60))
    shown = [line for _, line in read_all([path], json_line)]
    assert shown.count(None) == 1
    names = {json.loads(line)["source"]["name"] for line in shown if line is not None}
    assert names == {"年报.zip/3年报.html", "年报.zip/5年报.html"}


def test_every_report_of_an_archive_has_its_page(tmp_path: Path) -> None:
    path = tmp_path / "年报.zip"
    shown = {seed: sample(seed) for seed in (3, 5)}
    with zipfile.ZipFile(path, "w") as package:
        for seed, report in shown.items():
            package.writestr(f"{seed}年报.html", render_pdf.html(report, "ruled"))
        package.writestr("附件.pdf", b"")
    assert write_pages([path], tmp_path / "pages") is Exit.UNREADABLE
    pages = sorted((tmp_path / "pages").iterdir())
    assert [page.name for page in pages] == ["年报.zip.1.reading.html", "年报.zip.2.reading.html"]
    texts = [page.read_text("utf-8") for page in pages]
    assert all(any(report.title in text for text in texts) for report in shown.values())
