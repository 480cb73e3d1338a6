"""Is an answer XML and no page? Feeds and records are; XHTML, and HTML with an XML declaration before it, are not."""

from __future__ import annotations

import re

_ROOT = re.compile(
    r"(?:\s{1,200}|<\?[^<>]{0,500}\?>|<!--[^\0]{0,4000}?-->|<!doctype[^<>]{0,500}>){0,20}<(?:\w{1,20}:)?([\w.-]{1,60})",
    re.IGNORECASE,
)
"""What a document begins with before its root, and the root's name."""
_BEGINNINGS = (b"<?xml", b"<rss", b"<feed", b"<datastore", b"<recordset")
_PAGES = ("html", "head", "meta", "body", "div", "table", "ul")


def xml_root(content_type: str, body: bytes, text: str) -> str:
    """The root element's name in small letters, "" for what is no XML or a page after all."""
    kind = content_type.lower()
    begun = body[:64].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if "html" in kind or not ("xml" in kind or begun.startswith(_BEGINNINGS)):
        return ""
    root = _ROOT.match(text[:8192])
    name = root.group(1).lower() if root else ""
    return "" if name in _PAGES else name
