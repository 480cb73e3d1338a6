"""Sending what is in the outbox: each destination by itself, at least once, with backoff, and a parking place.

A send that was cut off cannot be known to have failed, so it is sent again; every message carries its finding numbers
and its key, which make a double visible.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from alerts.enclosures import enclosing, nothing_enclosed
from alerts.offices import Destination, Office, Offices
from alerts.places import Places
from alerts.sending import SendFailed, send
from alerts.wording import WORDS
from storage import Memory, StoredMessage

Sender = Callable[[str, StoredMessage, str | None], None]
"""(address, message, gateway) → sent, or SendFailed."""


@dataclass(frozen=True, slots=True)
class Persistence:
    """How long a destination is tried: after attempt n the wait is `first` · `factor`ⁿ⁻¹, at most `longest`."""

    attempts: int = 8
    first: timedelta = timedelta(minutes=2)
    factor: float = 3.0
    longest: timedelta = timedelta(hours=12)

    def wait(self, attempt: int, key: str) -> timedelta:
        """With up to 20 % spread taken from the key, so that many messages do not return at one moment."""
        spread = int(hashlib.sha256(key.encode()).hexdigest()[:4], 16) / 0xFFFF * 0.2
        seconds = self.first.total_seconds() * self.factor ** (attempt - 1) * (1 + spread)
        return min(timedelta(seconds=seconds), self.longest)


@dataclass(frozen=True, slots=True)
class Delivered:
    """How a round of sending went, by message key."""

    sent: tuple[str, ...] = ()
    retried: tuple[str, ...] = ()
    parked: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    """Not tried: quiet hours, or no address is set."""


def deliver(
    memory: Memory,
    offices: Offices,
    now: datetime,
    sender: Sender = send,
    persistence: Persistence = Persistence(),
) -> Delivered:
    """Send what is due. Blocking: up to one thread for each destination; call it with `asyncio.to_thread`."""
    by_destination: dict[str, list[StoredMessage]] = {}
    for message in memory.messages(due=now):
        by_destination.setdefault(message.destination, []).append(message)
    known = {destination.name: (office, destination) for office, destination in offices.destinations()}
    outcome = _Outcome(memory, now, persistence)
    names = memory.government_names()
    ready: list[tuple[_Door, list[StoredMessage]]] = []
    for name, messages in by_destination.items():
        address = _open_address(offices, known.get(name), now)
        if address is None:
            outcome.wait(messages)
        else:
            destination = known[name][1]
            places = Places(WORDS[destination.language], names)
            carry = partial(enclosing, memory, places) if destination.workbook else nothing_enclosed
            ready.append((_Door(sender, address, offices.gateway(destination), carry), messages))
    if ready:
        with ThreadPoolExecutor(max_workers=min(8, len(ready)), thread_name_prefix="deliver") as pool:
            futures = [pool.submit(_send_all, door, messages, outcome) for door, messages in ready]
        for future in futures:
            future.result()
    return outcome.delivered()


def _open_address(offices: Offices, entry: tuple[Office, Destination] | None, now: datetime) -> str | None:
    if entry is None:
        return None
    destination = entry[1]
    if destination.schedule.speakable_from(now) > now:
        return None
    return offices.address(destination)


@dataclass(frozen=True, slots=True)
class _Door:
    """How one destination is reached. `enclosing` adds what a message carries while it is being sent."""

    sender: Sender
    address: str = field(repr=False)
    gateway: str | None
    enclosing: Callable[[str, StoredMessage], AbstractContextManager[StoredMessage]]

    def send(self, message: StoredMessage) -> None:
        with self.enclosing(self.address, message) as whole:
            self.sender(self.address, whole, self.gateway)


def _send_all(door: _Door, messages: Sequence[StoredMessage], outcome: _Outcome) -> None:
    """In order; after the first failure the rest of this destination waits for its next round untried."""
    for position, message in enumerate(messages):
        try:
            door.send(message)
        except SendFailed as failure:
            outcome.fail(message, f"{failure.chinese}（{failure}）")
            outcome.wait(messages[position + 1 :])
            return
        outcome.send(message)


class _Outcome:
    """Writes each result down at once: what was sent is marked before the next is tried."""

    def __init__(self, memory: Memory, now: datetime, persistence: Persistence) -> None:
        self._memory = memory
        self._now = now
        self._persistence = persistence
        self._sent: list[str] = []
        self._retried: list[str] = []
        self._parked: list[str] = []
        self._waiting: list[str] = []

    def send(self, message: StoredMessage) -> None:
        self._memory.mark_sent(message.key, self._now)
        self._sent.append(message.key)

    def fail(self, message: StoredMessage, error: str) -> None:
        attempt = message.attempts + 1
        last = attempt >= self._persistence.attempts
        next_at = None if last else self._now + self._persistence.wait(attempt, message.key)
        self._memory.mark_failed(message.key, error, self._now, next_at)
        (self._parked if last else self._retried).append(message.key)

    def wait(self, messages: Sequence[StoredMessage]) -> None:
        self._waiting.extend(message.key for message in messages)

    def delivered(self) -> Delivered:
        return Delivered(
            *(tuple(sorted(keys)) for keys in (self._sent, self._retried, self._parked, self._waiting))
        )
