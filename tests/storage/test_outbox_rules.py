"""The outbox's own rules: a taken key changes nothing, each message that is given up is told; an identity that was misread is taken back whole."""

from __future__ import annotations

import pytest

from storage import Cause, FindingState, Memory, Message
from tests.storage.builders import captured, judge, later, read, report, verdict


def message(key: str, number: str) -> Message:
    return Message(
        key=key, office="省办", destination="邮箱", title=key, markdown="", text="", findings=(number,)
    )


@pytest.fixture
def notices(memory: Memory) -> list[int]:
    """Two findings, each routed to the office's mailbox."""
    judge(memory, read(memory), verdict("A", subject="1"), verdict("A", subject="2"))
    found = [notice.id for notice in memory.untold() if notice.audience == "office"]
    assert len(found) == 2
    for id in found:
        memory.route(id, [("省办", "邮箱")], later())
    return found


def test_a_key_that_is_taken_keeps_its_message_and_takes_no_further_notice(
    memory: Memory, notices: list[int]
) -> None:
    """Two processes may compose at once: what the second one wanted to say waits for a message of its own."""
    first, second = notices
    assert memory.put_message(message("nb-1", "NB-000001"), notices=[first], at=later())
    assert not memory.put_message(message("nb-1", "NB-000002"), notices=[second], at=later(1))
    (kept,) = memory.messages()
    assert kept.findings == ("NB-000001",)
    assert [notice.id for notice in memory.waiting("邮箱")] == [second]


def test_of_two_messages_given_up_for_one_mailbox_the_operator_hears_of_both(
    memory: Memory, notices: list[int]
) -> None:
    for key, notice in zip(("nb-1", "nb-2"), notices, strict=True):
        memory.put_message(message(key, key), notices=[notice], at=later())
        memory.mark_failed(key, "refused", later(1), None)
    told = [notice.body for notice in memory.untold() if notice.kind == "parked"]
    assert [body.partition("”")[0] for body in told] == ["“nb-1", "“nb-2"]


def test_what_was_said_of_a_year_that_was_misread_is_taken_back_though_the_agency_is_the_same(
    memory: Memory,
) -> None:
    judge(memory, read(memory), verdict("A"))
    (capture, body) = captured(), report("正文", year=2023, reader="reader-2")
    kept = memory.record_capture(capture)
    memory.record_reading(kept.id, body, later(1))
    (ended,) = memory.findings()
    assert (ended.year, ended.state) == (2024, FindingState.WITHDRAWN)
    assert memory.history(ended.number)[-1].cause is Cause.READER
