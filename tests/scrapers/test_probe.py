"""A probe drafts what it saw, with the evidence, and says unknown where it saw nothing."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers import Fetcher, FetchSettings, Obstacle, parse_portal, probe
from specimens.server import Door, Server
from tests.scrapers.conftest import Web, listing
from tests.scrapers.families.test_whole_lists import FACE, FAMILIES, shelf

HOME = f"http://{FACE.host}/"


@pytest.mark.parametrize("name", FAMILIES)
async def test_the_family_is_named_with_two_signs_and_the_draft_loads(name: str) -> None:
    word, make = FAMILIES[name]
    one = shelf(30)
    with Server([Door(FACE.host, make([one]))]) as server:
        async with Fetcher(FetchSettings(resolve=server.resolve, interval=0.0, retries=0)) as fetcher:
            seen = await probe(HOME, fetcher)
    column = seen.columns[0]
    assert column.detected.name == word and column.detected.confidence == 1.0
    assert len(column.listing.reports) == 30 and column.listing.complete
    draft = seen.draft(date(2026, 1, 5))
    described = parse_portal(draft, "draft.yaml")
    assert described.family == word and described.name == "青溪县人民政府"
    assert one.postings[0].title in draft
    assert {agency.name for agency in described.agencies.items} >= {row.source for row in one.postings[:3]}


async def test_a_portal_without_a_known_system_is_unknown_and_still_drafted(web: Web, fetcher_for) -> None:
    words = "<p>青溪县人民政府门户网站。主办：青溪县人民政府办公室。本站提供政务公开、办事服务、互动交流等服务。欢迎访问。</p>"
    web.page(
        HOME,
        f'<html><head><title>青溪县人民政府</title></head><body>{words}<a href="/nb">信息公开年报</a></body></html>',
    )
    rows = [(f"/x/{n}.html", f"青溪县第{n}局2024年政府信息公开工作年度报告", "2025-01-20") for n in range(4)]
    web.page(f"{HOME}nb", listing(rows).replace("CurrChnlCls", "here"))
    seen = await probe(HOME, fetcher_for(web.settings()))
    assert seen.columns[0].detected.name == "unknown" and len(seen.columns[0].listing.reports) == 4
    draft = parse_portal(seen.draft(date(2026, 1, 5)), "draft.yaml")
    assert draft.family == "auto"


async def test_the_draft_names_the_agencies_that_the_lists_name_and_no_look_alike(
    web: Web, fetcher_for
) -> None:
    page = "<p>青溪县人民政府门户网站。主办：青溪县人民政府办公室。本站提供政务公开、办事服务、互动交流等服务。欢迎访问。</p>"
    web.page(
        HOME,
        f'<html><head><title>青溪县人民政府</title></head><body>{page}<a href="/nb">信息公开年报</a></body></html>',
    )
    titles = [
        "青溪县教育局2024年政府信息公开工作年度报告",
        "青溪县教育局2023年政府信息公开工作年度报告",
        "青溪县石桥镇人民政府2024年政府信息公开工作年度报告",
        "青溪县2024年政府网站工作年度报表",
    ]
    web.page(f"{HOME}nb", listing([(f"/x/{n}.html", title, "2025-01-20") for n, title in enumerate(titles)]))
    seen = await probe(HOME, fetcher_for(web.settings()))
    items = parse_portal(seen.draft(date(2026, 1, 5)), "draft.yaml").agencies.items
    assert [(one.name, one.level, one.expected.since) for one in items] == [
        ("青溪县教育局", "department", 2023),
        ("青溪县石桥镇人民政府", "township", 2024),
    ]
    assert "不等于应公布单位名册" in seen.draft(date(2026, 1, 5))


async def test_an_unreachable_portal_is_told_and_no_exception(fetcher_for, web: Web) -> None:
    seen = await probe(HOME, fetcher_for(web.settings(resolve={FACE.host: ("127.0.0.1", 1)})))
    assert seen.trouble is not None and seen.trouble.obstacle is Obstacle.CONNECT
    assert "未能继续" in seen.draft(date(2026, 1, 5))
