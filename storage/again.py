"""A report judged before is asked only the rules that may say otherwise now; the rest of its last judgement stands.

That is so where it is the same case: the same revision and previous revision, and nothing else that a rule may look at moved,
but for the day and the siblings, which few rules look at. In any doubt it is judged as if for the first time.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from sqlalchemy import LargeBinary, Text, bindparam, exists, select, type_coerce
from sqlalchemy.orm import Session

from rules import RuleSet
from rules.engine.case import Case
from rules.engine.parts import CODE
from storage.database import canonical_bytes, unpacked
from storage.packing import LEVEL
from storage.replaying import case_out
from storage.summary import QUIET, Judgement, Loud, Quiet, put_together, quiet_of, sum_up
from storage.tables import JudgementRow, RuleSetRow, StirringRow, VerdictRow
from storage.upsert import insert_new


def know(session: Session, ruleset: RuleSet) -> None:
    """Keep what a rule set is made of: what it judges can later be told from what another would.

    Where other code of ours has judged by it before, nothing is built upon what either said.
    """
    now = dict(ruleset.parts)
    known = session.get(RuleSetRow, ruleset.hash)
    if known is None:
        insert_new(session, RuleSetRow, [{"hash": ruleset.hash, "parts": now}], ("hash",))
    elif known.parts != now:
        known.parts = now | {CODE: "several"}


@dataclass(frozen=True, slots=True)
class Last:
    """The last judgement of a revision, as it is stored."""

    ruleset_hash: str
    previous_revision_id: int | None
    quiet: bytes
    inputs: bytes
    stirred: bool
    """Another report came since that it may have to be compared with."""
    loud: list[Loud] = field(default_factory=list)


_LAST = select(
    JudgementRow.id,
    JudgementRow.revision_id,
    JudgementRow.ruleset_hash,
    JudgementRow.previous_revision_id,
    type_coerce(JudgementRow.quiet, LargeBinary),
    type_coerce(JudgementRow.inputs, LargeBinary),
    exists().where(StirringRow.revision_id == JudgementRow.revision_id, ~StirringRow.settled),
).where(JudgementRow.latest, JudgementRow.revision_id.in_(bindparam("revisions", expanding=True)))
_RAW = {
    column.name: type_coerce(column, Text) if column.name == "facts" else column
    for column in VerdictRow.__table__.c
}
_LOUD = (
    select(VerdictRow.judgement_id, *(_RAW[name] for name in Loud._fields))
    .where(VerdictRow.judgement_id.in_(bindparam("judgements", expanding=True)))
    .order_by(VerdictRow.judgement_id, VerdictRow.rule, VerdictRow.subject)
)
_PARTS = select(RuleSetRow.hash, RuleSetRow.parts).where(
    RuleSetRow.hash.in_(bindparam("hashes", expanding=True))
)


def last_judgements(session: Session, revisions: Collection[int]) -> dict[int, Last]:
    """By revision; none of those whose case was not kept."""
    if not revisions:
        return {}
    by_judgement: dict[int, Last] = {}
    found: dict[int, Last] = {}
    for id, revision, hash, previous, quiet, inputs, stirred in session.execute(
        _LAST, {"revisions": list(revisions)}
    ):
        if revision is None or inputs is None:
            continue
        last = Last(hash, previous, bytes(quiet), bytes(inputs), bool(stirred))
        by_judgement[id] = found[revision] = last
    if by_judgement:
        for judgement, *row in session.execute(_LOUD, {"judgements": list(by_judgement)}):
            by_judgement[judgement].loud.append(Loud(*row))
    return found


def parts_known(session: Session, hashes: Collection[str]) -> dict[str, Mapping[str, str]]:
    """What rule sets were made of, by hash; those that nobody noted are not among them."""
    return dict(session.execute(_PARTS, {"hashes": list(hashes)}).tuples().all()) if hashes else {}


def judge(
    ruleset: RuleSet,
    case: Case,
    previous: int | None,
    last: Last | None,
    parts: Mapping[str, Mapping[str, str]],
) -> Judgement:
    """What `ruleset` says of a case, made with that previous revision: equal to a sum of all its verdicts.

    `parts`: what the rule sets of earlier judgements were made of.
    """
    asked = ruleset if last is None else _asked(ruleset, case, previous, last, parts)
    verdicts = asked.judge(case)
    if asked is ruleset or last is None:
        return replace(sum_up(verdicts, case), previous=(previous,))
    kept = ruleset.rules.keys() - asked.rules.keys()
    quiet: list[Quiet] = [(r, v, s, o) for r, v, s, o in unpacked(last.quiet) if r in kept]
    quiet += [quiet_of(verdict) for verdict in verdicts if verdict.outcome in QUIET]
    loud = [verdict for verdict in last.loud if verdict.rule in kept]
    loud += [Loud.of(verdict) for verdict in verdicts if verdict.outcome not in QUIET]
    quiet.sort(key=_rule_of)
    loud.sort(key=lambda verdict: verdict.rule)
    return replace(put_together(quiet, loud, case), previous=(previous,))


def _asked(
    ruleset: RuleSet, case: Case, previous: int | None, last: Last, parts: Mapping[str, Mapping[str, str]]
) -> RuleSet:
    """The rules that may say otherwise of this case than they did last."""
    before = parts.get(last.ruleset_hash)
    moved = _moved(case, last) if last.previous_revision_id == previous else None
    if before is None or moved is None:
        return ruleset
    return ruleset.again(before, day="as_of" in moved, siblings=last.stirred or "siblings" in moved)


def _rule_of(one: Quiet) -> str:
    return one[0]


MAY_MOVE = frozenset({"as_of", "siblings"})
"""Facts of a case that few rules look at, and that move while the report stays."""


def _moved(case: Case, last: Last) -> frozenset[str] | None:
    """Which of those are others than they were; `None` where anything else is."""
    now = case_out(case)
    if zlib.compress(canonical_bytes(now), LEVEL) == last.inputs:
        return frozenset()
    before: dict[str, Any] = unpacked(last.inputs)
    plain: dict[str, Any] = orjson.loads(canonical_bytes(now))
    moved = {name for name in before.keys() | plain.keys() if before.get(name) != plain.get(name)}
    return frozenset(moved) if moved <= MAY_MOVE else None
