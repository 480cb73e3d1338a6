"""A request as the families ask for it, and as it goes over the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

_PLAIN = re.compile(
    r"(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?)"
    r"((?:/(?!\.)[\w.~+-]*)+(?:\?[\w.~+=&/:-]*)?)",
    re.ASCII,
)
"""Addresses that are already as they are sent: nearly all that a portal's pages name."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `form` and `json` are alternatives; either makes it a POST."""

    url: str
    form: Mapping[str, str] | None = None
    json: object = None
    headers: Mapping[str, str] | None = None

    @property
    def method(self) -> str:
        return "POST" if self.form is not None or self.json is not None else "GET"


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent; `body` is empty for a GET. Header names and values are ASCII."""

    method: str
    url: httpcore.URL
    headers: list[tuple[bytes, bytes]]
    body: bytes

    def fields(self) -> dict[str, str]:
        """Names in lower case, for the evidence."""
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self.headers}


def sent(ask: Ask, fields: Mapping[str, str], cookies: httpx.Cookies) -> Sent:
    """`ask` with `fields` and the cookies that belong to it. Raises `httpx.InvalidURL` and ValueError.

    httpx writes it: addresses are quoted, names made ASCII, cookies chosen, forms encoded. A plain GET without cookies is
    the same without it, at a third of a page's cost (tests/scrapers/test_asking.py holds the two equal).
    """
    plain = _PLAIN.fullmatch(ask.url)
    if plain is None or ask.method != "GET" or cookies.jar:
        return _by_httpx(ask, fields, cookies)
    scheme, host, target = (part.encode("ascii") for part in plain.groups())
    headers = [(b"Host", host)]
    headers += [(name.encode("ascii"), value.encode("ascii")) for name, value in fields.items()]
    return Sent("GET", httpcore.URL(scheme=scheme, host=host, port=None, target=target), headers, b"")


def _by_httpx(ask: Ask, fields: Mapping[str, str], cookies: httpx.Cookies) -> Sent:
    request = httpx.Request(ask.method, ask.url, headers=dict(fields), data=ask.form, json=ask.json)
    if cookies.jar:
        cookies.set_cookie_header(request)
    url = httpcore.URL(
        scheme=request.url.raw_scheme,
        host=request.url.raw_host,
        port=request.url.port,
        target=request.url.raw_path,
    )
    return Sent(request.method, url, request.headers.raw, request.content)
