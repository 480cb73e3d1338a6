"""What a proxy altered or a cache kept from before says nothing of what an agency changed or took away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reports import china_day
from scrapers import Obstacle, ReportCaptured, Trouble, Validators, Vanished
from tests.scrapers.conftest import Reply, Web, listing, portal, report
from tests.scrapers.test_columns import COLUMN, row, steps_of

ADDRESS = f"{COLUMN}202501/t20250101_1.html"
OTHER = f"{COLUMN}202501/t20250102_2.html"
NOW, BEFORE = report(row(1)[1]), report(row(1)[1], "本年度收到申请9件。")
DESCRIBED = portal(columns=[{"id": "all", "url": COLUMN}])
LIST = listing([row(1), row(2, "民政局")])


async def last_step(web: Web, fetcher_for, answer: Reply, days: int | None) -> object:
    """What became of the report, whose page was last had so many days ago."""
    web.page(COLUMN, LIST)
    web.page(OTHER, report(row(2, "民政局")[1]))
    web.page(ADDRESS, NOW)
    first = await steps_of(web, fetcher_for, DESCRIBED)
    (had,) = [one for one in first if isinstance(one, ReportCaptured) and one.capture.asked == ADDRESS]
    answered = china_day(datetime.now(UTC)) - timedelta(days=days or 0)
    known = {ADDRESS: Validators(None, None, had.sha256, answered_on=answered)} if days is not None else {}
    web.page(ADDRESS, answer)
    steps = await steps_of(web, fetcher_for, DESCRIBED, before=first[0].reports, known=known.get)
    of_it = [one for one in steps if ADDRESS in (getattr(one, "url", ""), getattr(one, "asked", ""))]
    captured = [one for one in steps if isinstance(one, ReportCaptured) and one.capture.asked == ADDRESS]
    gone = [one for one in steps if isinstance(one, Vanished)]
    (found,) = of_it + captured + gone
    return found


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        (Reply(BEFORE, 203), 3),
        (Reply(BEFORE, 203), None),
        (Reply(NOW, 203), None),
        (Reply(NOW, 202), None),
        (Reply(BEFORE, headers={"Warning": '214 proxy "Transformation applied"'}), None),
        (Reply(BEFORE, headers={"Age": "7776000"}), 3),
        (Reply(BEFORE, headers={"Age": "172800"}), 2),
        (Reply(BEFORE, headers={"Warning": '110 proxy "Response is stale"'}), 3),
        (Reply(BEFORE, headers={"X-Cache-Status": "STALE"}), 3),
    ],
)
async def test_a_report_that_was_altered_or_kept_by_a_cache_since_before_has_not_been_changed(
    web: Web, fetcher_for, answer: Reply, days: int | None
) -> None:
    step = await last_step(web, fetcher_for, answer, days)
    assert isinstance(step, Trouble) and step.obstacle is Obstacle.MALFORMED, step
    assert step.capture is None, "kept, it would be what the next answer is compared with"


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        (Reply(BEFORE), 3),
        (Reply(BEFORE, headers={"Age": "172800"}), 9),
        (Reply(BEFORE, headers={"Age": "7776000"}), None),
        (Reply(NOW, headers={"Age": "7776000"}), 3),
    ],
)
async def test_a_copy_that_is_younger_than_what_was_had_or_the_first_of_all_is_read(
    web: Web, fetcher_for, answer: Reply, days: int | None
) -> None:
    """Nor is one refused that says the same as ever."""
    assert isinstance(await last_step(web, fetcher_for, answer, days), ReportCaptured)


@pytest.mark.parametrize(
    ("headers", "gone"),
    [({}, True), ({"Age": "7776000"}, False), ({"Warning": '111 - "Revalidation failed"'}, False)],
)
async def test_a_cache_that_remembers_a_page_as_missing_does_not_take_it_away(
    web: Web, fetcher_for, headers: dict[str, str], *, gone: bool
) -> None:
    step = await last_step(web, fetcher_for, Reply("nothing here", 404, headers), 3)
    assert isinstance(step, Vanished if gone else Trouble), step
