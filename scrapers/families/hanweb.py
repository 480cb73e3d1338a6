"""Hanweb (大汉), four ways to hand out a list: XML in a script, a POST module, an annual-report page, a JPaaS unit."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin, urlsplit

from reports import unescaped
from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.scripted import (
    at,
    json_of,
    labelled_number,
    labelled_word,
    may_go_on,
    query_of,
    rows_in_html,
    with_query,
)
from scrapers.page import Page, count_of
from scrapers.portal_column import Column

_ADDRESS = re.compile(r"/col/col\d+/|/art/\d{4}/\d{1,2}/\d{1,2}/art_|/art/\d{4}/art_[0-9a-f]{32}")
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[(.*?)\]\]>\s*</nextgroup>", re.DOTALL)
_STORE = re.compile(r"dataStore\s*=\s*(\[.*\])", re.DOTALL)
_COLUMN = re.compile(r"/col/col(\d+)/")


def _address_sign(page: Page) -> str | None:
    return next((path for path in page.paths if _ADDRESS.search(path)), None)


class HanwebJpage:
    name = "hanweb_jpage"

    def signs(self, page: Page) -> Signs:
        mark = next(
            (mark for mark in ("<datastore>", "<recordset>", "dataproxy.jsp") if mark in page.text), None
        )
        return Signs(_address_sign(page), mark)

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        text = page.text
        rows = generic.unique(
            row for record in self._records(text) for row in rows_in_html(record, page.base)
        )
        total = labelled_number(text, "totalrecord", "total_record", "recordcount")
        seen = progress.rows + len(rows)
        more = total is None or seen < total
        onward = self._onward(page, progress) if more and rows else ()
        bare = page.xml_root and total is None and not onward  # no page around it that could show a pager
        return ListPage(
            rows, onward, None, total, "the records do not say how many there are" if bare else ""
        )

    @staticmethod
    def _records(text: str) -> list[str]:
        records = _RECORD.findall(text)
        if records:
            return records
        store = _STORE.search(text)
        if store is not None:
            try:
                return [str(one) for one in json.loads(store.group(1))]
            except ValueError:
                return re.findall(r"""["'](<(?:li|tr).*?</(?:li|tr)>)["']""", store.group(1), re.DOTALL)
        return []

    @staticmethod
    def _onward(page: Page, progress: Progress) -> tuple[Ask, ...]:
        """The next group's address; its ``page`` is counted up by us, since some sites print the same group for ever."""
        group = _NEXT_GROUP.search(page.text)
        href = re.search(r"""href=["']([^"']+)["']""", group.group(1)) if group else None
        if href is not None:
            progress.notes["group"] = urljoin(progress.first_url or page.url, unescaped(href.group(1)))
        address = progress.notes.get("group")
        if address is None:
            return ()
        present = int(progress.notes.get("group_page", "1"))
        given = query_of(address).get("page", "")
        number = max(present + 1, count_of(given) or 2)
        progress.notes["group_page"] = str(number)
        return (Ask(with_query(address, page=str(number)), headers=_AS_SCRIPT),)


_AS_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
"""What the site's own pages send with these calls."""


class HanwebXxgk:
    """POST ``/module/xxgk/search.jsp``; some sites ignore the column and return everything, so rows are filtered by it."""

    name = "hanweb_xxgk_post"
    _fields = (
        "infotypeId",
        "jdid",
        "area",
        "divid",
        "vc_title",
        "texttype",
        "sortfield",
        "fbtime",
        "vc_number",
        "vc_filenumber",
    )

    def signs(self, page: Page) -> Signs:
        mark = next(
            (mark for mark in ("tr_main_value_odd", "/module/xxgk/search.jsp") if mark in page.text), None
        )
        address = page.url if "/module/xxgk/" in page.url else _address_sign(page) if mark else None
        return Signs(address, mark)

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        items = page.tree.css("tr.tr_main_value_odd, tr.tr_main_value_even")
        for name in self._fields:
            word = labelled_word(page.text, name)
            if word and name not in progress.notes:
                progress.notes[name] = word
        found = _COLUMN.search(progress.first_url) or re.search(r"(\d+)", progress.notes.get("divid", ""))
        rows = generic.unique(
            row for item in items for row in rows_in_html(f"<table>{item.html}</table>", page.base)
        )
        if found is not None and any(f"art_{found.group(1)}_" in row.url for row in rows):
            rows = tuple(row for row in rows if f"art_{found.group(1)}_" in row.url)
        pages, total = generic.declared(page)
        number = int(progress.notes.get("currpage", "0" if not items else "1"))
        more = not items or pages is None or number < pages
        onward = self._ask(page, progress, number + 1, found.group(1) if found else "") if more else ()
        return ListPage(
            rows, onward, pages, total if not found else None, is_shell=not items and progress.number == 1
        )

    def _ask(self, page: Page, progress: Progress, number: int, column: str) -> tuple[Ask, ...]:
        progress.notes["currpage"] = str(number)
        form = {name: progress.notes[name] for name in self._fields if name in progress.notes}
        form.setdefault("divid", f"div{column}")
        url = urljoin(
            progress.first_url or page.url, f"/module/xxgk/search.jsp?texttype=&vc_title=&currpage={number}"
        )
        return (Ask(url, form={**form, "currpage": str(number)}, headers=_AS_SCRIPT),)


class HanwebAnnual:
    """``xxgkAnnualReport.jsp?area=…&fbtime=…``: the page is the report, or a shell that links it, or empty.

    An agency that published nothing gives an empty shell with status 200, so emptiness says nothing by itself.
    """

    name = "hanweb_annual"

    def signs(self, page: Page) -> Signs:
        found = "xxgkAnnualReport.jsp" in page.url
        return Signs(page.url, "xxgkAnnualReport.jsp") if found else Signs()

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        linked = [
            link for link in page.links if "artId=" in link.url or _ADDRESS.search(urlsplit(link.url).path)
        ]
        return ListPage(generic.unique(Row(link.url, link.title) for link in linked))


class JpaasUnit:
    """A unit filled by ``/api-gateway/jpaas-publish-server/…/unit``; a bare pageNo is ignored, ``paramJson`` is not."""

    name = "jpaas_unit"
    size = 15

    def signs(self, page: Page) -> Signs:
        mark = "unitbuild.js" if "unitbuild.js" in page.text and "queryData" in page.text else None
        return Signs(
            _address_sign(page) or (page.url if mark and "/pc/list.html" in page.url else None), mark
        )

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        data = json_of(page)
        if data is None:
            return self._shell(page, progress)
        fragment = str(at(data, "data", "html") or "")
        if at(data, "success") is not True:
            return ListPage((), doubt="the publishing gateway answers without success")
        rows = generic.unique(rows_in_html(fragment, progress.first_url or page.base))
        number = int(progress.notes.get("page", "1"))
        pages = labelled_number(fragment, "totalpage", "data-totalpage", "pagecount", "data-pages")
        total = labelled_number(fragment, "total", "totalrecord", "data-total", "count", "data-count")
        plain = re.search(r"共\s*(\d+)\s*页", fragment)
        pages = pages or (int(plain.group(1)) if plain else None)
        more = (
            number < pages
            if pages is not None
            else (may_go_on(len(rows), self.size) if total is None else total > progress.rows + len(rows))
        )
        onward = self._ask(progress, number + 1) if more and rows else ()
        return ListPage(rows, onward, pages, total)

    def _shell(self, page: Page, progress: Progress) -> ListPage:
        for node in page.tree.css("script[url]"):
            if "unitbuild" not in (node.attributes.get("src") or ""):
                continue
            query = (node.attributes.get("querydata") or "").replace("'", '"')
            try:
                fields = json.loads(query)
            except ValueError:
                continue
            progress.notes["unit"] = with_query(
                urljoin(page.url, node.attributes.get("url") or ""),
                **{str(k): str(v) for k, v in fields.items()},
            )
            return ListPage((), self._ask(progress, 1), is_shell=True)
        return ListPage((), doubt="no unit of the publishing gateway could be read")

    def _ask(self, progress: Progress, number: int) -> tuple[Ask, ...]:
        progress.notes["page"] = str(number)
        wanted = json.dumps({"pageNo": number, "pageSize": self.size}, separators=(",", ":"))
        return (Ask(with_query(progress.notes["unit"], paramJson=wanted), headers=_AS_SCRIPT),)
