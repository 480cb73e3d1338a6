"""The report as PDF: printed by LibreOffice from Word, or by Chromium from a web page, in several styles of table."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from benchmarks.reading.render_common import PrintedReport, Table
from benchmarks.reading.render_doc import render_all as _through_libreoffice

STYLES = {
    "ruled": "table{border-collapse:collapse}td{border:1px solid #000;padding:3px 5px}",
    "thick": "table{border-collapse:collapse;border:2px solid #000}td{border:1.5px solid #444;padding:6px 2px}",
    "shaded": "table{border-collapse:collapse}td{border:0.7px solid #000;padding:3px}tr:nth-child(odd) td{background:#eef}",
    "open": "table{border-collapse:collapse;border-top:1px solid #000;border-bottom:1px solid #000}"
    "td{border:1px solid #000;padding:3px}td:first-child{border-left:none}td:last-child{border-right:none}",
    "spread": "table{border-collapse:collapse}td{border:1px solid #000;padding:4px;letter-spacing:0.25em}",
    "unruled": "table{border-collapse:separate;border-spacing:14px 4px}td{text-align:right}td:first-child{text-align:left}",
}
SCANNED = {
    "dotted": "table{border-collapse:collapse}td{border:1px dotted #000;padding:3px}",
    "dashed": "table{border-collapse:collapse}td{border:1px dashed #333;padding:3px}",
    "grey lines": "table{border-collapse:collapse}td{border:1px solid #b8b8b8;padding:4px}",
    "tight": "table{border-collapse:collapse;line-height:1}td{border:1px solid #000;padding:0}"
    "td+td{text-align:left}td:last-child{text-align:right}",
    "small": "table{border-collapse:collapse;font-size:9px}td{border:0.7px solid #000;padding:2px}",
    "sans": "body,table{font-family:'WenQuanYi Zen Hei',sans-serif}table{border-collapse:collapse;font-size:13px}"
    "td{border:1px solid #000;padding:4px;font-weight:bold}",
}
"""Styles of tables that are hard on a scan."""
_PAGE = (
    "<!doctype html><meta charset=utf-8><style>body{font:14px/1.6 'Noto Serif CJK SC','WenQuanYi Zen Hei'}"
    "h1{font-size:24px;text-align:center}p{text-indent:2em;margin:4px 0}.h{text-indent:0}"
    "table{width:100%%;font-size:12px;text-align:center;margin:4px 0}%s</style>%s"
)


def render(report: PrintedReport, seed: int = 0) -> bytes:
    """By LibreOffice."""
    return _through_libreoffice([report], "pdf")[0]


def render_all(reports: Sequence[PrintedReport]) -> list[bytes]:
    """By LibreOffice, with one start for all."""
    return _through_libreoffice(reports, "pdf")


def render_by_chromium(report: PrintedReport, style: str, seed: int = 0) -> bytes:
    """By headless Chromium, with no network. `style` is one of `STYLES` or `SCANNED`."""
    return print_page(html(report, style, seed))


def html(report: PrintedReport, style: str, seed: int = 0) -> str:
    dice = random.Random(seed)
    parts = [f"<h1>{escape(report.title)}</h1>"]
    for title, tables, words in report.parts():
        parts.append(f"<p class=h>{escape(title)}</p>")
        parts += [_table(table) for table in tables]
        parts += [f"<p>{escape(text)}</p>" for text in words for _ in range(dice.randint(1, 3))]
    return _PAGE % ((STYLES | SCANNED)[style], "\n".join(parts))


def _table(table: Table) -> str:
    rows = []
    for row in table:
        cells = "".join(
            f'<td rowspan="{rows_}" colspan="{columns}">{escape(text)}</td>' for text, rows_, columns in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def print_page(page: str) -> bytes:
    """Raises RuntimeError where Chromium is not installed or prints nothing within a minute."""
    chromium = find_chromium()
    if chromium is None:
        raise RuntimeError("Chromium is not installed: apt-get install chromium fonts-noto-cjk")
    with tempfile.TemporaryDirectory(prefix="nianbao-print-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [
            chromium,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ]
        command += ["--no-sandbox"] if os.geteuid() == 0 else []
        command += [f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
        subprocess.run([*command, source.as_uri()], capture_output=True, timeout=60, check=False)
        if not target.exists():
            raise RuntimeError("Chromium printed nothing")
        return target.read_bytes()
