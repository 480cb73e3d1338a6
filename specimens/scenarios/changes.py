"""Scenarios 14 and 20: what is otherwise on another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from specimens import trs
from specimens.families import Trs
from specimens.hostile import Failing
from specimens.scenarios.county import County
from specimens.scenarios.guards import LETTERS, NAMES
from specimens.scenarios.values import Expected, Found, Met, Scenario
from specimens.web import Asked, Reply, page


def _anything(_: Asked) -> bool:
    return True


def _not_robots(asked: Asked) -> bool:
    return asked.path != "/robots.txt"


def city_failure(_: Path) -> Scenario:
    """14: on the first day four of ten portals of one city fail; the next time all answer. One agency is truly absent,
    but one good day is not two."""
    absent = (("jyj", 2024),)
    doors, portals, switches = [], [], []
    found: frozenset[Found] = frozenset()
    met = set()
    for index in range(10):
        missing = absent if index == 7 else ()
        county = County(14, LETTERS[index], NAMES[index], bureaus=2, townships=0, missing=missing)
        site = Trs(county.face, [county.shelf(county.postings())])
        # Two are down altogether, robots.txt included; two answer for robots.txt and nothing else.
        down = index < 2
        failing = Failing(site, where=_anything if down else _not_robots, on=False)
        if index < 4:
            switches.append(failing)
            met.add(Met(county.id, "robots_unavailable" if down else "http_5xx"))
        doors.append(county.door(failing))
        portals.append(county.describe([county.column(site.column_url(site.shelves[0]))], "trs"))
        found |= county.found()
    first = date(2025, 3, 10)

    def move(day: date) -> None:
        for switch in switches:
            switch.on = day == first

    return Scenario(
        14,
        "four of a city's ten portals fail on one day and recover",
        tuple(doors),
        tuple(portals),
        Expected(found, frozenset(met)),
        move=move,
    )


def moved_column(_: Path) -> Scenario:
    """20: the old column is a notice now; the description does not know the new one, but the front page leads there."""
    county = County(20, "a", NAMES[0], bureaus=4, townships=2)
    old = county.shelf(county.postings([2023]), slug="zfxxgknb")
    new = county.shelf(county.postings(), slug="zfxxgk/nb_2025")
    before, after = Trs(county.face, [old]), Trs(county.face, [new])
    moved_on = date(2025, 3, 15)
    notice = trs.hub(
        county.face, "政府信息公开年报", [("首页", "/")], [("点击进入新栏目", after.column_path(new))],
        "公告：因网站改版，本栏目已迁移至新地址，请更新收藏。",
    )  # fmt: skip
    today = [date.min]

    class Moving:
        def answer(self, asked: Asked) -> Reply:
            if today[0] < moved_on:
                return before.answer(asked)
            if asked.path == before.column_path(old):
                return page(notice, moved_on)
            return after.answer(asked)

    def move(day: date) -> None:
        today[0] = day

    return Scenario(
        20,
        "a column moves in January and leaves a notice",
        (county.door(Moving()),),
        (county.describe([county.column(before.column_url(old))], "trs"),),
        Expected(county.found(), frozenset({Met(county.id, "column_moved")})),
        move=move,
    )
