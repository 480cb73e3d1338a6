"""How the headings of the six sections read, over `plain` text without their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reports.form import sections
from reports.labels import plain

LEAD = (
    r"(?:本(?:机关|单位|部门|年度|年|[县区市局镇乡办委])|行政机关|因?(?:(?:政府|政务)信息(?:公开)?|政务公开|信息公开)(?:工作)?的?(?:中)?|20\d\d年度?"
    r"|年度|全年|目前|工作中?|法定|我[县区市局镇乡办委])*"
)
_TAIL = r"(?:的)?(?:情况|说明|事项|部分)?[:。.;]?"


@dataclass(frozen=True, slots=True)
class SectionWords:
    """How the heading of one section may read: `usual` of it alone, `loose` of many a sub-heading too."""

    section: str
    title: str
    usual: re.Pattern[str]
    loose: re.Pattern[str]


@cache
def section_words() -> tuple[SectionWords, ...]:
    return tuple(
        SectionWords(
            fact.id,
            plain(fact.title).split("、", 1)[-1],
            _compiled(fact.matches),
            _compiled(fact.loosely),
        )
        for fact in sections()
    )


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(f"{LEAD}(?:{words.replace('(', '(?:')}){_TAIL}")


@cache
def title_ends() -> frozenset[str]:
    """Characters of titles, as printed: one that is not numbered ends with one of them, or with a stop."""
    words = (LEAD, _TAIL, *(fact.matches for fact in sections()))
    return frozenset("".join(words) + "它")


@cache
def any_of_them() -> re.Pattern[str]:
    """What any of them reads like: most lines are none, and that is soon seen."""
    return _compiled("|".join(words for fact in sections() for words in (fact.matches, fact.loosely)))


@cache
def title_words(section: str) -> str:
    """The section's title in the form, as `Heading.words` has it."""
    return next(known.title for known in section_words() if known.section == section)
