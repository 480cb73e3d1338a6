"""The workbook an office files: overview by city and county, league table, every finding, and each report's tables as read.

Strings are written as strings (never as formulas or links guessed from text). Row by row in constant memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from alerts.exports.lists import write_findings, write_league, write_overview
from alerts.exports.sheets import styles_of
from alerts.exports.tables import write_reports
from alerts.places import Places
from alerts.wording import CHINESE
from storage import Counts, Memory, Shelf


def write_workbook(
    memory: Memory,
    file: Path,
    *,
    divisions: Sequence[str] | None = None,
    year: int | None = None,
    numbers: Sequence[str] | None = None,
    places: Places | None = None,
) -> None:
    """Write the workbook for some divisions (prefixes) and one report year, or all.

    `numbers`: only these findings, and the reports they are about.
    """
    findings = memory.findings(divisions=divisions, year=year, numbers=numbers)
    about = None if numbers is None else {(f.agency, f.division, f.year) for f in findings}
    if about is not None:
        divisions = _covering(division for _, division, _ in about)
    lines = [
        line
        for line in memory.report_lines(year=year)
        if (divisions is None or any((line.division or "").startswith(prefix) for prefix in divisions))
        and (about is None or (line.agency, line.division, line.year) in about)
    ]
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": False,
    }
    with _workbook(file, options) as book:
        styles = styles_of(book)
        named = places or Places(CHINESE, memory.government_names())
        owed = None if about is not None else _owed(memory, divisions, year)
        write_overview(book.add_worksheet("总览"), styles, lines, named, owed)
        write_league(book.add_worksheet("排名"), styles, lines)
        write_findings(book.add_worksheet("问题清单"), styles, findings)
        with memory.reports_on_file(divisions=divisions, year=year) as reports:
            shown = (
                filed
                for filed in reports
                if about is None or (filed.agency, filed.division, filed.year) in about
            )
            write_reports(book, styles, shown, findings)


def _owed(memory: Memory, divisions: Sequence[str] | None, year: int | None) -> dict[int, tuple[Counts, ...]]:
    """Who owed a report and who published, year by year, as the pages count them."""
    shelf = Shelf(memory)
    years = shelf.years() if year is None else (year,)
    return {one: shelf.counties(one, divisions or ()) for one in years}


@contextmanager
def _workbook(file: Path, options: Mapping[str, Any]) -> Iterator[Any]:
    """A workbook written into `file` when left. A full disk or a wrong path is an `OSError`, as with every other file."""
    try:
        with xlsxwriter.Workbook(str(file), dict(options)) as book:
            yield book
    except FileCreateError as error:
        raise error.args[0] from error


def _covering(divisions: Iterable[str | None]) -> list[str] | None:
    """At most fifty prefixes that cover the divisions (counties, else cities, else provinces); `None`: no bound."""
    known = set(divisions)
    if None in known:
        return None
    for length in (6, 4, 2):
        prefixes = sorted({(division or "")[:length] for division in known})
        if len(prefixes) <= 50:
            return prefixes
    return None
