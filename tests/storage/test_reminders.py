"""A reminder goes out for what an office still has to answer, and for nothing else."""

from __future__ import annotations

from rules.engine.verdict import Outcome
from storage import Memory
from tests.storage.builders import captured, judge, later, read, verdict


def reminded(memory: Memory, days: float, body: str = "正文") -> int:
    """How many reminders a day makes on which the page was seen to be what it was."""
    memory.record_capture(captured(body, at=later(days)))
    return memory.remind(later(days), after_days=7, every_days=7, escalate_after_days=None)


def test_a_note_is_no_answer_and_the_reminder_goes_out(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    memory.annotate("NB-000001", by="王科长", text="已电话联系", at=later(1))
    assert reminded(memory, 8) == 1


def test_an_answer_to_what_was_rectified_does_not_silence_the_relapse(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    memory.acknowledge("NB-000001", by="王科长", at=later(1))
    assert reminded(memory, 8) == 0
    judge(memory, read(memory, "改后", at=later(9)), verdict(outcome=Outcome.PASS), at=later(9))
    judge(memory, read(memory, "又错", at=later(10)), verdict(), at=later(10))
    assert reminded(memory, 11, "又错") == 0, "not overdue yet"
    assert reminded(memory, 18, "又错") == 1


def test_what_a_person_dismissed_is_not_reminded_of_though_the_page_still_fails(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    memory.dismiss("NB-000001", by="王科长", reason="当年机构改革", at=later(1))
    assert reminded(memory, 9) == 0
