"""Promise 7: the same captures twice make no new rows and no messages. Identity, and what makes something new."""

from __future__ import annotations

from sqlalchemy import select

from rules.engine.verdict import Outcome
from storage import CaptureChange, EventKind, FindingState, Memory, ReadingChange
from storage.tables import OutboxRow
from tests.storage.builders import (
    NUMBERS,
    captured,
    judge,
    later,
    listed,
    listing,
    read,
    report,
    verdict,
)
from tests.storage.dump import counts, everything


def test_a_hundred_repeats_make_no_new_row_and_no_new_message(memory: Memory) -> None:
    def patrol() -> None:
        memory.record_listing(listing([listed()]))
        revision = read(memory)
        judge(
            memory,
            revision,
            verdict(),
            verdict("SUM-T4", Outcome.PASS),
            verdict("CEL-BLANK", Outcome.UNKNOWN),
        )

    patrol()
    first = everything(memory)
    for _ in range(100):
        patrol()
    assert everything(memory) == first
    assert len(first["outbox"]) == 1


def test_the_same_on_later_days_makes_no_new_row_and_no_new_message(memory: Memory) -> None:
    def patrol(days: int) -> None:
        at = later(days=days)
        memory.record_listing(listing([listed()], at=at))
        judge(memory, read(memory, at=at), verdict(), verdict("SUM-T4", Outcome.PASS), at=at)

    patrol(0)
    first = counts(memory)
    for days in range(1, 8):
        patrol(days)
    assert counts(memory) == first
    assert first["outbox"] == 1


def test_the_same_bytes_fetched_later_are_only_a_later_sighting(memory: Memory) -> None:
    first = memory.record_capture(captured())
    before = counts(memory)
    again = memory.record_capture(captured(at=later(days=3)))
    assert (again.id, again.change) == (first.id, CaptureChange.UNCHANGED)
    assert counts(memory) == before


def test_changed_bytes_are_a_new_capture_due_for_reading(memory: Memory) -> None:
    read(memory)
    assert memory.due_for_reading("reader-1") == ()
    assert memory.record_capture(captured("改后", at=later(days=1))).change is CaptureChange.CHANGED
    (due,) = memory.due_for_reading("reader-1")
    assert due.sha256 == memory.record_capture(captured("改后", at=later(days=2))).sha256
    assert len(memory.due_for_reading("reader-2")) == 1


def test_bytes_that_come_back_are_a_third_capture_not_the_first_again(memory: Memory) -> None:
    ids = [memory.record_capture(captured(body, at=later(days=n))).id for n, body in enumerate("ABA")]
    assert len(set(ids)) == 3


def test_replaying_an_old_capture_does_not_undo_a_newer_one(memory: Memory) -> None:
    memory.record_capture(captured("A", at=later()))
    newer = memory.record_capture(captured("B", at=later(days=1)))
    assert memory.record_capture(captured("A", at=later())).change is CaptureChange.UNCHANGED
    assert [due.sha256 for due in memory.due_for_reading("r")] == [newer.sha256]


def test_a_report_read_comes_back_from_the_database_as_it_went_in(memory: Memory) -> None:
    revision = read(memory)
    assert memory.report(revision.id) == report()


def test_a_silent_change_of_one_number_is_told_once_with_both_numbers(memory: Memory) -> None:
    read(memory)
    changed = {**NUMBERS, "applications.new_received.total": 13}
    revision = read(memory, "改后", numbers=changed, at=later(days=1))
    again = read(memory, "改后", numbers=changed, at=later(days=1))
    assert (revision.change, again.change) == (ReadingChange.REVISED, ReadingChange.UNCHANGED)
    (change,) = revision.differences
    assert (change.address, change.before_raw, change.after_raw) == (
        "applications.new_received.total",
        "12",
        "13",
    )
    (told,) = (event for _, event in memory.events(kinds=[EventKind.REPORT_REVISED]))
    assert told.facts["cells"] == 1
    assert told.facts["silent"] == 1


def test_new_bytes_that_say_the_same_are_no_revision(memory: Memory) -> None:
    read(memory)
    assert read(memory, "正文，页脚不同", at=later(days=1)).change is ReadingChange.REREAD
    assert memory.events(kinds=[EventKind.REPORT_REVISED]) == ()


def test_a_better_reader_never_says_that_the_agency_changed_its_numbers(memory: Memory) -> None:
    read(memory)
    better = {**NUMBERS, "applications.new_received.total": 21}
    assert read(memory, numbers=better, reader="reader-2").change is ReadingChange.REREAD
    assert memory.events(kinds=[EventKind.REPORT_REVISED]) == ()


def test_two_offices_of_one_name_in_two_counties_are_two_agencies(memory: Memory) -> None:
    one = read(memory)
    kept = memory.record_capture(captured("别县", agency="别县教育局"))
    other = memory.record_reading(kept.id, report("别县", division="990122"), later())
    assert other.agency == one.agency
    assert other.agency_id != one.agency_id


def test_a_second_copy_of_a_report_opens_no_second_finding(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    kept = memory.record_capture(captured("副本", agency="副本"))
    copy = memory.record_reading(kept.id, report("副本"), later(days=1))
    assert not copy.standing
    assert judge(memory, copy, verdict("SUM-T4")).opened == ()
    assert [finding.rule for finding in memory.findings(states=[FindingState.OPEN])] == ["SUM-T3-COL"]


def test_every_transition_has_its_outbox_row_in_the_same_transaction(memory: Memory) -> None:
    judge(memory, read(memory), verdict(), verdict("SUM-T4"))
    with memory.reading() as session:
        keys = session.execute(select(OutboxRow.key).where(OutboxRow.audience == "office")).scalars().all()
    assert sorted(keys) == ["NB-000001:1", "NB-000002:1"]
