"""Reports whose comparison with others a later report has changed: judged again, they alone, not their county.

A pair is told once: each judgement says whom it stirs, and having seen the other settles it. So one that arrives wakes the
few it is like (or has made a template with), and two that were judged in sight of each other wake nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, and_, bindparam, delete, false, func, select, update
from sqlalchemy.orm import Session, aliased

from rules import TEMPLATE_AGENCIES
from storage.bench import Word
from storage.siblings import COUNTY, MOST
from storage.tables import AgencyRow, ReportRow, RevisionRow, StirringRow
from storage.upsert import insert_new

_PAIR = ("revision_id", "by_revision_id")


def stirred() -> Select[tuple[int]]:
    """Revisions that are to be judged again, as a subquery."""
    return select(StirringRow.revision_id).where(~StirringRow.settled)


def note_stirrings(session: Session, words: Sequence[Word]) -> None:
    """What judgements that looked at other agencies' reports settle and stir. Call when they are recorded."""
    looked = [word for word in words if word.bench.revision is not None and word.said.among is not None]
    if not looked:
        return
    _settle(session, looked)
    _wake_the_lonely(session, looked)
    pairs: dict[tuple[int, int], bool] = {}
    for word in looked:
        own = word.bench.here.id
        for other in word.said.stirs:
            pairs[own, other] = True
            if word.bench.speaks:
                pairs.setdefault((other, own), False)
    for word in looked:
        if word.bench.speaks and word.bench.here.number > 1:
            for other in _once_compared(session, word):
                pairs.setdefault((other, word.bench.here.id), False)
    rows = [
        {"revision_id": one, "by_revision_id": by, "settled": settled}
        for (one, by), settled in sorted(pairs.items())
    ]
    insert_new(session, StirringRow, rows, _PAIR)


def _settle(session: Session, looked: Sequence[Word]) -> None:
    """What a judgement has seen, or cannot see any more, needs no other one."""
    seen = {word.bench.here.id: word.said.among or () for word in looked}
    due = session.execute(_DUE, {"revisions": list(seen)}).all()
    done = {
        (revision, by)
        for revision, by, sibling in due
        if revision != by and (by in seen[revision] or not sibling or len(seen[revision]) >= MOST)
    }
    for revision, by in sorted(done):
        session.execute(_SETTLED, {"revision": revision, "by": by})


_OWN, _OWN_REPORT, _OWN_AGENCY = aliased(RevisionRow), aliased(ReportRow), aliased(AgencyRow)
_OTHER, _REPORT, _AGENCY = aliased(RevisionRow), aliased(ReportRow), aliased(AgencyRow)
_IS_SIBLING = and_(
    _OTHER.current,
    _REPORT.standing,
    ~_REPORT.gone,
    _REPORT.year == _OWN_REPORT.year,
    _REPORT.agency_id != _OWN_REPORT.agency_id,
    func.substr(_AGENCY.division, 1, COUNTY) == func.substr(_OWN_AGENCY.division, 1, COUNTY),
)
_DUE = (
    select(StirringRow.revision_id, StirringRow.by_revision_id, func.coalesce(_IS_SIBLING, false()))
    .join(_OWN, _OWN.id == StirringRow.revision_id)
    .join(_OWN_REPORT, _OWN_REPORT.id == _OWN.report_id)
    .outerjoin(_OWN_AGENCY, _OWN_AGENCY.id == _OWN_REPORT.agency_id)
    .join(_OTHER, _OTHER.id == StirringRow.by_revision_id)
    .join(_REPORT, _REPORT.id == _OTHER.report_id)
    .outerjoin(_AGENCY, _AGENCY.id == _REPORT.agency_id)
    .where(StirringRow.revision_id.in_(bindparam("revisions", expanding=True)), ~StirringRow.settled)
)
_SETTLED = (
    update(StirringRow)
    .where(
        StirringRow.revision_id == bindparam("revision"),
        StirringRow.by_revision_id == bindparam("by"),
    )
    .values(settled=True)
    .execution_options(synchronize_session=False)
)


def _wake_the_lonely(session: Session, looked: Sequence[Word]) -> None:
    """Those judged among too few to tell a template from a copy are judged again once there are enough."""
    few = sorted(word.bench.here.id for word in looked if len(word.said.among or ()) < TEMPLATE_AGENCIES)
    insert_new(
        session,
        StirringRow,
        [{"revision_id": one, "by_revision_id": one, "settled": True} for one in few],
        _PAIR,
    )
    enough = [word for word in looked if len(word.said.among or ()) >= TEMPLATE_AGENCIES]
    if enough:
        session.execute(_NO_MORE_LONELY, {"revisions": [word.bench.here.id for word in enough]})
        around = {other for word in enough if word.bench.speaks for other in word.said.among or ()}
        session.execute(_LONELY, {"revisions": sorted(around)})


_ON_ITSELF = StirringRow.revision_id.in_(bindparam("revisions", expanding=True)) & (
    StirringRow.by_revision_id == StirringRow.revision_id
)
_NO_MORE_LONELY = delete(StirringRow).where(_ON_ITSELF).execution_options(synchronize_session=False)
_LONELY = (
    update(StirringRow).where(_ON_ITSELF).values(settled=False).execution_options(synchronize_session=False)
)


def _once_compared(session: Session, word: Word) -> list[int]:
    """Revisions that an earlier text of this report had to do with."""
    earlier = select(RevisionRow.id).where(
        RevisionRow.report_id == word.bench.here.report_id, RevisionRow.id != word.bench.here.id
    )
    found = session.execute(
        select(StirringRow.revision_id)
        .join(RevisionRow, RevisionRow.id == StirringRow.revision_id)
        .where(
            StirringRow.by_revision_id.in_(earlier),
            StirringRow.revision_id != StirringRow.by_revision_id,
            RevisionRow.current,
        )
    )
    return list(found.scalars())
