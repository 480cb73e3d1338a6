"""A listed report answers "there is no such page". Is that the portal's word, or a shield's that stands before it?

A shield may answer our visits with 404, or with a page of errors, where a browser sees the report. The portal's own word is told
by what it says of an address that surely is not there (the same), while another report is still shown to us. Both are asked
after the answer in doubt. Whatever else they say, nothing is known of the report.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

from reports import squeeze
from scrapers.lists import Visit
from scrapers.page import Page
from scrapers.values import Capture, FetchFailed, ListedReport

_GONE_FOR_GOOD = 410
"""RFC 9110 §15.5.11: said on purpose, and by no shield."""
_CHANGING = re.compile(r"\S*[\d/]\S*")
"""Words with a figure or a path in them: addresses, times, request numbers."""


async def why_unsure(visit: Visit, answer: Capture, shown: list[ListedReport]) -> str:
    """Why `answer` (404, or a page of errors) may not be the portal's own word; "" where it is. `shown`: reports that this
    visit was given."""
    if answer.status == _GONE_FOR_GOOD:
        return ""
    other = await _asked(visit, nowhere(answer.asked))
    if other is None or (other.status, _words(other)) != (answer.status, _words(answer)):
        return "an address that is surely not there is answered otherwise: this may be a shield and not the portal"
    control = max(shown, key=lambda report: _alike(report.url, answer.asked), default=None)
    if control is None:
        return "no other report was shown to us on this visit: this may be a shield and not the portal"
    again = await _asked(visit, control.url)
    if again is None or not 200 <= again.status < 300 or _words(again) == _words(answer):
        return f"{control.url} is not shown to us either any more: this may be a shield and not the portal"
    return ""


def nowhere(url: str) -> str:
    """An address of the same kind as `url` that no portal has: its last number with seven more digits."""
    parts = urlsplit(url)
    more = f"{int(hashlib.sha256(url.encode()).hexdigest()[:8], 16) % 10_000_000:07d}"
    if re.search(r"\d", parts.query):
        return urlunsplit(parts._replace(query=_longer(parts.query, more)))
    folder, _, name = parts.path.rpartition("/")
    if re.search(r"\d", name):
        return urlunsplit(parts._replace(path=f"{folder}/{_longer(name, more)}"))
    stem, dot, kind = name.partition(".")
    return urlunsplit(parts._replace(path=f"{folder}/{stem}{more}{dot}{kind}"))


def _longer(text: str, more: str) -> str:
    last = list(re.finditer(r"\d+", text))[-1]
    return f"{text[: last.end()]}{more}{text[last.end() :]}"


async def _asked(visit: Visit, url: str) -> Capture | None:
    """The answer, whatever its status; `None` where there was none. Kept nowhere: it is about no report."""
    try:
        return await visit.fetcher.get(url, portal=visit.portal)
    except FetchFailed as failure:
        return failure.capture


def _words(answer: Capture) -> str:
    """What a visitor reads, without what changes from one address or moment to the next."""
    page = Page(answer, answer.body)
    return squeeze(_CHANGING.sub(" ", f"{page.title} {page.visible}"))


def _alike(one: str, other: str) -> int:
    """How many characters two addresses begin with in common."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
