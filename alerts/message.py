"""What is said to an office: one message for one destination, with a key that makes saying it twice visible."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Urgency(StrEnum):
    AT_ONCE = "at_once"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Message:
    """Ready to send. `key` is unique in the ledger: (destination, the transitions it tells). Bodies are Chinese."""

    key: str
    office: str
    destination: str
    """Name of the destination in the office file; its address is looked up when sending and never stored."""
    title: str
    markdown: str
    text: str
    findings: tuple[str, ...]
    """Finding numbers it tells of."""
    attachments: tuple[Path, ...] = field(default_factory=tuple)
