"""`Memory`: the front door. Each method is one transaction, and doing it twice is the same as doing it once.

Time is always passed in. Inside `batch()` several calls share one transaction, for bulk work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports import AnnualReport
from rules import RuleSet
from rules.engine.case import AgencyFacts, Case, Publication
from rules.engine.verdict import Verdict
from scrapers import HostVisits, ListedReport, Look, Vanished
from scrapers.values import Capture, Listing, ReportCaptured, Trouble, Validators
from storage import (
    absences,
    acts,
    again,
    casework,
    claims,
    due,
    exporting,
    health,
    judging,
    leases,
    looking,
    outbox,
    patrolling,
    questions,
    reading,
    relay,
    replaying,
    revisions,
    roster,
    siblings,
    unportaled,
    upkeep,
    waiving,
)
from storage.bench import Bench, Word, benches
from storage.database import make_engine
from storage.log import append, list_matter, open_matters, settle_matter, to_operator
from storage.packing import pack
from storage.reading import Reading
from storage.schema import require_current
from storage.stirring import note_stirrings
from storage.summary import Judgement, sum_up
from storage.tables import AgencyRow, RunRow
from storage.upsert import insert_new
from storage.values import (
    CaptureChange,
    Captured,
    Cause,
    DueCapture,
    DueRevision,
    Event,
    EventKind,
    Finding,
    FindingState,
    Judged,
    Note,
    ReportLine,
    Revision,
    RosterEntry,
    Tally,
    Transition,
    Waiver,
    WaiverOnFile,
    Why,
)


class Memory:
    """Everything seen, read, judged and said, in one database. Safe to use from several threads and processes."""

    def __init__(self, address: str, *, patience: health.Patience | None = None) -> None:
        """Open a database that `upgrade` has made. Raises DatabaseUnusable or SchemaOutdated."""
        self.engine = make_engine(address)
        self.patience = patience or health.Patience()
        self._shelf = siblings.Shelf()
        self._shared: ContextVar[Session | None] = ContextVar("shared_session", default=None)
        try:
            require_current(self.engine)
        except BaseException:
            self.engine.dispose()
            raise

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: all of it or nothing. Nested inside `batch()` it is part of that one."""
        shared = self._shared.get()
        if shared is not None:
            yield shared
            shared.flush()
            return
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look that never waits for a writer."""
        shared = self._shared.get()
        if shared is not None:
            yield shared
            return
        with Session(self.engine.execution_options(read_only=True), expire_on_commit=False) as session:
            yield session

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several calls in one transaction: thousands of rows a second instead of hundreds. Lost whole or kept whole."""
        with self.writing() as session:
            token = self._shared.set(session)
            try:
                yield
            finally:
                self._shared.reset(token)

    # the roster and the patrol

    def record_agencies(self, entries: Iterable[RosterEntry], at: datetime) -> Tally:
        with self.writing() as session:
            return roster.import_roster(session, entries, at)

    def record_portal(
        self,
        id: str,
        *,
        name: str,
        division: str | None = None,
        home: str | None = None,
        expected_every_hours: int | None = None,
    ) -> None:
        """Make or alter a portal's row; its health is kept."""
        with self.writing() as session:
            patrolling.record_portal(
                session,
                id,
                name=name,
                division=division,
                home=home,
                expected_every_hours=expected_every_hours,
            )

    def record_listing(self, listing: Listing) -> Tally:
        """Keep one reading of a column; counts its rows as new, updated, unchanged."""
        with self.writing() as session:
            return patrolling.record_listing(session, listing)

    def record_capture(self, captured: ReportCaptured) -> Captured:
        return self.record_captures([captured])[0]

    def record_captures(self, several: Sequence[ReportCaptured]) -> list[Captured]:
        """Keep reports as fetched, in one transaction; in their order."""
        with self.writing() as session:
            kept = patrolling.record_captures(session, several)
            for captured, row in zip(several, kept, strict=True):
                if row.change is CaptureChange.CHANGED:
                    absences.answers_again(session, captured.listed.url, captured.capture.fetched_at)
            return kept

    def record_vanished(self, vanished: Vanished, at: datetime) -> None:
        """A report that was there and has gone: the answer is kept; told when it has lasted two days."""
        with self.writing() as session:
            absences.record_vanished(session, vanished, at)

    def found_reports(self, portal: str) -> tuple[ListedReport, ...]:
        """What earlier patrols found, for ``scrapers.patrol(before=…)``."""
        with self.reading() as session:
            return absences.found_reports(session, portal)

    def record_page(self, capture: Capture) -> Captured:
        """Keep evidence that is not a report (a list page, the answer that shows an obstacle)."""
        with self.writing() as session:
            return patrolling.record_page(session, capture)

    def record_trouble(self, trouble: Trouble, at: datetime) -> None:
        """Count what could not be seen towards the portal's health; it never becomes a finding."""
        with self.writing() as session:
            if trouble.capture is not None:
                patrolling.record_page(session, trouble.capture)
            health.failed(session, trouble, at, self.patience)

    def watch_portals(self, now: datetime) -> int:
        """The watchdog: silent portals and lasting outages; how many messages to the operator it made."""
        with self.writing() as session:
            return health.watch(session, now, self.patience)

    def latest_listings(self, portal: str) -> tuple[Listing, ...]:
        """The last reading of every column of a portal, for `scrapers.look_of`."""
        with self.reading() as session:
            return looking.latest_listings(session, portal)

    def resolved(self, portal: str) -> Mapping[str, tuple[str, int] | None]:
        """What the listed addresses of a portal turned out to be, for `scrapers.look_of`."""
        with self.reading() as session:
            return looking.resolved(session, portal)

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

    def open_matters(self, prefix: str) -> tuple[str, ...]:
        """Keys of what stands on the operator's list under a prefix."""
        with self.reading() as session:
            return open_matters(session, prefix)

    def list_matter(self, *, key: str, kind: str, subject: str, detail: str, at: datetime) -> None:
        """Put something on the operator's list, told once."""
        with self.writing() as session:
            list_matter(session, key=key, kind=kind, subject=subject, detail=detail, at=at)

    def settle_matter(self, key: str, at: datetime) -> None:
        """The matter is no more; harmless where there is none."""
        with self.writing() as session:
            settle_matter(session, key, at)

    def agencies(self, division: str | None = None) -> tuple[RosterEntry, ...]:
        """The stored roster under a division prefix."""
        with self.reading() as session:
            return looking.roster(session, division)

    def agency_number(self, portal: str, roster_id: str) -> int | None:
        """The row number of a portal's roster agency, as `record_absence` wants it."""
        with self.reading() as session:
            return looking.agency_number(session, portal, roster_id)

    def validators(self, portal: str) -> dict[str, Validators]:
        """Address → what a conditional request needs; one question for all of a patrol."""
        with self.reading() as session:
            return patrolling.validators(session, portal)

    # reading

    def due_for_reading(
        self, reader: str, portals: Sequence[str] | None = None, limit: int | None = None
    ) -> tuple[DueCapture, ...]:
        with self.reading() as session:
            return due.due_for_reading(session, reader, None if portals is None else tuple(portals), limit)

    def record_unreadable(self, capture_id: int, reader: str, why: str) -> None:
        with self.writing() as session:
            reading.record_unreadable(session, capture_id, reader, why)

    def record_reading(self, capture_id: int, report: AnnualReport, at: datetime) -> Revision:
        """One reading; `record_readings` takes many at a fraction of the price."""
        return self.record_readings([Reading(capture_id, pack(report), at)])[0]

    def record_readings(self, readings: Sequence[Reading]) -> list[Revision]:
        """Keep readings in one transaction, as if one after another; in their order."""
        with self.writing() as session:
            return reading.record_readings(session, readings)

    def report(self, revision_id: int) -> AnnualReport:
        """Rebuilt as it was read. Raises UnknownRow."""
        with self.reading() as session:
            return revisions.report_of(session, revisions.revision_row(session, revision_id))

    def previous_report(self, agency_id: int, year: int) -> AnnualReport | None:
        """The standing report of the year before `year`."""
        with self.reading() as session:
            found = casework.previous_revision(session, agency_id, year)
            return None if found is None else revisions.report_of(session, found)

    # judging

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
            return casework.publication_of(session, bench.here, bench.published)

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

    def replay(self, judgement_id: int) -> Case:
        """The case a judgement was made on (promise 12)."""
        with self.reading() as session:
            return replaying.replay_case(session, judgement_id, self, self._shelf)

    # what is known

    def findings(
        self,
        *,
        states: Sequence[FindingState] | None = None,
        divisions: Sequence[str] | None = None,
        year: int | None = None,
        numbers: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> tuple[Finding, ...]:
        with self.reading() as session:
            return questions.findings(
                session, states=states, divisions=divisions, year=year, numbers=numbers, limit=limit
            )

    def report_lines(
        self, portals: Sequence[str] | None = None, year: int | None = None
    ) -> tuple[ReportLine, ...]:
        """The table of standing reports with their open findings."""
        with self.reading() as session:
            return questions.report_lines(session, portals, year)

    @contextmanager
    def reports_on_file(
        self, *, divisions: Sequence[str] | None = None, year: int | None = None, agency: str | None = None
    ) -> Iterator[Iterator[exporting.ReportOnFile]]:
        """Every standing report with its cells, streamed while the block lasts."""
        with self.reading() as session:
            yield exporting.reports_on_file(session, divisions=divisions, year=year, agency=agency)

    def emit(self, event: Event) -> bool:
        """Append an event; False when it had been told."""
        with self.writing() as session:
            return append(session, event) == 1

    def events(
        self, after: int = 0, kinds: Sequence[EventKind] | None = None, limit: int = 1000
    ) -> tuple[tuple[int, Event], ...]:
        with self.reading() as session:
            return questions.events(session, after, kinds, limit)

    # what people do

    def dismiss(self, number: str, *, by: str, reason: str, at: datetime) -> None:
        with self.writing() as session:
            acts.dismiss(session, number, by, reason, at)

    def reinstate(self, number: str, *, by: str, reason: str, at: datetime) -> None:
        with self.writing() as session:
            acts.reinstate(session, number, by, reason, at)

    def annotate(self, number: str, *, by: str, text: str, at: datetime) -> None:
        with self.writing() as session:
            acts.annotate(session, number, by, text, at)

    def acknowledge(self, number: str, *, by: str, text: str = "", at: datetime) -> None:
        """Ends reminders of this finding until it changes."""
        with self.writing() as session:
            acts.annotate(session, number, by, text, at, kind="acknowledged")

    def notes(self, number: str) -> tuple[Note, ...]:
        with self.reading() as session:
            return acts.notes(session, number)

    def history(self, number: str) -> tuple[Transition, ...]:
        """The life of a finding, step by step. Raises UnknownRow."""
        with self.reading() as session:
            return acts.history(session, number)

    def add_waiver(self, waiver: Waiver, at: datetime) -> bool:
        with self.writing() as session:
            return waiving.add_waiver(session, waiver, at)

    def revoke_waiver(self, key: str, at: datetime) -> None:
        with self.writing() as session:
            waiving.revoke_waiver(session, key, at)

    def apply_waivers(self, at: datetime) -> tuple[int, int]:
        """(waived, returned)"""
        with self.writing() as session:
            return waiving.apply_waivers(session, at)

    def waivers_on_file(self, at: datetime) -> tuple[WaiverOnFile, ...]:
        """Every waiver with how it stands on that day and what it sets aside."""
        with self.reading() as session:
            return waiving.waivers_on_file(session, at)

    def agencies_named(self, name: str, division: str | None = None) -> tuple[tuple[int, str | None], ...]:
        """(row number, division) of the agencies of this name."""
        with self.reading() as session:
            return waiving.agencies_named(session, name, division)

    def idle_waivers(self, at: datetime) -> tuple[str, ...]:
        with self.reading() as session:
            return waiving.idle_waivers(session, at)

    def remind(
        self,
        now: datetime,
        *,
        after_days: int,
        every_days: int,
        escalate_after_days: int | None = None,
        minimum_severity: str = "error",
    ) -> int:
        """Outbox rows for open findings that nobody answered; how many."""
        with self.writing() as session:
            return acts.remind(
                session,
                now,
                after_days=after_days,
                every_days=every_days,
                escalate_after_days=escalate_after_days,
                minimum_severity=minimum_severity,
            )

    # the outbox

    def untold(self) -> tuple[outbox.Notice, ...]:
        with self.reading() as session:
            return outbox.untold(session)

    def unrouted(self, after: int = 0, limit: int = 1000) -> tuple[outbox.Unrouted, ...]:
        """What is untold, a part at a time: the next after that number."""
        with self.reading() as session:
            return outbox.unrouted(session, after, limit)

    def route(self, notice_id: int, destinations: Sequence[tuple[str, str]], at: datetime) -> None:
        """Ledger rows for (office, destination name) pairs."""
        self.route_all({notice_id: destinations}, at)

    def route_all(self, routed: Mapping[int, Sequence[tuple[str, str]]], at: datetime) -> None:
        """The same of many notices."""
        with self.writing() as session:
            outbox.route(session, routed, at)

    def backlog(self, destination: str) -> outbox.Backlog:
        with self.reading() as session:
            return outbox.backlog(session, destination)

    def waiting(self, destination: str, *, of_findings: bool | None = None) -> tuple[outbox.Notice, ...]:
        with self.reading() as session:
            return outbox.waiting(session, destination, of_findings=of_findings)

    def waiting_briefly(self, destination: str) -> tuple[outbox.BriefNotice, ...]:
        """Those of findings, without their words: what very many are counted by."""
        with self.reading() as session:
            return tuple(outbox.waiting_briefly(session, destination))

    @contextmanager
    def open_findings(self, divisions: Sequence[str]) -> Iterator[Iterator[outbox.OpenFinding]]:
        """Streamed while the block lasts."""
        with self.reading() as session:
            yield outbox.open_findings(session, divisions)

    def put_message(
        self,
        *,
        key: str,
        office: str,
        destination: str,
        title: str,
        markdown: str,
        text: str,
        findings: Sequence[str],
        notices: Sequence[int],
        at: datetime,
        attachments: Sequence[str] = (),
    ) -> bool:
        """False when the key is taken; nothing changes then."""
        with self.writing() as session:
            return outbox.put_message(
                session,
                key=key,
                office=office,
                destination=destination,
                title=title,
                markdown=markdown,
                text=text,
                findings=findings,
                notices=notices,
                at=at,
                attachments=attachments,
            )

    def messages(
        self, *, state: str | None = None, due: datetime | None = None, limit: int | None = None
    ) -> tuple[outbox.StoredMessage, ...]:
        with self.reading() as session:
            return outbox.messages(session, state=state, due=due, limit=limit)

    def mark_sent(self, key: str, at: datetime) -> None:
        with self.writing() as session:
            outbox.mark_sent(session, key, at)

    def mark_failed(self, key: str, error: str, at: datetime, next_at: datetime | None) -> None:
        """`next_at` None parks the message and tells the operator."""
        with self.writing() as session:
            outbox.mark_failed(session, key, error, at, next_at)

    def unpark(self, at: datetime) -> int:
        with self.writing() as session:
            return outbox.unpark(session, at)

    def to_operator(
        self, *, key: str, kind: str, title: str, body: str, at: datetime, severity: str = "warning"
    ) -> bool:
        """Something for the operator's own channel, once for each key."""
        with self.writing() as session:
            return to_operator(session, key=key, kind=kind, title=title, body=body, at=at, severity=severity)

    def government_names(self) -> dict[str, str]:
        with self.reading() as session:
            return outbox.government_names(session)

    # upkeep

    def check(self) -> tuple[str, ...]:
        """Faults, one a line; none means sound."""
        return upkeep.check(self.engine)

    def backup(self, file: Path) -> None:
        upkeep.backup(self.engine, file)

    def vacuum(self) -> None:
        upkeep.vacuum(self.engine)

    def forget(self, now: datetime, retention: upkeep.Retention | None = None) -> dict[str, int]:
        """Drop what the policy no longer needs; rows dropped by table. Evidence and what was said stay."""
        with self.writing() as session:
            return upkeep.forget(session, now, retention or upkeep.Retention())

    # several workers

    def take_lease(
        self, hosts: Sequence[str], *, holder: str, now: datetime, until: datetime, dead: Collection[str] = ()
    ) -> bool:
        """All of the hosts, or none (False). `dead`: holders that are surely no more, whatever their lease says."""
        with self.writing() as session:
            return leases.take(session, hosts, holder=holder, now=now, until=until, dead=dead)

    def give_back(self, hosts: Sequence[str], *, holder: str) -> None:
        with self.writing() as session:
            leases.give_back(session, hosts, holder=holder)

    def lease_holders(self, hosts: Sequence[str]) -> frozenset[str]:
        with self.reading() as session:
            return leases.holders(session, hosts)

    def visits(self, host: str) -> HostVisits | None:
        """With `note_visits` this is a `scrapers.VisitingBook`: daily caps and Retry-After hold across runs."""
        with self.reading() as session:
            return leases.visits(session, host)

    def note_visits(self, visits: HostVisits) -> None:
        with self.writing() as session:
            leases.note_visits(session, visits)

    def relayed(self) -> int:
        """The last event of the log that was passed on."""
        with self.reading() as session:
            return relay.position(session)

    def mark_relayed(self, to: int) -> None:
        with self.writing() as session:
            relay.advance(session, to)

    # runs

    def begin_run(self, kind: str, key: str, at: datetime) -> int:
        """The row of one flow run; the same key is the same run, taken up again."""
        with self.writing() as session:
            insert_new(session, RunRow, [{"kind": kind, "key": key, "started_at": at}], ("key",))
            return session.execute(select(RunRow.id).where(RunRow.key == key)).scalar_one()

    def end_run(
        self,
        run: int,
        at: datetime,
        *,
        new: int = 0,
        updated: int = 0,
        unchanged: int = 0,
        failed: int = 0,
    ) -> None:
        with self.writing() as session:
            row = session.get_one(RunRow, run)
            row.ended_at, row.new, row.updated, row.unchanged, row.failed = (
                at,
                new,
                updated,
                unchanged,
                failed,
            )
