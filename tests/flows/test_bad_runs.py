"""Promises 4 and 5 through the whole walk: a day on which a portal shows less than it has takes nothing back and accuses nobody."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from specimens.families import Trs
from specimens.web import Asked, Reply
from storage import EventKind, Finding
from tests.flows.counties import COUNTY, Portal, Rehearsal, rehearsed, rows_of

GOOD, BAD, AFTER = date(2025, 3, 10), date(2025, 3, 12), date(2025, 3, 14)
COLUMN = "/zwgk/zfxxgknb/"
ERROR_PAGE = "<html><head><title>系统繁忙</title></head><body><h1>系统繁忙，请稍后再试</h1></body></html>"


def _empty(site: Portal) -> None:
    site.rows = ()


def _halved(site: Portal) -> None:
    site.rows = site.rows[: len(site.rows) // 2]


def _error_with_status_200(site: Portal) -> None:
    site.files[COLUMN] = Reply(200, ERROR_PAGE.encode())


def _bad_gateway(site: Portal) -> None:
    site.files[COLUMN] = Reply(502, b"<html><body>502 Bad Gateway</body></html>")


@pytest.fixture(scope="module")
def a_good_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is remembered after a patrol on which every report was there."""
    folder = tmp_path_factory.mktemp("a-good-day")
    with rehearsed(folder, COUNTY) as county:
        county.site.rows = rows_of()
        assert set(asyncio.run(county.day(GOOD)).values()) == {"found"}
    return folder


@pytest.fixture
def county(a_good_day: Path, tmp_path: Path) -> Iterator[Rehearsal]:
    shutil.copytree(a_good_day, tmp_path, dirs_exist_ok=True)
    with rehearsed(tmp_path, COUNTY) as county:
        county.site.rows = rows_of()
        yield county


def known(county: Rehearsal) -> tuple[tuple[Finding, ...], int, list[str]]:
    """Findings, standing reports, and what was told of reports that appeared, changed or went."""
    kinds = [EventKind.REPORT_PUBLISHED, EventKind.REPORT_REVISED, EventKind.REPORT_VANISHED]
    with county.opened(AFTER) as work:
        told = [event.key for _, event in work.memory.events(kinds=kinds)]
        return work.memory.findings(), len(work.memory.report_lines()), told


LOGIN = "<html><head><title>用户登录</title></head><body><form>用户名 <input> 密码 <input></form>苇塘县人民政府</body></html>"
NOTICE = (
    "<html><head><title>系统升级公告_苇塘县人民政府</title></head><body><h1>系统升级维护公告</h1>"
    + "<p>本网站近期进行系统升级维护，期间暂停访问，由此带来的不便敬请谅解。</p>" * 30
    + "</body></html>"
)


def _articles(page: str) -> Callable[[Portal], None]:
    """Every report's address answers 200 with this page."""

    def worsen(site: Portal) -> None:
        shown = Trs(site.county.face, [site.county.shelf(site.rows)])
        paths = [shown.article_path(shown.shelves[0], row) for row in site.rows]
        site.files |= {path: Reply(200, page.encode()) for path in paths}

    return worsen


def _each_the_next_ones(site: Portal) -> None:
    """A cache hands out one report under every address."""
    shown = Trs(site.county.face, [site.county.shelf(site.rows)])
    paths = [shown.article_path(shown.shelves[0], row) for row in site.rows]
    one = shown.answer(Asked(site.county.host, "GET", paths[0])).body
    site.files |= {path: Reply(200, one) for path in paths}


def _cut(share: float) -> Callable[[Portal], None]:
    """Every article ends too soon."""

    def worsen(site: Portal) -> None:
        shown = Trs(site.county.face, [site.county.shelf(site.rows)])
        for row in site.rows:
            path = shown.article_path(shown.shelves[0], row)
            body = shown.answer(Asked(site.county.host, "GET", path)).body
            site.files[path] = Reply(200, body[: int(len(body) * share)])

    return worsen


BAD_ARTICLES = [_articles(LOGIN), _articles(NOTICE), _each_the_next_ones, _cut(0.6), _cut(0.97)]


@pytest.mark.parametrize("worsen", [_empty, _halved, _error_with_status_200, _bad_gateway, *BAD_ARTICLES])
async def test_a_bad_day_replaces_nothing_and_accuses_nobody(
    county: Rehearsal, worsen: Callable[[Portal], None]
) -> None:
    before = known(county)
    assert before[1] == len(rows_of())
    worsen(county.site)
    words = await county.day(BAD)
    assert known(county) == before
    assert not [word for word in words.values() if word == "not_listed"]
    county.site.rows, county.site.files = rows_of(), {}
    assert set((await county.day(AFTER)).values()) == {"found"}
    assert known(county) == before
