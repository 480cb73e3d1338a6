"""Small steps of a fetch: where a redirect leads, the other scheme, the conditions of a request."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit, urlunsplit

from scrapers.asking import Ask
from scrapers.values import FetchFailed, Obstacle, Validators


def redirect_target(base: str, location: str) -> str:
    try:
        return urlunsplit(urlsplit(urljoin(base, location.strip()))._replace(fragment=""))
    except ValueError as error:
        raise FetchFailed(
            Obstacle.MALFORMED, base, f"redirects to {location[:200]!r}, which is no address"
        ) from error


def readdressed(ask: Ask, scheme: str) -> Ask:
    return Ask(urlunsplit(urlsplit(ask.url)._replace(scheme=scheme)), ask.form, ask.json, ask.headers)


def conditions(validators: Validators | None, referer: str | None) -> dict[str, str]:
    """RFC 9110 §13.1: both conditions are sent; a server that knows the stronger one ignores the other."""
    headers = {"Referer": referer} if referer else {}
    if validators is not None and validators.sha256 is not None:
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
    return headers
