"""The last preview of the rules (`nianbao rules preview`), for the catalogue: how each rule's verdicts came out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reports import CHINA


@dataclass(frozen=True, slots=True)
class LastPreview:
    """Verdicts by rule and outcome, over the reports on file when it was made. `same`: by the very rules in force now."""

    at: datetime
    same: bool
    outcomes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def last_preview(folder: Path, ruleset_hash: str) -> LastPreview | None:
    """The newest one kept in `folder`; `None` where there is none, or it cannot be read."""
    kept = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    if not kept:
        return None
    outcomes: dict[str, dict[str, int]] = {}
    try:
        facts = json.loads(kept[-1].read_text(encoding="utf-8"))
        for rule, outcome, count in facts["outcomes"]:
            outcomes.setdefault(str(rule), {})[str(outcome)] = int(count)
        same = facts["new"] == ruleset_hash
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return LastPreview(datetime.fromtimestamp(kept[-1].stat().st_mtime, CHINA), same, outcomes)
