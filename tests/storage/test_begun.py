"""Readings begun and not ended: suspicion falls on what was in hand, grows only alone, and goes when it was read."""

from __future__ import annotations

from storage import CONDEMNED, Begun, Memory
from tests.storage.builders import PORTAL, READER, captured, later, read


def suspicion(memory: Memory, reader: str = READER) -> dict[str, int]:
    return {str(one.title)[:3]: one.suspicion for one in memory.due_for_reading(reader)}


def captures(memory: Memory, *agencies: str) -> list[int]:
    memory.record_portal(PORTAL, name="清溪县")
    return [memory.record_captures([captured(agency=agency)])[0].id for agency in agencies]


def test_suspicion_falls_on_what_was_in_hand_and_on_nothing_else(memory: Memory) -> None:
    one, two, _ = captures(memory, "教育局", "财政局", "民政局")
    begun = Begun(memory)
    begun.together([one, two])
    begun.together([one])  # another run, at the same time: no more than that it is read
    assert suspicion(memory) == {"教育局": 1, "财政局": 1, "民政局": 0}
    begun.not_read([two])
    assert suspicion(memory) == {"教育局": 1, "财政局": 0, "民政局": 0}


def test_two_runs_that_saw_it_die_or_four_never_heard_of_again_condemn(memory: Memory) -> None:
    seen, unseen = captures(memory, "教育局", "财政局")
    begun = Begun(memory)
    begun.together([seen, unseen])
    for _ in range(2):
        assert suspicion(memory)["教育局"] < CONDEMNED
        begun.alone(seen)
        begun.died(seen)
    for _ in range(4):
        assert suspicion(memory)["财政局"] < CONDEMNED
        begun.alone(unseen)
    assert suspicion(memory) == {"教育局": CONDEMNED, "财政局": CONDEMNED}


def test_what_was_set_aside_is_begun_alone_by_the_next_reader_and_free_once_it_was_read(
    memory: Memory,
) -> None:
    (one,) = captures(memory, "教育局")
    begun = Begun(memory)
    for _ in range(CONDEMNED):
        begun.alone(one)
    begun.set_aside(one, READER, "the reader died")
    assert suspicion(memory) == {}
    assert suspicion(memory, "reader-2") == {"教育局": 1}
    memory.record_unreadable(one, "reader-2", "a picture")
    assert suspicion(memory, "reader-3") == {"教育局": 0}
    begun.together([one])
    read(memory, "正文", agency="教育局", at=later(1))
    assert suspicion(memory, "reader-4") == {"教育局": 0}
