"""truecms (如皋 and others): rows by ``messageController/getMessage.do``, script around XML. It answers 404 without a Referer."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from reports import squeeze, unescaped
from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.scripted import labelled_number, labelled_word, query_of, rows_in_html, with_query
from scrapers.links import resolve
from scrapers.page import Page, iso_date
from scrapers.portal_column import Column

_CALL = re.compile(r"""["']([^"'\s]*getMessage\.do[^"'\s]*)["']""")
_RECORD = re.compile(r"<record\b[^>]*>(.*?)</record>", re.DOTALL | re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


class Truecms:
    name = "truecms"
    size = 20
    """Rows asked for at a time: 10, 20 and 50 are what the interface allows."""

    def signs(self, page: Page) -> Signs:
        call = _CALL.search(page.text)
        return Signs(call.group(1)[:200] if call else None, "getMessage.do" if call else None)

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        if "call" not in progress.notes:
            return self._first(page, progress)
        text = _unwrapped(page.text)
        total = labelled_number(text, "totalrecord", "totalrecords", "total")
        rows = generic.unique(
            row for record in _RECORD.findall(text) for row in _rows(record, page, progress)
        )
        seen = progress.rows + len(rows)
        if total is None:
            return ListPage(rows, doubt="the interface does not say how many rows there are")
        onward = (self._ask(progress, seen + 1),) if rows and seen < total else ()
        return ListPage(rows, onward, None, total)

    def _first(self, page: Page, progress: Progress) -> ListPage:
        """The column's page holds no rows, only the call for them."""
        call = _CALL.search(page.text)
        if call is None:
            return ListPage((), doubt="the call of getMessage.do was not found")
        address = urljoin(page.url, unescaped(call.group(1)))
        named = {name.lower(): value for name, value in query_of(address).items()}
        number = named.get("columnid") or labelled_word(page.text, "columnId", "columnid", "column_id")
        if not number:
            return ListPage((), doubt="the column's number was not found")
        progress.notes.update(call=address, column=number)
        return ListPage((), (self._ask(progress, 1),), is_shell=True)

    def _ask(self, progress: Progress, start: int) -> Ask:
        fields = {
            "startrecord": str(start),
            "endrecord": str(start + self.size - 1),
            "perpage": str(self.size),
            "columnId": progress.notes["column"],
            "callback": "rows",
        }
        return Ask(with_query(progress.notes["call"], **fields))


def _unwrapped(text: str) -> str:
    """The XML inside ``rows("…")`` or ``rows({"data": "…"})``, the escapes of its string undone."""
    start, end = text.find("("), text.rfind(")")
    inner = text[start + 1 : end] if 0 <= start < end and "<" not in text[:start] else text
    if "\\" in inner:
        inner = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found.group(1), 16)), inner)
        inner = re.sub(r"\\[rnt]", " ", inner)
        inner = re.sub(r"\\(.)", r"\1", inner)
    return unescaped(inner) if "&lt;record" in inner else inner


def _rows(record: str, page: Page, progress: Progress) -> tuple[Row, ...]:
    """A record is a piece of the list's HTML, or fields of its own."""
    base = progress.first_url or page.url
    content = "".join(_CDATA.findall(record)) or record
    if "<a" in content.lower():
        return tuple(rows_in_html(content, base))
    url = resolve(base, _field(record, "url", "link", "href"))
    title = _field(record, "title", "name")
    return (Row(url, title, iso_date(_field(record, "date", "time", "pubdate"))),) if url and title else ()


def _field(record: str, *names: str) -> str:
    for name in names:
        found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", record, re.DOTALL | re.IGNORECASE)
        if found is not None:
            inner = _CDATA.search(found.group(1))
            return squeeze(unescaped(inner.group(1) if inner else found.group(1)))
    return ""
