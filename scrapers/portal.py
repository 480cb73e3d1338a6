"""A portal as a person describes it: facts about one site, in YAML, strictly checked. The CMS family fills the rest.

Nothing here can silently weaken TLS or robots.txt: those fields demand a reason, a date and a reviewer.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from scrapers.portal_column import AgencyLevel, Column, Family
from scrapers.portal_manners import Politeness, Robots, Strict, Tls
from scrapers.portal_words import Host, Pattern, Selector, WebAddress

Level = Literal["province", "city", "county", "township"]


class Health(Strict):
    """Positive signs. Where one is missing, nothing the page lacks is believed."""

    site_name: tuple[str, ...] = ()
    min_body_chars: int = Field(default=60, ge=0, le=100_000)
    min_rows: int = Field(default=0, ge=0, le=100_000)


class Discover(Strict):
    """How the annual-report column is looked for from the home page when `columns` is absent or stale."""

    include: tuple[Pattern, ...] = (
        "(政府|政务)?信息公开(工作)?(年度报告|年报|年度工作报告)",
        "(公开|政务公开|信息公开)年报",
        "^年报(汇总)?$",
    )
    via: tuple[Pattern, ...] = ("政务公开", "(政府)?信息公开(平台|专栏|目录)?", "法定主动公开内容")
    exclude: tuple[Pattern, ...] = (
        "网站.{0,6}年度?报表",
        "年报表",
        "法治政府",
        "行政执法",
        "企业年报",
        "预决算",
        "制度",
        "指南",
    )
    max_hops: int = Field(default=3, ge=1, le=3)


class Article(Strict):
    """Where the body of an article stands, beyond what the families know; patterns of addresses that are mobile twins."""

    body: tuple[Selector, ...] = ()
    fold: tuple[str, ...] = ("_wap.", "/wap/", "://m.", "://wap.", "://3g.")


class Expected(Strict):
    since: int = Field(default=2008, ge=2008, le=2100)


class RosterAgency(Strict):
    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")
    name: str = Field(min_length=2)
    aliases: tuple[str, ...] = ()
    level: AgencyLevel = "department"
    division: Annotated[str, Field(pattern=r"^\d{6}(\d{3})?$")] | None = None
    slug: str | None = None
    area: str | None = None
    publishes_at: WebAddress | None = None
    """A vertical agency's own site; nothing is expected on this portal."""
    dissolved: int | None = Field(default=None, ge=2000, le=2100)
    successor: str | None = None
    expected: Expected = Expected()


class Roster(Strict):
    source: WebAddress | None = None
    seen: date | None = None
    items: tuple[RosterAgency, ...] = ()


class Review(Strict):
    last: date
    by: str = Field(min_length=1)
    expires: date

    @model_validator(mode="after")
    def _a_look_each_january(self) -> Self:
        if self.expires <= self.last or (self.expires - self.last).days > 400:
            raise ValueError("expires 须晚于 last，且不超过 400 天：栏目网址每年一月都会变")
        return self


class Portal(Strict):
    """One portal. `hosts` is the allow-list of every request and redirect; `division` is GB/T 2260 (6 digits)."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")
    name: str = Field(min_length=2)
    level: Level = "county"
    division: str = Field(pattern=r"^\d{6}(\d{3})?$")
    hosts: tuple[Host, ...] = Field(min_length=1)
    home: WebAddress
    scheme: Literal["http_only", "https_only", "either"] = "either"
    tls: Tls = Tls()
    politeness: Politeness = Politeness()
    robots: Robots = Robots()
    health: Health = Health()
    discover: Discover = Discover()
    family: Family = "auto"
    columns: tuple[Column, ...] = ()
    article: Article = Article()
    agencies: Roster = Roster()
    review: Review | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.allows(self.home):
            raise ValueError(f"home 的主机 {urlsplit(self.home).netloc} 不在 hosts 里")
        for label, ids in (
            ("columns", [c.id for c in self.columns]),
            ("agencies", [a.id for a in self.agencies.items]),
        ):
            double = {one for one in ids if ids.count(one) > 1}
            if double:
                raise ValueError(f"{label} 里的 id 重复：{sorted(double)[0]}")
        known = {agency.id for agency in self.agencies.items}
        for agency in self.agencies.items:
            if agency.successor is not None and agency.successor not in known:
                raise ValueError(f"agencies 里 {agency.id} 的 successor {agency.successor} 不存在")
        return self

    def allows(self, url: str) -> bool:
        """Whether the allow-list covers this address. Ports other than the web's own must be named with the host."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or parts.username is not None:
            return False
        host = parts.hostname or ""
        return (host if port in (None, 80, 443) else f"{host}:{port}") in self.hosts

    @property
    def host_names(self) -> tuple[str, ...]:
        """The hosts without ports: what has one pace, one robots.txt and one owner at a time."""
        return tuple(dict.fromkeys(host.partition(":")[0] for host in self.hosts))

    def expired(self, today: date) -> bool:
        return self.review is not None and today > self.review.expires
