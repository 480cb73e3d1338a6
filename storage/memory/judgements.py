"""Transactions of judging: what is due, the case of a revision, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rules import RuleSet
from rules.engine.case import AgencyFacts, Case, Publication
from rules.engine.verdict import Verdict
from storage import again, casework, due, judging, publishing, replaying, siblings
from storage.bench import Word, benches
from storage.memory.transactions import Transactions
from storage.stirring import note_stirrings
from storage.summary import Judgement, sum_up
from storage.tables import AgencyRow
from storage.work import DueRevision, Judged, Why


class Judgements(Transactions):
    """Cases, and the verdicts given on them."""

    _shelf: siblings.Shelf

    def due_for_judging(
        self, ruleset_hash: str, portals: Sequence[str] | None = None, limit: int | None = None
    ) -> tuple[DueRevision, ...]:
        with self.reading() as session:
            return due.due_for_judging(
                session, ruleset_hash, None if portals is None else tuple(portals), limit
            )

    def case(self, revision_id: int, as_of: date) -> Case:
        return self.cases([revision_id], as_of)[0]

    def cases(self, revision_ids: Sequence[int], as_of: date) -> list[Case]:
        """The cases of revisions, in their order, for hardly more than the price of one."""
        with self.reading() as session:
            made = casework.build_cases(session, revision_ids, as_of, self, self._shelf)
            return [case for case, _ in made]

    def know_rules(self, ruleset: RuleSet) -> None:
        """Note what a rule set is made of, so that what it judged need not be judged whole by the next one."""
        with self.writing() as session:
            again.know(session, ruleset)

    def judge(self, ruleset: RuleSet, due: Sequence[DueRevision], as_of: date) -> list[tuple[int, Judgement]]:
        """What a rule set says of revisions, for `record_judgements`. A report that was judged before is asked only the
        rules that may say otherwise now (`storage.again`)."""
        with self.reading() as session:
            made = casework.build_cases(session, [one.id for one in due], as_of, self, self._shelf)
            before = [one.id for one in due if one.why in (Why.RULES, Why.SIBLINGS)]
            last = again.last_judgements(session, before)
            parts = again.parts_known(session, {one.ruleset_hash for one in last.values()})
        return [
            (one.id, again.judge(ruleset, case, previous, last.get(one.id), parts))
            for one, (case, previous) in zip(due, made, strict=True)
        ]

    def publication(self, revision_id: int) -> Publication:
        with self.reading() as session:
            (bench,) = benches(session, [revision_id])
            return publishing.publication_of(session, bench.here, bench.published)

    def agency_facts(self, revision_id: int) -> AgencyFacts:
        with self.reading() as session:
            (bench,) = benches(session, [revision_id])
            agency_id = bench.agency_id
            return casework.agency_facts(None if agency_id is None else session.get_one(AgencyRow, agency_id))

    def record_verdicts(
        self,
        revision_id: int,
        verdicts: Sequence[Verdict],
        *,
        ruleset_hash: str,
        at: datetime,
        case: Case | None = None,
    ) -> Judged:
        """Verdicts, findings, events and outbox rows in one transaction. Raises Contradiction for a doubled subject."""
        return self.record_judgements(
            [(revision_id, sum_up(verdicts, case))], ruleset_hash=ruleset_hash, at=at
        )[0]

    def record_judgements(
        self, judged: Sequence[tuple[int, Judgement]], *, ruleset_hash: str, at: datetime
    ) -> list[Judged]:
        """(revision, what was said of it), in one transaction, as if one after another."""
        with self.writing() as session:
            of = benches(session, [revision for revision, _ in judged], read=False)
            full = casework.complete_benches(session, of, ruleset_hash, [said for _, said in judged])
            words = [Word(bench, said) for bench, (_, said) in zip(full, judged, strict=True)]
            done = judging.record(session, words, at)
            note_stirrings(session, words)
            return done

    def replay(self, judgement_id: int) -> Case:
        """The case a judgement was made on (promise 12)."""
        with self.reading() as session:
            return replaying.replay_case(session, judgement_id, self, self._shelf)
