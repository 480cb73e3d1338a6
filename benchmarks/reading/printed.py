"""The slow share of the corpus: reports as old Word files, as PDFs of several makers and styles, and as scans of those.

    python -m benchmarks.reading --printed 12 --scans 2 [--first 500]

Each numbered report is rendered through every form; LibreOffice and Chromium make them, so the bytes are not the same on
every machine, and no floors hold for them: nothing may be wrong, invented or accusing, and of scans 99 % must be right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.reading import render_doc, render_ofd, render_pdf, render_scan
from benchmarks.reading.corpus import Case
from benchmarks.reading.figures import Expected
from benchmarks.reading.render_common import PrintedReport, sample
from benchmarks.reading.scan_hands import HIDING

_LOSSY = ("pdf, unruled", "ofd, unruled")
"""Where no lines are drawn, which label goes on in the next line is often open."""
_FIRST = 100_000
"""The first seed of these reports, before `first`; no other case has them."""


def reports(count: int, first: int = 0) -> list[PrintedReport]:
    """Both statutory forms in turn; names of title and year as everywhere."""
    return [sample(_FIRST + number, ("2021", "2019")[number % 2]) for number in range(first, first + count)]


def word_files(count: int, first: int = 0) -> Iterator[Case]:
    """The same reports as doc and as rtf."""
    made = reports(count, first)
    for ending, to in (("doc", "doc:MS Word 97"), ("rtf", "rtf")):
        for number, (report, data) in enumerate(zip(made, render_doc.render_all(made, to), strict=True)):
            yield _case(number, report, ending, ending, data)


def pdf_files(count: int, first: int = 0) -> Iterator[Case]:
    """By LibreOffice, and where Chromium is installed by that in every style of table."""
    made = reports(count, first)
    for number, (report, data) in enumerate(zip(made, render_pdf.render_all(made), strict=True)):
        yield _case(number, report, "pdf, LibreOffice", "pdf", data)
    if render_pdf.find_chromium() is None:
        return
    styles = list(render_pdf.STYLES)
    for number, report in enumerate(made):
        style = styles[number % len(styles)]
        yield _case(
            number, report, f"pdf, {style}", "pdf", render_pdf.render_by_chromium(report, style, number)
        )


def ofd_files(count: int, first: int = 0) -> Iterator[Case]:
    """The same PDFs turned into OFD, each in another manner; and reports that are laid out as such."""
    for number, case in enumerate(pdf_files(count, first), first):
        data = render_ofd.converted(case.data, render_ofd.manner_of(number))
        yield replace(case, form=case.form.replace("pdf", "ofd"), data=data, ending="ofd")
    for number, report in enumerate(reports(count, first)):
        yield _case(number, report, "ofd, laid out", "ofd", render_ofd.render(report, number))


def scans(count: int, first: int = 0, dpi: int = 200) -> Iterator[Case]:
    """Each of `count` reports through every damage of `render_scan`; every other one has figures that look alike."""
    made = [
        sample(_FIRST + number, ("2021", "2019")[number % 2], awkward=number % 2 == 1)
        for number in range(first, first + count)
    ]
    for number, (report, data) in enumerate(zip(made, render_pdf.render_all(made), strict=True), first):
        for damage in render_scan.DAMAGE:
            scan = render_scan.render(data, damage, number, dpi)
            yield _case(number, report, f"scan, {damage}", "pdf", scan)


def _case(number: int, report: PrintedReport, form: str, ending: str, data: bytes) -> Case:
    expected = {
        address: Expected("number" if text else "blank", text or None)
        for address, text in report.cells.items()
    }
    whose, _, rest = report.title.partition("20")
    sound = form not in _LOSSY and form.removeprefix("scan, ") not in HIDING
    return Case(number, form, None, sound, whose, int(f"20{rest[:2]}"), data, ending, expected)
