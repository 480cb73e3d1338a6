"""A portal as a person describes it: facts about one site, in YAML, strictly checked. The CMS family fills the rest.

Nothing here can silently weaken TLS or robots.txt: those fields demand a reason, a date and a reviewer.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from scrapers.portal_manners import Politeness, Robots, Strict, Tls
from scrapers.portal_words import Host, Pattern, Selector, WebAddress

Family = Literal[
    "auto", "generic", "trs", "hanweb_jpage", "hanweb_xxgk_post", "hanweb_annual", "jpaas_unit",
    "vsb", "ucap", "ucap_json", "longxun", "gkmlpt", "ewb_rest", "truecms", "xml", "eportal", "json",
]  # fmt: skip
Level = Literal["province", "city", "county", "township"]
AgencyLevel = Literal[
    "government", "gov_office", "department", "township", "subdistrict", "zone", "vertical", "other"
]


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


class ListRules(Strict):
    """Selectors for a list the family cannot read by itself. `title` and `link` are ``css@attribute`` or ``css``."""

    item: Selector | None = None
    link: Selector = "a"
    date: Selector | None = None


class Paging(Strict):
    """`auto` leaves it to the family. `pattern` is the address of page n relative to the column ("index_{n}.shtml")."""

    kind: Literal["auto", "none", "numbered"] = "auto"
    pattern: str | None = None
    first: int = Field(default=1, ge=0, le=2)
    """The number that stands in the address of page 2."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "numbered" and (self.pattern is None or "{n}" not in self.pattern):
            raise ValueError("kind: numbered 须写 pattern，且含 {n}")
        return self


class Api(Strict):
    """An interface that hands out a list's rows as JSON, in the words of its answers: ``data.list`` is a path of keys.

    ``{n}`` in `url` or in a value of `body` is the page. `link` is a key, or an address made of keys: ``/art/{id}.html``.
    """

    url: str = Field(min_length=1)
    method: Literal["GET", "POST"] = "GET"
    body: dict[str, str | int] = Field(default_factory=dict)
    encoding: Literal["form", "json"] = "form"
    rows: str = ""
    """Path of the list in the answer; empty where the answer itself is the list."""
    title: str = "title"
    link: str = "url"
    date: str | None = None
    total: str | None = None
    """Path of the number of rows that there are."""
    page_start: int = Field(default=1, ge=0, le=1)

    @property
    def paged(self) -> bool:
        return "{n}" in self.url or any("{n}" in str(value) for value in self.body.values())

    @model_validator(mode="after")
    def _countable(self) -> Self:
        if not self.paged and self.total is None:
            raise ValueError("须写 total，或在 url、body 里用 {n} 表示页码，否则无法确认列表是否读全")
        if self.body and self.method == "GET":
            raise ValueError("method: GET 没有 body；请改写 method: POST，或把参数写进 url")
        return self


class Column(Strict):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,40}$")
    scope: Literal["county", "departments", "townships", "all", "agency"] = "all"
    url: str = Field(min_length=1)
    years: dict[int, str] = Field(default_factory=dict)
    """Addresses of single report years that do not follow `url`."""
    for_levels: tuple[AgencyLevel, ...] = ()
    """scope agency: the agencies this column is for; empty is all."""
    family: Family | None = None
    list: ListRules = ListRules()
    paging: Paging = Paging()
    api: Api | None = None
    """family json: how the interface behind the column is asked."""

    @model_validator(mode="after")
    def _interface(self) -> Self:
        if (self.family == "json") != (self.api is not None):
            raise ValueError("family: json 与 api 须同时出现")
        return self

    @model_validator(mode="after")
    def _agency_column(self) -> Self:
        unknown = set(re.findall(r"\{([^}]*)\}", self.url)) - {
            "year",
            "agency.id",
            "agency.slug",
            "agency.area",
        }
        if unknown:
            raise ValueError(
                f"网址里的 {{{sorted(unknown)[0]}}} 不认识；可用 {{year}}、{{agency.id}}、{{agency.slug}}、{{agency.area}}"
            )
        if ("{agency." in self.url) != (self.scope == "agency"):
            raise ValueError("scope: agency 与网址里的 {agency.…} 须同时出现")
        return self


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
