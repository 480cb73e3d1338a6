"""VSB 博达: pages that count backwards (portals.md §1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from specimens.families.base import ContentSystem, Page, Posting, Shelf, chunks, column_html, newest
from specimens.web import Reply, page


class Vsb(ContentSystem):
    """Pages count backwards: of 11 pages the second is ``…/10.htm`` and the last ``…/1.htm``."""

    article_body = (
        '<form name="_newscontent_fromname"><script language="javascript" src="/system/resource/js/news/mp4video.js"></script>'
        '<div id="vsb_content_2"><div class="v_news_content">\n',
        '</div></div><script>_showDynClicks("wbnews", 1392481, 0)</script></form>',
    )

    rows_a_page = 20

    def column_path(self, shelf: Shelf) -> str:
        return f"/zfxxgk/{shelf.slug}.htm"

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        return f"/info/{shelf.number}/{posting.number}.htm"

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        pages = chunks(shelf.postings, self._rows)
        return {
            self._page_path(shelf, number, len(pages)): partial(self._list, shelf, rows, number, len(pages))
            for number, rows in enumerate(pages, start=1)
        }

    @staticmethod
    def _page_path(shelf: Shelf, number: int, total: int) -> str:
        return (
            f"/zfxxgk/{shelf.slug}.htm" if number == 1 else f"/zfxxgk/{shelf.slug}/{total - number + 1}.htm"
        )

    def _list(self, shelf: Shelf, rows: Sequence[Posting], number: int, total: int) -> Reply:
        up = "../" if number == 1 else "../../"
        items = "".join(
            f'<li id="line_u8_{index}"><a href="{row.href or up + self.article_path(shelf, row)[1:]}" target="_blank" '
            f'title="{escape(row.title)}">{escape(row.title)}</a><span>{row.listed:%Y/%m/%d}</span></li>\n'
            for index, row in enumerate(rows)
        )
        return page(
            column_html(
                self.face, shelf.name, f'<ul class="list">{items}</ul>{self._pager(shelf, number, total)}'
            ),
            newest(rows),
        )

    @staticmethod
    def _pager(shelf: Shelf, number: int, total: int) -> str:
        here = f"{shelf.slug}/" if number == 1 else ""

        def link(to: int) -> str:
            return f"{here}{total - to + 1}.htm" if to > 1 else f"../{shelf.slug}.htm"

        numbers = "".join(
            f'<span class="p_no_d">{n}</span>'
            if n == number
            else f'<span class="p_no"><a href="{link(n)}">{n}</a></span>'
            for n in range(1, total + 1)
        )
        following = (
            f'<span class="p_next p_fun"><a href="{link(number + 1)}">下页</a></span>'
            f'<span class="p_last p_fun"><a href="{link(total)}">尾页</a></span>'
            if number < total
            else '<span class="p_next_d p_fun_d">下页</span><span class="p_last_d p_fun_d">尾页</span>'
        )
        return (
            f'<div class="pb_sys_common pb_sys_normal"><span class="p_pages"><span class="p_t">共{len(shelf.postings)}条</span>'
            f"{numbers}{following}</span></div>"
        )
