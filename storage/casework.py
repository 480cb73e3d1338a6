"""What a rule may look at, put together from what is stored: the report, last year's, the agency, the publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.engine.case import AgencyFacts, Case, Prior
from storage.bench import Bench, benches
from storage.moved import first_sightings
from storage.pages import pages_of
from storage.publishing import for_agency, in_lists, publication
from storage.revised import revised_of
from storage.revisions import revision_rows, standing_revisions
from storage.siblings import COUNTY, Copies, County, Of, Opens, Shelf, Siblings
from storage.summary import Judgement
from storage.tables import AgencyRow, JudgementRow, ReportRow, RevisionRow

MOST_COPIES = 4
"""Copies of one report that are held against it."""


def agency_facts(row: AgencyRow | None) -> AgencyFacts:
    if row is None:
        return AgencyFacts()
    return AgencyFacts(
        name=row.name,
        type=None if row.type == "unsure" else row.type,
        level=None if row.level == "unsure" else row.level,
        division=row.division,
        founded=row.founded,
        dissolved=row.dissolved,
    )


def previous_revisions(session: Session, of: Sequence[Bench]) -> list[RevisionRow | None]:
    """The current reading of each one's report of the year before."""
    whose = [
        None if bench.agency_id is None or bench.year is None else (bench.agency_id, bench.year - 1)
        for bench in of
    ]
    found = standing_revisions(session, {one for one in whose if one is not None})
    return [None if one is None else found.get(one) for one in whose]


def build_cases(
    session: Session, revision_ids: Sequence[int], as_of: date, opens: Opens, shelf: Shelf
) -> list[tuple[Case, int | None]]:
    """The cases of revisions as of a day, in order, each with the revision of the year before that it was given.

    `opens` and `shelf` serve the siblings, which are read late.
    """
    of = benches(session, revision_ids, read=False)
    judged, reports = [bench.here for bench in of], [bench.published for bench in of]
    before = previous_revisions(session, of)
    copies, previous_copies = _copy_revisions(session, reports, before)
    others = [id for ids in (*copies.values(), *previous_copies.values()) for id in ids]
    wanted = dict.fromkeys([*(row.id for row in (*judged, *before) if row is not None), *others])
    readings = shelf.reports(session, list(wanted))
    agencies = _agencies(session, [bench.agency_id for bench in of if bench.agency_id is not None])
    proved = _proved_absent(session, [bench for bench, row in zip(of, before, strict=True) if row is None])
    listed = in_lists(session, [report.url for report in reports])
    sightings = first_sightings(session, reports)
    pages = pages_of(session, [revision.capture_id for revision in judged])
    revised = revised_of(session, {row.report_id for row in (*judged, *before) if row is not None})
    counties: dict[tuple[str, int], County] = {}
    cases = []
    for bench, revision, row, previous in zip(of, judged, reports, before, strict=True):
        agency = None if bench.agency_id is None else agencies[bench.agency_id]
        report = readings[revision.id]
        made = Case(
            report=report,
            as_of=as_of,
            previous=None if previous is None else readings[previous.id],
            prior=Prior.READ if previous is not None else _without(agency, bench.year, proved),
            agency=agency_facts(agency),
            publication=publication(
                row,
                report.dates,
                for_agency(agency, listed.get(row.url)),
                pages.get(revision.capture_id),
                sightings,
            ),
            copies=Copies.of(copies.get(row.id, ()), readings),
            previous_copies=Copies.of(previous_copies.get(row.id, ()), readings),
            siblings=Siblings(_siblings_of(bench, agency, counties), opens, shelf),
            revised=revised[revision.report_id],
            previous_revised=None if previous is None else revised[previous.report_id],
        )
        cases.append((made, None if previous is None else previous.id))
    return cases


def _agencies(session: Session, ids: Sequence[int]) -> dict[int, AgencyRow]:
    rows = session.execute(_AGENCIES, {"ids": list(set(ids))}).scalars()
    return {row.id: row for row in rows}


_AGENCIES = select(AgencyRow).where(AgencyRow.id.in_(bindparam("ids", expanding=True)))


def _siblings_of(
    bench: Bench, agency: AgencyRow | None, counties: dict[tuple[str, int], County]
) -> Of | tuple[int, ...]:
    division = agency.division if agency is not None else None
    if agency is None or bench.year is None or division is None or len(division) < COUNTY:
        return ()
    key = division[:COUNTY], bench.year
    return Of(agency.id, counties.setdefault(key, County(*key)))


_COPIES = (
    select(ReportRow.agency_id, ReportRow.year, ReportRow.id, ReportRow.gone, RevisionRow.id)
    .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
    .where(
        ReportRow.agency_id.in_(bindparam("agencies", expanding=True)),
        ReportRow.year.in_(bindparam("years", expanding=True)),
        ReportRow.kind == "annual_report",
        RevisionRow.current,
    )
    .order_by(ReportRow.id)
)
_ByReport = dict[int, tuple[int, ...]]


def _copy_revisions(
    session: Session, reports: Sequence[ReportRow], before: Sequence[RevisionRow | None]
) -> tuple[_ByReport, _ByReport]:
    """By report: current revisions of the same agency's reports at other addresses, the latest last; first of the same year,
    those taken down since left out, then of the year before."""
    standing = [
        (row, previous, row.agency_id, row.year)
        for row, previous in zip(reports, before, strict=True)
        if row.standing and row.agency_id is not None and row.year is not None
    ]
    if not standing:
        return {}, {}
    asked = {
        "agencies": list({agency for _, _, agency, _ in standing}),
        "years": list({one for _, _, _, year in standing for one in (year, year - 1)}),
    }
    found: dict[tuple[int | None, int | None], list[tuple[int, bool, int]]] = defaultdict(list)
    for agency, year, report, gone, revision in session.execute(_COPIES, asked):
        found[agency, year].append((report, gone, revision))
    copies, earlier = {}, {}
    for row, previous, agency, year in standing:
        there = [revision for report, gone, revision in found[agency, year] if report != row.id and not gone]
        copies[row.id] = tuple(there[:MOST_COPIES])
        if previous is not None:
            others = [one for report, _, one in found[agency, year - 1] if report != previous.report_id]
            earlier[row.id] = tuple(others[:MOST_COPIES])
    return copies, earlier


_SAID_OF_ABSENCE = select(JudgementRow.agency_id, JudgementRow.year, JudgementRow.inputs).where(
    JudgementRow.agency_id.in_(bindparam("agencies", expanding=True)),
    JudgementRow.latest,
    JudgementRow.revision_id.is_(None),
)


def _proved_absent(session: Session, without: Sequence[Bench]) -> set[tuple[int, int]]:
    """(agency, year) of the agencies of these whose report is proved not to be there, after every legal date (条例第四十九条):
    what was not listed before may have come since, when nobody looked for that year any more."""
    asked = list({bench.agency_id for bench in without if bench.agency_id is not None})
    if not asked:
        return set()
    said = session.execute(_SAID_OF_ABSENCE, {"agencies": asked})
    return {
        (agency, year)
        for agency, year, inputs in said
        if inputs
        and inputs["publication"]["not_listed"] == "not_listed"
        and date.fromisoformat(inputs["as_of"]) > date(year + 1, 3, 31)
    }


def _without(agency: AgencyRow | None, year: int | None, proved: Container[tuple[int, int]]) -> Prior:
    """Whether it is certain that there is no report of the year before: the agency was founded since, or absence is proved."""
    if agency is None or year is None:
        return Prior.UNSEEN
    founded_since = agency.founded is not None and agency.founded.year >= year
    return Prior.NONE if founded_since or (agency.id, year - 1) in proved else Prior.UNSEEN


def complete_benches(
    session: Session, of: Sequence[Bench], ruleset_hash: str, judgements: Sequence[Judgement]
) -> list[Bench]:
    """The benches with what the judgements must remember in order to be repeated.

    A judgement that knows which previous revision it was made with is kept with that one: where another is current by
    now, the report is due again.
    """
    known = {said.previous[0] for said in judgements if said.previous is not None} - {None}
    given = {
        row.id: row for row in revision_rows(session, [id for id in known if id is not None], read=False)
    }
    asked = [bench for bench, said in zip(of, judgements, strict=True) if said.previous is None]
    found = dict(zip(map(id, asked), previous_revisions(session, asked) if asked else (), strict=True))
    return [
        replace(
            bench,
            previous=found[id(bench)] if said.previous is None else given.get(said.previous[0] or 0),
            ruleset_hash=ruleset_hash,
            as_of=said.as_of,
            inputs=said.inputs,
        )
        for bench, said in zip(of, judgements, strict=True)
    ]
