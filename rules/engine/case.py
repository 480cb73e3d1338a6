"""Everything a rule may look at. Judging is pure: the same case and rule set always give the same verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar, runtime_checkable

from reports import AnnualReport, PublishedDate

Made = TypeVar("Made")


class Prior(StrEnum):
    """What is known of last year's report."""

    READ = "read"
    NONE = "none"
    """It is certain that there is none (agency founded since, first year of the form)."""
    UNSEEN = "unseen"
    """We have not got it. The default: not having looked is not knowing."""


@runtime_checkable
class Paged(Protocol):
    """Reports of which it is known where they are published; a question to the database, asked of few."""

    def page(self, at: int) -> str | None:
        """The address of the report at a position."""


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What the roster says of the agency; each `None` where it says nothing. Types and levels by the ids of `reports`."""

    name: str | None = None
    type: str | None = None
    level: str | None = None
    division: str | None = None
    founded: date | None = None
    dissolved: date | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What the patrol knows of the publication itself.

    `dates` hold every date with its source; rules use them by agreement, not by trust in one. `unlisted_on` is the last day
    on which we read the column that lists it whole and it was not there: a first sighting proves nothing about the days
    between the two.
    """

    dates: tuple[PublishedDate, ...] = ()
    first_seen: date | None = None
    unlisted_on: date | None = None
    url: str | None = None
    column: str | None = None
    page_tags: Mapping[str, str] | None = None
    """Standard tags that the page has and that are not empty; `None` where nobody saw the page whole."""
    listed_title: str | None = None
    """The title under which a list shows it."""
    page_letters: int | None = None
    """Characters of the article on the page that carries the attachment read; `None` where the page itself was read or nobody counted."""
    not_listed: str | None = None
    """`not_listed` where absence is proved, `could_not_check:<reason>` where not, `None` where there is a report."""


@dataclass(frozen=True, slots=True)
class Revised:
    """One change of a published report that its publisher made (not one of ours, who read it anew)."""

    day: date
    """On which we read it changed."""
    cells: int
    """Cells of the three tables that read otherwise than before; words may have changed without them."""


@dataclass(frozen=True, slots=True)
class Case:
    """One report to be judged, as of a day that is passed in."""

    report: AnnualReport
    as_of: date
    previous: AnnualReport | None = None
    prior: Prior = Prior.UNSEEN
    agency: AgencyFacts = field(default_factory=AgencyFacts)
    publication: Publication = field(default_factory=Publication)
    copies: tuple[AnnualReport, ...] = ()
    """The same agency's report of the same year as published elsewhere (PDF beside HTML, another portal)."""
    previous_copies: tuple[AnnualReport, ...] = ()
    """Last year's report as it was published elsewhere, also where it has been taken down since."""
    siblings: Sequence[AnnualReport] = ()
    """Other agencies' reports of the same county and year, for the rules that compare texts; may be read late."""
    revised: tuple[Revised, ...] | None = None
    """How the report was changed since it was first read, oldest first; `None` where its history is not kept."""
    previous_revised: tuple[Revised, ...] | None = None
    """The same of last year's report."""
    _kept: dict[Callable[..., object], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, make: Callable[[Case], Made]) -> Made:
        """What `make` says of the case, worked out once however many facts rest on it."""
        if make not in self._kept:
            self._kept[make] = make(self)
        made: Made = self._kept[make]
        return made
