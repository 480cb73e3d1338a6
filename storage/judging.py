"""Verdicts in, findings out, in one transaction with the events and the outbox rows that tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, column, insert, select, table, update
from sqlalchemy.orm import Session, defer

from rules.engine.verdict import Attribution, Outcome, Severity, Verdict
from storage.bulk import rounds
from storage.errors import Contradiction
from storage.lifecycle import Ground, Move, Step, accuses, carry_out_all, decide, ground_of
from storage.log import list_matter
from storage.numbering import add_numbered
from storage.observing import RULESET as OBSERVED
from storage.remembered import agency_row, remember_agencies
from storage.revisions import report_rows, revision_rows
from storage.summary import Judgement, Loud
from storage.tables import FindingRow, JudgementRow, ReportRow, RevisionRow, VerdictRow
from storage.upsert import take_numbers
from storage.values import FindingState, Judged
from storage.waiving import covering, waived


@dataclass(frozen=True, slots=True)
class Bench:
    """What is judged: a revision, or (for a report that is not there) an agency's year."""

    agency_id: int | None
    year: int | None
    revision: RevisionRow | None = None
    report: ReportRow | None = None
    previous: RevisionRow | None = None
    ruleset_hash: str = ""
    as_of: date | None = None
    inputs: object = None

    @property
    def here(self) -> RevisionRow:
        """The revision that is judged, where one is."""
        assert self.revision is not None
        return self.revision

    @property
    def published(self) -> ReportRow:
        """Its report, where there is one."""
        assert self.report is not None
        return self.report

    @property
    def speaks(self) -> bool:
        """Whether findings may follow: identity known, and this report stands for it."""
        if self.agency_id is None or self.year is None:
            return False
        if self.revision is not None and not self.revision.current:
            return False  # an older reading, judged again: kept, but overtaken
        return self.report is None or self.report.standing

    def ground(self, rule_version: int) -> Ground:
        revision = self.revision
        return Ground(
            rule_version,
            self.ruleset_hash,
            revision.reader if revision else None,
            revision.content_sha256 if revision else None,
            self.previous.content_sha256 if self.previous else None,
        )


@dataclass(frozen=True, slots=True)
class Word:
    """What a rule set said of one bench."""

    bench: Bench
    said: Judgement


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
    known = _known_findings(session, [word.bench for word in words])
    followings = []
    steps: list[Step] = []
    for word, (judgement, _) in zip(words, judgements, strict=True):
        following = _Following(session, word.bench, judgement, at)
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


def benches(session: Session, revision_ids: Sequence[int], *, read: bool = True) -> list[Bench]:
    """In the order asked for, without what a judgement must remember in order to be repeated.

    `read`: with what was read; else that is loaded where it is looked at.
    """
    revisions = revision_rows(session, revision_ids, read=read)
    reports = report_rows(session, revisions)
    return [
        Bench(report.agency_id, report.year, revision, report)
        for revision in revisions
        for report in [reports[revision.report_id]]
    ]


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
        dict(zip(_LOUD, (row.id, *verdict), strict=True))
        for word, (row, new) in zip(words, found, strict=True)
        if new
        for verdict in word.said.loud
    ]
    if loud:
        session.connection().execute(_INSERT_LOUD, loud)
    return found


_LOUD = ("judgement_id", *Loud._fields)
_INSERT_LOUD = insert(table(VerdictRow.__tablename__, *map(column, _LOUD)))
"""Past the mapping: what a row holds is made already."""


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


def _known_findings(
    session: Session, all_benches: Sequence[Bench]
) -> dict[tuple[int | None, int | None], list[FindingRow]]:
    """Every finding of the agencies' years that a rule set may end, by rule and subject."""
    whose = {(bench.agency_id, bench.year) for bench in all_benches if bench.speaks}
    found: dict[tuple[int | None, int | None], list[FindingRow]] = defaultdict(list)
    if whose:
        asked = {"agencies": list({one[0] for one in whose}), "years": list({one[1] for one in whose})}
        for row in session.execute(_FINDINGS, asked).scalars():
            found[row.agency_id, row.year].append(row)
    return found


_FINDINGS = (
    select(FindingRow)
    .where(
        FindingRow.agency_id.in_(bindparam("agencies", expanding=True)),
        FindingRow.year.in_(bindparam("years", expanding=True)),
        FindingRow.ruleset_hash != OBSERVED,
    )
    .order_by(FindingRow.rule, FindingRow.subject)
)


_FAIL = Outcome.FAIL.value
_UNDECIDED = (Outcome.UNKNOWN.value, Outcome.ERROR.value)


@dataclass(slots=True)
class _Following:
    """The findings of one agency's year meet the verdicts of one judgement."""

    session: Session
    bench: Bench
    judgement: JudgementRow
    at: datetime
    opened: list[str] = field(default_factory=list)
    still_open: list[str] = field(default_factory=list)
    rectified: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    failing: list[Verdict] = field(default_factory=list)
    """Failures without a finding, in a fixed order: each opens one."""

    def judged(self, new: bool) -> Judged:
        every = (self.opened, self.still_open, self.rectified, self.withdrawn, self.held)
        return Judged(self.judgement.id, new, *(tuple(numbers) for numbers in every))

    def meet(self, findings: Sequence[FindingRow], said: Judgement) -> Iterator[Step]:
        """Every finding meets its verdict; what is to be carried out."""
        loud = {(one.rule, one.subject): one for one in said.loud}
        every = said.quiet() if findings else ()
        quiet = {(rule, subject): (version, outcome) for rule, version, subject, outcome in every}
        versions = {rule: version for (rule, _), (version, _) in quiet.items()}
        versions |= {one.rule: one.version for one in said.loud}
        undecided = {one.rule for one in said.loud if one.outcome in _UNDECIDED}
        known = {(row.rule, row.subject) for row in findings}
        failed = [
            one.verdict() for key, one in sorted(loud.items()) if key not in known and one.outcome == _FAIL
        ]
        self.failing = [verdict for verdict in failed if accuses(verdict)]
        for row in findings:
            key = row.rule, row.subject
            verdict = (
                loud[key].verdict() if key in loud else _passed(row, *quiet[key]) if key in quiet else None
            )
            if verdict is None and (row.rule in undecided or not _retired(row, versions, self.bench)):
                continue
            move = self._meet(row, verdict, self.bench.ground(versions.get(row.rule, row.rule_version)))
            if move is not None:
                yield Step(row, move, self.judgement.id)

    def _meet(self, row: FindingRow, verdict: Verdict | None, now: Ground) -> Move | None:
        state = FindingState(row.state)
        move = decide(state, ground_of(row), verdict, now)
        fails = verdict is not None and accuses(verdict)
        if verdict is not None and fails:
            _confirm(self.bench, row, verdict)
        if move is None:
            if state is FindingState.OPEN:
                self.still_open.append(row.number)
            elif fails:
                self.held.append(row.number)
            return None
        if move.after is not FindingState.OPEN:
            _stand_on(self.bench, row, now)
        ended = {"rectified": self.rectified, "withdrawn": self.withdrawn}
        ended.get(move.kind, self.opened).append(row.number)
        return move

    def open(self, verdict: Verdict, number: str) -> Step:
        """A new finding; one that a waiver covers is set aside without a word."""
        row = _new_finding(self.bench, verdict, number, self.at)
        waiver = covering(self.session, row, self._division(), self.at)
        if waiver is not None:
            self.held.append(number)
            return waived(row, waiver, silent=True)
        move = decide(None, None, verdict, self.bench.ground(verdict.version))
        assert move is not None
        self.opened.append(number)
        return Step(row, move, self.judgement.id)

    def _division(self) -> str | None:
        assert self.bench.agency_id is not None
        return agency_row(self.session, self.bench.agency_id).division


def _passed(row: FindingRow, version: int, outcome: str) -> Verdict:
    """A verdict that says nothing against the agency, as far as a finding needs it."""
    severity, attribution = Severity(row.severity), Attribution(row.attribution)
    return Verdict(row.rule, version, Outcome(outcome), severity, attribution, row.subject)


def _retired(row: FindingRow, judged: dict[str, int], bench: Bench) -> bool:
    """No verdict on it: its subject is gone from a rule that was judged, or its rule is gone from another rule set."""
    return row.rule in judged or row.ruleset_hash != bench.ruleset_hash


def _new_finding(bench: Bench, verdict: Verdict, number: str, at: datetime) -> FindingRow:
    assert bench.agency_id is not None
    assert bench.year is not None
    row = FindingRow(
        number=number,
        agency_id=bench.agency_id,
        year=bench.year,
        rule=verdict.rule,
        subject=verdict.subject,
        state=FindingState.OPEN.value,
        opened_at=at,
        changed_at=at,
        transitions=0,
    )
    _confirm(bench, row, verdict)
    return row


def _confirm(bench: Bench, row: FindingRow, verdict: Verdict) -> None:
    """The finding now rests on this verdict: its words, its numbers, its ground."""
    _set(
        row,
        title=verdict.title,
        title_en=verdict.title_en,
        message=verdict.message,
        remedy=verdict.remedy,
        severity=verdict.severity.value,
        attribution=verdict.attribution.value,
        basis=list(verdict.basis),
        places=list(verdict.places),
        lines=list(verdict.lines),
        values=dict(verdict.values),
        url=bench.report.url if bench.report else None,
        report_id=bench.report.id if bench.report else None,
    )
    _stand_on(bench, row, bench.ground(verdict.version))


def _stand_on(bench: Bench, row: FindingRow, ground: Ground) -> None:
    _set(
        row,
        revision_id=bench.revision.id if bench.revision else None,
        evidence=bench.revision.evidence if bench.revision else None,
        rule_version=ground.rule_version,
        ruleset_hash=ground.ruleset_hash,
        reader=ground.reader,
        content=ground.content,
        previous_content=ground.previous_content,
    )


def _set(row: FindingRow, **columns: object) -> None:
    """Set what differs: nearly always a finding is only confirmed, and to note a change costs more than to see that there is none."""
    for name, value in columns.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


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
