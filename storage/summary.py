"""The verdicts on one report in the form they are stored in: made in whichever process judged, cheap to hand to another."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rules import stirred_siblings
from rules.engine.case import Case
from rules.engine.verdict import Attribution, Outcome, Severity, Status, Verdict
from storage.codec import digest
from storage.database import canonical, canonical_bytes, unpacked
from storage.packing import LEVEL
from storage.replaying import case_out
from storage.siblings import Siblings

QUIET = (Outcome.PASS, Outcome.NOT_APPLICABLE)

_COUNTED = tuple(
    outcome.value
    for outcome in (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.ERROR)
)

ALIKE = 256
"""Sets of passed verdicts remembered: one report after another passes the same."""

Key = tuple[str, str]
"""(rule, subject)."""
Quiet = tuple[str, int, str, str]
"""(rule, version, subject, outcome)."""


class Loud(NamedTuple):
    """A verdict that is not a plain pass, as `VerdictRow` keeps it: made once, where it was judged."""

    rule: str
    subject: str
    version: int
    outcome: str
    severity: str
    attribution: str
    status: str
    message: str
    facts: str
    """`verdict_facts`, as canonical JSON."""

    @classmethod
    def of(cls, verdict: Verdict) -> Loud:
        return cls(
            verdict.rule,
            verdict.subject,
            verdict.version,
            verdict.outcome.value,
            verdict.severity.value,
            verdict.attribution.value,
            verdict.status.value,
            verdict.message,
            canonical(verdict_facts(verdict)),
        )

    def verdict(self) -> Verdict:
        """The verdict, for a finding to rest on; its numbers are plain JSON now."""
        facts = json.loads(self.facts)
        return Verdict(
            rule=self.rule,
            version=self.version,
            outcome=Outcome(self.outcome),
            severity=Severity(self.severity),
            attribution=Attribution(self.attribution),
            subject=self.subject,
            places=tuple(facts["places"]),
            lines=tuple(facts["lines"]),
            values=facts["values"],
            message=self.message,
            title=facts["title"],
            title_en=facts["title_en"],
            basis=tuple(facts["basis"]),
            remedy=facts["remedy"],
            status=Status(self.status),
            causes=tuple(facts["causes"]),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule set said of one report. Of what passed only (rule, version, subject, outcome) is kept."""

    packed: bytes
    """The quiet verdicts, by rule, as they are stored."""
    loud: tuple[Loud, ...]
    count: tuple[int, int, int, int, int]
    """Verdicts that passed, failed, are unknown, not applicable, errors."""
    digest: str
    """Equal for equal verdicts, as they are stored, in any order."""
    doubled: Key | None = None
    """A rule and a subject that it judged twice."""
    as_of: date | None = None
    inputs: bytes | None = None
    """What the case had besides the readings (`replaying.case_out`), packed."""
    among: tuple[int, ...] | None = None
    """Revisions of the siblings it was compared with; `None` where no rule looked at them."""
    stirs: tuple[int, ...] = ()
    """Those of them of which something else may be true since this report is there."""
    previous: tuple[int | None] | None = None
    """The revision of the year before that it was made with (or that there was none); `None` where nobody noted it."""

    def quiet(self) -> list[Quiet]:
        return [
            (rule, version, subject, outcome) for rule, version, subject, outcome in unpacked(self.packed)
        ]


def sum_up(verdicts: Sequence[Verdict], case: Case | None = None) -> Judgement:
    """`case` is what they were made on; without it the judgement cannot be repeated."""
    loud = [Loud.of(verdict) for verdict in verdicts if verdict.outcome not in QUIET]
    return put_together([quiet_of(one) for one in verdicts if one.outcome in QUIET], loud, case)


def put_together(quiet: Sequence[Quiet], loud: Sequence[Loud], case: Case | None) -> Judgement:
    """Verdicts, in the order of their rules, and the case they are on."""
    among = _compared_with(case)
    passing = _passing(tuple(quiet))
    count = passing.count + Counter(one.outcome for one in loud)
    passed, failed, unknown, not_applicable, errors = (count[outcome] for outcome in _COUNTED)
    return Judgement(
        packed=passing.packed,
        loud=tuple(loud),
        count=(passed, failed, unknown, not_applicable, errors),
        digest=digest([passing.digest, list(map(tuple, sorted(loud)))]),  # orjson takes plain tuples only
        doubled=passing.doubled or _doubled(loud, passing.keys),
        as_of=case.as_of if case else None,
        inputs=None if case is None else zlib.compress(canonical_bytes(case_out(case)), LEVEL),
        among=among,
        stirs=() if case is None or not among else tuple(among[at] for at in stirred_siblings(case)),
    )


@dataclass(frozen=True, slots=True)
class _Passing:
    """What is made of the quiet verdicts of a judgement."""

    packed: bytes
    digest: str
    keys: frozenset[Key]
    doubled: Key | None
    count: Counter[str]


@lru_cache(maxsize=ALIKE)
def _passing(quiet: tuple[Quiet, ...]) -> _Passing:
    keys = Counter((rule, subject) for rule, _, subject, _ in quiet)
    return _Passing(
        zlib.compress(canonical_bytes(quiet), LEVEL),
        digest(sorted(quiet)),
        frozenset(keys),
        next((key for key, times in keys.items() if times > 1), None),
        Counter(outcome for *_, outcome in quiet),
    )


def _doubled(loud: Sequence[Loud], others: Set[Key]) -> Key | None:
    taken = set(others)
    for one in loud:
        if (one.rule, one.subject) in taken:
            return one.rule, one.subject
        taken.add((one.rule, one.subject))
    return None


def _compared_with(case: Case | None) -> tuple[int, ...] | None:
    siblings = None if case is None else case.siblings
    return siblings.revisions if isinstance(siblings, Siblings) and siblings.looked_at else None


def quiet_of(verdict: Verdict) -> Quiet:
    return verdict.rule, verdict.version, verdict.subject, verdict.outcome.value


def verdict_facts(verdict: Verdict) -> dict[str, object]:
    """What else `VerdictRow` keeps of a verdict."""
    return {
        "values": dict(verdict.values),
        "places": verdict.places,
        "lines": verdict.lines,
        "causes": verdict.causes,
        "title": verdict.title,
        "title_en": verdict.title_en,
        "basis": verdict.basis,
        "remedy": verdict.remedy,
    }
