"""Over several days every agency ends as found, proved not listed, or could not be checked; only proof becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scrapers.gone import nowhere
from specimens.families import Posting
from specimens.web import Reply
from storage import FindingState
from tests.flows.counties import ABSENT, COUNTY, Rehearsal, rehearsed, rows_of


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Rehearsal]:
    with rehearsed(tmp_path, COUNTY) as county:
        yield county


async def test_only_a_second_whole_day_makes_a_finding_and_the_report_ends_it(county: Rehearsal) -> None:
    words = await county.day(date(2025, 3, 10))
    assert words.pop(ABSENT) == "could_not_check:one_day_only" and set(words.values()) == {"found"}
    assert county.findings("PUB-NOTFOUND") == []
    assert any("只在一天读全过" in body for body in county.operator_is_told())

    words = await county.day(date(2025, 3, 12))
    assert words[ABSENT] == "not_listed"
    assert county.findings("PUB-NOTFOUND") == [("苇塘县财政局", 2024, FindingState.OPEN)]

    county.site.rows = rows_of()
    words = await county.day(date(2025, 3, 14))
    assert set(words.values()) == {"found"}
    assert county.findings("PUB-NOTFOUND") == [("苇塘县财政局", 2024, FindingState.RECTIFIED)]


async def test_a_report_not_yet_due_on_one_of_the_two_days_is_not_missing(county: Rehearsal) -> None:
    await county.day(date(2025, 1, 27))
    words = await county.day(date(2025, 3, 12))
    assert words[ABSENT] == "not_listed"
    assert county.findings("PUB-NOTFOUND") == []
    await county.day(date(2025, 3, 13))
    assert [who for who, _, _ in county.findings("PUB-NOTFOUND")] == ["苇塘县财政局"]


async def test_a_day_without_sight_ends_the_word_and_accuses_nobody(county: Rehearsal) -> None:
    await county.day(date(2025, 3, 10))
    county.site.blocked = True
    words = await county.day(date(2025, 3, 12))
    assert words[ABSENT].startswith("could_not_check:") and county.findings("PUB-NOTFOUND") == []
    county.site.blocked = False
    assert (await county.day(date(2025, 3, 14)))[ABSENT] == "not_listed"


async def test_a_report_of_a_name_the_roster_does_not_know_may_be_the_missing_one(county: Rehearsal) -> None:
    (mine,) = set(rows_of()) - set(rows_of(ABSENT))
    renamed = mine.title.replace("财政局", "财政金融局")
    county.site.rows = (
        *rows_of(ABSENT),
        Posting(renamed, mine.listed, mine.source, mine.number, mine.content),
    )
    for day in (date(2025, 3, 10), date(2025, 3, 12)):
        words = await county.day(day)
        assert words[ABSENT].startswith("could_not_check:")
    assert county.findings("PUB-NOTFOUND") == []


async def test_a_listed_report_whose_page_is_gone_is_told_on_the_second_day_and_its_return(
    county: Rehearsal,
) -> None:
    county.site.rows = rows_of()
    await county.day(date(2025, 3, 10))
    gone = next(row for row in county.site.rows if row.source == "苇塘县教育局" and row.year == 2024)
    county.site.dead = {str(gone.number)}
    words = await county.day(date(2025, 3, 12))
    assert words["jyj", 2024] == "found" and county.findings("PUB-VANISHED") == []
    await county.day(date(2025, 3, 13))
    assert county.findings("PUB-VANISHED") == [("苇塘县教育局", 2024, FindingState.OPEN)]
    county.site.dead = set()
    await county.day(date(2025, 3, 14))
    assert county.findings("PUB-VANISHED") == [("苇塘县教育局", 2024, FindingState.RECTIFIED)]


SHIELD = "<html><head><title>404</title></head><body><p>您访问的页面不存在（事件编号 {}）</p></body></html>"


@pytest.mark.parametrize("status", [404, 200])
async def test_a_shield_that_says_not_found_of_one_report_to_us_alone_accuses_nobody(
    county: Rehearsal, status: int
) -> None:
    county.site.rows = rows_of()
    await county.day(date(2025, 3, 10))
    path = next(path for path, row in county.paths() if row.source == "苇塘县教育局" and row.year == 2024)
    for day in (date(2025, 3, 12), date(2025, 3, 13), date(2025, 3, 14)):
        county.site.files = {path: Reply(status, SHIELD.format(day.toordinal()).encode())}
        assert (await county.day(day))["jyj", 2024] == "found"
    assert county.findings("PUB-VANISHED") == []


async def test_a_shield_that_lets_us_see_no_report_any_more_accuses_nobody(county: Rehearsal) -> None:
    """Two reports are all this portal has: too few to be half of many."""
    county.site.rows = rows_of()[:2]
    await county.day(date(2025, 3, 10))
    county.site.dead = {str(row.number) for row in county.site.rows}
    for day in (date(2025, 3, 12), date(2025, 3, 13), date(2025, 3, 14)):
        await county.day(day)
    assert county.findings("PUB-VANISHED") == []


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/zwgk/202501/t20250122_37505.html",
        "http://a.example/info/1001/2.htm",
        "http://a.example/content.jsp?urltype=news&wbnewsid=77&tree=a",
        "http://a.example/nb/qjp.pdf",
        "http://a.example/nb/",
    ],
)
def test_an_address_that_is_surely_not_there_is_of_the_same_kind(url: str) -> None:
    made = nowhere(url)
    assert made != url
    assert made == nowhere(url)
    assert re.sub(r"\d+", "", made) == re.sub(r"\d+", "", url)


async def test_a_report_taken_off_its_list_is_told_and_never_called_missing(county: Rehearsal) -> None:
    county.site.rows = rows_of()
    await county.day(date(2025, 3, 10))
    county.site.rows = rows_of(ABSENT)
    for day in (date(2025, 3, 12), date(2025, 3, 13)):
        assert (await county.day(day))[ABSENT] == "found"
    assert county.findings("PUB-NOTFOUND") == []
    assert county.findings("PUB-VANISHED") == [("苇塘县财政局", 2024, FindingState.OPEN)]
