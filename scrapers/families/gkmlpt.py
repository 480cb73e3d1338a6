"""The Guangdong platform (gkmlpt): an empty shell, a tree in its configuration, and an interface that tells the total."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.scripted import at, braces, day_of, json_of, query_of, whole_number, with_query
from scrapers.links import resolve
from scrapers.page import Page
from scrapers.portal_column import Column

_NAME = re.compile(r"年报|年度报告")


class Gkmlpt:
    name = "gkmlpt"

    def signs(self, page: Page) -> Signs:
        address = page.url if "/gkmlpt" in urlsplit(page.url).path else None
        mark = "_CONFIG" if "_CONFIG" in page.text and re.search(r"\b(TREE|SID)\b", page.text) else None
        return Signs(address, mark)

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        data = json_of(page)
        if data is None:
            return self._shell(page, column)
        articles = at(data, "articles")
        if not isinstance(articles, list):
            return ListPage((), doubt="the interface answers in an unknown form")
        rows = tuple(row for one in articles if (row := _row(page, one)) is not None)
        total = whole_number(at(data, "classify", "post_count"))
        number = whole_number(query_of(page.url).get("page")) or 1
        more = bool(rows) and (total is None or progress.rows + len(rows) < total)
        onward = (Ask(with_query(page.url, page=str(number + 1))),) if more else ()
        return ListPage(rows, onward, None, total)

    @staticmethod
    def _shell(page: Page, column: Column) -> ListPage:
        config = page.text.find("_CONFIG")
        sid = re.search(r"\bSID[\"']?\s*:\s*[\"']?(\w+)", page.text[max(config, 0) :])
        number = (
            urlsplit(column.url).fragment
            or urlsplit(page.capture.asked).fragment
            or _from_tree(page.text, config)
        )
        if sid is None or not number.isdigit():
            return ListPage((), doubt="no site number or no annual-report column in the page's configuration")
        prefix = page.url.split("/gkmlpt", 1)[0]
        return ListPage(
            (), (Ask(f"{prefix}/gkmlpt/api/all/{number}?page=1&sid={sid.group(1)}"),), is_shell=True
        )


def _from_tree(text: str, start: int) -> str:
    """The id of the tree's annual-report column; empty where there is none, or more than one."""
    found = re.search(r"\bTREE[\"']?\s*:", text[max(start, 0) :])
    if found is None:
        return ""
    piece = braces(text, max(start, 0) + found.end())
    try:
        tree = json.loads(piece) if piece else None
    except (ValueError, RecursionError):
        return ""
    ids: list[str] = []
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if _NAME.search(str(node.get("name", ""))) and node.get("id") is not None:
                ids.append(str(node["id"]))
            else:
                waiting.extend(value for value in node.values() if isinstance(value, list | dict))
    return ids[0] if len(set(ids)) == 1 else ""


def _row(page: Page, one: Any) -> Row | None:
    url = resolve(page.url, str(at(one, "url") or at(one, "post_url") or ""))
    title = squeeze(str(at(one, "title") or ""))
    if url is None or not title:
        return None
    return Row(url, title, day_of(at(one, "date")) or day_of(at(one, "created_at")))
