"""What is said of a report that is not there: proved absence to the rules, everything that could not be checked to the operator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.claims import check_claims, neighbours
from flows.holding import unless_given_up
from flows.patrolling import report_years
from flows.progress import Counts, tell
from flows.workplace import Workplace
from reports import china_day
from rules import AgencyFacts, Case, Outcome, Publication, Verdict, absence_case
from scrapers import (
    DAYS_NEEDED,
    Absence,
    Doubt,
    Look,
    Obstacle,
    Portal,
    Presence,
    RosterAgency,
    cities_failing,
    judge_absence,
    look_of,
    reason_words,
)
from storage import AbsenceWord

LOOK_BACK = timedelta(days=60)
"""Older looks prove nothing any more: much may have been published since."""
NAMED = 5
"""Agencies named for one reason on the operator's list; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Unchecked:
    """An agency whose report is due and of which nothing may be said."""

    year: int
    reason: str
    name: str


def note_looks(work: Workplace, portals: Sequence[Portal]) -> None:
    """Keep what each whole reading of a column proves of each agency, day by day: absence needs two such days."""
    for portal in portals:
        unless_given_up()
        resolved = work.memory.resolved(portal.id)
        for listing in work.memory.latest_listings(portal.id):
            work.memory.record_look(look_of(portal, listing, resolved))


def note_absence(work: Workplace, portals: Sequence[Portal]) -> Counts:
    """Give every agency's year without a report its word, let the rules judge it, and list for the operator what is open.

    Call it after everything captured was read and `note_looks` has run. A word that has been said is not said again; one
    that does not hold any more is taken back, at the other portals of the same cities too.
    """
    counts = Counts()
    failing = FailingDays(work)
    for portal in [*portals, *neighbours(work, portals)]:
        unless_given_up()
        counts += _note_portal(work, portal, failing)
    return counts


def presences(work: Workplace, portal: Portal, failing: FailingDays) -> list[Absence]:
    """Every agency of the portal's roster and report year: found, proved not listed, could not be checked, not expected."""
    looks = work.memory.looks(portal.id, _since(work))
    carried = work.memory.carried(portal.id)
    void_days = failing.of(portal)
    taken_back = work.memory.taken_back(portal.id)
    return [
        judge_absence(
            portal,
            agency,
            year,
            looks,
            void_days=void_days,
            elsewhere=carried,
            after=taken_back.get((agency.id, year)),
        )
        for agency in portal.agencies.items
        for year in report_years(work, portal)
    ]


def _since(work: Workplace) -> date:
    return china_day(work.now()) - LOOK_BACK


class FailingDays:
    """Days on which a city as a whole could not be reached; such a day says nothing about any of its agencies."""

    def __init__(self, work: Workplace) -> None:
        self._work = work
        self._days: dict[str, frozenset[date]] = {}

    def of(self, portal: Portal) -> frozenset[date]:
        city = portal.division[:4]
        if city not in self._days:
            self._days[city] = self._failing(city)
        return self._days[city]

    def _failing(self, city: str) -> frozenset[date]:
        runs: dict[date, list[tuple[str, bool]]] = defaultdict(list)
        for portal in self._work.portals.values():
            if portal.division[:4] != city:
                continue
            looked = [
                look
                for look in self._work.memory.looks(portal.id, _since(self._work))
                if look.obstacle is not Obstacle.POSTPONED  # our own manners say nothing about the city
            ]
            for day, looks in _by_day(looked).items():
                seen = any(look.complete or look.recognised for look in looks)
                runs[day].append((portal.division, not seen))
        return frozenset(day for day, run in runs.items() if len(run) > 1 and city in cities_failing(run))


def _by_day(looks: Sequence[Look]) -> Mapping[date, list[Look]]:
    days: dict[date, list[Look]] = defaultdict(list)
    for look in looks:
        days[look.day].append(look)
    return days


def _note_portal(work: Workplace, portal: Portal, failing: FailingDays) -> Counts:
    counts = Counts()
    said = work.memory.absence_words(portal.id)
    agencies = {agency.id: agency for agency in portal.agencies.items}
    unchecked: list[_Unchecked] = []
    known = presences(work, portal, failing)
    counts += check_claims(work, portal, known)
    for absence in known:
        if absence.word is None:
            continue
        agency = agencies[absence.agency]
        verdicts, case = _judged(work, portal, agency, absence)
        if any(verdict.outcome is Outcome.UNKNOWN for verdict in verdicts):
            unchecked.append(_Unchecked(absence.year, reason_words(absence.word), agency.name))
        if _is_news(said.get((agency.id, absence.year)), absence, case, work):
            counts += _record(work, portal, absence, verdicts, case)
    _tell_operator(work, portal, unchecked)
    return counts


def _judged(
    work: Workplace, portal: Portal, agency: RosterAgency, absence: Absence
) -> tuple[tuple[Verdict, ...], Case]:
    """The rules' word. A proof is judged as of the earlier of its last two days first: a report that was not yet due on one
    of the days it was looked for is not missing yet."""
    case = _case(portal, agency, absence, _as_of(work, absence))
    if absence.presence is Presence.NOT_LISTED:
        earlier = _case(portal, agency, absence, absence.days[-DAYS_NEEDED])
        verdicts = work.ruleset.judge(earlier)
        if not any(verdict.outcome is Outcome.FAIL for verdict in verdicts):
            return verdicts, earlier
    return work.ruleset.judge(case), case


def _as_of(work: Workplace, absence: Absence) -> date:
    """A proof holds as of its last day; that something is not known holds today."""
    today = china_day(work.now())
    return absence.days[-1] if absence.presence is Presence.NOT_LISTED else today


def _case(portal: Portal, agency: RosterAgency, absence: Absence, as_of: date) -> Case:
    below = agency.level in ("township", "subdistrict")
    facts = AgencyFacts(
        name=agency.name,
        type=agency.level,
        level="township" if below else portal.level,
        division=agency.division or portal.division,
    )
    where = absence.addresses[0] if absence.addresses else None
    word = absence.word
    assert word is not None
    if absence.reason is Doubt.LISTED_BUT_UNREADABLE:
        word = (
            "found_elsewhere:listed"  # it is there to be seen: whatever was said of its absence is taken back
        )
    return absence_case(facts, absence.year, Publication(url=where, not_listed=word), as_of)


def _is_news(before: AbsenceWord | None, absence: Absence, case: Case, work: Workplace) -> bool:
    if before is None or before.ruleset_hash != work.ruleset.hash:
        return True
    if before.word != case.publication.not_listed:
        return True
    return absence.presence is Presence.NOT_LISTED and before.as_of != case.as_of


def _record(
    work: Workplace, portal: Portal, absence: Absence, verdicts: tuple[Verdict, ...], case: Case
) -> Counts:
    number = work.memory.agency_number(portal.id, absence.agency)
    if number is None:
        return Counts()
    judged = work.memory.record_absence(
        number, absence.year, verdicts, ruleset_hash=work.ruleset.hash, at=work.now(), case=case
    )
    tell("absence", f"{portal.id} {absence.agency} {absence.year}: {absence.word}")
    return Counts(opened=len(judged.opened), rectified=len(judged.rectified), withdrawn=len(judged.withdrawn))


def _tell_operator(work: Workplace, portal: Portal, unchecked: Sequence[_Unchecked]) -> None:
    """One matter a portal: whose report of which year is due and could not be checked, and why."""
    key = f"unchecked:{portal.id}"
    if not unchecked:
        work.memory.settle_matter(key, work.now())
        return
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in unchecked:
        groups[-one.year, one.reason].append(one.name)
    lines = [
        f"{-year} 年度：{'、'.join(names[:NAMED])}{f'等 {len(names)} 个单位' if len(names) > NAMED else ''}（{reason}）"
        for (year, reason), names in sorted(groups.items())
    ]
    work.memory.list_matter(
        key=key,
        kind="could_not_check",
        subject=f"未能核实年报是否公布：{portal.name} {len(unchecked)} 项",
        detail="；".join(lines) + "。未作任何判断，也不通知任何单位。",
        at=work.now(),
    )
