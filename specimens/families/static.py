"""Families whose lists are pages: TRS, ucap 开普云 (static lists), and the Anhui family (portals.md §1.2-1.6)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from specimens import trs
from specimens.chrome import ArticleFacts, Entry, PortalFace
from specimens.families.base import ContentSystem, Page, Posting, Shelf, chunks, column_html, newest
from specimens.web import Asked, Reply, page


class Trs(ContentSystem):
    """Script pagers. `base` 0: page 2 is index_1; 1: index_2. `declared` is what the pager says if it lies."""

    article_body = (
        '<div class="view TRS_UEDITOR trs_paper_default" id="zoom"><div class=TRS_Editor>',
        "</div></div>",
    )

    def __init__(
        self,
        face: PortalFace,
        shelves: Sequence[Shelf],
        *,
        base: int = 0,
        rows: int | None = None,
        declared: int | None = None,
        robots: str | None = None,
    ) -> None:
        self._base, self._declared = base, declared
        super().__init__(face, shelves, rows=rows, robots=robots)

    def column_path(self, shelf: Shelf) -> str:
        return f"/zwgk/{shelf.slug}/"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/zwgk/{shelf.slug}/{posting.stamp:%Y%m}/t{posting.stamp:%Y%m%d}_{posting.number}.html"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        folder = self.column_path(shelf)
        pages = chunks(shelf.postings, self._rows)
        pager = trs.Pager(self._declared or len(pages), self._base)
        made = {
            folder + pager.file(number): partial(self._list, shelf, rows, pager, number)
            for number, rows in enumerate(pages, start=1)
        }
        return {folder: made[folder + pager.file(1)], **made}

    def _list(self, shelf: Shelf, rows: Sequence[Posting], pager: trs.Pager, number: int) -> Reply:
        folder = self.column_path(shelf)
        entries = [
            Entry(
                row.title, row.href or "./" + self.article_path(shelf, row).removeprefix(folder), row.listed
            )
            for row in rows
        ]
        html = trs.column(
            self.face, shelf.name, [("首页", "/"), (shelf.name, folder)], entries,
            pager=pager, current=number, total=len(shelf.postings),
        )  # fmt: skip
        return page(html, newest(rows), charset=self.face.charset)


class Ucap(ContentSystem):
    """Static ucap lists: ``xxgk_list.shtml``, then ``xxgk_list_2.shtml``, with a script pager."""

    site = "qxx"
    article_body = ('<UCAPCONTENT><div id="UCAP-CONTENT">', "</div></UCAPCONTENT>")
    list_name = "xxgk_list"

    def column_path(self, shelf: Shelf) -> str:
        return f"/{self.site}/c{shelf.number}/{self.list_name}.shtml"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/{self.site}/c{shelf.number}/{posting.stamp:%Y%m}/{posting.token}.shtml"

    def article_title(self, facts: ArticleFacts) -> str:
        return (
            f'<div class="article"><h1><UCAPTITLE>{escape(facts.title)}</UCAPTITLE></h1>\n<p class="sub"><span>发布时间：'
            f"{facts.visible} 10:20</span> <span>来源：{facts.source}</span></p>\n"
        )

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        pages = chunks(shelf.postings, self._rows)
        folder = f"/{self.site}/c{shelf.number}/{self.list_name}"
        return {
            f"{folder}.shtml" if number == 1 else f"{folder}_{number}.shtml": partial(
                self._list, shelf, rows, number, len(pages)
            )
            for number, rows in enumerate(pages, start=1)
        }

    def _list(self, shelf: Shelf, rows: Sequence[Posting], number: int, total: int) -> Reply:
        items = "".join(
            f'<li><a href="{row.href or self.article_path(shelf, row)}" target="_blank">{escape(row.title)}</a><span>{row.listed}</span></li>\n'
            for row in rows
        )
        script = f"<script>createPageHTML('page_div', {total}, {number}, '{self.list_name}', 'shtml', {len(shelf.postings)});</script>"
        inner = f'<ul class="xxgk_list">{items}</ul><div id="page_div"></div>'
        return page(column_html(self.face, shelf.name, inner, script), newest(rows))


class Longxun(ContentSystem):
    """The Anhui family: ``?pageIndex=`` lists whose links exist only in a script, and year tabs ``?year=``."""

    article_body = ('<div class="j-fontContent newscontnet minh500">', "</div>")

    def column_path(self, shelf: Shelf) -> str:
        return f"/public/column/{shelf.number}?type=4&action=list&nav=3"

    def tabs_path(self, shelf: Shelf, year: int) -> str:
        """The same reports as one page of a year, as ``/site/tpl/<id>?nav=4&year=2024`` shows them."""
        return f"/site/tpl/{shelf.number}?nav=4&year={year}"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/public/{shelf.number}/{posting.number}.html"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        return {}

    def other(self, asked: Asked) -> Reply | None:
        for shelf in self.shelves:
            if asked.path == f"/public/column/{shelf.number}":
                return self._list(shelf, int(asked.query.get("pageIndex", "1")))
            if asked.path == f"/site/tpl/{shelf.number}":
                return self._tab(shelf, int(asked.query.get("year", "0")))
        return None

    def article_title(self, facts: ArticleFacts) -> str:
        return (
            '<div class="article"><table class="table_suoyin"><tr><th>索引号：</th><td>003014/202501-00012</td><th>发布机构：</th>'
            f'<td>{facts.source}</td></tr><tr><th>名称：</th><td class="pmingcheng" colspan="3">{escape(facts.title)}</td></tr>'
            f'<tr><th>发布日期：</th><td colspan="3">{facts.visible}</td></tr></table>\n<h1 class="newstitle">{escape(facts.title)}</h1>\n'
        )

    def _items(self, shelf: Shelf, rows: Sequence[Posting]) -> str:
        return "".join(
            f'<li><a href="{row.href or self.article_path(shelf, row)}" title="{escape(row.title)}" target="_blank">{escape(row.title)}</a>'
            f'<span class="date">{row.listed}</span></li>\n'
            for row in rows
        )

    def _list(self, shelf: Shelf, number: int) -> Reply:
        pages = chunks(shelf.postings, self._rows)
        # Beyond the end this system shows the last page again.
        rows = pages[min(max(number, 1), len(pages)) - 1]
        settings = (
            f"pageCount:{len(pages)},pageIndex:{number},pageSize:{self._rows},count:{len(shelf.postings)}"
        )
        script = f"<script>Ls.pagination({{{settings},target:'#page'}});</script>"
        inner = (
            f'<ul class="doc_list list-{shelf.number}">{self._items(shelf, rows)}</ul><div id="page"></div>'
        )
        return page(column_html(self.face, shelf.name, inner, script), newest(rows))

    def _tab(self, shelf: Shelf, year: int) -> Reply:
        rows = [row for row in shelf.postings if not year or row.listed.year == year + 1]
        years = sorted({row.listed.year - 1 for row in shelf.postings}, reverse=True)
        tabs = "".join(f'<li><a href="{self.tabs_path(shelf, y)}">{y}年</a></li>' for y in years)
        inner = (
            f'<ul class="year_tab">{tabs}</ul><ul class="xxgk_nav_list t4">{self._items(shelf, rows)}</ul>'
        )
        return page(column_html(self.face, shelf.name, inner), newest(rows))
