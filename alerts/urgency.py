"""How soon an office wants to be told."""

from __future__ import annotations

from enum import StrEnum


class Urgency(StrEnum):
    AT_ONCE = "at_once"
    DIGEST = "digest"
