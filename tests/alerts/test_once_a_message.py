"""One message says one thing of one finding: how it stands, however much happened to it since the message before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alerts import Offices, compose, load_offices
from rules import Outcome
from storage import Memory, Waiver
from tests.storage.builders import NUMBERS, captured, judge, later, read, verdict

FILE = """
operator: {destinations: [{name: 值守, address_from: OPERATOR_URL}]}
offices:
  - name: 云岭省办
    divisions: ["99"]
    destinations: [{name: 渠道, address_from: CHANNEL_URL}]
"""
MENDED = {**NUMBERS, "applications.new_received.total": 10}


@pytest.fixture
def office(tmp_path: Path) -> Offices:
    (tmp_path / "offices.yaml").write_text(FILE, encoding="utf-8")
    return load_offices(tmp_path / "offices.yaml", {"CHANNEL_URL": f"nianbaofile://{tmp_path}"})


def mend(memory: Memory) -> None:
    judge(
        memory, read(memory, "改后", numbers=MENDED, at=later(1)), verdict(outcome=Outcome.PASS), at=later(1)
    )


def test_what_was_found_and_rectified_between_two_digests_is_told_once_as_rectified(
    memory: Memory, office: Offices
) -> None:
    judge(memory, read(memory), verdict())
    mend(memory)
    (message,) = [one for one in compose(memory, office, later(7)) if one.destination == "渠道"]
    assert message.text.count("NB-000001") == 1
    assert "2025-02-10 发现，2025-02-11 已整改" in message.text
    assert message.title.endswith(
        "（新发现 1 项，已整改 1 项）"
    )  # new: that the report was changed after publication
    assert memory.backlog("渠道").count == 0  # both notices stand in it
    assert compose(memory, office, later(8)) == ()


def test_among_very_many_it_is_counted_once_too(memory: Memory, office: Offices) -> None:
    judge(memory, read(memory), verdict())
    mend(memory)
    (message,) = [one for one in compose(memory, office, later(7), in_words=1) if one.destination == "渠道"]
    assert "新发现 提示 1、已整改 错误 1（NB-000001 等）" in message.text
    assert memory.backlog("渠道").count == 0


def test_what_is_told_for_the_first_time_is_new_though_its_reminder_waits_too(
    memory: Memory, office: Offices
) -> None:
    judge(memory, read(memory), verdict())
    memory.record_capture(captured(at=later(15)))
    assert memory.remind(later(15), after_days=14, every_days=14) == 1
    (message,) = compose(memory, office, later(16))
    assert "新发现" in message.text
    assert "逾期未整改" not in message.text


def test_what_nobody_knows_to_hold_any_more_is_not_told_as_if_it_did(memory: Memory, office: Offices) -> None:
    """The page is another one since and was not judged yet: it may have been put right."""
    judge(memory, read(memory), verdict())
    memory.record_capture(captured("不同的网页", at=later(3)))
    (message,) = compose(memory, office, later(7))
    assert "现状：尚未重新核实" in message.text


def test_what_was_waived_before_the_digest_is_not_told_as_if_it_stood(
    memory: Memory, office: Offices
) -> None:
    judge(memory, read(memory), verdict())
    waiver = Waiver(
        "W1", "SUM-T3-COL", "系统迁移", "云政办函〔2025〕1号", "李主任", date(2025, 3, 20), division="9901"
    )
    memory.add_waiver(waiver, later(1))
    assert memory.apply_waivers(later(2)) == (1, 0)
    (message,) = compose(memory, office, later(7))
    assert "现状：已豁免" in message.text
