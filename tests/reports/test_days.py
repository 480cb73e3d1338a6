from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reports import CHINA, china_day


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 31, 16, tzinfo=UTC),
        datetime(2026, 2, 1, 23, 59, tzinfo=CHINA),
        datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=-4))),
    ],
    ids=["UTC", "China's own", "west of UTC"],
)
def test_a_deadline_does_not_move_with_the_zone_a_moment_was_told_in(moment: datetime) -> None:
    """Eight hours added to a moment that was in China's time already made an evening the next day."""
    assert china_day(moment) == date(2026, 2, 1)
