"""Titles of reports that a list page shows and that none of the rows read from it carries.

A visitor sees more than links: a row that a click handler opens, a row that `document.write`, an array of the page's script
or a comment of the page holds until a script takes it out. Whatever the reason, a column that shows a report nobody here can follow is not read whole, and nobody may be missed in
it (house.md: absence needs proof).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reports import unspaced
from scrapers.families import Row
from scrapers.page import Page, texts
from scrapers.titles import dated_report, is_part_name, names_a_report

_PIECE = re.compile(r"""[^"'`<>\\{}\[\];\n\r\t]{4,120}""")
"""What stands between the marks of HTML, JSON and scripts."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORDS = ("年报", "年度报告", "年度工作报告")
LONGEST_ROW = 400
"""Characters of what is still one row of a list."""
_COMMENT = re.compile(r"<!--(.*?)-->|<template\b[^>]*>(.*?)</template>", re.DOTALL)
"""What the page holds and no visitor sees, until a script takes it out."""
_HEADINGS = "h1, h2, h3, caption, legend"


def unlisted_title(page: Page, rows: Iterable[Row]) -> str:
    """One report's title on the page that is neither a row's nor a link's; empty where there is none.

    Only titles that name both an agency and a year: headings of columns and of years name one of them at most.
    """
    pieces = [_plain(piece) for piece in _pieces(page) if any(word in piece for word in _WORDS)]
    named = [piece for piece in pieces if names_a_report(piece) and not is_part_name(piece)]
    if named:
        known = "\n".join(_plain(title) for title in _followed(page, rows))
        named = [piece for piece in named if piece not in known]
    return next(iter(named), "") or next(_clicked(page), "")


def _pieces(page: Page) -> Iterator[str]:
    body = page.tree.body
    if body is not None:
        for text in texts(body):
            yield from _PIECE.findall(text)
    for text in [script.text() for script in page.tree.css("script")] + _held_back(page):
        if any(word in text for word in _WORDS) or "\\u5e74" in text.lower():
            yield from _PIECE.findall(_ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text))


def _held_back(page: Page) -> list[str]:
    return [found.group(1) or found.group(2) or "" for found in _COMMENT.finditer(page.text)]


def _clicked(page: Page) -> Iterator[str]:
    """Rows that a script opens and whose title names nobody: ``<tr onclick="go(7)"><td>财政局<td>2024年政府信息公开年度报告``."""
    for node in page.tree.css("[onclick], [data-url], [data-href], [data-id]"):
        text = node.text(separator="\n")
        if (
            len(text) < LONGEST_ROW
            and any(word in text for word in _WORDS)
            and node.css_first("a[href]") is None
        ):
            yield from (words for piece in text.split("\n") if dated_report(words := _plain(piece)))


def _followed(page: Page, rows: Iterable[Row]) -> Iterator[str]:
    """Titles that have an address, and the page's own headings."""
    for row in rows:
        yield row.title
    for link in page.links:
        yield link.title
        yield link.text
    yield page.title
    for name in ("ArticleTitle", "ColumnName", "Keywords", "Description"):
        yield page.meta(name)
    for node in page.tree.css(_HEADINGS):
        yield node.text()


def _plain(text: str) -> str:
    return unspaced(text.replace("&nbsp;", ""))
