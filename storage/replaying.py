"""What a judgement must remember of its case, and the case put together again from it (promise 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from reports import PublishedDate
from rules import absence_case
from rules.engine.case import AgencyFacts, Case, Prior, Publication, Revised
from storage.revisions import report_of, reports_of, revision_rows
from storage.siblings import Copies, Opens, Shelf, Siblings
from storage.tables import JudgementRow, RevisionRow


def case_out(case: Case) -> dict[str, object]:
    """What a case had besides the readings, as plain JSON."""
    agency, publication_ = case.agency, case.publication
    return {
        "as_of": case.as_of,
        "prior": case.prior.value,
        "copies": list(case.copies.revisions) if isinstance(case.copies, Copies) else [],
        "previous_copies": list(case.previous_copies.revisions)
        if isinstance(case.previous_copies, Copies)
        else [],
        "siblings": list(case.siblings.revisions) if isinstance(case.siblings, Siblings) else [],
        "revised": _history_out(case.revised),
        "previous_revised": _history_out(case.previous_revised),
        "agency": {name: getattr(agency, name) for name in AgencyFacts.__slots__},
        "publication": {
            "dates": [[found.date, found.source, found.raw] for found in publication_.dates],
            "first_seen": publication_.first_seen,
            "unlisted_on": publication_.unlisted_on,
            "url": publication_.url,
            "column": publication_.column,
            "tags": None if publication_.page_tags is None else dict(publication_.page_tags),
            "not_listed": publication_.not_listed,
            "listed_title": publication_.listed_title,
            "page_letters": publication_.page_letters,
        },
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _history_out(history: tuple[Revised, ...] | None) -> list[list[object]] | None:
    return None if history is None else [[one.day, one.cells] for one in history]


def _history_in(plain: Sequence[tuple[str, int]] | None) -> tuple[Revised, ...] | None:
    return None if plain is None else tuple(Revised(date.fromisoformat(day), cells) for day, cells in plain)


def _copies_again(session: Session, revisions: Sequence[int]) -> Copies:
    rows = revision_rows(session, revisions)
    return Copies.of(revisions, dict(zip(revisions, reports_of(session, rows), strict=True)))


def replay_case(session: Session, judgement_id: int, opens: Opens, shelf: Shelf) -> Case:
    """The case a stored judgement was made on, exactly (promise 12), from the revisions it names; of a report that was not
    there, from what was known of its place."""
    row = session.get_one(JudgementRow, judgement_id)
    plain = row.inputs
    if plain is None:
        raise ValueError(f"judgement {judgement_id} was stored without its case and cannot be replayed")
    agency, publication = _agency_again(plain["agency"]), _publication_again(plain["publication"])
    as_of = date.fromisoformat(plain["as_of"])
    if row.revision_id is None:
        assert row.year is not None, "a judgement is of a revision or of an agency's year"
        return absence_case(agency, row.year, publication, as_of)
    previous = (
        None if row.previous_revision_id is None else session.get_one(RevisionRow, row.previous_revision_id)
    )
    read = plain["prior"] == Prior.READ.value
    return Case(
        report=report_of(session, session.get_one(RevisionRow, row.revision_id)),
        as_of=as_of,
        previous=report_of(session, previous) if previous is not None and read else None,
        prior=Prior(plain["prior"]),
        agency=agency,
        publication=publication,
        copies=_copies_again(session, plain.get("copies", ())),
        previous_copies=_copies_again(session, plain.get("previous_copies", ())),
        siblings=Siblings(tuple(plain.get("siblings", ())), opens, shelf),
        revised=_history_in(plain.get("revised")),
        previous_revised=_history_in(plain.get("previous_revised")),
    )


def _agency_again(plain: Mapping[str, Any]) -> AgencyFacts:
    return AgencyFacts(
        name=plain["name"],
        type=plain["type"],
        level=plain["level"],
        division=plain["division"],
        founded=_day(plain["founded"]),
        dissolved=_day(plain["dissolved"]),
    )


def _publication_again(plain: Mapping[str, Any]) -> Publication:
    return Publication(
        dates=tuple(PublishedDate(*found) for found in plain["dates"]),
        first_seen=_day(plain["first_seen"]),
        unlisted_on=_day(plain.get("unlisted_on")),
        url=plain["url"],
        column=plain["column"],
        page_tags=plain.get("tags"),
        not_listed=plain["not_listed"],
        listed_title=plain.get("listed_title"),
        page_letters=plain.get("page_letters"),
    )
