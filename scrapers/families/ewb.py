"""Epoint (EWB): lists by a POST to the site's light front end; the site's number stands in a script of its own."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.scripted import at, json_of, labelled_word, may_go_on, whole_number
from scrapers.links import resolve
from scrapers.page import Page, iso_date
from scrapers.portal_column import Column

_SCRIPT = re.compile(r"""src\s*=\s*["']([^"']*webBuilderCommon\.js[^"']*)["']""")
_CATEGORY = re.compile(r"/(\d{6,18})/(?:[\w-]*\.html?)?$")


class Ewb:
    name = "ewb_rest"
    size = 20

    def signs(self, page: Page) -> Signs:
        script = _SCRIPT.search(page.text)
        guid = "siteGuid" in page.text
        return Signs(
            script.group(1) if script else None, "siteGuid" if guid else script.group(1) if script else None
        )

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        data = json_of(page)
        if data is not None:
            return self._rows(page, data, progress)
        for name in ("siteGuid", "projectName", "categorynum", "deptcode"):
            word = labelled_word(page.text, name)
            if word and name not in progress.notes:
                progress.notes[name] = word
        category = _CATEGORY.search(progress.first_url)
        if category is not None:
            progress.notes.setdefault("categorynum", category.group(1))
        script = _SCRIPT.search(page.text)
        if script is not None and "projectName" not in progress.notes:
            return ListPage((), (Ask(urljoin(page.url, script.group(1))),), is_shell=True)
        if "siteGuid" in progress.notes:
            return ListPage((), self._ask(page, progress, 0), is_shell=True)
        return ListPage((), doubt="the site's number was not found")

    def _ask(self, page: Page, progress: Progress, number: int) -> tuple[Ask, ...]:
        progress.notes["page"] = str(number)
        project = progress.notes.get("projectName", "").strip("/")
        prefix = f"/{project}" if project else ""
        body = {
            "deptcode": progress.notes.get("deptcode", ""),
            "categorynum": progress.notes.get("categorynum", ""),
            "siteGuid": progress.notes["siteGuid"],
            "pageIndex": number,
            "pageSize": self.size,
        }
        return (
            Ask(
                urljoin(progress.first_url or page.url, f"{prefix}/rest/lightfrontaction/getgovinfolist"),
                json=body,
            ),
        )

    def _rows(self, page: Page, data: Any, progress: Progress) -> ListPage:
        items = at(data, "custom", "data") or at(data, "custom", "infodata")
        if not isinstance(items, list):
            return ListPage((), doubt="the light front end answers in an unknown form")
        base = progress.first_url or page.url
        rows = tuple(row for one in items if (row := _row(base, one)) is not None)
        total = next(
            (
                n
                for key in ("total", "count", "rowcount", "totalcount")
                if (n := whole_number(at(data, "custom", key))) is not None
            ),
            None,
        )
        number = int(progress.notes.get("page", "0"))
        seen = progress.rows + len(rows)
        more = seen < total if total is not None else may_go_on(len(rows), self.size)
        more = more and bool(rows)
        return ListPage(rows, self._ask(page, progress, number + 1) if more else (), None, total)


def _row(base: str, one: Any) -> Row | None:
    url = resolve(base, str(at(one, "infourl") or at(one, "infoUrl") or ""))
    title = squeeze(str(at(one, "realtitle") or at(one, "title") or ""))
    if url is None or not title:
        return None
    return Row(url, title, iso_date(str(at(one, "infodate") or at(one, "pubdate") or "")))
