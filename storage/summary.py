"""The verdicts on one report in the form they are stored in: made in whichever process judged, cheap to hand to another."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules import stirred_siblings
from rules.engine.case import Case
from rules.engine.verdict import Outcome, Verdict
from storage.codec import digest
from storage.database import canonical_bytes
from storage.packing import LEVEL
from storage.replaying import case_out
from storage.siblings import Siblings

QUIET = (Outcome.PASS, Outcome.NOT_APPLICABLE)

Key = tuple[str, str]
"""(rule, subject)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule set said of one report. Of what passed only (rule, version, subject, outcome) is kept."""

    quiet: tuple[tuple[str, int, str, str], ...]
    loud: tuple[Verdict, ...]
    digest: str
    """Equal for equal verdicts, as they are stored, in any order."""
    as_of: date | None = None
    inputs: bytes | None = None
    """What the case had besides the readings (`replaying.case_out`), packed."""
    among: tuple[int, ...] | None = None
    """Revisions of the siblings it was compared with; `None` where no rule looked at them."""
    stirs: tuple[int, ...] = ()
    """Those of them of which something else may be true since this report is there."""

    def keys(self) -> list[Key]:
        return [(rule, subject) for rule, _, subject, _ in self.quiet] + [
            (verdict.rule, verdict.subject) for verdict in self.loud
        ]


def sum_up(verdicts: Sequence[Verdict], case: Case | None = None) -> Judgement:
    """`case` is what they were made on; without it the judgement cannot be repeated."""
    among = _compared_with(case)
    return Judgement(
        quiet=tuple(_quiet(verdict) for verdict in verdicts if verdict.outcome in QUIET),
        loud=tuple(verdict for verdict in verdicts if verdict.outcome not in QUIET),
        digest=fingerprint(verdicts),
        as_of=case.as_of if case else None,
        inputs=None if case is None else zlib.compress(canonical_bytes(case_out(case)), LEVEL),
        among=among,
        stirs=() if case is None or not among else tuple(among[at] for at in stirred_siblings(case)),
    )


def _compared_with(case: Case | None) -> tuple[int, ...] | None:
    siblings = None if case is None else case.siblings
    return siblings.revisions if isinstance(siblings, Siblings) and siblings.looked_at else None


def _quiet(verdict: Verdict) -> tuple[str, int, str, str]:
    return verdict.rule, verdict.version, verdict.subject, verdict.outcome.value


def fingerprint(verdicts: Sequence[Verdict]) -> str:
    """What `JudgementRow.digest` holds."""
    ordered = sorted(verdicts, key=lambda verdict: (verdict.rule, verdict.subject))
    return digest([_quiet(one) if one.outcome in QUIET else verdict_facts(one) for one in ordered])


def verdict_facts(verdict: Verdict) -> dict[str, object]:
    """A verdict as `VerdictRow` keeps it."""
    return {
        "rule": verdict.rule,
        "subject": verdict.subject,
        "version": verdict.version,
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value,
        "attribution": verdict.attribution.value,
        "status": verdict.status.value,
        "message": verdict.message,
        "facts": {
            "values": dict(verdict.values),
            "places": verdict.places,
            "lines": verdict.lines,
            "causes": verdict.causes,
            "title": verdict.title,
            "title_en": verdict.title_en,
            "basis": verdict.basis,
            "remedy": verdict.remedy,
        },
    }
