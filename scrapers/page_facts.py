"""What a page says of itself besides the report: its standard tags, and how much of the article stands on the page itself.

Both are taken only from a page that was read whole; of any other nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from reports import meta_tags
from scrapers.links import resolve
from scrapers.page import MAX_PARSED, Link, Page, texts
from scrapers.values import PageFacts

_ARTICLES = (
    "#zoom, #Zoom, .TRS_Editor, .TRS_UEDITOR, #UCAP-CONTENT, .article-content, .article_content, .articleContent, "
    "#article, article, .bt_content, .v_news_content, .xl_con, .view, .con_text, .news_content, .wzcon, .pages_content"
)
"""Elements that the families' article templates put an article's body into."""
_SHOWING = "img, iframe, embed, object, video, canvas, picture, svg"
"""What may show words that are not text: where one stands, the letters say nothing."""


def page_facts(page: Page, attachments: Sequence[Link] = ()) -> PageFacts | None:
    """The facts of an article page, `None` where it was not read whole.

    `attachments`: the links of which one is read in the page's stead; the letters are counted only then.
    """
    if not is_whole(page):
        return None
    return PageFacts(meta_tags(page.tree), _letters(page, attachments) if attachments else None)


def is_whole(page: Page) -> bool:
    """An HTML page answered in full, decoded without loss, and ended by its own closing tag."""
    if not page.body or not page.is_html or len(page.body) > MAX_PARSED or "\ufffd" in page.text:
        return False
    end = page.text[-2048:].lower()
    return page.capture.status in (200, 304) and ("</html" in end or "</body" in end)


def _letters(page: Page, attachments: Sequence[Link]) -> int | None:
    """Characters of the article that holds every one of the links, the links' own words left out.

    The element must hold the links as the server sent them: a body that a script brings later holds none. `None` where no
    such element is known, and where it shows anything but text.
    """
    wanted = {link.url for link in attachments}
    holding = [node for node in page.tree.css(_ARTICLES) if wanted <= set(_addresses(node, page.base))]
    if not holding:
        return None
    widest = max(holding, key=lambda node: len(node.html or ""))
    if widest.css_first(_SHOWING) is not None:
        return None
    linked = sum(_count(node) for node in widest.css("a[href]"))
    return _count(widest) - linked


def _count(node: LexborNode) -> int:
    return sum(not letter.isspace() for text in texts(node) for letter in text)


def _addresses(node: LexborNode, base: str) -> list[str | None]:
    return [resolve(base, link.attributes.get("href") or "") for link in node.css("a[href]")]
