"""Signs in a list's page that it is not the whole list, whatever its pager says: the server broke off, the page sends its
visitors elsewhere, says in words that something is missing, or opens reports by something other than a link.

Whoever is not in such a list may be where the sign points; nobody may be missed there (house.md: absence needs proof).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from reports import ReportKind, squeeze
from scrapers.forwarding import sent_on_by_script
from scrapers.links import resolve
from scrapers.page import Page, texts
from scrapers.titles import kind_of_row, leads_to_parts, looks_like_article

_BROKEN = re.compile(
    r"\[an error occurred while processing this directive\]|Microsoft OLE DB Provider|\[Microsoft\]\[ODBC"
    r"|<b>(?:Fatal error|Parse error|Warning)</b>:|\bjava\.(?:lang|sql|io|util)\.\w+(?:Exception|Error)\b"
    r"|Server Error in '|System\.(?:Data|Web)\.[\w.]*Exception|\bORA-\d{5}\b|You have an error in your SQL syntax"
    r"|Traceback \(most recent call last\)|(?:置标|模板|标签)解析(?:错误|失败)"
)
"""What servers and publishing systems print into a page that they could not finish."""
_UNFILLED = re.compile(r"\{\$[\w.]+\}|\{\{[^{}]{1,60}\}\}|\$\{[\w.]{1,60}\}|<#list|\{pboot:|\{dede:|\{cms:")
"""Places of a template that nothing was put into; looked for only in what a visitor reads."""
_INCLUDED = re.compile(r"<!--#include\s+(?:virtual|file)\s*=\s*[\"']([^\"']{1,200})")
_LOADED = re.compile(r"\.load\s*\(\s*[\"']([^\"'\s]{1,200})")
"""jQuery's ``$("#list").load("/list/2024.html")``."""
_FURNITURE = re.compile(
    r"head|foot|top|bottom|banner|nav|menu|logo|left|right|side|share|login|search|count|stat|link|copyright|weather|float|piao",
    re.IGNORECASE,
)
"""In the names of files that stand around every page of a site."""
_ELSEWHERE = re.compile(
    r"(?:年报|年度报告)[^。；]{0,16}(?:请(?:访问|移步|到|前往|登录|点击|查阅)|移至|迁至|迁移|转至|另行)"
    r"|(?:内容|栏目|网站|系统|数据|年报)[^。；]{0,14}(?:维护|升级|迁移|建设|整理|完善|调试|录入|补录|更新)(?:之中|过程中|中)"
    r"|(?:部分|暂时|正在)[^。；]{0,14}(?:无法显示|不能显示|无法访问|迁移|补录|改版)"
)
"""What a page says of its own list; looked for outside links only, since news speak like that."""
LONGEST_NOTE = 80
"""Characters of a note; what is longer is an article's text."""
_ASKED = re.compile(r"[\"']([^\"'\s]{4,300})[\"']")


def left_open(page: Page) -> str:
    """Why the page may not be the whole list of today, in English; empty where nothing says so."""
    if _BROKEN.search(page.text):
        return "the server broke off while it made the page"
    for pattern in (_LOADED, _INCLUDED):
        loaded = next((one for one in pattern.findall(page.text) if not _is_furniture(one)), None)
        if loaded is not None:
            return f"{loaded!r} is put into the page by what nobody here runs"
    if ahead := sent_on_by_script(page):
        return f"a script sends visitors on to {ahead}"
    note = next(_notes(page), None)
    if note is not None:
        return f"the page says of its list: {note!r}"
    opened = (
        next(_opened_otherwise(page), None) or next(_wordless(page), None) or next(_other_parts(page), None)
    )
    return f"{opened!r} leads on, nobody here knows where" if opened else ""


def _is_furniture(address: str) -> bool:
    return _FURNITURE.search(urlsplit(address).path) is not None


def _notes(page: Page) -> Iterator[str]:
    body = page.tree.body
    if body is None:
        return
    linked = {piece for link in page.links for piece in (link.text, link.title)}
    newest = max((year for title in linked for year in _years(title)), default=0)
    for text in texts(body):
        piece = squeeze(text)
        if _UNFILLED.search(piece):
            yield piece[:LONGEST_NOTE]
        elif len(piece) <= LONGEST_NOTE and _ELSEWHERE.search(piece) and piece not in linked:
            gone_by = max(_years(piece), default=newest) < newest
            yield from () if gone_by else (piece,)


def _years(text: str) -> list[int]:
    return [int(year) for year in re.findall(r"(?<!\d)20\d{2}(?=\s*年)", text)]


def _opened_otherwise(page: Page) -> Iterator[str]:
    """Articles of this site that a choice, a button or a clicked row opens, and no link does."""
    linked = {link.url for link in page.links}
    for node in page.tree.css("option[value], [onclick], [data-url], [data-href]"):
        for address in _addresses(node):
            url = resolve(page.base, address)
            if url is None or url in linked or url == page.url or not looks_like_article(url):
                continue
            if urlsplit(url).hostname == urlsplit(page.url).hostname:
                yield squeeze(node.text())[:LONGEST_NOTE] or address


def _addresses(node: LexborNode) -> Iterable[str]:
    attributes = node.attributes
    yield from (attributes.get(name) or "" for name in ("value", "data-url", "data-href"))
    yield from _ASKED.findall(attributes.get("onclick") or "")


def _wordless(page: Page) -> Iterator[str]:
    """A row that is only a picture, among the rows that are reports: its words are not known here."""
    boxes = {box.mem_id for link in page.links if _is_report(link.title) and (box := _box(link.node))}
    for link in page.links:
        if not link.title and looks_like_article(link.url):
            box = _box(link.node)
            if (
                box is not None
                and box.mem_id in boxes
                and all(one.url != link.url for one in page.links if one.title)
            ):
                yield link.url


def _is_report(title: str) -> bool:
    return kind_of_row(title) is ReportKind.ANNUAL_REPORT


def _box(node: LexborNode) -> LexborNode | None:
    """What holds the rows of the list in which this link stands."""
    item = node.parent
    while item is not None and item.tag not in ("li", "tr", "dd", "p", "body"):
        item = item.parent
    return item.parent if item is not None and item.tag != "body" else None


def _other_parts(page: Page) -> Iterator[str]:
    """Links in words of their own to the reports of others: 县直部门年报请点此查看."""
    for link in page.links:
        if leads_to_parts(link.title, link.url, page.url):
            yield link.title
