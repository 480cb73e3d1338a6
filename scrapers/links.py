"""Where a link leads, as an address that can be compared with others."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

_PLAIN = re.compile(r"/(?:[\w%~+-][\w%~+.-]*/)*(?:[\w%~+-][\w%~+.-]*)?", re.ASCII)
"""Paths that resolve to themselves: nearly all links of a menu; the rest goes the long way."""
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?=/)")
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
"""A servlet's session (Servlet 6.0 §7.1.3): another one each visit, and no part of what is addressed."""
_SESSION_FIELD = re.compile(
    r"&(?:jsessionid|phpsessid|aspsessionid\w*|session_?id|cfid|cftoken)=[^&]*", re.IGNORECASE
)
_VIEWER = re.compile(r"/viewer\.html?$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _origin(base: str) -> str | None:
    """Scheme and host of an address as `resolve` writes them, `None` where it is not http(s)."""
    plain = _ORIGIN.match(base)
    if plain is not None:
        return plain.group()
    whole = resolve(base, "/.")
    return whole[:-1] if whole else None


def resolve(base: str, address: str) -> str | None:
    """The absolute http(s) address without fragment, `None` for what leads nowhere (javascript:, mailto:, #)."""
    if _PLAIN.fullmatch(address):
        origin = _origin(base)
        return origin + address if origin else None
    address = address.strip().replace("\\", "/")
    if not address or address.startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(base, address))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    standard = port in (None, {"http": 80, "https": 443}[parts.scheme])
    place = parts.hostname if standard else f"{parts.hostname}:{port}"
    path = _SESSION.sub("", parts.path).replace(" ", "%20") or "/"
    query = _SESSION_FIELD.sub("", "&" + parts.query)[1:].replace(" ", "%20") if parts.query else ""
    found = urlunsplit((parts.scheme, place, path, query, ""))
    return (_VIEWER.search(path) and _shown_file(found, query)) or found


def _shown_file(viewer: str, query: str) -> str | None:
    """The file that PDF.js shows: ``/pdfjs/web/viewer.html?file=/a.pdf``; its page alone is an empty viewer."""
    file = dict(parse_qsl(query)).get("file")
    return resolve(viewer.partition("?")[0], file) if file else None
