"""Answers that are not the server's own of today, as their status and headers say: old copies, changed ones, no answer at all.

Who is not in such a list may be in the list of today; nobody may be missed there (house.md: absence needs proof). Nor has an
agency changed or taken away its report where only such an answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from reports import china_day
from scrapers.clocks import told
from scrapers.values import Capture, Validators

_CHANGED_ON_ITS_WAY = 203
"""RFC 9110 §15.3.4."""
_OF_THE_LIST = (200, 304)
"""What other statuses of 2xx enclose speaks of the request (201, 202, 205, 207), not of the address that was asked for."""
_WARNED = re.compile(r"(?:^|,)\s*(11[0-3])\b")
"""A copy that is stale, that could not be compared, is from a cache without a network, or guessed to be fresh (RFC 7234 §5.5;
RFC 9111 §5.5 made the field obsolete, old caches send it)."""
_TRANSFORMED = re.compile(r"(?:^|,)\s*(214)\b")
_CACHES = ("x-cache", "x-cache-status", "x-proxy-cache", "cf-cache-status")
_STALE = re.compile(r"\b(?:STALE|UPDATING)\b", re.IGNORECASE)
"""nginx, Cloudflare and others: the server did not answer, or does not answer yet; how old the copy is, nobody says."""
_OUTLIVED = re.compile(r";\s*ttl\s*=\s*-\d")
"""RFC 9211 §2.2.4: a negative time to live is that of a stale copy."""
_DAY = timedelta(days=1)


def second_hand(capture: Capture) -> str:
    """Why what answered may not have been the server itself, as it is today, in English; empty where nothing says so."""
    return altered(capture) or old_copy(capture)


def altered(capture: Capture) -> str:
    """Why its words and figures may not be those that the server sent, or not those of the address; empty where nothing says so."""
    if capture.status == _CHANGED_ON_ITS_WAY:
        return "a proxy changed the page on its way (status 203)"
    if 200 <= capture.status < 300 and capture.status not in _OF_THE_LIST:
        return f"status {capture.status} is no answer of what was asked for"
    return _warned(capture.headers, _TRANSFORMED)


def old_copy(capture: Capture) -> str:
    """Why it may be of an earlier day; empty where nothing says so."""
    if (age := _age(capture.headers)) >= _DAY:
        return f"a cache answered with a page that was {age.days} days old"
    made = told({"date": capture.headers.get("date", "")})
    if made is not None and capture.fetched_at - made >= _DAY:  # RFC 9111 §4.2.3: a cache of old tells no age
        return f"by its own Date the answer was {(capture.fetched_at - made).days} days old"
    return _stale(capture.headers)


def no_news(capture: Capture, known: Validators | None) -> str:
    """Why an answer that differs from what was had of its address says nothing of what stands there now: it was altered, or
    a cache had kept it since before. What is had for the first time may be of any age."""
    if capture.unchanged:
        return ""
    if why := altered(capture):
        return why
    if known is None or known.sha256 in (None, capture.sha256) or known.answered_on is None:
        return ""
    age = _age(capture.headers)
    made, had = china_day(capture.fetched_at - age), known.answered_on
    if made < had or (age >= _DAY and made == had):
        return f"a cache answered with a page that was {age.days} days old"
    return _stale(capture.headers)


def _age(headers: Mapping[str, str]) -> timedelta:
    """How long ago the server said it (RFC 9111 §5.1); nothing where no cache tells."""
    age = headers.get("age", "").strip()
    return timedelta(seconds=int(age)) if age.isascii() and age.isdigit() and len(age) < 10 else timedelta()


def _stale(headers: Mapping[str, str]) -> str:
    stale = any(_STALE.search(headers.get(name, "")) for name in _CACHES)
    if stale or _OUTLIVED.search(headers.get("cache-status", "")):
        return "a cache says that its page is stale"
    return _warned(headers, _WARNED)


def _warned(headers: Mapping[str, str], codes: re.Pattern[str]) -> str:
    warned = codes.search(headers.get("warning", ""))
    return f"a cache warns that its page may be old or changed (Warning {warned[1]})" if warned else ""
