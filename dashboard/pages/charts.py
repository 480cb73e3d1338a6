"""What the charts show, as plain series; `assets/charts.js` hands them to Apache ECharts. Each has a table beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from dashboard.pages.standing import Standing

Say = Callable[[str, str], str]


def by_place(lines: Sequence[Standing], say: Say) -> dict[str, Any]:
    """Stacked bars, a place each, worst share first; at most thirty (the table has all)."""
    shown = sorted(lines, key=lambda one: (-(one.agencies - one.on_time) / (one.agencies or 1), one.code))[
        :30
    ]
    return {
        "kind": "places",
        "names": [one.name for one in shown],
        "series": [
            {
                "name": say("公布未见逾期", "published, not late"),
                "tone": "good",
                "data": [one.on_time for one in shown],
            },
            {"name": say("逾期公布", "late"), "tone": "late", "data": [one.late for one in shown]},
            {"name": say("未找到", "not found"), "tone": "bad", "data": [one.not_found for one in shown]},
            {
                "name": say("未能核实", "unchecked"),
                "tone": "unknown",
                "data": [one.unchecked for one in shown],
            },
            {"name": say("未到期", "not due"), "tone": "waiting", "data": [one.waiting for one in shown]},
        ],
    }


def weeks(days: Sequence[tuple[date, int, int]], year: int) -> list[tuple[date, int, int]]:
    """Publications by week (Monday), from New Year to mid-May; what is later stands in the last one."""
    first = date(year + 1, 1, 1)
    first -= timedelta(days=first.weekday())
    last = first + timedelta(weeks=19)
    counted: Counter[tuple[date, bool]] = Counter()
    for day, january, march in days:
        monday = min(max(day - timedelta(days=day.weekday()), first), last)
        counted[monday, True] += january
        counted[monday, False] += march
    return [
        (monday, counted[monday, True], counted[monday, False])
        for monday in (first + timedelta(weeks=week) for week in range(20))
    ]


def calendar(days: Sequence[tuple[date, int, int]], year: int, say: Say) -> dict[str, Any]:
    """Bars by week with the two legal dates as lines."""
    rows = weeks(days, year)

    def week_of(day: date) -> int:
        return next(n for n, (monday, *_) in enumerate(rows) if monday <= day < monday + timedelta(weeks=1))

    return {
        "kind": "calendar",
        "names": [f"{monday.month}/{monday.day}" for monday, *_ in rows],
        "series": [
            {
                "name": say("部门（1月31日前）", "departments (by 31 Jan)"),
                "tone": "blue",
                "data": [r[1] for r in rows],
            },
            {
                "name": say("政府（3月31日前）及未定期限的", "governments (by 31 Mar), no date set"),
                "tone": "good",
                "data": [r[2] for r in rows],
            },
        ],
        "marks": [
            {"at": week_of(date(year + 1, 1, 31)), "label": say("1月31日", "31 Jan")},
            {"at": week_of(date(year + 1, 3, 31)), "label": say("3月31日", "31 Mar")},
        ],
    }
