"""The link of a list that leads to its next page: by rel, by class, by its words, by its picture, or by the next number."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from reports import squeeze
from scrapers.asking import Ask
from scrapers.page import Link, Page, links_in

_MARKS = "\\s\\[\\]()【】（）<>‹›«»→▶►…·|"
_NEXT = re.compile(
    rf"^[{_MARKS}]*(?:下一?[页頁]|后一?[页頁]|後一?[页頁]|[下后]\s*\d{{1,3}}\s*[条篇项]|向后|next(?:\s*page)?)[{_MARKS}\d]*$",
    re.IGNORECASE,
)
_ARROW = re.compile(r"^[>›»→▶►]{1,2}$")
_NUMBER = re.compile(r"^[\[(（【第]?\s*(\d{1,4})\s*[\])）】页]?$")
_NAMED = re.compile(
    r"(?:^|[/_\-\s])(?:icon-?)?(?:next|nextpage|page-?next|xyy|xiayiye)(?:$|[._\-\s\d])", re.IGNORECASE
)
"""Class or file name of a "next page" that is only a picture."""
_LAST = re.compile(r"^[\[【]?(?:尾页|末页|最后一?页|最末页|last)[\]】]?[>»]*$", re.IGNORECASE)
_FIRST = re.compile(r"^[\[【]?(?:首页|第一页|first)[\]】]?[<«]*$", re.IGNORECASE)


def says_next(words: str, *, arrows: bool = False) -> bool:
    """Whether the words of a link or button are "next page", however adorned; `arrows`: a bare ">" says it too."""
    return bool(_NEXT.match(words) or (arrows and _ARROW.match(words)))


def next_link(page: Page, number: int) -> tuple[Ask, ...]:
    """The address of the page after this one, which is the `number`-th (from 1); empty where no link says so."""
    for link in links_in(
        page.tree.css('a[rel="next"], link[rel="next"], .p_next a, a.next, li.next a, a.nextpage'), page.base
    ):
        if link.url != page.url:
            return (Ask(link.url),)
    here = (page.url, page.capture.asked)
    onward = [link for link in page.links if link.url not in here]
    for fits in (_is_next, lambda link: _is_number(link, number + 1)):
        for link in onward:
            if fits(link):
                return (Ask(link.url),)
    return ()


def another_page(page: Page) -> str:
    """The words of a "last page" that is not the first one, on a list of which no next page is known; "" for none."""
    last = [link for link in page.links if _LAST.match(link.text or link.title)]
    first = {link.url for link in page.links if _FIRST.match(link.text or link.title)} | {
        page.url,
        page.capture.asked,
    }
    return next((link.text or link.title for link in last if link.url not in first), "")


def _is_next(link: Link) -> bool:
    words = link.text or link.title
    return says_next(words, arrows=True) if words else _is_picture_of_next(link.node)


def _is_picture_of_next(node: LexborNode) -> bool:
    image = node.css_first("img[src]")
    source = (image.attributes.get("src") or "").rsplit("/", 1)[-1] if image is not None else ""
    return bool(_NAMED.search(source) or _NAMED.search(node.attributes.get("class") or ""))


def _is_number(link: Link, number: int) -> bool:
    """Whether the link is the pager's number: the number before it stands beside it, as link or as plain words."""
    told = _NUMBER.match(link.text)
    if told is None or int(told.group(1)) != number:
        return False
    box = link.node.parent
    for _ in range(2):
        if box is None or box.tag == "html":
            return False
        beside = (squeeze(text) for text in box.text(separator="\n").split("\n"))
        if any(
            (found := _NUMBER.match(words)) is not None and int(found.group(1)) == number - 1
            for words in beside
        ):
            return True
        box = box.parent
    return False
