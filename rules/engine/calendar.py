"""The law's calendar: days off and moved working days of mainland China, as announced each autumn by the State Council.

Years that are not in `holidays.yaml` are not known: arithmetic over their working days is unknown, never guessed.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from rules.engine.unknown import Unknown, unknown


@cache
def _announced() -> dict[int, tuple[frozenset[date], frozenset[date]]]:
    text = files("rules.engine").joinpath("holidays.yaml").read_text(encoding="utf-8")
    found = {}
    years: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)["years"]  # noqa: S506 - BaseLoader makes strings only
    for year, said in years.items():
        off: set[date] = set()
        for period in said["off"]:
            first, _, last = period.partition("..")
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
            while day <= end:
                off.add(day)
                day += timedelta(days=1)
        found[int(year)] = (frozenset(off), frozenset(date.fromisoformat(day) for day in said["work"]))
    return found


def is_working_day(day: date) -> bool | Unknown:
    """Whether offices work on `day`; unknown for a year without an announced calendar."""
    announced = _announced().get(day.year)
    if announced is None:
        return unknown("calendar", f"{day.year}年的节假日安排", "尚未收录")
    off, work = announced
    return day in work or (day not in off and day.weekday() < 5)


def next_working_day(day: date) -> date | Unknown:
    """`day` itself when offices work, else the first day after it when they do."""
    for _ in range(40):
        works = is_working_day(day)
        if isinstance(works, Unknown):
            return works
        if works:
            return day
        day += timedelta(days=1)
    return unknown("calendar", "节假日安排", "有误")


def add_working_days(day: date, count: int) -> date | Unknown:
    """The `count`-th working day after `day` (条例第三十条, 第三十三条 count so)."""
    for _ in range(max(count, 0)):
        following = next_working_day(day + timedelta(days=1))
        if isinstance(following, Unknown):
            return following
        day = following
    return day
