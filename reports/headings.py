"""Whether a line is the heading of one of the six sections: by its words, and how it is numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from reports.form import sections as section_facts
from reports.labels import plain

DEBRIS = re.compile(r"^(?:\[bookmark:[^\]]*\]|\[[^\]]{0,30}\]|#+|\*+|>+|\s)+", re.IGNORECASE)
_MARKS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.,:]"),
    re.compile(r"第[一二三四五六]部分[:、,]?"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)[、.,]?"),
    re.compile(r"\d{1,2}[、.,](?!\d)|\(\d{1,2}\)"),
)
LONGEST = 60
_LOOKED_AT = 160
"""Characters at the beginning of a line that may hold a heading."""
_LONGEST_LINE = 4_000
_MAY_BE_HEADING = re.compile(r"[况概题需\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""A character that the title of every section has one of, or a form of one that NFKC would make it of."""
LEAD = r"(?:本(?:机关|单位|部门|年度)|行政机关|因?政府信息公开(?:工作)?(?:的)?|20\d\d年度?(?:政府信息公开)?|我[县区市局镇乡办委])?"
_TAIL = r"(?:的)?(?:情况|说明|事项|部分)?[:。.;]?"


class Mark(IntEnum):
    """How a heading is numbered."""

    CHINESE = 0
    PART = 1
    BRACKETED = 2
    DIGIT = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class Heading:
    section: str
    mark: Mark
    rest: str = ""
    """Text printed on the same line after the heading."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    made = []
    for fact in section_facts():
        words = plain(fact.title).split("、", 1)[-1]
        loose = fact.matches.replace("(", "(?:").replace(".*", ".{0,24}?")
        made.append((fact.id, re.compile(f"{LEAD}(?:{loose}){_TAIL}"), words))
    return tuple(made)


def heading_of(text: str) -> Heading | None:
    """The section that a line is the heading of, if it is one; also where the text goes on after a whole title."""
    if len(text) > _LONGEST_LINE:
        return None
    beginning = text[:_LOOKED_AT]
    if not _MAY_BE_HEADING.search(beginning):
        return None
    return _short_heading(text) if len(text) <= _LOOKED_AT else _heading_of(text)


def _heading_of(text: str) -> Heading | None:
    words = DEBRIS.sub("", plain(DEBRIS.sub("", text[:_LOOKED_AT])))
    mark, words = _take_mark(words)
    short = len(words) <= LONGEST and len(text) <= _LOOKED_AT
    for section, pattern, title in _patterns():
        if short and pattern.fullmatch(words):
            return Heading(section, mark)
        if mark is Mark.CHINESE and words.startswith(title) and len(words) > len(title):
            return Heading(section, mark, _rest(text, title))
    return None


_short_heading = lru_cache(maxsize=4096)(_heading_of)
"""The page, its outline and its tables ask after the same lines, and the headings are those of every report."""


def _take_mark(words: str) -> tuple[Mark, str]:
    for mark, pattern in zip((Mark.CHINESE, Mark.PART, Mark.BRACKETED, Mark.DIGIT), _MARKS, strict=True):
        found = pattern.match(words)
        if found:
            return mark, words[found.end() :]
    return Mark.NONE, words


def _rest(text: str, title: str) -> str:
    """What stands after the last character of `title` in `text`, as printed."""
    position = 0
    for character in title:
        while position < len(text) and plain(text[position]) != character:
            position += 1
        position += 1
    return text[position:].lstrip("。．.：:；; \u3000")
