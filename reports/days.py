"""Days, as China counts them (one time in the whole country, UTC+8, and no summer time since 1991) and as pages write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "UTC+8")
FIRST_YEAR, LAST_YEAR = 2007, 2099
"""政府信息公开条例 was made in 2007; earlier days are template values (1970-01-01) or of another document."""

_AGAIN = ("更新", "修改", "重新", "再次", "最后", "最近", "最新", "修订", "更正")


def labels_of_publication(labels: Iterable[str]) -> str:
    """Pattern of any of these labels of a day of publication: 重新发布时间 and 最后发布时间 are not the first.

    It looks behind only where one of them stands, so that a search is quick to pass over what holds none.
    """
    return "|".join(label + "".join([f"(?<!{word}{label})" for word in _AGAIN]) for label in labels)


def china_day(moment: datetime) -> date:
    """The calendar day of an aware moment, on which deadlines and sightings are counted.

    Raises OverflowError where the year would be 10000.
    """
    return moment.astimezone(CHINA).date()


def real_day(year: str, month: str, day: str) -> str | None:
    """``YYYY-MM-DD``; `None` for 31 February, which templates and typing make, and for days outside those years.

    >>> real_day("2024", "2", "9"), real_day("2024", "2", "31"), real_day("1970", "1", "1")
    ('2024-02-09', None, None)
    """
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made.isoformat() if FIRST_YEAR <= made.year <= LAST_YEAR else None
