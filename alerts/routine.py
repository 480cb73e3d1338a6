"""What is said without a patrol: reminders and escalation, and the monthly self-test of every destination (promise 6)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from alerts.offices import Offices
from reports import CHINA
from storage import Memory, Message


def remind(memory: Memory, offices: Offices, now: datetime) -> int:
    """Put reminders into the outbox by the office file's `reminders`; `compose` sends them on. How many are new."""
    wanted = offices.reminders
    return memory.remind(
        now,
        after_days=wanted.after_days,
        every_days=wanted.every_days,
        escalate_after_days=wanted.escalate_after_days,
        minimum_severity=wanted.minimum_severity,
    )


def self_test(memory: Memory, offices: Offices, now: datetime, *, again: bool = False) -> tuple[str, ...]:
    """One test message for each destination, once a month (`again`: whenever asked); keys of those made now.

    A destination that is silent because its address stopped working is noticed: its self-test is parked and told.
    """
    slot = f"{now.astimezone(CHINA):%Y-%m-%d %H:%M:%S.%f}" if again else f"{now.astimezone(CHINA):%Y-%m}"
    made = []
    for office, destination in offices.destinations():
        key = f"nb-{hashlib.sha256(f'self-test {destination.name} {slot}'.encode()).hexdigest()[:16]}"
        words = f"这是年报监测的自检消息（{slot[:19]}），收到即说明“{destination.name}”渠道正常，无需处理。\n消息编号：{key}"
        test = Message(
            key=key,
            office=office.name,
            destination=destination.name,
            title="年报监测自检",
            markdown=words,
            text=words,
        )
        made += [key] if memory.put_message(test, notices=(), at=now) else []
    return tuple(made)


def unset_addresses(offices: Offices) -> tuple[str, ...]:
    """Environment variables that the office file names and that are not set, for a clear word before a run."""
    return tuple(sorted({d.address_from for _, d in offices.destinations() if offices.address(d) is None}))
