"""Every family's list is read whole, in its town's dialect, with the family recognised by itself and by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from scrapers import Column, Fetcher, FetchSettings, Listing, ReportCaptured, patrol, read_column
from scrapers.families import detect
from scrapers.page import Page
from specimens.chrome import PortalFace
from specimens.families import (
    ContentSystem,
    Eportal,
    Ewb,
    Gkmlpt,
    HanwebAnnual,
    HanwebJpage,
    HanwebXxgk,
    Jpaas,
    Longxun,
    Posting,
    Shelf,
    Trs,
    Truecms,
    Ucap,
    UcapJson,
    Vsb,
)
from specimens.server import Door, Server
from tests.reports.statutory import HEADINGS
from tests.scrapers.conftest import portal

FACE = PortalFace("青溪县人民政府", "www.qingxi.example", "9901210001")
BODY = "".join(
    f"<p>{heading}</p><p>{'本机关依法公开政府信息，方便群众查阅。' * 8}</p>" for heading in HEADINGS
)
NAMES = [f"{one}{two}" for one in "教财民农水林交文卫体商统审信城" for two in ("育局", "政局", "运局")]


def postings(count: int) -> tuple[Posting, ...]:
    made = []
    for number in range(count):
        agency = f"青溪县{NAMES[number % len(NAMES)]}"
        year = 2024 - number // len(NAMES)
        made.append(
            Posting(
                f"{agency}{year}年政府信息公开工作年度报告",
                date(2025, 1, 28) - timedelta(days=number),
                agency,
                880_000 + number * 7 % 1000,
                lambda: BODY,
                agency,
                year,
            )
        )
    return tuple(made)


Make = Callable[[list[Shelf]], ContentSystem]
FAMILIES: dict[str, tuple[str, Make]] = {
    "trs counting from 0": ("trs", lambda shelves: Trs(FACE, shelves, base=0)),
    "trs counting from 1": ("trs", lambda shelves: Trs(FACE, shelves, base=1)),
    "vsb backwards": ("vsb", lambda shelves: Vsb(FACE, shelves, rows=7)),
    "ucap static": ("ucap", lambda shelves: Ucap(FACE, shelves)),
    "ucap search": ("ucap_json", lambda shelves: UcapJson(FACE, shelves)),
    "hanweb jpage": ("hanweb_jpage", lambda shelves: HanwebJpage(FACE, shelves)),
    "hanweb xxgk": ("hanweb_xxgk_post", lambda shelves: HanwebXxgk(FACE, shelves)),
    "jpaas": ("jpaas_unit", lambda shelves: Jpaas(FACE, shelves)),
    "longxun": ("longxun", lambda shelves: Longxun(FACE, shelves)),
    "gkmlpt": ("gkmlpt", lambda shelves: Gkmlpt(FACE, shelves)),
    "truecms": ("truecms", lambda shelves: Truecms(FACE, shelves)),
    "eportal": ("eportal", lambda shelves: Eportal(FACE, shelves)),
    "ewb": ("ewb_rest", lambda shelves: Ewb(FACE, shelves)),
}


def shelf(count: int) -> Shelf:
    return Shelf("zfxxgknb", "政府信息公开年报", 116485, postings(count))


async def read(system: ContentSystem, one: Shelf, family: str) -> tuple[Listing, str]:
    with Server([Door(FACE.host, system)]) as server:
        async with Fetcher(FetchSettings(resolve=server.resolve, interval=0.0, retries=0)) as fetcher:
            described = portal(family=family)
            column = Column(id="all", url=system.column_url(one))
            got = await read_column(described, column, fetcher)
            page = Page(got.captures[0], got.captures[0].body)
            return got, detect(page)[0].name


@pytest.mark.parametrize("count", [3, 44, 90])
@pytest.mark.parametrize("family", ["auto", "named"])
@pytest.mark.parametrize("name", FAMILIES)
async def test_every_row_of_every_page_is_read(name: str, family: str, count: int) -> None:
    word, make = FAMILIES[name]
    one = shelf(count)
    system = make([one])
    got, detected = await read(system, one, word if family == "named" else "auto")
    assert detected == word
    assert {row.url for row in got.reports} == {system.article_url(one, posting) for posting in one.postings}
    assert got.complete, got.detail
    assert {row.title for row in got.reports} == {posting.title for posting in one.postings}
    assert all(row.date for row in got.reports)


@pytest.mark.parametrize("name", FAMILIES)
async def test_a_patrol_from_the_home_page_alone_brings_every_report(name: str) -> None:
    _, make = FAMILIES[name]
    one = shelf(20)
    system = make([one])
    with Server([Door(FACE.host, system)]) as server:
        async with Fetcher(FetchSettings(resolve=server.resolve, interval=0.0, retries=0)) as fetcher:
            steps = [step async for step in patrol(portal(), fetcher=fetcher)]
    found = {step.listed.url for step in steps if isinstance(step, ReportCaptured)}
    assert found == {system.article_url(one, posting) for posting in one.postings}


async def test_the_annual_endpoint_gives_a_report_or_an_empty_shell_that_proves_nothing() -> None:
    one = shelf(2)
    areas = {"青溪县教育局": "11990121A", "青溪县教政局": "11990121B", "青溪县民政局": "11990121C"}
    system = HanwebAnnual(FACE, [one], areas)
    items = [{"id": f"a{n}", "name": name, "area": code} for n, (name, code) in enumerate(areas.items())]
    column = {"id": "annual", "scope": "agency", "family": "hanweb_annual"}
    column["url"] = f"http://{FACE.host}{system.endpoint}?area={{agency.area}}&fbtime={{year}}"
    described = portal(columns=[column], agencies={"items": items})
    with Server([Door(FACE.host, system)]) as server:
        async with Fetcher(FetchSettings(resolve=server.resolve, interval=0.0, retries=0)) as fetcher:
            steps = [step async for step in patrol(described, fetcher=fetcher, years=(2024,))]
    listings = {step.agency: step for step in steps if isinstance(step, Listing)}
    assert [len(listings[key].reports) for key in ("a0", "a1", "a2")] == [1, 1, 0]
    assert not listings["a2"].complete
    assert {step.listed.agency for step in steps if isinstance(step, ReportCaptured)} == {"a0", "a1"}


async def test_gkmlpt_that_hands_out_fewer_rows_than_it_counts_is_incomplete() -> None:
    one = shelf(120)
    got, _ = await read(Gkmlpt(FACE, [one], reachable=99), one, "auto")
    assert not got.complete and len(got.reports) == 99
