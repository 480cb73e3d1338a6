"""Hanweb 大汉 in its four shapes: jpage lists, the xxgk module, the annual-report endpoint, JPaaS units (portals.md §1.3)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

from specimens.chrome import ArticleFacts, PortalFace
from specimens.families.base import ContentSystem, Page, Posting, Shelf, chunks, column_html, newest
from specimens.web import Asked, Reply, not_found, page, plain

PROXY = "/module/web/jpage/dataproxy.jsp"
GATEWAY = "/api-gateway/jpaas-publish-server/front/page/build/unit"


class Hanweb(ContentSystem):
    """What the shapes share: ``/col/col<n>/index.html`` and ``/art/Y/M/D/art_<col>_<id>.html``, nothing padded."""

    article_body = ('<div class="bt_content"><div id="zoom">\n', "</div></div>")

    def column_path(self, shelf: Shelf) -> str:
        return f"/col/col{shelf.number}/index.html"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        day = posting.stamp
        return f"/art/{day.year}/{day.month}/{day.day}/art_{shelf.number}_{posting.number}.html"

    def article_title(self, facts: ArticleFacts) -> str:
        return (
            '<div class="article"><table class="xxgk_table"><tr><td>索引号</td><td>11990121/2025-00017</td><td>发布机构</td>'
            f"<td>{facts.source}</td></tr><tr><td>生成日期</td><td>{facts.visible}</td><td>公开方式</td><td>主动公开</td></tr></table>\n"
            f'<p class="con-title">{escape(facts.title)}</p><p class="con-info">发布日期：{facts.visible}&nbsp;信息来源：{facts.source}</p>\n'
        )

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {self.column_path(shelf): partial(self._column, shelf)}

    def _column(self, shelf: Shelf) -> Reply:
        raise NotImplementedError

    def _item(self, shelf: Shelf, row: Posting) -> str:
        href = row.href or self.article_path(shelf, row)
        return f'<li><a href="{href}" title="{escape(row.title)}" target="_blank">{escape(row.title)}</a><span>{row.listed}</span></li>'


class HanwebJpage(Hanweb):
    """Lists as XML inside a script: the first three pages embedded, the rest from a proxy that knows only `page`.

    The proxy counts in groups of three pages; `startrecord` and `endrecord` are ignored, as in Jiangsu.
    """

    per_page, group = 15, 3

    def _column(self, shelf: Shelf) -> Reply:
        inner = f'<div id="{shelf.number + 7}" class="default_pgContainer"><script type="text/xml">{self._store(shelf, 1)}</script></div>'
        script = (
            f"<script>$(function(){{$('#{shelf.number + 7}').jpage({{themeName:'default',totalRecord:{len(shelf.postings)},"
            f"perPage:{self.per_page},groupSize:{self.group},proxyUrl:'{PROXY}',currentPage:1}});}});</script>"
        )
        return page(column_html(self.face, shelf.name, inner, script), newest(shelf.postings))

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != PROXY:
            return None
        query = {**asked.query, **asked.form}
        shelf = next((s for s in self.shelves if str(s.number) == query.get("columnid")), None)
        if shelf is None:
            return plain("<datastore></datastore>")
        return plain(self._store(shelf, int(query.get("page", "1") or "1")))

    def _store(self, shelf: Shelf, group: int) -> str:
        size = self.per_page * self.group
        rows = shelf.postings[(group - 1) * size : group * size]
        following = ""
        if group * size < len(shelf.postings):
            address = (
                f"{PROXY}?page={group + 1}&webid=3&path=http://{self.face.host}/&columnid={shelf.number}&unitid={shelf.number + 7}"
                f"&webname=portal&permissiontype=0"
            )
            following = f'<nextgroup><![CDATA[<a href="{address}"></a>]]></nextgroup>'
        records = "".join(f"<record><![CDATA[\n{self._item(shelf, row)}]]></record>\n" for row in rows)
        return f"<datastore>{following}\n<recordset>\n{records}</recordset></datastore>"


class HanwebXxgk(Hanweb):
    """The xxgk module: rows by POST, for a session that the column page opened; nothing without it."""

    rows_a_page = 15

    def _column(self, shelf: Shelf) -> Reply:
        inner = (
            f'<form id="searchform"><input type="hidden" name="infotypeId" value="{shelf.slug}"/><input type="hidden" name="jdid" value="3"/>'
            f'<input type="hidden" name="area" value="11990121"/><input type="hidden" name="divid" value="div{shelf.number}"/></form>'
            f'<div id="div{shelf.number}"></div>'
        )
        script = (
            f"<script>$.post('/module/xxgk/search.jsp?texttype=&vc_title=&vc_number=&currpage=1&sortfield=',"
            f"{{infotypeId:'{shelf.slug}',jdid:'3',area:'11990121',divid:'div{shelf.number}'}});</script>"
        )
        reply = page(column_html(self.face, shelf.name, inner, script), newest(shelf.postings))
        return Reply(
            200, reply.body, headers=(("Set-Cookie", f"JSESSIONID={shelf.token}; Path=/; HttpOnly"),)
        )

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != "/module/xxgk/search.jsp":
            return None
        if asked.method != "POST" or "JSESSIONID" not in asked.cookies or not _from_a_page(asked):
            return plain("")
        shelf = next((s for s in self.shelves if asked.form.get("divid") == f"div{s.number}"), None)
        if shelf is None:
            return plain("")
        pages = chunks(shelf.postings, self.rows_a_page)
        number = min(max(int(asked.query.get("currpage", "1") or "1"), 1), len(pages))
        items = "".join(
            f'<tr class="tr_main_value_{"odd" if index % 2 == 0 else "even"}"><td>{index + 1}</td><td>'
            f'<a href="{row.href or self.article_path(shelf, row)}" title="{escape(row.title)}" target="_blank">{escape(row.title)}</a></td>'
            f"<td>{row.listed}</td></tr>\n"
            for index, row in enumerate(pages[number - 1])
        )
        return plain(
            f'<table>{items}</table><div class="page">共{len(shelf.postings)}条 共{len(pages)}页 当前第{number}页</div>'
        )


def _from_a_page(asked: Asked) -> bool:
    return "x-requested-with" in asked.headers or "referer" in asked.headers


class HanwebAnnual(ContentSystem):
    """``xxgkAnnualReport.jsp?area=&fbtime=``: one page an agency and year, and an empty shell where there is none.

    `areas` maps agency names to the codes this portal uses for them.
    """

    endpoint = "/module/xxgk/xxgkAnnualReport.jsp"
    article_body = ('<div class="bt_content"><div id="zoom">\n', "</div></div>")

    def __init__(
        self,
        face: PortalFace,
        shelves: Sequence[Shelf],
        areas: Mapping[str, str],
        *,
        robots: str | None = None,
    ) -> None:
        self.areas = dict(areas)
        super().__init__(face, shelves, robots=robots)

    def column_path(self, shelf: Shelf) -> str:
        return f"/col/col{shelf.number}/index.html"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"{self.endpoint}?area={self.areas.get(posting.agency or '', '')}&fbtime={posting.year}"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {self.column_path(shelf): partial(self._tree, shelf)}

    def _tree(self, shelf: Shelf) -> Reply:
        items = "".join(
            f'<li><a href="{self.endpoint}?area={code}&fbtime=2024">{name}</a></li>'
            for name, code in self.areas.items()
        )
        return page(column_html(self.face, shelf.name, f'<ul class="tree">{items}</ul>'))

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != self.endpoint:
            return None
        area, year = asked.query.get("area", ""), asked.query.get("fbtime", "")
        name = next((name for name, code in self.areas.items() if code == area), "")
        for shelf in self.shelves:
            for posting in shelf.postings:
                if posting.agency == name and str(posting.year) == year:
                    return self._article(shelf, posting)
        shell = f'<div class="article"><h1 class="title"></h1><div class="bt_content"><div id="zoom"></div></div><p>{name}</p></div>'
        return page(column_html(self.face, "政府信息公开年报", shell))


class Jpaas(Hanweb):
    """Rows from a gateway that heeds only ``paramJson``; a bare ``pageNo`` always shows page one."""

    per_page = 15

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/col/col{shelf.number}/art/{posting.stamp.year}/art_{posting.token}.html"

    def _column(self, shelf: Shelf) -> Reply:
        query = f"{{'webId':'3','pageId':'{shelf.number}','tplSetId':'{shelf.token}','parseType':'bulidstatic','pageType':'column','tagId':'信息列表'}}"
        inner = f'<div id="unit{shelf.number}"><script src="/script/unitbuild.js" url="{GATEWAY}" queryData="{query}"></script></div>'
        return page(column_html(self.face, shelf.name, inner), newest(shelf.postings))

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != GATEWAY:
            return None
        query = asked.query
        shelf = next((s for s in self.shelves if str(s.number) == query.get("pageId")), None)
        if shelf is None:
            return not_found()
        number = 1
        if "paramJson" in query:
            try:
                number = int(json.loads(query["paramJson"]).get("pageNo", 1))
            except (ValueError, AttributeError):
                return _json({"success": False, "code": "500", "message": "参数错误"})
        pages = chunks(shelf.postings, self.per_page)
        rows = pages[number - 1] if 1 <= number <= len(pages) else ()
        items = "".join(self._item(shelf, row) for row in rows)
        pager = f'<div class="pagination" pageCount="{len(pages)}" currentPage="{number}" totalCount="{len(shelf.postings)}"></div>'
        return _json(
            {"success": True, "code": "200", "data": {"html": f'<ul class="list">{items}</ul>{pager}'}}
        )


def _json(value: object) -> Reply:
    return Reply(200, json.dumps(value, ensure_ascii=False).encode(), "application/json;charset=UTF-8")
