"""Whatever happens to pages, readers and rules: what is open is what the current reading of the standing report says, no more.

A page is a line "year|agency|figure"; a made-up reader and made-up rules stand for the real ones, so that every step can be told
beforehand: moved and doubled addresses, pages revised and put back, pages withdrawn from the list, identities that change,
newer readers, newer rules, last year's report corrected under this year's.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from reports import AnnualReport
from rules.engine.case import Case
from rules.engine.verdict import Outcome, Verdict
from storage import FindingState, Memory
from storage.observing import RULESET as OBSERVED
from storage.tables import CaptureRow, FindingRow, OutboxRow, ReportRow, RevisionRow, TransitionRow
from tests.storage import databases
from tests.storage.builders import PORTAL, captured, later, listed, listing, report, verdict

FIGURE = "applications.new_received.total"
ADDRESSES = ("a", "b", "c")
ENDED = {"rectified", "withdrawn"}
Act = tuple[str, Mapping[str, str], bool]
"""What is done: "publish" pages (body by address), "list" those addresses alone, a newer "reader", newer "rules"; and whether
what is due is read and judged before the next."""

pages = st.builds(
    "{}|{}|{}".format,
    st.sampled_from([2024, 2024, 2023]),
    st.sampled_from(["教育局"] * 4 + ["财政局"]),
    st.integers(0, 9),
)
acts = st.tuples(
    st.sampled_from(["publish"] * 5 + ["list", "list", "reader", "rules"]),
    st.dictionaries(st.sampled_from(ADDRESSES), pages, min_size=1, max_size=2),
    st.booleans(),
)


def read_by(reader: int, body: str) -> AnnualReport:
    """The second reader reads figures above 6 otherwise."""
    year, agency, figure = body.split("|")
    number = int(figure) + (1 if reader > 1 and int(figure) > 6 else 0)
    return report(body, agency=agency, year=int(year), numbers={FIGURE: number}, reader=f"reader-{reader}")


def said_by(rules: int, case: Case) -> Iterator[Verdict]:
    """ODD looks at the page, LESS at last year's, and COPY at copies; ODD is changed in the second set, COPY gone from the third."""
    assert case.report is not None
    number = case.report.cells[FIGURE].value
    assert number is not None
    before = case.previous.cells[FIGURE].value if case.previous else None
    odd = (
        Outcome.UNKNOWN if number == 4 else Outcome.FAIL if number % (2 if rules < 2 else 3) else Outcome.PASS
    )
    yield verdict("ODD", odd, version=min(rules, 2))
    less = Outcome.NOT_APPLICABLE if before is None else Outcome.FAIL if number < before else Outcome.PASS
    yield verdict("LESS", less, subject="")
    if rules < 3:
        yield verdict("COPY", Outcome.FAIL if case.copies else Outcome.PASS, subject="")


@dataclass
class Season:
    memory: Memory
    day: int = 0
    reader: int = 1
    rules: int = 1
    shown: dict[str, str] = field(default_factory=dict)
    held: int = 0
    """Moments at which all was as it must be."""

    def at(self) -> datetime:
        return later(days=self.day)

    def play(self, act: Act) -> None:
        kind, what, at_once = act
        self.day += 1
        if kind == "publish":
            self.shown |= what
            for name, body in what.items():
                self._capture(name, body)
        self.reader += kind == "reader"
        self.rules += kind == "rules"
        present = [name for name in self.shown if kind != "list" or name in what]
        rows = [replace(listed(), url=_url(name)) for name in present]
        for _ in range(3 if kind == "list" else 1):
            self.memory.record_listing(listing([*rows, listed("审计局")], rows=9, at=self.at()))
            self.day += 1
        if at_once:
            self.settle()

    def _capture(self, name: str, body: str) -> None:
        one = captured(body, at=self.at())
        where = replace(one.capture, asked=_url(name), final=_url(name))
        self.memory.record_capture(replace(one, listed=replace(one.listed, url=_url(name)), capture=where))

    def settle(self) -> None:
        """Read and judge all that is due; it comes to an end."""
        for _ in range(2):  # what contradicts an earlier reading is believed on the second day
            self.day += 1
            for name, body in self.shown.items():
                self._capture(name, body)
            bodies = {_url(name): body for name, body in self.shown.items()}
            for due in self.memory.due_for_reading(f"reader-{self.reader}"):
                self.memory.record_reading(due.id, read_by(self.reader, bodies[due.url]), self.at())
        for _ in range(5):
            waiting = self.memory.due_for_judging(f"rules-{self.rules}")
            if not waiting:
                break
            for one in waiting:
                case = self.memory.case(one.id, self.at().date())
                self.memory.record_verdicts(
                    one.id,
                    list(said_by(self.rules, case)),
                    ruleset_hash=f"rules-{self.rules}",
                    at=self.at(),
                    case=case,
                )
        assert waiting == ()
        self.memory.remind(self.at(), after_days=1, every_days=5, escalate_after_days=10)
        self.hold()

    def hold(self) -> None:
        """What must be so at every moment."""
        fails, may, current = self._wanted()
        with self.memory.reading() as session:
            assert not self._unheard(session.execute(select(ReportRow)).scalars().all())
            rows = (
                session.execute(select(FindingRow).where(FindingRow.ruleset_hash != OBSERVED)).scalars().all()
            )
            still = {_key(row): row.revision_id for row in rows if row.state == FindingState.OPEN.value}
            assert still.keys() <= fails | may
            assert fails <= still.keys()
            assert all(still[key] == current[key[:2]] for key in fails)
            self._nothing_ended_is_told_again([row.id for row in rows])
        self.held += 1

    def _unheard(self, reports: Sequence[ReportRow]) -> set[tuple[int | None, int | None]]:
        """Agencies' years for which a page speaks that is gone while another is there."""
        named = [row for row in reports if row.agency_id is not None and row.year is not None]
        gone = {(row.agency_id, row.year) for row in named if row.standing and row.gone}
        return gone & {(row.agency_id, row.year) for row in named if not row.gone}

    def _wanted(
        self,
    ) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]], dict[tuple[object, ...], int]]:
        """What fails now, what cannot be told, and the current revision, of every agency's year that a report speaks for."""
        fails: set[tuple[object, ...]] = set()
        may: set[tuple[object, ...]] = set()
        current: dict[tuple[object, ...], int] = {}
        with self.memory.reading() as session:
            speaking = (
                select(ReportRow, RevisionRow, CaptureRow)
                .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
                .join(CaptureRow, CaptureRow.id == RevisionRow.capture_id)
                .where(ReportRow.standing, RevisionRow.current)
            )
            found = session.execute(speaking).all()
        for row, revision, capture in found:
            assert capture.latest
            assert revision.reader == f"reader-{self.reader}"
            whose = (row.agency_id, row.year)
            assert whose not in current
            current[whose] = revision.id
            for said in said_by(self.rules, self.memory.case(revision.id, self.at().date())):
                kept = {Outcome.FAIL: fails, Outcome.UNKNOWN: may}.get(said.outcome)
                if kept is not None:
                    kept.add((*whose, said.rule))
        return fails, may, current

    def _nothing_ended_is_told_again(self, findings: Sequence[int]) -> None:
        """Each finding's words to the office begin with its opening; behind an end only a new opening."""
        told: dict[int, list[str]] = defaultdict(list)
        with self.memory.reading() as session:
            for row in session.execute(select(OutboxRow).order_by(OutboxRow.id)).scalars():
                if row.finding_id is not None:
                    told[row.finding_id].append(row.kind)
            moves = session.execute(
                select(TransitionRow).order_by(TransitionRow.finding_id, TransitionRow.sequence)
            )
            kinds: dict[int, list[str]] = defaultdict(list)
            for move in moves.scalars():
                kinds[move.finding_id].append(move.kind)
        for id in findings:
            assert [kind for kind in told[id] if kind not in ("reminder", "escalated")] == kinds[id]
            for before, after in zip(told[id], told[id][1:], strict=False):
                assert (after == "reopened") == (before in ENDED)


def _url(name: str) -> str:
    return f"http://www.qingxi.example/{name}.html"


def _key(row: FindingRow) -> tuple[object, ...]:
    return row.agency_id, row.year, row.rule


def play(memory: Memory, steps: Sequence[Act]) -> Season:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    season = Season(memory)
    for act in steps:
        season.play(act)
    season.settle()
    return season


def moments(steps: Sequence[Act]) -> int:
    return sum(at_once for _, _, at_once in steps) + 1


@settings(max_examples=12, deadline=None, phases=[Phase.generate])  # a season is long in shrinking
@given(steps=st.lists(acts, min_size=2, max_size=8))
def test_what_is_open_is_what_the_current_reading_says(sqlite_template: Path, steps: Sequence[Act]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Memory(databases.sqlite_copy(sqlite_template, Path(folder))) as memory,
    ):
        assert play(memory, steps).held == moments(steps)


SEASONS: Mapping[str, Sequence[Act]] = {
    "a copy comes, leaves the list and is there again": [
        ("publish", {"a": "2024|教育局|6"}, True),
        ("publish", {"b": "2024|教育局|6"}, True),
        ("list", {"a": ""}, True),
        ("publish", {"b": "2024|教育局|6"}, True),
    ],
    "revised twice and put back": [
        ("publish", {"a": f"2024|教育局|{figure}"}, at_once)
        for figure, at_once in ((3, True), (2, True), (7, False), (3, True))
    ],
    "moved while last year's is corrected, then read and judged anew": [
        ("publish", {"a": "2024|教育局|5", "b": "2023|教育局|6"}, True),
        ("publish", {"b": "2023|教育局|2", "c": "2024|教育局|1"}, True),
        ("list", {"b": "", "c": ""}, True),
        ("reader", {"a": ""}, False),
        ("rules", {"a": ""}, True),
        ("list", {"a": "", "b": ""}, True),
    ],
    "another agency's and year's in its place, and back": [
        ("publish", {"a": "2024|教育局|7"}, True),
        ("publish", {"a": "2024|财政局|7", "b": "2024|教育局|4"}, True),
        ("publish", {"a": "2023|教育局|8"}, False),
        ("publish", {"a": "2024|教育局|1"}, True),
    ],
}


@pytest.mark.parametrize("name", SEASONS)
def test_a_season_is_the_same_on_every_database(memory: Memory, name: str) -> None:
    assert play(memory, SEASONS[name]).held == moments(SEASONS[name])
