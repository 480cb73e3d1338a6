"""Rows that stand in a script of the page itself: ``var data=[{"title":"…年度报告","url":"/art/1.html"}]``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from reports import squeeze
from scrapers.families.base import Row
from scrapers.links import resolve
from scrapers.page import Page, iso_date
from scrapers.titles import names_a_report

_OBJECT = re.compile(r"\{[^{}]{8,2000}\}")
_FIELD = re.compile(
    r"""["']?\w{1,40}["']?\s*:\s*(?:"((?:[^"\\\n]|\\.){1,400})"|'((?:[^'\\\n]|\\.){1,400})')"""
)
_ADDRESS = re.compile(
    r"^(?:https?://|/|\.{1,2}/)\S+$|^[\w./-]+\.(?:s?html?|jhtml|pdf|docx?|wps|xlsx?|zip|rar|ofd)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|ico|css|js)$", re.IGNORECASE)
_HINTS = ("年报", "年度", "\\u5e74")


def rows_in_scripts(page: Page) -> Iterator[Row]:
    """Objects with one report's title and one address, whatever their keys are called; what is less clear is left out, and the
    column is then not whole for the title that leads nowhere (scrapers.unlisted)."""
    if not any(hint in page.text for hint in _HINTS):
        return
    for script in page.tree.css("script"):
        text = script.text()
        if any(hint in text for hint in _HINTS):
            for found in _OBJECT.finditer(text):
                values = [_plain(one.group(1) or one.group(2)) for one in _FIELD.finditer(found.group())]
                row = _row(page.base, values)
                if row is not None:
                    yield row


def _row(base: str, values: list[str]) -> Row | None:
    titles = {squeeze(value) for value in values if names_a_report(squeeze(value))}
    told = {value for value in values if _ADDRESS.match(value) and not _PICTURE.search(value)}
    addresses = {url for value in told if (url := resolve(base, value)) is not None}
    if len(titles) != 1 or len(addresses) != 1:
        return None
    days = (iso_date(value) for value in values if len(value) <= 30)
    return Row(addresses.pop(), titles.pop(), next((day for day in days if day), None))


def _plain(text: str) -> str:
    """The escapes of a script's string undone."""
    try:
        return str(json.loads(f'"{text}"')) if "\\" in text else text
    except ValueError:
        return text.replace("\\/", "/")
