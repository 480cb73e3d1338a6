"""What several families need: values out of scripts, queries changed, JSON read without trust."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from reports import CHINA, squeeze
from scrapers.families.base import Row
from scrapers.page import Page, iso_date, links_in

_JSONP = re.compile(r"[\w$.]{1,60}\s*\(\s*([\[{].*[\]}])\s*\)\s*;?", re.DOTALL)
MAX_JSON = 8 * 1024 * 1024


def with_query(url: str, **changes: str) -> str:
    """The address with these query fields set; the others keep their place and value."""
    parts = urlsplit(url)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    known = {name for name, _ in fields}
    fields = [(name, changes.get(name, value)) for name, value in fields]
    fields.extend((name, value) for name, value in changes.items() if name not in known)
    return urlunsplit(parts._replace(query=urlencode(fields), fragment=""))


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def json_of(page: Page) -> Any:
    """The answer as JSON, out of the call around it where there is one (JSONP); `None` where it is none (or nested without end)."""
    text = page.text.strip()
    wrapped = _JSONP.fullmatch(text)
    text = wrapped.group(1) if wrapped is not None else text
    if not text.startswith(("{", "[")) or len(text) > MAX_JSON:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def at(data: Any, *path: str) -> Any:
    """The value under nested keys, `None` where one of them is not there."""
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def whole_number(value: Any) -> int | None:
    """ "45", 45 and 45.0 are 45 (Hanweb prints totals as 714.0); all else is None."""
    found = re.fullmatch(r"\s*(\d{1,7})(?:\.0+)?\s*", str(value)) if value is not None else None
    return int(found.group(1)) if found else None


def day_of(value: Any) -> str | None:
    """A row's date in China as ``YYYY-MM-DD``: printed, or as seconds or milliseconds since 1970."""
    stamp = re.fullmatch(r"(\d{10})(?:\d{3})?", str(value))
    if stamp is not None:
        return datetime.fromtimestamp(int(stamp.group(1)), CHINA).date().isoformat()
    return iso_date(str(value or ""))


def may_go_on(rows: int, size: int) -> bool:
    """Whether a page of so many rows may be followed by another, where nothing tells how many there are: as many as asked for,
    or a round number that the interface may have cut it to."""
    return rows >= size or (rows > 0 and rows % 5 == 0)


def labelled_number(text: str, *labels: str) -> int | None:
    """The number after one of `labels` in script or XML: ``totalRecord=714.0``, ``"totalrecord":"45"``, ``<totalpage>3<``."""
    names = "|".join(re.escape(label) for label in labels)
    found = re.search(rf"""\b(?:{names})["']?\s*[=:>]\s*["']?(\d{{1,7}})(?:\.0+)?\b""", text, re.IGNORECASE)
    return int(found.group(1)) if found else None


def labelled_word(text: str, *labels: str) -> str | None:
    """The word after one of `labels`: ``siteGuid: 'a-b'``, ``name="infotypeId" value="001"``, ``areaCode = "12"``."""
    names = "|".join(re.escape(label) for label in labels)
    value = r"[\w.:/-]{0,80}"
    found = re.search(rf"""\b(?:{names})["']?\s*[=:]\s*["']?({value})""", text, re.IGNORECASE) or re.search(
        rf"""(?:name|id)\s*=\s*["'](?:{names})["'][^>]{{0,80}}?value\s*=\s*["']({value})["']""",
        text,
        re.IGNORECASE,
    )
    return found.group(1) if found else None


def rows_in_html(fragment: str, base: str) -> Iterator[Row]:
    """The rows of a piece of HTML that a script would have put into the page."""
    tree = LexborHTMLParser(fragment)
    items = tree.css("li, tr, dd") or ([tree.body] if tree.body is not None else [])
    for item in items:
        day = iso_date(squeeze(item.text(separator=" ")))
        for link in links_in(item.css("a[href]"), base):
            if len(link.title) >= 4:
                yield Row(link.url, link.title, day)


def braces(text: str, start: int) -> str | None:
    """The balanced ``{…}`` or ``[…]`` that begins at or after `start`, strings respected; `None` where it never closes."""
    found = re.compile(r"[\[{]").search(text, start)
    if found is None:
        return None
    depth, quote, position = 0, "", found.start()
    while position < len(text):
        mark = text[position]
        if quote:
            if mark == "\\":
                position += 1
            elif mark == quote:
                quote = ""
        elif mark in "\"'":
            quote = mark
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
            if depth == 0:
                return text[found.start() : position + 1]
        position += 1
    return None
