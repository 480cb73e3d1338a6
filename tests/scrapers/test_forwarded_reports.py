"""A report behind a page that only sends its visitor on is brought home; where it cannot be had, that is said and nothing read."""

from __future__ import annotations

import pytest

from scrapers import FetchFailed, ListedReport, Obstacle, Visit, fetch_report
from tests.scrapers.conftest import Reply, Web, portal, report

HOST = "http://www.qingxi.example"
TITLE = "青溪县司法局2024年政府信息公开工作年度报告"
URL = f"{HOST}/nb/t20250118_4.html"
LISTED = ListedReport(URL, TITLE, "2025-01-18", "all")
SHELLS = (
    '<html><script>window.location.href="/sfj/2024.html"</script></html>',
    '<html><head><meta http-equiv="refresh" content="0; url=/sfj/2024.html"></head><body></body></html>',
)


async def fetched(web: Web, fetcher_for):
    visit = Visit(portal(), fetcher_for(web.settings("www.qingxi.example")))
    return await fetch_report(visit, LISTED)


@pytest.mark.parametrize("shell", SHELLS)
async def test_a_report_behind_a_shell_is_brought_home_with_it(web: Web, fetcher_for, shell: str) -> None:
    web.page(URL, shell)
    web.page(f"{HOST}/sfj/2024.html", report(TITLE))
    got = await fetched(web, fetcher_for)
    assert TITLE in got.body.decode()
    assert got.capture.final == URL
    assert [part.final for part in got.parts] == [f"{HOST}/sfj/2024.html"]
    assert got.settled_by is None


async def test_a_file_behind_a_shell_is_read_as_a_file(web: Web, fetcher_for) -> None:
    web.page(URL, SHELLS[0].replace("2024.html", "2024.pdf"))
    web.page(f"{HOST}/sfj/2024.pdf", Reply(b"%PDF-1.4 nothing", headers={"Content-Type": "application/pdf"}))
    got = await fetched(web, fetcher_for)
    assert got.body == b"%PDF-1.4 nothing"


async def test_a_shell_that_leads_nowhere_or_off_the_site_is_no_report(web: Web, fetcher_for) -> None:
    web.page(URL, SHELLS[0])
    with pytest.raises(FetchFailed) as nowhere:
        await fetched(web, fetcher_for)
    assert nowhere.value.obstacle is Obstacle.HTTP_4XX
    web.page(URL, SHELLS[0].replace("/sfj/", "http://other.example/"))
    with pytest.raises(FetchFailed) as away:
        await fetched(web, fetcher_for)
    assert away.value.obstacle is Obstacle.OFF_SITE_REDIRECT


@pytest.mark.parametrize("words", ["点击下载", "附件", "【下载】", "查看全文"])
async def test_a_file_behind_an_address_without_a_name_is_opened_from_its_wrapper(
    web: Web, fetcher_for, words: str
) -> None:
    web.page(
        URL, f'<html><body><h1>{TITLE}</h1><p><a href="/servlet/Down?fileid=7">{words}</a></p></body></html>'
    )
    web.page(
        f"{HOST}/servlet/Down?fileid=7",
        Reply(b"%PDF-1.4 it", headers={"Content-Type": "application/octet-stream"}),
    )
    assert (await fetched(web, fetcher_for)).body == b"%PDF-1.4 it"


async def test_a_page_that_is_said_to_be_packed_and_is_not_is_read(web: Web, fetcher_for) -> None:
    web.page(URL, Reply(report(TITLE), headers={"Content-Encoding": "gzip"}))
    assert TITLE in (await fetched(web, fetcher_for)).body.decode()
