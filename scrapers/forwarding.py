"""Shells that only send their visitor on: meta refresh, a script that sets location, a page that is one iframe."""

from __future__ import annotations

import re

from reports import ReportKind
from scrapers.links import resolve
from scrapers.page import Page
from scrapers.titles import kind_of_row

_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\";>]+)", re.IGNORECASE)
_LOCATION = re.compile(
    r"""(?:window\.|self\.|top\.|document\.)?location(?:\.href)?\s*(?:=|\.replace\s*\(|\.assign\s*\()\s*['"]([^'"]{1,300})['"]"""
)

_ONLY_LOCATION = re.compile(rf"\s*(?:<!--)?\s*{_LOCATION.pattern}\s*\)?\s*;?\s*(?://)?\s*(?:-->)?\s*")
"""A script that holds nothing but this: no question about telephones or old browsers stands before it."""


def forwarded(page: Page) -> str | None:
    """Where a shell sends its visitor: a refresh of its headers or of a meta tag, or, on a page with next to nothing else, location or an iframe."""
    told = _REFRESH.search(page.capture.headers.get("refresh", ""))
    if told is not None:
        return resolve(page.base, told.group(1))
    for node in page.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            target = _REFRESH.search(node.attributes.get("content") or "")
            if target is not None:
                return resolve(page.base, target.group(1))
    if len(page.body) > 4000 or len(page.visible) > 200 or _has_a_report(page):
        return None
    script = _LOCATION.search(page.text)
    if script is not None:
        return resolve(page.base, script.group(1))
    frames = page.tree.css("iframe[src], frame[src]")
    return resolve(page.base, frames[0].attributes.get("src") or "") if len(frames) == 1 else None


def sent_on_by_script(page: Page) -> str | None:
    """Where a script that does nothing else sends every visitor, however much stands on the page."""
    for node in page.tree.css("script"):
        found = _ONLY_LOCATION.fullmatch(node.text())
        ahead = resolve(page.base, found.group(1)) if found is not None else None
        if ahead is not None and ahead != page.url:
            return ahead
    return None


def _has_a_report(page: Page) -> bool:
    """A short list with a counter in a frame is a list all the same."""
    return any(kind_of_row(link.title) is ReportKind.ANNUAL_REPORT for link in page.links)
