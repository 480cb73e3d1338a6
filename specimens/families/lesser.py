"""Systems met less often: truecms (script around XML) and eportal (one address, all in its query) (portals.md §1.8)."""

from __future__ import annotations

import json
from functools import partial
from html import escape

from specimens.families.base import ContentSystem, Page, Posting, Shelf, chunks, column_html, newest
from specimens.web import HTML, Asked, Reply, not_found, page


class Truecms(ContentSystem):
    """Rows by ``getMessage.do`` as JSONP around XML; without a Referer of the site the answer is 404."""

    allowed = (10, 20, 50)

    def column_path(self, shelf: Shelf) -> str:
        return f"/{shelf.slug}/{shelf.slug}.html"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/{shelf.slug}/{posting.stamp:%Y%m}/{posting.token}.html"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {self.column_path(shelf): partial(self._shell, shelf)}

    def _shell(self, shelf: Shelf) -> Reply:
        script = (
            f'<script>var columnId="{shelf.token}";$.getJSON("/messageController/getMessage.do?startrecord=1&endrecord=10&perpage=10'
            '&columnId="+columnId+"&callback=?",function(data){fill(data);});</script>'
        )
        inner = '<ul class="list" id="list"></ul><div id="pager"></div>'
        return page(column_html(self.face, shelf.name, inner, script), newest(shelf.postings))

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != "/messageController/getMessage.do":
            return None
        query = asked.query
        shelf = next((one for one in self.shelves if one.token == query.get("columnId")), None)
        if shelf is None or self.face.root not in asked.headers.get("referer", ""):
            return not_found()
        start, size = int(query.get("startrecord", "1")), int(query.get("perpage", "10"))
        rows = shelf.postings[start - 1 : start - 1 + size] if size in self.allowed else ()
        records = "".join(
            f'<record><![CDATA[<li><a href="{self.article_path(shelf, row)}" title="{escape(row.title)}">{escape(row.title[:18])}…</a>'
            f"<span>{row.listed}</span></li>]]></record>"
            for row in rows
        )
        xml = f"<datastore><totalrecord>{len(shelf.postings)}</totalrecord><recordset>{records}</recordset></datastore>"
        return Reply(
            200, f"{query.get('callback', 'c')}({json.dumps(xml)})".encode(), "text/javascript;charset=UTF-8"
        )


class Eportal(ContentSystem):
    """``/eportal/ui?pageId=<column>``, page n by ``&currentPage=n&moduleId=…``; the pager is a script."""

    module = "9b2d6cbb5aba45c4a1ba9dd2e5b1a3a5"
    rows = 12

    def column_path(self, shelf: Shelf) -> str:
        return f"/eportal/ui?pageId={shelf.number}"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/eportal/{shelf.slug}/{shelf.number}/{posting.number}/index.html"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {}

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != "/eportal/ui":
            return None
        shelf = next((one for one in self.shelves if str(one.number) == asked.query.get("pageId")), None)
        if shelf is None:
            return not_found()
        pages = chunks(shelf.postings, self.rows)
        number = int(asked.query.get("currentPage", "1")) if asked.query.get("moduleId") == self.module else 1
        rows = pages[min(max(number, 1), len(pages)) - 1]
        items = "".join(
            f'<li><a href="{self.article_path(shelf, row)}" title="{escape(row.title)}">{escape(row.title)}</a><span>[{row.listed}]</span></li>\n'
            for row in rows
        )
        pager = (
            f'<div class="easysite-page">共{len(shelf.postings)}条 第{number}/{len(pages)}页 <a href="javascript:void(0)" '
            f'onclick="toPage(\'{self.module}\',{number + 1})">下一页</a></div><script>var moduleId="{self.module}";</script>'
        )
        reply = page(column_html(self.face, shelf.name, f"<ul>{items}</ul>{pager}"), newest(rows))
        assert reply.content_type == HTML
        return reply
