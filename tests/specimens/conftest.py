"""A county and a way to ask simulated sites, with or without a wire between."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from specimens.scenarios.county import County
from specimens.web import Asked, Reply, Site

Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def county() -> County:
    """28 agencies, 56 reports: more than three pages of any family."""
    return County(99, "a", "试验县", bureaus=18, townships=8)


@pytest.fixture
def ask(county: County) -> Callable[[Site], Ask]:
    """`ask(site)(target, …)` answers as that site would, without a wire."""

    def of(site: Site) -> Ask:
        def get(target: str, method: str = "GET", body: bytes = b"", **headers: str) -> Reply:
            lower = {name.replace("_", "-").lower(): value for name, value in headers.items()}
            return site.answer(Asked(county.host, method, target, lower, body))

        return get

    return of


def rows_in(html: str) -> list[tuple[str, str]]:
    """(address, title) of every link to something that calls itself a yearly report."""
    found = re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>([^<]*)</a>', html)
    return [(link, title) for link, title in found if "年度报告" in title or "…" in title]
