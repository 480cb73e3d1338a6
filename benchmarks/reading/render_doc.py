"""The report as an old Word binary, made by LibreOffice from the docx, many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.reading import render_docx
from benchmarks.reading.render_common import PrintedReport
from reports.formats.office import convert


def render_all(reports: Sequence[PrintedReport], to: str = "doc:MS Word 97") -> list[bytes]:
    """`to`: ``doc:MS Word 97``, ``rtf``, ``pdf`` or ``odt``. Raises RuntimeError where LibreOffice is not installed."""
    made = convert([(render_docx.render(report), report.title) for report in reports], ".docx", to)
    whole = [one for one in made if isinstance(one, bytes)]
    if len(whole) != len(made):
        raise RuntimeError(f"LibreOffice made {len(whole)} of {len(made)} files: is it installed?")
    return whole


def render(report: PrintedReport, seed: int = 0) -> bytes:
    return render_all([report])[0]
