"""Days, as China counts them: one time in the whole country (UTC+8), and no summer time since 1991."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "UTC+8")


def china_day(moment: datetime) -> date:
    """The calendar day of an aware moment, on which deadlines and sightings are counted.

    Raises OverflowError where the year would be 10000.
    """
    return moment.astimezone(CHINA).date()
