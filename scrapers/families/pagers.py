"""Signs that a list goes on where no family knows how. A list with such a sign is never called whole."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.asking import Ask
from scrapers.page import Page, count_of, iso_date, links_in, squeeze

_ENCODED = re.compile(r"""atob\(\s*["']([A-Za-z0-9+/=\s]{16,20000})["']\s*\)""")
_TOTAL = re.compile(
    r"""\b(?:[a-z]|int|num|str|all|sum|my|the)?_?(?:page_?counts?|count_?page|total_?pages?|page_?totals?|pages_?total|max_?page|last_?page|pages)["']?\s*[:=]\s*["']?(\d{1,5})\b""",
    re.IGNORECASE,
)
_COUNT_AND_SIZE = re.compile(
    r"""\b(?:total|totals|count|total_?(?:count|records?|rows?|items?|num)|record_?counts?)["']?\s*[:=]\s*["']?(\d{1,6})\b"""
    r"""[^{}]{0,200}?\b(?:page_?size|per_?page|size|limit|rows|page_?rows|page_?num_?size)["']?\s*[:=]\s*["']?(\d{1,4})\b""",
    re.IGNORECASE,
)
_SIZE_AND_COUNT = re.compile(
    r"""\b(?:page_?size|per_?page|limit|page_?rows)["']?\s*[:=]\s*["']?(\d{1,4})\b"""
    r"""[^{}]{0,200}?\b(?:total|totals|count|total_?(?:count|records?|rows?|items?|num)|record_?counts?)["']?\s*[:=]\s*["']?(\d{1,6})\b""",
    re.IGNORECASE,
)
_HIDDEN_COUNT = re.compile(
    r"^(?:total_?(?:counts?|records?|rows?|num)?|(?:record|row|data)_?counts?)$", re.IGNORECASE
)
_HIDDEN_SIZE = re.compile(r"^(?:page_?size|per_?page|limit|page_?rows|rows)$", re.IGNORECASE)
_SECOND = re.compile(r"^[\[(（【第]?\s*2\s*[\])）】页]?$")
"""The number of the second page, as pagers print it."""
_CALL = re.compile(
    r"\b\w*(?:paging|pagination|pager|page(?:Nav|Bar|List|HTML|Html|Box)?|fenye|laypage)\w*\s*(?:\.\s*\w+\s*)?\(([^()]{0,300})\)",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"""\b(\w+)\s*\(([^()]{0,160}["'][\w-]{1,40}["']\s*,\s*["']\.?(?:s?html?|jhtml|aspx?|jsp|php)["'][^()]{0,80})\)""",
    re.IGNORECASE,
)
"""A pager of any name that is told how the files of a list are called: ``showFy(nPages, nNow, "list", "html")``."""
_MORE = re.compile(
    r"加载更多|点击加载|查看更多|显示更多|更多内容|下拉加载|继续加载|load\s*more", re.IGNORECASE
)
_NEXT = re.compile(r"^(下一?页|后一?页|next)$", re.IGNORECASE)
_BOX = re.compile(
    r"(^|[\s_-])(pag(e[rs]?|ing|ination|enav|ebar|elist)|fenye|laypage|page[_-]?(div|box|nav|list|bar|num))([\s_-]|$)",
    re.IGNORECASE,
)
_DATA_TOTAL = (
    "data-total-pages",
    "data-totalpages",
    "data-pages",
    "data-page-count",
    "data-pagecount",
    "data-total-page",
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
            if link.text in ("下一页", "下页", "后页", ">", ">>", "»"):
                return (Ask(link.url),)
    return ()


def unfollowed(page: Page) -> str:
    """Why the list may go on beyond this page, in English; empty where nothing says so.

    Asked of a first page to which no next one was found. A pager that says "one page" clears the page.
    """
    totals = list(_totals(page))
    if totals:
        return f"says {max(totals)} pages; no way to the next was found" if max(totals) > 1 else ""
    for node in page.tree.css("a, button, span, div, p, input"):
        if any(child.tag in ("a", "button", "span", "div", "p") for child in node.iter()):
            continue
        words = squeeze(node.text() or node.attributes.get("value") or "")
        if len(words) <= 20 and _MORE.search(words) and not _leads_somewhere(node):
            return f"{words!r} loads more by script"
        if _NEXT.match(words) and not _leads_somewhere(node) and not _is_off(node):
            return f"{words!r} leads on by script"
    return _second_page(page) or _filled_box(page)


def goes_on(page: Page) -> str:
    """The words of a "next page" on a page that are not greyed out, whether a link or a script follows them; "" for none."""
    for node in page.tree.css("a, button, span, input"):
        words = squeeze(node.text() or node.attributes.get("value") or "")
        if _NEXT.match(words) and not _is_off(node):
            return words
    return ""


def _totals(page: Page) -> Iterator[int]:
    yield from _printed_totals(page.text)
    yield from _hidden_total(page)
    yield from _called_totals(page.text)
    yield from _data_totals(page)


def _printed_totals(text: str) -> Iterator[int]:
    """Pages as words tell them: 共 5 页, or 86 rows of 20 a page."""
    for found in _TOTAL.finditer(text):
        yield int(found.group(1))
    told = [(found.group(1), found.group(2)) for found in _COUNT_AND_SIZE.finditer(text)]
    told += [(found.group(2), found.group(1)) for found in _SIZE_AND_COUNT.finditer(text)]
    for total, size in told:
        if int(size):
            yield -(-int(total) // int(size))


def _called_totals(text: str) -> Iterator[int]:
    """The largest number that a script is called with to draw the pager."""
    for call in _CALL.finditer(text):
        numbers = [int(one) for one in re.findall(r"(?<![\w.#-])\d{1,5}(?![\w.])", call.group(1))]
        if numbers:
            yield max(numbers)
    for call in _FILES.finditer(text):
        words = [word.strip().strip("\"'") for word in call.group(2).split(",")]
        named = (
            re.search(rf"\b{word}\s*=\s*[\"']?(\d{{1,5}})\b", text) for word in words if word.isidentifier()
        )
        told = [count_of(word) for word in words] + [int(one.group(1)) for one in named if one]
        pages = [number for number in told if number is not None]
        if pages:
            yield max(pages)


def _data_totals(page: Page) -> Iterator[int]:
    """Pages told in an attribute."""
    for node in page.tree.css(", ".join(f"[{name}]" for name in _DATA_TOTAL)):
        value = next(
            (node.attributes.get(name) or "" for name in _DATA_TOTAL if node.attributes.get(name)), ""
        )
        number = count_of(value)
        if number is not None:
            yield number


def _hidden_total(page: Page) -> Iterator[int]:
    """Pages that two hidden fields tell a script: totalCount 86 and pageSize 20."""
    fields = {
        (node.attributes.get("id") or node.attributes.get("name") or ""): node.attributes.get("value") or ""
        for node in page.tree.css("input[value]")
    }
    told = ((name, count_of(value)) for name, value in fields.items())
    numbers = [(name, number) for name, number in told if number is not None]
    counts = [value for name, value in numbers if _HIDDEN_COUNT.match(name)]
    sizes = [value for name, value in numbers if value and _HIDDEN_SIZE.match(name)]
    if counts and sizes:
        yield -(-max(counts) // max(sizes))


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
    for node in [one for one in named if any(_BOX.search(name) for name in _names(one))] + _behind_the_list(
        page
    ):
        if squeeze(node.text()) or node.css_first("a[href], button") is not None:
            continue
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
