"""An interface that the description itself explains (``family: json`` with ``api``): rows as JSON, by GET or POST, page by page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.scripted import at, day_of, json_of, whole_number
from scrapers.links import resolve
from scrapers.page import Page
from scrapers.portal_column import Api, Column

_FIELD = re.compile(r"\{([\w.]{1,60})\}")


class Described:
    """The column's page is only the way to the interface. Nothing is guessed: an answer of another form than described is a
    doubt, and the list is then not whole."""

    name = "json"

    def signs(self, page: Page) -> Signs:
        return Signs()

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        api = column.api
        if api is None:
            return ListPage((), doubt="the description does not say how the interface is asked")
        if "page" not in progress.notes:
            return ListPage((), self._ask(api, progress, api.page_start), is_shell=True)
        data = json_of(page)
        items = _under(data, api.rows)
        if not isinstance(items, list):
            return ListPage((), doubt=f"the answer has no list under {api.rows!r}")
        total = whole_number(_under(data, api.total)) if api.total is not None else None
        rows = tuple(row for one in items if (row := _row(api, one, progress.first_url)) is not None)
        doubt = ""
        if len(rows) < len(items):
            doubt = f"{len(items) - len(rows)} of {len(items)} rows have no title or no address"
        elif api.total is not None and total is None:
            doubt = f"the answer tells no total under {api.total!r}"
        if doubt:
            return ListPage(rows, doubt=doubt)
        more = api.paged and bool(rows) and (total is None or progress.rows + len(rows) < total)
        number = int(progress.notes["page"])
        return ListPage(rows, self._ask(api, progress, number + 1) if more else (), None, total)

    @staticmethod
    def _ask(api: Api, progress: Progress, number: int) -> tuple[Ask, ...]:
        progress.notes["page"] = str(number)
        url = urljoin(progress.first_url, api.url.replace("{n}", str(number)))
        if api.method == "GET":
            return (Ask(url),)
        body = {name: _filled(value, number) for name, value in api.body.items()}
        if api.encoding == "json":
            return (Ask(url, json=body),)
        return (Ask(url, form={name: str(value) for name, value in body.items()}),)


def _filled(value: str | int, number: int) -> str | int:
    """``"{n}"`` alone stays a number in JSON."""
    if value == "{n}":
        return number
    return value.replace("{n}", str(number)) if isinstance(value, str) else value


def _under(data: Any, path: str | None) -> Any:
    return at(data, *path.split(".")) if path else data


def _row(api: Api, one: Any, base: str) -> Row | None:
    """One row; its address may be put together from several fields."""
    link = api.link
    if "{" in link:
        missing = [name for name in _FIELD.findall(link) if _under(one, name) in (None, "")]
        address = "" if missing else _FIELD.sub(lambda found: str(_under(one, found.group(1))), link)
    else:
        address = str(_under(one, link) or "")
    url = resolve(base, address) if address else None
    title = squeeze(re.sub(r"<[^>]*>", "", str(_under(one, api.title) or "")))
    day = day_of(_under(one, api.date)) if api.date else None
    return Row(url, title, day) if url and title else None
