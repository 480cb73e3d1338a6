"""Verdicts in, findings out, in one transaction with the events and the outbox rows that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, defer

from rules.engine.verdict import Outcome
from storage.bench import Bench, Word
from storage.bulk import rounds
from storage.errors import Contradiction
from storage.following import Following, known_findings
from storage.lifecycle import Step, carry_out_all
from storage.log import list_matter
from storage.numbering import add_numbered
from storage.remembered import remember_agencies
from storage.summary import Judgement, Loud
from storage.tables import JudgementRow, VerdictRow
from storage.upsert import add_plain, take_numbers
from storage.work import Judged


def record(session: Session, words: Sequence[Word], at: datetime) -> list[Judged]:
    """Keep verdicts and let the findings follow, as if one after another. The same verdicts again change nothing at all.

    Raises Contradiction for a subject judged twice; nothing is kept then.
    """
    for word in words:
        _refuse_doubles(word.said)
    told: dict[int, Judged] = {}
    for round_ in rounds(words, _about):
        told |= _record(session, round_, at)
    return [told[id(word)] for word in words]


def _refuse_doubles(said: Judgement) -> None:
    if said.doubled is None:
        return
    rule, subject = said.doubled
    raise Contradiction(
        f"rule {rule} judged the subject {subject!r} twice in one report: make its subjects distinct",
        f"规则 {rule} 对同一对象“{subject}”给出了两个结论：请修改规则，使对象各不相同",
    )


def _about(word: Word) -> list[tuple[object, ...]]:
    """The agency's year and the revision that a word is on."""
    bench = word.bench
    years = [("year", bench.agency_id, bench.year)] if bench.agency_id is not None else []
    revisions = [("revision", bench.revision.id)] if bench.revision is not None else []
    return [*years, *revisions]


def _record(session: Session, words: Sequence[Word], at: datetime) -> dict[int, Judged]:
    remember_agencies(session, {one.bench.agency_id for one in words if one.bench.agency_id is not None})
    judgements = _judgements(session, words, at)
    known = known_findings(session, [word.bench for word in words])
    followings = []
    steps: list[Step] = []
    for word, (judgement, _) in zip(words, judgements, strict=True):
        following = Following(session, word.bench, judgement, at)
        followings.append(following)
        if word.bench.speaks:
            whose = word.bench.agency_id, word.bench.year
            steps += following.meet(known.get(whose, []), word.said)
    fresh = [(following, verdict) for following in followings for verdict in following.failing]
    numbers = take_numbers(session, "finding", len(fresh)) if fresh else ()
    opened = [
        following.open(verdict, f"NB-{number:06d}")
        for (following, verdict), number in zip(fresh, numbers, strict=True)
    ]
    add_numbered(session, [step.row for step in opened])
    steps += opened
    carry_out_all(session, steps, at)
    for word in words:
        _list_broken_rules(session, word.said.loud, at)
    return {
        id(word): following.judged(new)
        for word, following, (_, new) in zip(words, followings, judgements, strict=True)
    }


_LAST = select(JudgementRow).options(defer(JudgementRow.quiet), defer(JudgementRow.inputs))
_LAST_OF_REVISIONS = _LAST.where(
    JudgementRow.latest, JudgementRow.revision_id.in_(bindparam("revisions", expanding=True))
)
_LAST_OF_ABSENCES = _LAST.where(
    JudgementRow.latest,
    JudgementRow.revision_id.is_(None),
    JudgementRow.agency_id.in_(bindparam("agencies", expanding=True)),
)


def _last(session: Session, all_benches: Sequence[Bench]) -> dict[object, JudgementRow]:
    """The latest judgement on each revision, or on each agency's year where there is none."""
    revisions = [bench.revision.id for bench in all_benches if bench.revision is not None]
    absences = [bench.agency_id for bench in all_benches if bench.revision is None]
    rows: list[JudgementRow] = []
    if revisions:
        rows += session.execute(_LAST_OF_REVISIONS, {"revisions": revisions}).scalars()
    if absences:
        rows += session.execute(_LAST_OF_ABSENCES, {"agencies": absences}).scalars()
    return {row.revision_id or (row.agency_id, row.year): row for row in rows}


def _judgements(session: Session, words: Sequence[Word], at: datetime) -> list[tuple[JudgementRow, bool]]:
    """The judgement that holds each word, and whether it is new."""
    last = _last(session, [word.bench for word in words])
    found: list[tuple[JudgementRow, bool]] = []
    overtaken: list[int] = []
    for word in words:
        bench = word.bench
        row = last.get(bench.revision.id if bench.revision else (bench.agency_id, bench.year))
        if row is not None and (row.digest, row.ruleset_hash) == (word.said.digest, bench.ruleset_hash):
            row.previous_content = bench.previous.content_sha256 if bench.previous else None
            if bench.revision is None and bench.as_of is not None:
                row.as_of, row.inputs = bench.as_of, bench.inputs  # looked for again, and not found again
            found.append((row, False))
            continue
        if row is not None:
            overtaken.append(row.id)
        found.append((_judgement(word, row.sequence + 1 if row else 1, at), True))
    if overtaken:
        session.execute(update(JudgementRow).where(JudgementRow.id.in_(overtaken)).values(latest=False))
    add_numbered(session, [row for row, new in found if new])
    session.flush()
    loud = [
        (row.id, *verdict)
        for word, (row, new) in zip(words, found, strict=True)
        if new
        for verdict in word.said.loud
    ]
    add_plain(session, VerdictRow, _LOUD, loud)
    return found


_LOUD = ("judgement_id", *Loud._fields)
"""What a row holds is made already."""


def _judgement(word: Word, sequence: int, at: datetime) -> JudgementRow:
    bench, said = word.bench, word.said
    passed, failed, unknown, not_applicable, errors = said.count
    return JudgementRow(
        revision_id=bench.revision.id if bench.revision else None,
        agency_id=bench.agency_id,
        year=bench.year,
        sequence=sequence,
        latest=True,
        ruleset_hash=bench.ruleset_hash,
        reader=bench.revision.reader if bench.revision else None,
        evidence=bench.revision.evidence if bench.revision else None,
        previous_revision_id=bench.previous.id if bench.previous else None,
        previous_content=bench.previous.content_sha256 if bench.previous else None,
        as_of=bench.as_of,
        at=at,
        digest=said.digest,
        passed=passed,
        failed=failed,
        unknown=unknown,
        not_applicable=not_applicable,
        errors=errors,
        quiet=said.packed,
        inputs=bench.inputs,
    )


def _list_broken_rules(session: Session, verdicts: Sequence[Loud], at: datetime) -> None:
    """A rule that breaks is the operator's business, once for each version."""
    for rule, version in sorted({(v.rule, v.version) for v in verdicts if v.outcome == Outcome.ERROR.value}):
        message = next(v.message for v in verdicts if v.rule == rule and v.outcome == Outcome.ERROR.value)
        list_matter(
            session,
            key=f"rule:{rule}:{version}",
            kind="rule_error",
            subject=f"规则 {rule}（第 {version} 版）执行出错",
            detail=f"{message or '没有说明'}。出错的规则不作任何判断；请修正规则。",
            at=at,
        )
