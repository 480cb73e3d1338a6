"""The base of all families: rows are links, the next page is what says so. A quarter of all portals has no other reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.inline import rows_in_scripts
from scrapers.families.onward import next_link
from scrapers.families.pagers import encoded_next, unfollowed
from scrapers.page import DATE, Link, Page, iso_date, links_in
from scrapers.portal_column import Column
from scrapers.titles import names_a_report

_TOTAL_PAGES = re.compile(
    r"共\s*(\d{1,4})\s*页|第?\s*\d{1,4}\s*/\s*(\d{1,4})\s*页|[页頁]次\s*[:：]\s*\d{1,4}\s*/\s*(\d{1,4})"
)
_TOTAL_ROWS = re.compile(
    r"共\s*(?:有\s*)?(\d{1,6})\s*(?:条|篇|项|个(?:文件|结果)|记录)|(?:总(?:记录|条目?|文章|信息)数|记录(?:总|条)数)\s*[:：]?\s*(\d{1,6})(?!\d)"
)
_CARD = "h1, h2, h3, h4, h5, h6, p, div, dt, strong, b, span"
"""What holds the title in a link that is a card of title, summary and day."""
_ITEM_TAGS = ("li", "tr", "dd", "dl", "p", "div")
_LOOK = re.compile(
    r"^[\[【]?(?:点击|点此|在线)?(?:查看|详情|下载|浏览|打开|阅读|预览|进入)(?:详情|全文|附件|报告|原文)?[\]】]?[>»]*$"
)
"""The words of a link that leave it to the rest of its row to say what is opened."""
_NOT_A_ROW = re.compile(
    r"^(首页|尾页|末页|上一?页|下一?页|更多|返回|打印|关闭|网站地图|联系我们|[\d\s<>«»‹›]+)$"
)


class Generic:
    name = "generic"

    def signs(self, page: Page) -> Signs:
        return Signs()

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        pages, rows = declared(page)
        onward = numbered(page, column, progress, pages) if column.paging.kind == "numbered" else ()
        if column.paging.kind == "auto":
            onward = next_link(page, progress.number) or encoded_next(page)
        doubt = ""
        if not onward and pages is not None and pages > progress.number:
            doubt = f"says {pages} pages; no way to the next was found"
        elif not onward and pages is None and progress.number == 1 and column.paging.kind == "auto":
            doubt = unfollowed(page)
        return ListPage(rows_of(page, column), onward, pages, rows, doubt)


def rows_of(page: Page, column: Column) -> tuple[Row, ...]:
    """The links of the column's own selectors, or else every link of the page that could be a row, each once."""
    rules = column.list
    if rules.item is None:
        found = [(link, _date_beside(link.node)) for link in page.links]
    else:
        found = []
        for item in page.tree.css(rules.item):
            date_node = item.css_first(rules.date) if rules.date else None
            day = (
                iso_date(squeeze(date_node.text()))
                if date_node is not None
                else iso_date(squeeze(item.text(separator=" ")))
            )
            found.extend((link, day) for link in links_in(item.css(rules.link), page.base))
    told = ((link, _told_by_item(link), day) for link, day in found)
    linked = (Row(link.url, title, day) for link, title, day in told if _could_be_row(title))
    return unique((*linked, *(rows_in_scripts(page) if rules.item is None else ())))


def unique(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each address once; the longest title it was linked with, and the first date printed beside it."""
    kept: dict[str, Row] = {}
    for row in rows:
        old = kept.get(row.url)
        if old is None:
            kept[row.url] = row
        elif len(row.title) > len(old.title) or (old.date is None and row.date is not None):
            kept[row.url] = Row(row.url, max(row.title, old.title, key=len), old.date or row.date)
    return tuple(kept.values())


def _could_be_row(title: str) -> bool:
    return len(title) >= 3 and not _NOT_A_ROW.match(title)


def _told_by_item(link: Link) -> str:
    """The link's title; of a card the piece that is one; of a link that only says 查看 or 下载, what else its row says:
    ``财政局 2024年``."""
    if not _LOOK.match(link.title):
        return _of_card(link) if "公开" in link.title else link.title
    item = link.node.parent
    while item is not None and item.tag not in ("tr", "li", "dl", "body"):
        item = item.parent
    if item is None or item.tag == "body" or len(item.css("a[href]")) > 2:
        return link.title
    words = squeeze(DATE.sub(" ", item.text(separator=" ")))
    return squeeze(" ".join(word for word in words.split(" ") if not _LOOK.match(word)))[:120] or link.title


def _of_card(link: Link) -> str:
    if names_a_report(link.title):
        return link.title
    pieces = (squeeze(piece.text()) for piece in link.node.css(_CARD))
    return next((piece for piece in pieces if names_a_report(piece)), link.title)


def _date_beside(node: LexborNode) -> str | None:
    """The date printed in the same item as the link: the nearest enclosing li, tr, dd … that holds no second row."""
    own = iso_date(squeeze(node.text(separator=" ")))
    if own:
        return own
    parent = node.parent
    for _ in range(4):
        if parent is None or parent.tag in ("body", "ul", "table", "tbody", "html"):
            return None
        if parent.tag in _ITEM_TAGS or parent.tag in ("td", "span", "h3", "h4"):
            if len(parent.css("a[href]")) > 2:
                return None
            found = iso_date(squeeze(parent.text(separator=" ")).replace(squeeze(node.text()), " "))
            if found:
                return found
        parent = parent.parent
    return None


def declared(page: Page) -> tuple[int | None, int | None]:
    """Pages and rows the pager prints ("共12页", "第1/12页", "共52条")."""
    text = page.visible
    pages = _TOTAL_PAGES.search(text)
    rows = _TOTAL_ROWS.search(text)
    number = next((int(group) for group in pages.groups() if group), None) if pages else None
    return number, int(rows.group(1) or rows.group(2)) if rows else None


def numbered(page: Page, column: Column, progress: Progress, pages: int | None) -> tuple[Ask, ...]:
    """The address of the next page by the description's own pattern."""
    if pages is not None and progress.number >= pages:
        return ()
    assert column.paging.pattern is not None
    number = progress.number - 1 + column.paging.first
    return (Ask(urljoin(progress.first_url or page.url, column.paging.pattern.replace("{n}", str(number)))),)
