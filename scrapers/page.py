"""An answer opened as a page: decoded, parsed, its links resolved. What lists and discovery look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports import squeeze
from scrapers.links import resolve
from scrapers.obstacles import Finding, of_page
from scrapers.values import Capture
from scrapers.xml_roots import xml_root

MAX_PARSED = 8 * 1024 * 1024
"""Bytes of a page that are parsed; a list or an article is far smaller."""

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
DATE = re.compile(r"(?<!\d)(20\d{2}|19[89]\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)")
_UNREAD = ("script", "style", "noscript", "title")
"""Elements whose own text no visitor reads."""


def decode(body: bytes, content_type: str) -> str:
    """Bytes to text: BOM, then strict UTF-8, then what header and meta name, then GB18030 (a superset of GBK and GB2312).

    UTF-8 is tried before the declarations because pages that say UTF-8 and are GBK, and the reverse, both occur, and text
    in GBK is next to never valid UTF-8. What cannot be decoded becomes U+FFFD and is counted by `Page.obstacle`.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= len(body) - 3
    declared = _CHARSET.search(content_type.encode("ascii", "ignore")) or _CHARSET.search(body[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name in ("big5", "big5-hkscs"):
        return body.decode("big5hkscs", "replace")
    chinese = body.decode("gb18030", "replace")
    if cut or (name in ("utf-8", "utf8") and chinese.count("\ufffd") > 0):
        western = body.decode("utf-8", "replace")
        return western if western.count("\ufffd") <= chinese.count("\ufffd") else chinese
    return chinese


_COUNT = re.compile(r"[0-9]{1,9}")


def count_of(text: str) -> int | None:
    """The number a page tells of its rows or pages, in plain digits; `None` for anything else, and for what no list has."""
    return int(text) if _COUNT.fullmatch(text) else None


def iso_date(text: str) -> str | None:
    """The first date in `text` as ``YYYY-MM-DD``, `None` where there is none or it is impossible."""
    found = DATE.search(text)
    if found is None:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3))).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Link:
    """`text` is what a visitor sees, `title` the whole title: title= before cut text, alt= of an image-only link."""

    url: str
    text: str
    title: str
    node: LexborNode = field(repr=False, compare=False)


@dataclass(frozen=True)
class Page:
    """One HTML (or JSON, or script) answer. `body` is given where the answer itself was a 304."""

    capture: Capture
    body: bytes

    @cached_property
    def text(self) -> str:
        return decode(self.body[:MAX_PARSED], self.capture.headers.get("content-type", ""))

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @property
    def url(self) -> str:
        return self.capture.final

    @cached_property
    def base(self) -> str:
        node = self.tree.css_first("base[href]")
        href = node.attributes.get("href") if node is not None else None
        return (resolve(self.url, href) if href else None) or self.url

    @cached_property
    def title(self) -> str:
        node = self.tree.css_first("title")
        return squeeze(node.text()) if node is not None else ""

    def meta(self, name: str) -> str:
        for node in self.tree.css("meta[name]"):
            if (node.attributes.get("name") or "").lower() == name.lower():
                return squeeze(node.attributes.get("content") or "")
        return ""

    @cached_property
    def visible(self) -> str:
        """What a visitor can read, without scripts and styles."""
        body = self.tree.body
        if body is None:
            return ""
        return squeeze(" ".join(_readable(body)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(links_in(self.tree.css("a[href], area[href]"), self.base))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of this page's own address and of `links`, in that order: every family looks at them for its sign."""
        return tuple(urlsplit(url).path for url in (self.url, *(link.url for link in self.links)))

    def links_with(self, *words: str) -> Iterator[Link]:
        """Those of `links` whose address as printed contains one of the words; the others are not looked into."""
        nodes = self.tree.css("a[href]")
        return links_in(
            [node for node in nodes if any(word in (node.attributes["href"] or "") for word in words)],
            self.base,
        )

    @cached_property
    def xml_root(self) -> str:
        """The name of the root element, in small letters, of an answer that is XML and no page; "" for all others."""
        return xml_root(self.capture.headers.get("content-type", ""), self.body, self.text)

    @cached_property
    def is_html(self) -> bool:
        if self.xml_root:
            return False
        kind = self.capture.headers.get("content-type", "").lower()
        head = self.body[:1024].lstrip().lower()
        return "html" in kind or head.startswith(
            (b"<!doctype", b"<html", b"<?xml", b"<head", b"<meta", b"<div", b"<table")
        )

    def obstacle(self, min_chars: int) -> Finding | None:
        return of_page(self.text, len(self.body), len(self.links), self.visible, min_chars=min_chars)


_BETWEEN = "\uffff"
"""Between pieces of text: no character of any text (Unicode 23.7)."""


def _readable(node: LexborNode) -> Iterator[str]:
    """The same as `texts`, taken out at once: of two equal pieces of which one is a script's, either may be left out."""
    unread = Counter(
        piece
        for hidden in node.css(", ".join(_UNREAD))
        for piece in hidden.text(deep=False, separator=_BETWEEN).split(_BETWEEN)
    )
    for piece in node.text(separator=_BETWEEN).split(_BETWEEN):
        if unread[piece]:
            unread[piece] -= 1
        else:
            yield piece


def texts(node: LexborNode) -> Iterator[str]:
    """The pieces of text below a node that a visitor can read, in order."""
    for child in node.traverse(include_text=True):
        if child.tag == "-text":
            parent = child.parent
            if parent is None or parent.tag not in _UNREAD:
                text = child.text(deep=False)
                if text:
                    yield text


def links_in(nodes: list[LexborNode], base: str) -> Iterator[Link]:
    for node in nodes:
        attributes = node.attributes
        url = resolve(base, attributes.get("href") or "")
        if url is None:
            continue
        text = squeeze(node.text())
        title = squeeze(attributes.get("title") or "")
        if not title and not text:
            image = node.css_first("img[alt]")
            title = squeeze((attributes if image is None else image.attributes).get("alt") or "")
        yield Link(url, text, _whole_title(title, text), node)


def _whole_title(title: str, text: str) -> str:
    """title= where it says at least as much as the visible text, which is often cut with "…"."""
    if not title:
        return text
    cut = re.sub(r"[….·\s]+$", "", text)
    if text and text != cut and title.startswith(cut[:8]):
        return title
    return title if len(title) >= len(text) or not text else text
