"""What a rule may look at, put together from what is stored: the report, last year's, the agency, the publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from reports import PublishedDate
from rules.engine.case import AgencyFacts, Case, Prior, Publication
from storage.judging import Bench, bench_for_revision
from storage.reading import report_of, standing_report
from storage.siblings import Copies, Of, Opens, Shelf, Siblings
from storage.tables import (
    AgencyRow,
    ColumnRow,
    JudgementRow,
    ListedRow,
    ReportRow,
    RevisionRow,
)
from storage.values import DueRevision

MOST_COPIES = 4
"""Copies of one report that are held against it."""


def due_for_judging(
    session: Session, ruleset_hash: str, portals: tuple[str, ...] | None, limit: int | None
) -> tuple[DueRevision, ...]:
    """Current revisions that this rule set has not judged, or whose previous year reads differently since.

    Oldest report year first, so that last year's is there when this year's is judged; then by address.
    """
    earlier, earlier_revision = aliased(ReportRow), aliased(RevisionRow)
    wanted = (
        select(RevisionRow.id, ReportRow.id, ReportRow.agency_id, ReportRow.year, ReportRow.url)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .outerjoin(
            JudgementRow,
            (JudgementRow.revision_id == RevisionRow.id)
            & JudgementRow.latest
            & (JudgementRow.ruleset_hash == ruleset_hash),
        )
        .outerjoin(
            earlier,
            (earlier.agency_id == ReportRow.agency_id)
            & (earlier.year == ReportRow.year - 1)
            & earlier.standing,
        )
        .outerjoin(earlier_revision, (earlier_revision.report_id == earlier.id) & earlier_revision.current)
        .where(
            RevisionRow.current,
            ReportRow.kind == "annual_report",
            or_(
                JudgementRow.id.is_(None),
                func.coalesce(JudgementRow.previous_content, "")
                != func.coalesce(earlier_revision.content_sha256, ""),
            ),
        )
        .order_by(func.coalesce(ReportRow.year, 9999), ReportRow.url)
    )
    if portals is not None:
        wanted = wanted.where(ReportRow.portal_id.in_(portals))
    if limit is not None:
        wanted = wanted.limit(limit)
    return tuple(DueRevision(*row) for row in session.execute(wanted).all())


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


def publication(session: Session, report: ReportRow, dates: tuple[PublishedDate, ...]) -> Publication:
    """Every date with its source (the page's, the list's), the first sighting, and since when the column is watched."""
    listed = session.execute(
        select(ListedRow.printed_date, ListedRow.title, ColumnRow.column, ColumnRow.watched_since)
        .join(ColumnRow, ColumnRow.id == ListedRow.column_id)
        .where(ListedRow.url == report.url)
        .order_by(ListedRow.first_seen_at, ColumnRow.column)
        .limit(1)
    ).one_or_none()
    in_list = (
        (PublishedDate(listed.printed_date, "list", listed.printed_date),)
        if listed is not None and listed.printed_date
        else ()
    )
    known = {(found.date, found.source) for found in dates}
    return Publication(
        dates=dates + tuple(found for found in in_list if (found.date, found.source) not in known),
        first_seen=report.first_seen_on,
        watched_since=listed.watched_since if listed is not None else None,
        url=report.url,
        column=listed.column if listed is not None else None,
        listed_title=listed.title if listed is not None else None,
    )


def previous_revision(session: Session, agency_id: int | None, year: int | None) -> RevisionRow | None:
    return None if agency_id is None or year is None else standing_report(session, agency_id, year - 1)


def build_case(session: Session, revision_id: int, as_of: date, opens: Opens, shelf: Shelf) -> Case:
    """The case of one revision as of a day. `opens` and `shelf` serve the siblings, which are read late."""
    bench = bench_for_revision(session, revision_id)
    assert bench.revision is not None
    assert bench.report is not None
    report = report_of(session, bench.revision)
    before = previous_revision(session, bench.agency_id, bench.year)
    agency = None if bench.agency_id is None else session.get_one(AgencyRow, bench.agency_id)
    return Case(
        report=report,
        as_of=as_of,
        previous=None if before is None else report_of(session, before),
        prior=Prior.READ if before is not None else without_previous(session, agency, bench.year),
        agency=agency_facts(agency),
        publication=publication(session, bench.report, report.dates),
        copies=_copies(session, copy_revisions(session, bench.report)),
        siblings=Siblings(Of(bench.agency_id, bench.year, agency.division if agency else None), opens, shelf),
    )


def copy_revisions(session: Session, report: ReportRow) -> tuple[int, ...]:
    """Current revisions of the same agency's reports of the same year at other addresses, the latest found last."""
    if report.agency_id is None or report.year is None or not report.standing:
        return ()
    wanted = (
        select(RevisionRow.id)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .where(
            ReportRow.agency_id == report.agency_id,
            ReportRow.year == report.year,
            ReportRow.id != report.id,
            ReportRow.kind == "annual_report",
            ReportRow.gone.is_(False),
            RevisionRow.current,
        )
        .order_by(ReportRow.id)
        .limit(MOST_COPIES)
    )
    return tuple(session.execute(wanted).scalars())


def _copies(session: Session, revisions: Sequence[int]) -> Copies:
    made = Copies(report_of(session, session.get_one(RevisionRow, one)) for one in revisions)
    made.revisions = tuple(revisions)
    return made


def without_previous(session: Session, agency: AgencyRow | None, year: int | None) -> Prior:
    """Whether it is certain that there is no report of the year before: the agency was founded since, or absence is proved."""
    if agency is None or year is None:
        return Prior.UNSEEN
    if agency.founded is not None and agency.founded.year >= year:
        return Prior.NONE
    said = session.execute(
        select(JudgementRow.inputs).where(
            JudgementRow.agency_id == agency.id,
            JudgementRow.year == year - 1,
            JudgementRow.latest,
            JudgementRow.revision_id.is_(None),
        )
    ).scalars()
    proved = any(inputs and inputs["publication"]["not_listed"] == "not_listed" for inputs in said)
    return Prior.NONE if proved else Prior.UNSEEN


def complete_bench(session: Session, bench: Bench, ruleset_hash: str, case: Case | None) -> Bench:
    """The bench with what the judgement must remember in order to be repeated."""
    return Bench(
        agency_id=bench.agency_id,
        year=bench.year,
        revision=bench.revision,
        report=bench.report,
        previous=previous_revision(session, bench.agency_id, bench.year),
        ruleset_hash=ruleset_hash,
        as_of=case.as_of if case else None,
        inputs=None if case is None else case_out(case),
    )


def case_out(case: Case) -> dict[str, object]:
    """What a case had besides the readings, as plain JSON."""
    agency, publication_ = case.agency, case.publication
    return {
        "as_of": case.as_of,
        "prior": case.prior.value,
        "copies": list(case.copies.revisions) if isinstance(case.copies, Copies) else [],
        "siblings": list(case.siblings.revisions) if isinstance(case.siblings, Siblings) else [],
        "agency": {name: getattr(agency, name) for name in AgencyFacts.__slots__},
        "publication": {
            "dates": [[found.date, found.source, found.raw] for found in publication_.dates],
            "first_seen": publication_.first_seen,
            "watched_since": publication_.watched_since,
            "url": publication_.url,
            "column": publication_.column,
            "page_tags": dict(publication_.page_tags),
            "not_listed": publication_.not_listed,
            "listed_title": publication_.listed_title,
            "page_letters": publication_.page_letters,
        },
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def replay_case(session: Session, judgement_id: int, opens: Opens, shelf: Shelf) -> Case:
    """The case a stored judgement was made on, exactly (promise 12), from the revisions it names."""
    row = session.get_one(JudgementRow, judgement_id)
    plain = row.inputs
    if plain is None or row.revision_id is None:
        raise ValueError(f"judgement {judgement_id} was stored without its case and cannot be replayed")
    agency, seen = plain["agency"], plain["publication"]
    previous = (
        None if row.previous_revision_id is None else session.get_one(RevisionRow, row.previous_revision_id)
    )
    read = plain["prior"] == Prior.READ.value
    return Case(
        report=report_of(session, session.get_one(RevisionRow, row.revision_id)),
        as_of=date.fromisoformat(plain["as_of"]),
        previous=report_of(session, previous) if previous is not None and read else None,
        prior=Prior(plain["prior"]),
        agency=AgencyFacts(
            name=agency["name"],
            type=agency["type"],
            level=agency["level"],
            division=agency["division"],
            founded=_day(agency["founded"]),
            dissolved=_day(agency["dissolved"]),
        ),
        publication=Publication(
            dates=tuple(PublishedDate(*found) for found in seen["dates"]),
            first_seen=_day(seen["first_seen"]),
            watched_since=_day(seen["watched_since"]),
            url=seen["url"],
            column=seen["column"],
            page_tags=seen["page_tags"],
            not_listed=seen["not_listed"],
            listed_title=seen.get("listed_title"),
            page_letters=seen.get("page_letters"),
        ),
        copies=_copies(session, plain.get("copies", ())),
        siblings=Siblings(tuple(plain.get("siblings", ())), opens, shelf),
    )
