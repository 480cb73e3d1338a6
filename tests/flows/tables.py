"""What is compared of two databases: everything that lasts, and nothing that only says how it came about."""

from __future__ import annotations

from storage import Memory
from tests.storage.dump import natural

Rows = dict[str, list[tuple[object, ...]]]

COURSE = frozenset({"hosts", "leases", "counters", "runs"})
"""Tables of the course of things: what was asked of hosts, by whom, how far hints were passed on, and which runs there were."""


def lasting(memory: Memory) -> Rows:
    return {name: rows for name, rows in natural(memory).items() if name not in COURSE}
