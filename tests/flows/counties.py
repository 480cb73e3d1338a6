"""Counties of one city whose portals change from day to day, patrolled with the product's own steps on a real database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from alerts import Destination, Office, Offices, compose
from cli.scenario_trial import rehearsing
from flows import steps
from flows.absence import FailingDays, presences
from flows.workplace import Workplace
from scrapers import parse_portal
from specimens.families import Posting, Trs
from specimens.obstacles import Empty
from specimens.scenarios import Task
from specimens.scenarios.county import County
from specimens.server import Server
from specimens.web import Asked, Reply, not_found
from storage import FindingState

ABSENT = ("czj", 2024)
COUNTY = County(40, "a", "苇塘县", bureaus=3, townships=1)
NOT_FOUND = "未找到年度报告"
OFFICE = Office("示例市", ("9940",), (Destination("示例市邮箱", "ADDRESS"),))


@dataclass
class Portal:
    """A county's portal; `dead`: numbers of articles that are gone, `blocked`: every page is empty, `moved`: the column's
    address leads nowhere any more, `files`: what further addresses answer."""

    county: County
    rows: tuple[Posting, ...] = ()
    dead: set[str] = field(default_factory=set)
    blocked: bool = False
    moved: bool = False
    files: dict[str, Reply] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Reply:
        if asked.path in self.files:
            return self.files[asked.path]
        site = Trs(self.county.face, [self.county.shelf(self.rows)])
        if any(asked.path.endswith(f"_{number}.html") for number in self.dead):
            return not_found()
        if self.moved and "/zfxxgknb/" in asked.path:
            return not_found()
        return (Empty(site) if self.blocked else site).answer(asked)


def rows_of(*without: tuple[str, int], county: County = COUNTY) -> tuple[Posting, ...]:
    names = {(one.name, year) for one in county.agencies for id, year in without if one.id == id}
    return tuple(row for row in county.postings() if (row.source, row.year) not in names)


@dataclass
class Rehearsal:
    """`sites[0]` is the county that is asked about."""

    sites: Sequence[Portal]
    folder: Path
    server: Server
    own_site: dict[str, str] = field(default_factory=dict)
    """Roster id → the site of its own that the first county's description says it publishes on."""

    @property
    def site(self) -> Portal:
        return self.sites[0]

    def paths(self) -> Iterator[tuple[str, Posting]]:
        """The first county's reports with the paths of their pages."""
        shown = Trs(self.site.county.face, [self.site.county.shelf(self.site.rows)])
        return ((shown.article_path(shown.shelves[0], row), row) for row in self.site.rows)

    @contextmanager
    def opened(self, day: date) -> Iterator[Workplace]:
        descriptions = tuple(self._description(one.county) for one in self.sites)
        task = Task(40, descriptions, self.server.resolve, day, (2023, 2024), {})
        portals = [parse_portal(text, "county.yaml") for text in descriptions]
        work = rehearsing(self.folder, task, portals)
        try:
            yield work
        finally:
            work.memory.close()

    def _description(self, county: County) -> str:
        column = county.column(f"http://{county.host}/zwgk/zfxxgknb/")
        own = {id: {"publishes_at": site} for id, site in self.own_site.items() if county is self.site.county}
        return county.describe([column], "trs", roster=own)

    async def day(self, day: date, *only: str) -> dict[tuple[str, int], str]:
        """One day's patrol, of the portals named or all; the word on every agency's year of the first county at its end."""
        with self.opened(day) as work:
            portals = [portal for portal in work.portals.values() if not only or portal.id in only]
            await steps.patrol_portals(work, portals)
            steps.read_due(work)
            steps.note_looks(work, portals)
            steps.judge_due(work)
            steps.note_absence(work, portals)
            words = presences(work, work.portals[self.site.county.id], FailingDays(work))
            return {(one.agency, one.year): one.word or one.presence.value for one in words}

    def announce(self, day: date) -> list[str]:
        """What the office is told on a day of reports not found: the lines of its messages."""
        with self.opened(day) as work:
            made = compose(work.memory, Offices((OFFICE,), Office("operator", (), ())), work.now())
            return [entry for message in made for entry in message.text.split("\n· ") if NOT_FOUND in entry]

    def findings(self, rule: str) -> list[tuple[str, int, FindingState]]:
        with self.opened(date(2025, 12, 1)) as work:
            return [(one.agency, one.year, one.state) for one in work.memory.findings() if one.rule == rule]

    def operator_is_told(self) -> list[str]:
        with self.opened(date(2025, 12, 1)) as work:
            notices = [notice for notice in work.memory.untold() if notice.audience == "operator"]
            return [notice.body for notice in notices if notice.kind == "could_not_check"]


@contextmanager
def rehearsed(folder: Path, *counties: County) -> Iterator[Rehearsal]:
    """The counties served, the first without the report `ABSENT`."""
    sites = [
        Portal(county, rows_of(ABSENT) if county == COUNTY else rows_of(county=county)) for county in counties
    ]
    with Server([site.county.door(site) for site in sites]) as server:
        yield Rehearsal(sites, folder, server)
