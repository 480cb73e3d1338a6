"""The columns of a described portal: where they stand, whose reports they list, how their lists, pages and interfaces are read."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import Field, model_validator

from scrapers.portal_manners import Strict
from scrapers.portal_words import Selector

Family = Literal[
    "auto", "generic", "trs", "hanweb_jpage", "hanweb_xxgk_post", "hanweb_annual", "jpaas_unit",
    "vsb", "ucap", "ucap_json", "longxun", "gkmlpt", "ewb_rest", "truecms", "xml", "eportal", "json",
]  # fmt: skip
AgencyLevel = Literal[
    "government", "gov_office", "department", "township", "subdistrict", "zone", "vertical", "other"
]


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
