"""Lists that are XML: feeds (RSS, Atom) and records of a site's own, whatever a stylesheet makes of them for a visitor.

A feed shows the newest of its list. It is whole only where it tells how many there are in all, and shows as many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import squeeze, unescaped
from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.scripted import labelled_number, rows_in_html
from scrapers.links import resolve
from scrapers.page import Page, iso_date
from scrapers.portal_column import Column

_ITEM = re.compile(
    r"<(/?)(?:\w{1,20}:)?(item|entry|record|row|doc|document|article|news|info)(?=[\s>])[^<>]{0,400}>",
    re.IGNORECASE,
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TITLES = ("title", "doctitle", "subject", "name")
_LINKS = ("link", "url", "href", "docpuburl", "id", "guid")
_DAYS = ("pubdate", "published", "date", "docreltime", "opertime", "createtime", "time", "updated")
_TOTALS = ("totalrecord", "totalrecords", "totalcount", "totalresults", "recordcount", "total")
_HREF = re.compile(r"""<(?:\w{1,20}:)?link\b([^<>]{0,600})>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(rel|href)\s*=\s*["']([^"'<>]{1,500})["']""", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAIL_DATE = re.compile(r"\b(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\b")
"""Of RFC 5322, as RSS prints it: ``Wed, 22 Jan 2025 08:00:00 +0800``."""


class Feed:
    name = "xml"

    def signs(self, page: Page) -> Signs:
        root = page.xml_root
        return Signs(page.url, f"<{root}>") if root and root not in ("datastore", "recordset") else Signs()

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        items = tuple(records(page.text))
        rows = generic.unique(row for item in items for row in rows_of_record(item, page.url))
        total = labelled_number(page.text, *_TOTALS)
        onward = _next(page)
        doubt = ""
        if total is None:
            doubt = "a feed shows the newest of its list, and does not say how many there are"
        elif not rows and items:
            doubt = "its records have no title or no address"
        return ListPage(rows, onward, None, total, doubt)


def records(text: str) -> Iterator[str]:
    """What stands in each record; of records in records, the inner ones."""
    begun: tuple[str, int] | None = None
    for mark in _ITEM.finditer(text):
        closing, name = bool(mark.group(1)), mark.group(2).lower()
        if not closing:
            begun = name, mark.end()
        elif begun is not None and begun[0] == name:
            yield text[begun[1] : mark.start()]
            begun = None


def rows_of_record(record: str, base: str) -> tuple[Row, ...]:
    """A record is a piece of the list's HTML, or fields of its own."""
    content = "".join(_CDATA.findall(record))
    title, url = _field(record, *_TITLES), _link(record, base)
    if title and url:
        return (Row(url, squeeze(re.sub(r"<[^<>]*>", "", title)), _day(_field(record, *_DAYS))),)
    return tuple(rows_in_html(content or record, base)) if "<a" in (content or record).lower() else ()


def _field(record: str, *names: str) -> str:
    for name in names:
        begin = re.search(rf"<(?:\w{{1,20}}:)?{name}(?:\s[^<>]{{0,400}})?>", record, re.IGNORECASE)
        end = (
            re.compile(rf"</(?:\w{{1,20}}:)?{name}\s*>", re.IGNORECASE).search(record, begin.end())
            if begin
            else None
        )
        if begin is not None and end is not None:
            inner = record[begin.end() : end.start()]
            told = _CDATA.search(inner)
            value = squeeze(told.group(1) if told else unescaped(inner))
            if value:
                return value
    return ""


def _link(record: str, base: str) -> str | None:
    """Atom keeps the address in an attribute, all others in a field."""
    told = (_attributes(found.group(1)) for found in _HREF.finditer(record))
    atom = next(
        (one["href"] for one in told if one.get("rel", "alternate") == "alternate" and "href" in one), None
    )
    if atom is not None:
        return resolve(base, unescaped(atom))
    named = (_field(record, name) for name in _LINKS)
    return next(
        (url for value in named if "/" in value or "." in value if (url := resolve(base, value))), None
    )


def _next(page: Page) -> tuple[Ask, ...]:
    """The address of the further pages of a feed (RFC 5005 §3)."""
    for found in _HREF.finditer(page.text):
        told = _attributes(found.group(1))
        url = resolve(page.url, unescaped(told.get("href", ""))) if told.get("rel") == "next" else None
        if url is not None:
            return (Ask(url),)
    return ()


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): value for name, value in _ATTRIBUTE.findall(text)}


def _day(text: str) -> str | None:
    mail = _MAIL_DATE.search(text)
    if mail is None or mail.group(2).lower() not in _MONTHS:
        return iso_date(text)
    return iso_date(f"{mail.group(3)}-{_MONTHS.index(mail.group(2).lower()) + 1}-{mail.group(1)}")
