"""A first description of an unknown portal: its family with the evidence, its columns, a sample of what they list.

A draft for a person to check, never used unchecked: what was not found is left for them to fill, `unknown` is an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError

from scrapers.columns import Errand, read_errand
from scrapers.details import detail_words
from scrapers.discovery import Found, discover_columns
from scrapers.families import Signs, detect
from scrapers.fetcher import Fetcher
from scrapers.lists import Visit
from scrapers.page import Page
from scrapers.portal import Portal
from scrapers.portal_column import Column
from scrapers.portal_file import PortalInvalid, Problem
from scrapers.reasons import reason_words
from scrapers.roster_draft import drafted_roster
from scrapers.values import Listing, Trouble

MAX_COLUMNS = 5
SAMPLE = 8


@dataclass(frozen=True, slots=True)
class Detected:
    """The family of one page. `confidence` 0, 0.5 (one sign) or 1 (a sign in addresses and one in the markup)."""

    family: str
    signs: Signs

    @property
    def confidence(self) -> float:
        return self.signs.confidence

    @property
    def name(self) -> str:
        """The family, or ``unknown`` where no sign was found; one sign is named with its confidence."""
        return self.family if self.confidence > 0 else "unknown"


@dataclass(frozen=True, slots=True)
class ProbedColumn:
    found: Found
    detected: Detected
    listing: Listing

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(report.title for report in self.listing.reports[:SAMPLE])


@dataclass(frozen=True, slots=True)
class Probe:
    """`trouble` is set where the portal could not be looked at, or no column was found within three hops."""

    url: str
    name: str | None
    detected: Detected
    columns: tuple[ProbedColumn, ...]
    trouble: Trouble | None

    def draft(self, today: date) -> str:
        """The description in YAML, with the evidence as comments. It loads; a person fills division, name and roster."""
        host = _host_of(self.url)
        best = max(self.columns, key=lambda one: one.detected.confidence, default=None)
        family = best.detected if best is not None else self.detected
        described: dict[str, object] = {
            "schema": 1,
            "id": f"draft-{re.sub('[.:]', '-', host)}"[:60],
            "name": self.name or "（请填写门户名称）",
            "level": "county",
            "division": "000000",
            "hosts": sorted({host, *(_host_of(one.found.url) or host for one in self.columns)}),
            "home": self.url,
            "health": {"site_name": [self.name]} if self.name else {},
            "family": family.family if family.confidence == 1.0 else "auto",
            "columns": [
                {"id": f"column-{number}", "scope": "all", "url": one.found.url}
                for number, one in enumerate(self.columns, 1)
            ],
            # another date object: YAML would make one date an anchor, which descriptions may not have
            "agencies": {"source": self.url, "seen": today.replace(), "items": self.roster},
            "review": {"last": today, "by": "probe", "expires": today + timedelta(days=30)},
        }
        text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=120)
        return "".join(f"# {line}\n" for line in self.evidence()) + text

    @property
    def roster(self) -> list[dict[str, object]]:
        """Agencies as the lists that were read name them."""
        return drafted_roster(report for one in self.columns for report in one.listing.reports)

    def evidence(self) -> tuple[str, ...]:
        """What the draft rests on, in Chinese, one line each."""
        lines = ["由 nianbao portal probe 起草，请核对区划代码、名称、栏目和机构名单后再使用"]
        for one in self.columns:
            signs = "、".join(
                sign for sign in (one.detected.signs.address, one.detected.signs.markup) if sign
            )
            lines.append(f"栏目「{one.found.words}」{one.found.url}")
            lines.append(
                f"  系统 {one.detected.name}（把握 {one.detected.confidence:.0%}；依据：{signs or '无'}）"
            )
            state = (
                "读全"
                if one.listing.complete
                else f"未读全（{reason_words(one.listing.obstacle or '')}：{detail_words(one.listing.detail)}）"
            )
            lines.append(f"  列表 {one.listing.rows} 行、年报 {len(one.listing.reports)} 份，{state}")
            lines.extend(f"    {title}" for title in one.titles)
        if self.roster:
            lines.append(
                f"栏目中列出过 {len(self.roster)} 个单位：只说明谁公布过，不等于应公布单位名册，请核对补全、合并同一单位"
            )
        if self.trouble is not None:
            lines.append(
                f"未能继续：{reason_words(self.trouble.obstacle)}：{detail_words(self.trouble.detail)}"
            )
        return tuple(line.replace("\n", " ") for line in lines)


async def probe(url: str, fetcher: Fetcher) -> Probe:
    """Look at a portal from its home page, in at most three hops. Never raises `FetchFailed`."""
    portal = _provisional(url)
    visit = Visit(portal, fetcher)
    search = await discover_columns(visit)
    detected = Detected("generic", Signs()) if search.home is None else _detected(search.home)
    name = _site_name(search.home) if search.home is not None else None
    columns = []
    for number, found in enumerate(search.columns[:MAX_COLUMNS], 1):
        column = Column(id=f"column-{number}", url=found.url.replace("{", "%7B").replace("}", "%7D"))
        listing = await read_errand(visit, Errand(column, found.url))
        page = Page(listing.captures[0], listing.captures[0].body) if listing.captures else None
        columns.append(ProbedColumn(found, _detected(page) if page else detected, listing))
    return Probe(url, name, detected, tuple(columns), search.trouble)


def _detected(page: Page) -> Detected:
    family, signs = detect(page)
    return Detected(family.name, signs)


def _site_name(page: Page) -> str | None:
    name = page.meta("SiteName") or page.title.split("_")[0].split("-")[0].strip()
    return name[:60] or None


def _provisional(url: str) -> Portal:
    """A portal known by its address alone: that host, with and without www. Raises `PortalInvalid` where it is none."""
    host = _host_of(url)
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    try:
        return Portal.model_validate(
            {"id": "probe", "name": "（未知门户）", "division": "000000", "hosts": [host, twin], "home": url}
        )
    except ValidationError as problem:
        raise PortalInvalid(
            url, (Problem(1, "", "不是门户网址，请写成 http://www.example.gov.cn/ 的样子"),)
        ) from problem


def _host_of(url: str) -> str:
    """As the allow-list has it: with the port where it is not the web's own. "" where there is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    return host if port in (None, 80, 443) else f"{host}:{port}"
