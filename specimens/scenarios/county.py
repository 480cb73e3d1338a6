"""An invented county made to order for a scenario: its agencies, their reports as postings, its portal description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

import yaml

from reports.model import AgencyType
from specimens.agencies import SpecimenAgency, county_agencies
from specimens.chrome import PortalFace
from specimens.dice import Dice
from specimens.families import ContentSystem, Posting, Shelf
from specimens.figures import Scale, all_zero, consistent
from specimens.lookalikes import LookAlike, beside_departments, beside_government
from specimens.report import SpecimenReport, write
from specimens.scenarios.values import Found
from specimens.server import Door
from specimens.web import Site

YEARS = (2023, 2024)


@dataclass(frozen=True)
class County:
    """County `letter` of scenario `number`: host ``<letter>.s<number>.example`` on loopback address 127.0.<number>.<n>."""

    number: int
    letter: str
    name: str
    bureaus: int = 5
    townships: int = 2
    missing: tuple[tuple[str, int], ...] = ()
    """(agency id, year) of reports that do not exist."""

    @property
    def host(self) -> str:
        return f"{self.letter}.s{self.number:02d}.example"

    @property
    def id(self) -> str:
        return f"s{self.number:02d}-{self.letter}"

    @property
    def division(self) -> str:
        return f"99{self.number:02d}{21 + ord(self.letter) - ord('a')}"

    @property
    def address(self) -> str:
        return f"127.0.{self.number}.{10 + ord(self.letter) - ord('a')}"

    @property
    def face(self) -> PortalFace:
        return PortalFace(f"{self.name}人民政府", self.host, self.division + "0001")

    @cached_property
    def agencies(self) -> tuple[SpecimenAgency, ...]:
        return county_agencies(self.name, self.division, self.bureaus, self.townships)

    @cached_property
    def reports(self) -> tuple[SpecimenReport, ...]:
        """Every report that exists, newest year first, as published: departments in January, the county in March."""
        return tuple(
            self._report(agency, year, turn)
            for year in reversed(YEARS)
            for turn, agency in enumerate(self.agencies)
            if (agency.id, year) not in self.missing
        )

    def _report(self, agency: SpecimenAgency, year: int, turn: int) -> SpecimenReport:
        seed = f"scenario-{self.id}"
        dice = Dice(seed, agency.id, year)
        government = agency.type is AgencyType.GOVERNMENT
        published = date(year + 1, 2 if government else 1, 6 + dice.below(20))
        figures = all_zero("2021") if agency.scale is Scale.NONE else consistent("2021", dice, agency.scale)
        return write(agency, year, published, figures, seed=seed, turn=turn)

    def postings(
        self, years: Iterable[int] = YEARS, only: Callable[[SpecimenAgency], bool] = lambda agency: True
    ) -> tuple[Posting, ...]:
        """Rows for these reports, newest first."""
        wanted = set(years)
        made = [self.posting(one) for one in self.reports if one.year in wanted and only(one.agency)]
        return newest_first(made)

    def posting(self, report: SpecimenReport) -> Posting:
        dice = Dice(self.id, report.agency.id, report.year, "number")
        return Posting(
            title=report.title,
            listed=report.published,
            source=report.agency.name,
            number=3_000_000 + dice.below(900_000),
            content=report.content,
            agency=report.agency.name,
            year=report.year,
        )

    def look_alikes(self, year: int) -> tuple[Posting, ...]:
        day = date(year + 1, 2, 20)
        beside = (*beside_government(self.name, year, day), *beside_departments(self.name, year, day))
        return tuple(self.stray(one, index) for index, one in enumerate(beside))

    def stray(self, one: LookAlike, index: int) -> Posting:
        number = 1_000_000 + Dice(self.id, one.title, index).below(900_000)
        return Posting(one.title, one.listed, self.agencies[1].name, number, partial(_same, one.content))

    def shelf(
        self,
        postings: Sequence[Posting],
        slug: str = "zfxxgknb",
        name: str = "政府信息公开年报",
        number: int = 0,
    ) -> Shelf:
        return Shelf(
            slug, name, number or 1000 + self.number * 20 + ord(self.letter) - ord("a"), tuple(postings)
        )

    def found(self, *, without: Iterable[tuple[str, int]] = ()) -> frozenset[Found]:
        """Every report of the county, but for some."""
        left_out = set(without)
        return frozenset(
            Found(self.id, one.agency.id, one.year)
            for one in self.reports
            if (one.agency.id, one.year) not in left_out
        )

    def absent(self) -> frozenset[Found]:
        return frozenset(Found(self.id, agency, year) for agency, year in self.missing)

    def door(self, site: Site, **more: Any) -> Door:
        return Door(self.host, site, self.address, **more)

    def describe(self, columns: Sequence[dict[str, object]], family: str = "auto", **more: object) -> str:
        """The portal's description in YAML. `more` replaces or adds fields; agencies may be given fields by `roster` and
        joined by `strangers`."""
        roster = more.pop("roster", {})
        strangers = more.pop("strangers", [])
        assert isinstance(roster, dict)
        assert isinstance(strangers, list)
        description: dict[str, object] = {
            "schema": 1,
            "id": self.id,
            "name": f"{self.name}人民政府",
            "level": "county",
            "division": self.division,
            "hosts": [self.host],
            "home": f"http://{self.host}/",
            "politeness": {"min_interval_s": 0.5, "jitter": 0},
            "health": {"site_name": [f"{self.name}人民政府"]},
            "family": family,
            "columns": list(columns),
            "agencies": {
                "items": [*({**_roster(one), **roster.get(one.id, {})} for one in self.agencies), *strangers]
            },
        }
        description.update(more)
        return yaml.safe_dump(description, allow_unicode=True, sort_keys=False, width=1000)

    def column(self, url: str, **more: object) -> dict[str, object]:
        return {"id": "nb", "scope": "all", "url": url, **more}


def _roster(agency: SpecimenAgency) -> dict[str, object]:
    aliases = {agency.short, agency.title_name, agency.local_name} - {"", agency.name}
    return {
        "id": agency.id,
        "name": agency.name,
        "aliases": sorted(aliases),
        "level": str(agency.type),
        "division": agency.division,
        "slug": agency.id,
        "expected": {"since": 2023},
    }


def _same(content: str) -> str:
    return content


def newest_first(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    return tuple(sorted(postings, key=lambda one: (one.listed, one.number), reverse=True))


@dataclass
class Changing:
    """A site that is another one on another day: the last of `from_day` that has begun."""

    from_day: dict[date, Site]
    today: date = field(default=date.min)

    def move(self, day: date) -> None:
        self.today = day

    def answer(self, asked: Any) -> Any:
        begun = [day for day in sorted(self.from_day) if day <= self.today]
        return self.from_day[begun[-1] if begun else min(self.from_day)].answer(asked)


def with_body(posting: Posting, content: str) -> Posting:
    """The same row leading to a page with another body."""
    return replace(posting, content=partial(_same, content))


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


__all__ = ["YEARS", "Changing", "ContentSystem", "County", "later", "newest_first", "with_body"]
