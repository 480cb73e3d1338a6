"""Parts of a list that only a script of the page shows: tabs, rows made in the browser, frames, endless scrolling.

What is in the page's own HTML is read whole; whether the rest held a report nobody here can know. A column with such a part
is never called whole, so that nobody is missed for a row that a visitor sees (house.md: absence needs proof).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from reports import BREAKS_OFF, ReportKind, breaks_off, squeeze
from scrapers.families.pagers import holds
from scrapers.links import resolve
from scrapers.page import Page
from scrapers.portal import Portal
from scrapers.titles import is_part_name, kind_of_row

_TEMPLATE = re.compile(
    r"\bhx-(?:get|post)\s*=|\bv-for\s*=|\bng-repeat\s*=|<a\b[^>]{0,300}\{\{[^{}]{1,80}\}\}|\{\{\s*#?each\b"
)
"""htmx, Vue, Angular, art-template and Handlebars: links that the browser will make of data."""
_SCROLLS = re.compile(
    r"\.load\s*\(\s*\{\s*elem|infinite-?scroll|\.(?:scroll|onscroll)\s*(?:\(|=)[^\0]{0,600}?(?:\$\.(?:ajax|get|post|getJSON)|\bfetch|axios|XMLHttpRequest|\bload\w*)\s*\("
)
_FETCHES = re.compile(
    r"(?:\baxios\b|\$\.(?:ajax|get|post|getJSON)\b|\bfetch)\s*[.(][^\0]{0,300}?"
    r"[\"'{,?&]\s*(?:page_?(?:no|num|index|size)|curr?(?:ent)?_?page|per_?page)\b",
    re.IGNORECASE,
)
"""A call for a list by pages. Counters of hits and comments ask for no page."""
_NO_LIST = re.compile(
    r"stat|count|share|player|map|weather|login|ewm|qrcode|search|bszs|jubao|slh", re.IGNORECASE
)
"""In the addresses of frames that hold counters, maps, players, marks of the site."""
_PLAYED = re.compile(r"\.(?:swf|mp4|mp3|flv|svg|png|jpe?g|gif)$", re.IGNORECASE)
SMALL, TALL = 100, 400
"""Pixels: below the one a frame holds no list; from the other on one of a foreign host may be the page's substance."""


def unseen_parts(page: Page) -> str:
    """Why a visitor may see more than the page's HTML holds, in English; empty where nothing says so."""
    text = page.text
    if breaks_off(text.encode()):
        return BREAKS_OFF
    if _TEMPLATE.search(text):
        return "rows are made by a script from data that was not seen"
    if _SCROLLS.search(text):
        return "scrolling down loads more by script"
    if _FETCHES.search(text):
        return "a script of the page asks for rows by pages"
    if any("<a" in (node.attributes.get("srcdoc") or "") for node in page.tree.css("iframe[srcdoc]")):
        return "a frame holds its page within its own tag"
    foreign = next((url for url, size in _framed(page) if size >= TALL and not _same_host(url, page)), None)
    return f"the frame {foreign} was not read" if foreign else _tabs(page)


def frames(page: Page, portal: Portal) -> Iterator[str]:
    """Addresses of the portal that this page shows in frames large enough to hold a list."""
    for url, _ in _framed(page):
        if _same_host(url, page) or portal.allows(url):
            yield url


def is_frameset(page: Page) -> bool:
    return page.tree.css_first("frameset frame[src]") is not None


def _framed(page: Page) -> Iterator[tuple[str, int]]:
    """Frames that may hold a list, with their height in pixels where it is told, else 0."""
    for node in page.tree.css("iframe[src], frame[src], object[data], embed[src]"):
        attributes = node.attributes
        url = resolve(page.base, attributes.get("src") or attributes.get("data") or "")
        style = re.sub(r"\s", "", attributes.get("style") or "").lower()
        sizes = [(attributes.get(name) or "").rstrip("px") for name in ("width", "height")]
        small = any(size.isdigit() and int(size) < SMALL for size in sizes)
        if url is None or small or "display:none" in style or _NO_LIST.search(urlsplit(url).path):
            continue
        if not _PLAYED.search(urlsplit(url).path):
            yield url, int(sizes[1]) if sizes[1].isdigit() else 0


def _same_host(url: str, page: Page) -> bool:
    return urlsplit(url).hostname == urlsplit(page.url).hostname


def _tabs(page: Page) -> str:
    """Names of years or levels that a script follows, where there are fewer boxes of reports than such names."""
    names = [
        words
        for node in page.tree.css("a, li, span, button, option, dt, h3")
        if len(words := squeeze(node.text())) <= 24 and _names_a_part(words) and _is_scripted(node)
    ]
    if len(set(names)) < 2 or len(_boxes(page)) >= len(set(names)):
        return ""
    return f"{names[0]!r}, {names[1]!r} are shown by a script"


def _names_a_part(words: str) -> bool:
    """A year, a level, or the first letter of the agencies' names."""
    return (
        re.fullmatch("[A-Z]", words) is not None if len(words) == 1 else bool(words) and is_part_name(words)
    )


def _is_scripted(node: LexborNode) -> bool:
    attributes = node.attributes
    href = (attributes.get("href") or "").strip().lower()
    if node.tag == "option":
        return not re.search(r"[/.]", attributes.get("value") or "")
    if href and not href.startswith(("#", "javascript")):
        return False
    if holds(node, "a[href], ul") or _opens_a_menu(node):
        return False
    said = any(name == "onclick" or name.startswith("data-") for name in attributes)
    return said or href.startswith(("#", "javascript"))


def _opens_a_menu(node: LexborNode) -> bool:
    """Whether the links of a menu stand in the same item."""
    parent = node.parent
    return parent is not None and parent.tag in ("li", "dl", "dd") and len(parent.css("a[href]")) > 2


def _boxes(page: Page) -> set[int]:
    """Elements that hold the rows of one list each."""
    found = set()
    for link in page.links:
        if kind_of_row(link.title) is not ReportKind.ANNUAL_REPORT:
            continue
        item = link.node.parent
        while item is not None and item.tag not in ("li", "tr", "dd", "p", "body"):
            item = item.parent
        if item is not None and item.tag != "body" and item.parent is not None:
            found.add(item.parent.mem_id)
    return found
