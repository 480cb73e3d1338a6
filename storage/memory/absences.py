"""Transactions of reports that are not there: the looks that prove it, what was said, what was taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from rules.engine.case import Case
from rules.engine.verdict import Verdict
from scrapers import Look
from storage import absences, casework, claims, judging, looking, unportaled
from storage.bench import Bench, Word
from storage.memory.transactions import Transactions
from storage.summary import sum_up
from storage.values import Cause
from storage.work import Judged


class Absences(Transactions):
    """What the proof of an absence is made of (`scrapers.judge_absence`), and the word on it."""

    def record_look(self, look: Look) -> None:
        with self.writing() as session:
            looking.record_look(session, look)

    def looks(self, portal: str, since: date | None = None) -> tuple[Look, ...]:
        """For `scrapers.judge_absence`."""
        with self.reading() as session:
            return looking.looks(session, portal, since)

    def carried(self, portal: str) -> frozenset[tuple[str, int]]:
        """(roster id, year) of a portal's agencies whose report was read anywhere, for `scrapers.judge_absence`."""
        with self.reading() as session:
            return absences.carried(session, portal)

    def absence_words(self, portal: str) -> Mapping[tuple[str, int], absences.AbsenceWord]:
        """(roster id, year) → what was last said where there is no report."""
        with self.reading() as session:
            return absences.words(session, portal)

    def open_claims(self, portal: str) -> tuple[claims.Claim, ...]:
        """Open findings that say of the portal's agencies that no report was found."""
        with self.reading() as session:
            return claims.claims(session, portal)

    def taken_back(self, portal: str) -> Mapping[tuple[str, int], date]:
        """(roster id, year) → the day its claim was taken back: a new one needs a new proof."""
        with self.reading() as session:
            return claims.taken_back(session, portal)

    def take_back(self, number: str, cause: Cause, why: str, at: datetime) -> bool:
        """Withdraw a claim; what was not told yet of it is never told."""
        with self.writing() as session:
            return claims.take_back(session, number, cause, why, at)

    def unportaled(self, year: int) -> tuple[unportaled.Unportaled, ...]:
        """Roster agencies without a report of the year and without a portal: nothing can be checked of them."""
        with self.reading() as session:
            return unportaled.unportaled(session, year)

    def record_absence(
        self,
        agency_id: int,
        year: int,
        verdicts: Sequence[Verdict],
        *,
        ruleset_hash: str,
        at: datetime,
        case: Case | None = None,
    ) -> Judged:
        """The same for a report that is not there, where the proof rules allow a word on it."""
        with self.writing() as session:
            said = sum_up(verdicts, case)
            (full,) = casework.complete_benches(session, [Bench(agency_id, year)], ruleset_hash, [said])
            return judging.record(session, [Word(full, said)], at)[0]
