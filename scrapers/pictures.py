"""Pictures of tables that stand in an article: fetched with the page, kept as evidence, put where the page shows them.

Asked for only where a report's page has pictures and lacks the tables' standing words; whether a picture is read is the
reader's affair. One that is not had leaves its cells unread, never absent.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

import reports
from scrapers.asking import Ask
from scrapers.links import resolve
from scrapers.lists import Visit
from scrapers.page import Page
from scrapers.values import Capture, FetchFailed, Obstacle

MAX_PICTURES = 20
MAX_BYTES = 24 * 1024 * 1024
"""Of all pictures of a report together."""
_STANDING = ("信息内容", "本年新收政府信息公开申请数量", "结果维持")
"""Words that stand in the tables of sections two, three and four of either form."""
_KINDS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"BM": "bmp", b"RIFF": "webp"}
_ADDRESSES = ("src", "data-original", "data-src", "_src", "data-lazy-src")
_ONE_PICTURE = (
    Obstacle.HTTP_4XX,
    Obstacle.SOFT404,
    Obstacle.OFF_SITE_REDIRECT,
    Obstacle.TOO_LARGE,
    Obstacle.MALFORMED,
)
"""What can befall one picture while the host is well; after anything else no other is asked for."""


async def show_pictures(visit: Visit, pages: Sequence[Page], name: str) -> tuple[Capture, ...]:
    """Fetch the pictures that the report's pages need and write them into the pages' trees; the answers, in order."""
    if not any(page.tree.css_first("img") is not None for page in pages) or _has_tables(pages):
        return ()
    captures: list[Capture] = []
    for page in pages:
        for node, url in _wanted(page, name):
            if len(captures) >= MAX_PICTURES or not visit.portal.allows(url):
                continue
            try:
                picture = await visit.page(Ask(url), referer=page.url)
            except FetchFailed as failure:
                if failure.obstacle in _ONE_PICTURE:
                    continue
                return tuple(captures)
            kind = next((kind for magic, kind in _KINDS.items() if picture.body.startswith(magic)), None)
            if kind is None or sum(one.size for one in captures) + len(picture.body) > MAX_BYTES:
                continue
            captures.append(picture.capture)
            node.attrs["src"] = f"data:image/{kind};base64,{base64.b64encode(picture.body).decode()}"
    return tuple(captures)


def _has_tables(pages: Sequence[Page]) -> bool:
    text = "".join("".join(page.visible.split()) for page in pages)
    return all(words in text for words in _STANDING)


def _wanted(page: Page, name: str) -> Iterator[tuple[LexborNode, str]]:
    """The page's pictures that the reader would look at: those of the article, no signs and no decoration."""
    try:
        named = set(reports.read(page.body, name, url=page.url).pictures)
    except reports.ReadingError:
        return
    for node in page.tree.css("img"):
        printed = next(
            (one for key in _ADDRESSES if (one := (node.attributes.get(key) or "").strip()) in named), None
        )
        url = resolve(page.base, printed) if printed else None
        if url is not None:
            yield node, url
