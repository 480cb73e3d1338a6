"""Answers that are not the server's own of today, as their status and headers say: old copies, changed ones, no answer at all.

Who is not in such a list may be in the list of today; nobody may be missed there (house.md: absence needs proof).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from scrapers.clocks import told
from scrapers.values import Capture

_CHANGED_ON_ITS_WAY = 203
"""RFC 9110 §15.3.4."""
_OF_THE_LIST = (200, 304)
"""What other statuses of 2xx enclose speaks of the request (201, 202, 205, 207), not of the address that was asked for."""
_WARNED = re.compile(r"(?:^|,)\s*(11[0-3]|214)\b")
"""A copy that is stale, that could not be compared, is from a cache without a network, guessed to be fresh, or was changed
(RFC 7234 §5.5; RFC 9111 §5.5 made the field obsolete, old caches send it)."""
_CACHES = ("x-cache", "x-cache-status", "x-proxy-cache", "cf-cache-status")
_STALE = re.compile(r"\b(?:STALE|UPDATING)\b", re.IGNORECASE)
"""nginx, Cloudflare and others: the server did not answer, or does not answer yet; how old the copy is, nobody says."""
_OUTLIVED = re.compile(r";\s*ttl\s*=\s*-\d")
"""RFC 9211 §2.2.4: a negative time to live is that of a stale copy."""
_DAY = timedelta(days=1)


def second_hand(capture: Capture) -> str:
    """Why what answered may not have been the server itself, as it is today, in English; empty where nothing says so."""
    headers = capture.headers
    age = headers.get("age", "").strip()  # seconds since the server said it (RFC 9111 §5.1)
    if age.isascii() and age.isdigit() and len(age) < 12 and int(age) >= _DAY.total_seconds():
        return f"a cache answered with a page that was {int(age) // 86_400} days old"
    made = told({"date": headers.get("date", "")})
    if made is not None and capture.fetched_at - made >= _DAY:  # RFC 9111 §4.2.3: a cache of old tells no age
        return f"by its own Date the answer was {(capture.fetched_at - made).days} days old"
    if capture.status == _CHANGED_ON_ITS_WAY:
        return "a proxy changed the page on its way (status 203)"
    if capture.status not in _OF_THE_LIST:
        return f"status {capture.status} is no answer of what was asked for"
    return _warned(headers)


def _warned(headers: Mapping[str, str]) -> str:
    warned = _WARNED.search(headers.get("warning", ""))
    if warned is not None:
        return f"a cache warns that its page may be old or changed (Warning {warned[1]})"
    stale = any(_STALE.search(headers.get(name, "")) for name in _CACHES)
    stale = stale or _OUTLIVED.search(headers.get("cache-status", "")) is not None
    return "a cache says that its page is stale" if stale else ""
