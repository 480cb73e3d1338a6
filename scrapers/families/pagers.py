"""Signs that a list goes on where no family knows how. A list with such a sign is never called whole."""

from __future__ import annotations

import base64
import binascii
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families.onward import another_page, says_next
from scrapers.families.totals import totals
from scrapers.page import Page, iso_date, links_in

_ENCODED = re.compile(r"""atob\(\s*["']([A-Za-z0-9+/=\s]{16,20000})["']\s*\)""")
_SECOND = re.compile(r"^[\[(（【第]?\s*2\s*[\])）】页]?$")
"""The number of the second page, as pagers print it."""
_MORE = re.compile(
    r"加载更多|点击加载|查看更多|显示更多|更多内容|下拉加载|继续加载|load\s*more", re.IGNORECASE
)
_BOX = re.compile(
    r"(^|[\s_-])(pag(e[rs]?|ing|ination|enav|ebar|elist)|fenye|laypage|page[_-]?(div|box|nav|list|bar|num))([\s_-]|$)",
    re.IGNORECASE,
)


def encoded_next(page: Page) -> tuple[Ask, ...]:
    """The next page out of a pager whose HTML is base64: in ``div#pages`` or as the argument of ``atob`` (云南)."""
    node = page.tree.css_first("div#pages")
    texts = ["".join(node.text().split())] if node is not None else []
    texts.extend("".join(found.group(1).split()) for found in _ENCODED.finditer(page.text))
    for text in texts:
        if len(text) < 16 or not re.fullmatch(r"[A-Za-z0-9+/]+=*", text):
            continue
        try:
            inner = LexborHTMLParser(base64.b64decode(text, validate=True).decode("utf-8", "replace"))
        except (binascii.Error, ValueError):
            continue
        for link in links_in(inner.css("a[href]"), page.base):
            if says_next(link.text, arrows=True):
                return (Ask(link.url),)
    return ()


def unfollowed(page: Page) -> str:
    """Why the list may go on beyond this page, in English; empty where nothing says so.

    Asked of a first page to which no next one was found. A pager that says "one page" clears the page.
    """
    told = list(totals(page))
    if told:
        return f"says {max(told)} pages; no way to the next was found" if max(told) > 1 else ""
    for node in page.tree.css("a, button, span, div, p, input"):
        if any(child.tag in ("a", "button", "span", "div", "p") for child in node.iter()):
            continue
        words = _said(node)
        if len(words) <= 20 and _MORE.search(words) and not _leads_somewhere(node):
            return f"{words!r} loads more by script"
        arrows = "next" in (node.attributes.get("class") or "").lower()
        if says_next(words, arrows=arrows) and not _leads_somewhere(node) and not _is_off(node):
            return f"{words!r} leads on by script"
    last = another_page(page)
    return f"{last!r} leads on; no way there was found" if last else _second_page(page) or _filled_box(page)


def _said(node: LexborNode) -> str:
    """The words of a link or button, those of its field or picture where it has none of its own."""
    attributes = node.attributes
    return squeeze(node.text() or attributes.get("value") or attributes.get("alt") or "")


def goes_on(page: Page) -> str:
    """The words of a "next page" on a page that are not greyed out, whether a link or a script follows them; "" for none."""
    for node in page.tree.css("a, button, span, input"):
        words = _said(node)
        if says_next(words) and not _is_off(node):
            return words
    return ""


def _second_page(page: Page) -> str:
    """A 2 that a script follows, or a list of pages to choose from."""
    for node in page.tree.css("a, button, li, span, option"):
        words = squeeze(node.text())
        if len(words) > 6 or not _SECOND.match(words) or holds(node, "a, span, button"):
            continue
        clickable = node.tag in ("a", "button", "option") or any(
            name == "onclick" or name.startswith("data-") for name in node.attributes
        )
        if clickable and not _leads_somewhere(node) and not _is_off(node):
            return f"{words!r} leads on by script"
    return ""


def _filled_box(page: Page) -> str:
    """An empty box that a script of the page fills, named like a pager or standing right behind the list: how many pages
    it will show, only the browser knows."""
    scripts = _scripts(page)
    named = page.tree.css(
        "div[id], div[class], ul[id], ul[class], nav[id], nav[class], p[id], p[class], span[id]"
    )
    behind = _behind_the_list(page)
    for node in [one for one in named if any(_BOX.search(name) for name in _names(one))] + behind:
        if squeeze(node.text()) or node.css_first("a[href], button") is not None:
            continue
        if node.tag in ("ul", "ol") and node.attributes.get("id") and node in behind:
            return f"the empty list {node.attributes['id']!r} stands behind the rows"
        filled = next(
            (name for name in _names(node) if re.search(rf"""["'][#.]?{re.escape(name)}["']""", scripts)),
            None,
        )
        if filled is not None:
            return f"the box {filled!r} is filled by a script nobody here knows"
    return ""


def _names(node: LexborNode) -> list[str]:
    return [
        name
        for name in [*(node.attributes.get("class") or "").split(), node.attributes.get("id") or ""]
        if name
    ]


def _behind_the_list(page: Page) -> list[LexborNode]:
    """Elements that follow the last dated row's containers, up to four levels up."""
    dated = [
        link.node for link in page.links if link.node.parent is not None and iso_date(_item_text(link.node))
    ]
    found: list[LexborNode] = []
    node = dated[-1].parent if dated else None
    for _ in range(4):
        if node is None or node.tag in ("body", "html"):
            break
        sibling = node.next
        while sibling is not None and len(found) < 12:
            if sibling.tag in ("div", "p", "span", "ul", "nav", "table"):
                found.append(sibling)
            sibling = sibling.next
        node = node.parent
    return found


def _item_text(node: LexborNode) -> str:
    parent = node.parent
    while parent is not None and parent.tag not in ("li", "tr", "dl", "p", "div", "body"):
        parent = parent.parent
    return squeeze(parent.text(separator=" "))[:300] if parent is not None and parent.tag != "body" else ""


def _scripts(page: Page) -> str:
    return "\n".join(node.text() for node in page.tree.css("script"))


def holds(node: LexborNode, selector: str) -> bool:
    """Whether something inside the node is of that kind; `css` finds the node itself too."""
    return any(found != node for found in node.css(selector))


def _leads_somewhere(node: LexborNode) -> bool:
    href = (node.attributes.get("href") or "").strip()
    parent = node.parent
    if node.tag != "a" and parent is not None and parent.tag == "a":
        return _leads_somewhere(parent)
    return bool(href) and not href.startswith("#") and not href.lower().startswith("javascript")


def _is_off(node: LexborNode) -> bool:
    """Whether a "next page" is greyed out, as it is on the last page."""
    for one in (node, node.parent):
        if one is None:
            continue
        classes = (one.attributes.get("class") or "").lower()
        if "disabled" in one.attributes or re.search(r"disab|off|gray|grey|nolink|end|no-", classes):
            return True
    # words that are neither a link nor clickable lead nowhere
    return node.tag not in ("a", "button", "input", "option") and "onclick" not in node.attributes
