"""Days, as China counts them."""

from __future__ import annotations

from datetime import date, datetime, timedelta


def china_day(moment: datetime) -> date:
    """The calendar day in China (UTC+8, no summer time) on which deadlines and sightings are counted."""
    return (moment + timedelta(hours=8)).date()
