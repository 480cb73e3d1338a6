"""What the sources of every room must not hold, because the oldest Python that we run on reads it otherwise."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (
    "alerts",
    "benchmarks",
    "cli",
    "dashboard",
    "flows",
    "reports",
    "rules",
    "scrapers",
    "specimens",
    "storage",
)
_GROUP_KEPT = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Before Python 3.11.5 such a repeat may miss what it should match (CPython gh-106052): `(?>(?:…)*)` says the same."""
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if _GROUP_KEPT.search(line)
    ]
    assert found == []
