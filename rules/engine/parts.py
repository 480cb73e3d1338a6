"""What a rule set is made of, as hashes, so that a report judged by another one is asked only what may come out otherwise.

A verdict follows from its rule, the case and our own code. Where code and case are as they were, only the rules that changed
have to be asked; and of the case two things move without the report: the day, and the other agencies' reports.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import reports
from rules.engine.rule import Rule

CODE = ""
"""The part that is our own code; the others are rule ids."""
DAY_WORDS = ("审查日", "as_of")
"""A rule without these words cannot look at the day of judging."""
SIBLING_WORDS = ("同级相似", "siblings")
"""Nor one without these at other agencies' reports."""

Parts = Mapping[str, str]
"""By rule id, local variants together: a hash of everything its verdicts depend on."""


def parts_of(rules: Iterable[Rule], engine: str) -> Parts:
    """`rules` in their fixed order. `engine`: what else a rule set's hash covers."""
    said: dict[str, list[str]] = {}
    for rule in rules:
        said.setdefault(rule.id, []).append(rule.judgement)
    found = {id: _hash(json.dumps(all, ensure_ascii=False)) for id, all in said.items()}
    return {CODE: _hash(engine + _code()), **found}


def to_ask(
    rules: Iterable[Rule], now: Parts, before: Parts, *, day: bool, siblings: bool
) -> frozenset[str] | None:
    """Ids of the rules that may say otherwise than those of `before` did on the same case; `None`: any of them.

    `day`, `siblings`: whether the case differs in the day of judging or in the other agencies' reports.
    """
    if now[CODE] != before.get(CODE):
        return None
    words = (*(DAY_WORDS if day else ()), *(SIBLING_WORDS if siblings else ()))
    changed = {id for id, hash in now.items() if before.get(id) != hash}
    return frozenset(changed | {rule.id for rule in rules if any(word in rule.judgement for word in words)})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def _code() -> str:
    """Over our own code that judges: rules/ and what it uses of reports/, with the form and the holidays."""
    here = Path(__file__).parent
    rooms = Path(reports.__file__).parent, here, here.parent / "texts"
    return reports.code_digest(
        file for room in rooms for file in sorted(room.rglob("*")) if file.suffix in (".py", ".yaml")
    )
