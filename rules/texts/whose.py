"""Whose figure a sentence of the narrative states: the whole agency's, or that of a level, an office or a unit of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reports import AgencyLevel, AgencyType, Claim
from rules.texts.clauses import names_in, whole_scope

_LEVEL = re.compile(r"本级|全[省市县区旗镇乡]|全系统|各|政府|直")
_OTHER_VOICE = re.compile(
    r"[\u4e00-\u9fa5](?:局|委员会|委|厅|乡|镇|街道办?|部门|中心|法院|医院|学校|政府)(?!信息)"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """What the agency's report may call the whole of it: a pattern of its scope words, and its name."""

    scope: str
    name: str | None


def whole_of(agency: AgencyType, level: AgencyLevel, name: str | None) -> Whole | None:
    """`None` for an agency whose scope is not plain."""
    scope = whole_scope(agency, level, name)
    return Whole(scope, name) if scope is not None else None


def same_scope(claim: Claim, whole: Whole) -> bool:
    """Whether every scope word of the clause means the whole, and no other body is named in it."""
    if any(_pattern(whole.scope).fullmatch(word) is None for word in claim.scope):
        return False
    return not of_another(claim.text, whole)


def another_scope(claim: Claim, whole: Whole) -> bool:
    """The narrative counts the same at another level too (本级 beside 全县): which of them the table means is not known."""
    return any(_LEVEL.search(word) and not _pattern(whole.scope).fullmatch(word) for word in claim.scope)


def without_scope(text: str, whole: Whole) -> str:
    """The text without the words that mean the whole (全县各级行政机关)."""
    return _pattern(whole.scope).sub("", text)


def of_another(text: str, whole: Whole) -> bool:
    """Whether a body is named that is not the agency itself."""
    return _OTHER_VOICE.search(_without_own(text, whole)) is not None


def _without_own(text: str, whole: Whole) -> str:
    """The text without the agency's own names and scope words: the first of them, then the first of the rest.

    The names are looked for as they are: a pattern made for every agency costs many times what it finds.
    """
    scope = _pattern(whole.scope)
    names = names_in(text, whole.name)
    kept, at = "", 0
    while names:
        spans = [
            (own, rank, own + len(name))
            for rank, name in enumerate(names)
            if (own := text.find(name, at)) >= 0
        ]
        if (said := scope.search(text, at)) is not None:
            spans.append((said.start(), len(names), said.end()))
        if not spans:
            break
        start, _, end = min(spans)
        kept, at = kept + text[at:start], end
    return kept + text[at:] if names else scope.sub("", text)


@lru_cache(maxsize=64)
def _pattern(scope: str) -> re.Pattern[str]:
    """There are few: a pattern a kind and level of agency."""
    return re.compile(scope)
