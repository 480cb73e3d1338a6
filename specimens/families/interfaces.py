"""Families whose lists come from a JSON interface: ucap search, Guangdong's gkmlpt, Epoint EWB (portals.md §1.5, §1.7, §1.8)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from functools import partial
from html import escape

from reports import CHINA
from specimens.chrome import ArticleFacts, PortalFace
from specimens.families.base import ContentSystem, Page, Posting, Shelf, chunks, column_html, newest
from specimens.families.static import Ucap
from specimens.web import Asked, Reply, not_found, page


def as_json(value: object) -> Reply:
    return Reply(200, json.dumps(value, ensure_ascii=False).encode(), "application/json;charset=UTF-8")


class UcapJson(Ucap):
    """The list page is a shell; rows come from ``/common/search/<channel>`` with addresses that lack their scheme.

    `jumps` maps old addresses to the column that a script sends the reader to (``jump.shtml``).
    """

    def __init__(
        self, face: PortalFace, shelves: Sequence[Shelf], *, jumps: Mapping[str, Shelf] | None = None, rows: int = 20,
        robots: str | None = None,
    ) -> None:  # fmt: skip
        self._jumps = dict(jumps or {})
        super().__init__(face, shelves, rows=rows, robots=robots)

    list_name = "zfxxgk_gknb"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {self.column_path(shelf): partial(self._shell, shelf)}

    def _shell(self, shelf: Shelf) -> Reply:
        script = (
            f'<script>var channelId="{shelf.token}",channelCode="c{shelf.number}",websiteCodeName="{self.site}";\n'
            '$.get("/common/search/"+channelId+"?_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page=1",'
            "function(r){render(r.data.results)});</script>"
        )
        inner = '<ul class="xxgk_list" id="list"></ul><div id="page_div"></div>'
        return page(column_html(self.face, shelf.name, inner, script))

    def other(self, asked: Asked) -> Reply | None:
        if asked.path in self._jumps:
            to = self.column_path(self._jumps[asked.path])
            return page(
                f"<html><head><script>window.location.href='{to}';</script></head><body></body></html>"
            )
        if asked.path == "/common/getChannelList":
            code = asked.query.get("channelCode")
            found = [
                {"displayName": s.name, "channelId": s.token, "codeName": f"c{s.number}"}
                for s in self.shelves
                if f"c{s.number}" == code
            ]
            return as_json({"code": 200, "results": {"children": found}})
        for shelf in self.shelves:
            if asked.path in (f"/common/search/{shelf.token}", f"/search/{shelf.token}"):
                return self._rows_of(
                    shelf,
                    int(asked.query.get("page", "1") or "1"),
                    int(asked.query.get("_pageSize", "20") or "20"),
                )
        return None

    def _rows_of(self, shelf: Shelf, number: int, size: int) -> Reply:
        size = min(size, 20)
        pages = chunks(shelf.postings, size)
        rows = pages[number - 1] if 1 <= number <= len(pages) else ()
        results = [
            {
                "title": row.title,
                "url": row.href or f"//{self.face.host}{self.article_path(shelf, row)}",
                "publishedTimeStr": f"{row.listed} 17:18:49",
                "channelCodeName": f"c{shelf.number}",
                "channelName": shelf.name,
            }
            for row in rows
        ]
        data = {"results": results, "total": len(shelf.postings), "rows": size, "page": number}
        return as_json({"code": 200, "data": data})


class Gkmlpt(ContentSystem):
    """Guangdong's platform: a shell with ``_CONFIG``, rows by channel, `post_count` as declared, pages of up to 99.

    Page 0 equals page 1. `reachable` limits the rows the interface hands out at all: later pages answer 404, and only
    `post_count` tells that something is missing.
    """

    article_body = ('<div class="article-content">', "</div>")

    def __init__(
        self, face: PortalFace, shelves: Sequence[Shelf], *, rows: int = 99, reachable: int | None = None, prefix: str = "",
        robots: str | None = None,
    ) -> None:  # fmt: skip
        self._reachable, self._prefix = reachable, prefix
        super().__init__(face, shelves, rows=rows, robots=robots)

    def column_path(self, shelf: Shelf) -> str:
        return f"{self._prefix}/gkmlpt/annualreport#{shelf.number}"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        id_ = posting.number
        return f"{self._prefix}/gkmlpt/content/{id_ // 10**6}/{id_ // 10**3}/post_{id_}.html"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {
            f"{self._prefix}/gkmlpt/annualreport": self._shell,
            f"{self._prefix}/gkmlpt/index": self._shell,
        }

    def _shell(self) -> Reply:
        tree = [
            {"id": s.number, "name": s.name, "slug": "annualreport", "children": []} for s in self.shelves
        ]
        config = json.dumps({"TREE": tree, "SID": 764023, "TPL": "annualreport"}, ensure_ascii=False)
        inner = '<div id="app" class="gkmlpt"></div>'
        return page(
            column_html(self.face, "政府信息公开年报", inner, f"<script>window._CONFIG = {config};</script>")
        )

    def other(self, asked: Asked) -> Reply | None:
        for shelf in self.shelves:
            if asked.path == f"{self._prefix}/gkmlpt/api/all/{shelf.number}":
                return self._rows_of(shelf, max(int(asked.query.get("page", "1") or "1"), 1))
        return None

    def _rows_of(self, shelf: Shelf, number: int) -> Reply:
        within = shelf.postings if self._reachable is None else shelf.postings[: self._reachable]
        pages = chunks(within, self._rows)
        if number > len(pages):
            return not_found()
        articles = [
            {
                "id": row.number,
                "title": row.title,
                "date": int(datetime.combine(row.listed, time(9, 30), tzinfo=CHINA).timestamp()),
                "created_at": f"{row.listed} 09:30:00",
                "publisher": row.source,
                "classify_main_name": shelf.name,
                "url": row.href or self.article_url(shelf, row),
                "identifier": "",
            }
            for row in pages[number - 1]
        ]
        classify = {"id": shelf.number, "name": shelf.name, "parent": 0, "post_count": len(shelf.postings)}
        return as_json({"classify": classify, "articles": articles})

    def article_title(self, facts: ArticleFacts) -> str:
        return (
            f'<div class="article"><h1 class="title">{escape(facts.title)}</h1><div class="date">发布日期：{facts.visible} 09:30</div>'
            f'<div class="source">发布机构：{facts.source}</div>\n'
        )


class Ewb(ContentSystem):
    """Epoint: rows by a JSON POST; `title` is cut, `realtitle` whole."""

    project, site_guid = "EpointWebBuilder", "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"
    article_body = ('<div class="ewb-article-info"><div class="ewb-article">', "</div></div>")
    per_page = 20

    def column_path(self, shelf: Shelf) -> str:
        return f"/zwgk/{shelf.number:06d}/openinfo.html"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/zwgk/{shelf.number:06d}/{posting.stamp:%Y%m%d}/{_guid(posting.token)}.html"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {
            self.column_path(shelf): partial(self._shell, shelf),
            "/js/webBuilderCommon.js": self._settings,
        }

    def _settings(self) -> Reply:
        text = f'var siteInfo = {{"siteGuid": "{self.site_guid}", "projectName": "/{self.project}"}};\n'
        return Reply(200, text.encode(), "application/javascript")

    def _shell(self, shelf: Shelf) -> Reply:
        script = (
            '<script src="/js/webBuilderCommon.js"></script>\n'
            f'<script>var deptcode="",categorynum="{shelf.number:06d}";getGovInfoList(siteInfo,deptcode,categorynum,0,{self.per_page});</script>'
        )
        inner = f'<ul class="ewb-list" id="list" data-categorynum="{shelf.number:06d}" data-siteguid="{self.site_guid}"></ul><div class="pager"></div>'
        return page(column_html(self.face, shelf.name, inner, script), newest(shelf.postings))

    def other(self, asked: Asked) -> Reply | None:
        if asked.path != f"/{self.project}/rest/lightfrontaction/getgovinfolist":
            return None
        try:
            wanted = json.loads(asked.body or b"{}")
            wanted = wanted.get("params", wanted)
            number, size = int(wanted.get("pageIndex", 0)), int(wanted.get("pageSize", self.per_page))
        except (ValueError, AttributeError):
            return as_json({"status": {"code": 500, "text": "参数错误"}})
        shelf = next((s for s in self.shelves if f"{s.number:06d}" == wanted.get("categorynum")), None)
        if asked.method != "POST" or shelf is None or wanted.get("siteGuid") != self.site_guid:
            return as_json({"custom": {"total": 0, "data": []}, "status": {"code": 1}})
        rows = shelf.postings[number * size : (number + 1) * size]
        data = [
            {
                "infourl": row.href or self.article_path(shelf, row),
                "realtitle": row.title,
                "title": row.title if len(row.title) < 20 else row.title[:20] + "...",
                "infodate": str(row.listed),
            }
            for row in rows
        ]
        return as_json({"custom": {"total": len(shelf.postings), "data": data}, "status": {"code": 1}})


def _guid(token: str) -> str:
    return "-".join((token[:8], token[8:12], token[12:16], token[16:20], token[20:32]))
