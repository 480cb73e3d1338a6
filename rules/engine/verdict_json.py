"""Verdicts as the contract prints them for `check --json`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from rules.engine.verdict import Outcome, Scalar, Verdict


def verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "version": verdict.version,
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value,
        "attribution": verdict.attribution.value,
        "status": verdict.status.value,
        "subject": verdict.subject,
        "title": verdict.title,
        "title_en": verdict.title_en or None,
        "places": list(verdict.places),
        "lines": list(verdict.lines),
        "values": {name: _plain(value) for name, value in verdict.values.items()},
        "message": verdict.message,
        "remedy": verdict.remedy or None,
        "basis": list(verdict.basis),
        "causes": list(verdict.causes),
    }


def verdicts_to_json(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """``{"verdicts": […], "summary": {…}}``; the summary counts every outcome, also those at 0."""
    listed = list(verdicts)
    counts = {outcome.value: 0 for outcome in Outcome}
    for verdict in listed:
        counts[verdict.outcome.value] += 1
    return {"verdicts": [verdict_to_json(verdict) for verdict in listed], "summary": counts}


def _plain(value: Scalar) -> int | str | bool | float | None:
    """JSON has no decimals: a number as it is where it is whole, else the nearest JSON number."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
    return value
