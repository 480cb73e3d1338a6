"""The values of the proof of absence: what was seen on a day, and the word that follows from the days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scrapers.values import Obstacle

DAYS_NEEDED = 2
"""Days that must prove an absence before anything is said of it."""
HOME = "home"
"""Column, and scope, of a look at the home page where columns were to be looked for."""


class Presence(StrEnum):
    FOUND = "found"
    NOT_LISTED = "not_listed"
    COULD_NOT_CHECK = "could_not_check"
    NOT_EXPECTED = "not_expected"
    """The roster expects no report here: dissolved, founded later, or published on its own site."""


class Doubt(StrEnum):
    """Reasons of could_not_check beyond the obstacles of a fetch."""

    NOT_YET_LOOKED = "not_yet_looked"
    ONE_DAY_ONLY = "one_day_only"
    NO_SIBLING = "no_sibling"
    """Nothing else was recognised in the column, so that not seeing this one proves nothing."""
    CITY_FAILING = "city_failing"
    LISTED_BUT_UNREADABLE = "listed_but_unreadable"
    UNRESOLVED_ROWS = "unresolved_rows"
    """A report is listed of which neither title nor body told us whose it is."""
    MAY_BE_MISLABELLED = "may_be_mislabelled"
    """A report of the agency that came when this one was due bears another year: it may be the very one, its title wrong."""
    NO_PORTAL = "no_portal"
    """The roster has the agency, and no portal's description says where it publishes."""


NOT_LOOKED = (Obstacle.POSTPONED, Doubt.NOT_YET_LOOKED)
"""Reasons that say nothing about the site: we did not look, or not everywhere."""

Resolved = Mapping[str, tuple[str, int] | None]
"""Address of a listed report to (roster id, year) as title and body told; `None`: read, and it is no such report."""


@dataclass(frozen=True, slots=True)
class Look:
    """One column read at one time, reduced to what the proof needs. `day` is the day in China."""

    portal: str
    column: str
    url: str
    scope: str
    day: date
    complete: bool
    year: int | None = None
    agency: str | None = None
    obstacle: Obstacle | None = None
    recognised: frozenset[tuple[str, int]] = frozenset()
    listed_unread: frozenset[tuple[str, int]] = frozenset()
    unresolved: int = 0
    rows: int = 0
    mislabelled: frozenset[tuple[str, int]] = frozenset()
    """What rows of another year may be: listed a year after their own was due, or one of two of the same year."""


@dataclass(frozen=True, slots=True)
class Absence:
    """The word on one agency and year. `days` are those that count as proof; `addresses` where it was looked for."""

    agency: str
    year: int
    presence: Presence
    reason: Obstacle | Doubt | None = None
    days: tuple[date, ...] = ()
    addresses: tuple[str, ...] = ()

    @property
    def word(self) -> str | None:
        """As rules take it: ``not_listed``, ``could_not_check:<reason>``, `None` where there is a report or none is due."""
        if self.presence is Presence.NOT_LISTED:
            return "not_listed"
        if self.presence is Presence.COULD_NOT_CHECK:
            assert self.reason is not None
            return f"could_not_check:{self.reason.value}"
        return None

    def ends_claim(self, *, told: bool) -> Obstacle | Doubt | None:
        """Why a claim that nothing was found may stand no longer; `None` where it may.

        It falls with any day without sight and with any change of the place; once told, it outlives only days on which we
        did not look ourselves, and those only while as many days as it needs still prove it.
        """
        if self.presence is not Presence.COULD_NOT_CHECK:
            return None
        stands = told and self.reason in NOT_LOOKED and len(self.days) >= DAYS_NEEDED
        return None if stands else self.reason

    def statement(self, name: str) -> str:
        """For officials: what was looked for, where and when; never a word on law or fault."""
        where = "、".join(self.addresses[:3])
        days = "、".join(f"{day.year}年{day.month}月{day.day}日" for day in self.days)
        if self.presence is Presence.NOT_LISTED:
            return f"{days}在{where}未检索到{name}{self.year}年政府信息公开工作年度报告"
        if self.presence is Presence.COULD_NOT_CHECK:
            return f"未能核实{name}{self.year}年政府信息公开工作年度报告是否发布"
        return f"{name}{self.year}年政府信息公开工作年度报告：{'已检索到' if self.presence is Presence.FOUND else '不在核查范围'}"
