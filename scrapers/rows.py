"""What a row of a list may be, by its words and its address: a report, something only its page can tell, or an agency's name."""

from __future__ import annotations

from reports import ReportKind
from scrapers.families import Row
from scrapers.portal import Portal
from scrapers.roster import roster_agency
from scrapers.titles import (
    is_file_name,
    is_part_name,
    kind_of_row,
    looks_like_article,
    may_be_cut_report,
    may_be_titled_otherwise,
    without_year,
)

LONGEST_NAME = 24
"""Characters of an agency's name."""


def only_the_page_tells(row: Row) -> bool:
    """A title that the list cut or that may be mistyped, a year or a file's name that leads to an article, or a dated row, at
    whatever address, whose words do not settle it."""
    unsure = kind_of_row(row.title) is ReportKind.UNSURE
    if may_be_cut_report(row.title) or (unsure and row.date is not None):
        return True
    return looks_like_article(row.url) and (
        is_part_name(row.title) or may_be_titled_otherwise(row.title) or is_file_name(row.title)
    )


def is_named(row: Row, portal: Portal) -> bool:
    """Whether the row is only an agency's name, as under the heading of a year: ``财政局``, ``财政局 2024年``."""
    name = without_year(row.title)
    return (
        len(name) <= LONGEST_NAME and looks_like_article(row.url) and roster_agency(portal, name) is not None
    )


def may_be_a_name(row: Row) -> bool:
    """In a list of names every short row may be one, of an agency that the roster calls otherwise."""
    return looks_like_article(row.url) and len(without_year(row.title)) <= LONGEST_NAME


def is_report(row: Row) -> bool:
    return kind_of_row(row.title) is ReportKind.ANNUAL_REPORT
