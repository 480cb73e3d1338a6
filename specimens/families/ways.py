"""TRS-like portals whose lists no system's name explains: an interface of their own, an array in a script, frames, bare numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from html import escape
from urllib.parse import parse_qs

from specimens.families.base import Page, Posting, Shelf, chunks, column_html, newest
from specimens.families.static import Trs
from specimens.web import Asked, Reply, not_found, page


class OwnInterface(Trs):
    """Rows by ``/api/notice/list``, by GET as JSONP or by POST of a form; eight a page whatever is asked for."""

    interface, per_page = "/api/notice/list", 8

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {self.column_path(shelf): partial(self._shell, shelf)}

    def _shell(self, shelf: Shelf) -> Reply:
        script = f'<script>loadList({{cid: {shelf.number}, el: "#list"}});</script>'
        return page(column_html(self.face, shelf.name, '<ul id="list"></ul><div id="fy"></div>', script))

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != self.interface:
            return None
        fields = (
            {name: one[0] for name, one in parse_qs(asked.body.decode()).items()}
            if asked.method == "POST"
            else asked.query
        )
        shelf = next((one for one in self.shelves if str(one.number) == fields.get("cid")), None)
        if shelf is None:
            return not_found()
        pages = chunks(shelf.postings, self.per_page)
        number = int(fields.get("page", "1"))
        rows = pages[number - 1] if 1 <= number <= len(pages) else ()
        listed = [
            {
                "subject": row.title,
                "href": self.article_path(shelf, row),
                "month": f"{row.stamp:%Y%m}",
                "file": f"t{row.stamp:%Y%m%d}_{row.number}",
                "time": str(row.listed),
            }
            for row in rows
        ]
        text = json.dumps({"code": 0, "data": {"records": listed, "count": len(shelf.postings)}})
        if asked.method == "GET":
            return Reply(200, f"callback({text});".encode(), "text/javascript;charset=UTF-8")
        return Reply(200, text.encode(), "application/json;charset=UTF-8")


class InlineArray(Trs):
    """The rows stand in an array of the page's script, which writes the list."""

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {self.column_path(shelf): partial(self._written, shelf)}

    def _written(self, shelf: Shelf) -> Reply:
        rows = ",".join(
            f"{{t:'{row.title}',u:'{self.article_path(shelf, row)}',d:'{row.listed}'}}"
            for row in shelf.postings
        )
        script = (
            f'<script>var rows=[{rows}];for(var i=0;i<rows.length;i++)document.write("<li><a href=\'"+rows[i].u+"\'>"+'
            'rows[i].t+"</a><span>"+rows[i].d+"</span></li>");</script>'
        )
        return page(column_html(self.face, shelf.name, f"<ul>{script}</ul>"), newest(shelf.postings))


class FramedNumbers(Trs):
    """The column's page holds two frames, one for each half of the rows; their pagers are bare numbers."""

    per_page = 5

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        folder = self.column_path(shelf)
        half = len(shelf.postings) // 2
        made: dict[str, Page] = {folder: partial(self._frames, shelf)}
        for name, rows in (("bm", shelf.postings[:half]), ("xz", shelf.postings[half:])):
            pages = chunks(rows, self.per_page)
            for number, some in enumerate(pages, start=1):
                file = f"{name}.html" if number == 1 else f"{name}_{number}.html"
                made[folder + file] = partial(self._framed, shelf, some, name, number, len(pages))
        return made

    def _frames(self, shelf: Shelf) -> Reply:
        frames = "".join(
            f'<iframe src="{name}.html" width="100%" height="600"></iframe>' for name in ("bm", "xz")
        )
        return page(column_html(self.face, shelf.name, frames), newest(shelf.postings))

    def _framed(self, shelf: Shelf, rows: Sequence[Posting], name: str, number: int, pages: int) -> Reply:
        items = "".join(
            f'<li><a href="{self.article_path(shelf, row)}">{escape(row.title)}</a><span>{row.listed}</span></li>'
            for row in rows
        )
        numbers = " ".join(
            f"<b>{n}</b>" if n == number else f'<a href="{name if n == 1 else f"{name}_{n}"}.html">{n}</a>'
            for n in range(1, pages + 1)
        )
        return page(
            f"<html><body><ul>{items}</ul><div>{numbers}</div>{'<p>青溪政府信息公开平台承办，欢迎监督。</p>' * 3}</body></html>"
        )
