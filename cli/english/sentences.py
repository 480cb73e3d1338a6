"""Chinese of the rooms → English. What is not known is given back as it is: nothing is lost, nothing is guessed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache

from cli.english.of_expressions import EXPRESSIONS
from cli.english.of_offices import OFFICES
from cli.english.of_portals import PORTALS
from cli.english.of_rosters import ROSTERS
from cli.english.of_rule_files import RULE_FILES
from cli.english.of_workflow import WORKFLOW
from reports.system import REASONS
from reports.templates import Kind, Templates

_SYSTEM: Mapping[str, str] = {words: os.strerror(number) for number, words in reversed(list(REASONS.items()))}
SENTENCES: Mapping[str, str] = {**RULE_FILES, **EXPRESSIONS, **WORKFLOW, **PORTALS, **OFFICES, **ROSTERS}
"""Every sentence; ``{…}`` is what differs from case to case, of the kind that its name says (`_KINDS`)."""

_CHINESE = re.compile("[\u4e00-\u9fff]")


@lru_cache(maxsize=512)
def in_english(chinese: str) -> str:
    """One sentence (or the name of a field) in English; what we do not know, as it stands."""
    known = _TEMPLATES.said(chinese) if _CHINESE.search(chinese) else None
    return chinese if known is None else known


def _same(text: str) -> str:
    return text


def _listed(text: str) -> str:
    return ", ".join(text.split("、"))


def _several(text: str) -> str:
    return "; ".join(in_english(part) for part in text.split("；"))


_HINTS = (
    (re.compile("，是否应为“(.*)”？", re.DOTALL), "; did you mean '{}'?"),
    (re.compile("；可以用的有：(.*)", re.DOTALL), "; possible: {}"),
    (re.compile("；是不是「(.*)」？", re.DOTALL), "; did you mean '{}'?"),
)


def _hint(text: str) -> str:
    for pattern, english in _HINTS:
        found = pattern.fullmatch(text)
        if found:
            return english.format(_listed(found[1]).replace("……", " …"))
    return text


_AS_IT_STANDS: Kind = (".*?", _same)
_KINDS: Mapping[str, Kind] = {
    "n": ("-?[0-9]+", _same),
    "token": ("[^“”]+", _same),
    "word": ("[^“”，；：]+?", in_english),
    "why": (".+", in_english),
    "parts": (".+", _several),
    "list": (".*", _listed),
    "hint": (f"(?:{'|'.join(pattern.pattern for pattern, _ in _HINTS)})?", _hint),
    "pattern": ("(?:，应为.*)?", in_english),
    "wanted": ("(?:这里应为.*|“\\.”后面应为名称)", in_english),
    "where": (".+?", in_english),
    "what": ("(?:条件|负号后面|“.*”(?:后面|前面|两边|的参数|的第 [0-9]+ 个参数))", in_english),
}
"""What may stand in a slot of that name, and how it is said; one of any other name stands as it is."""

_TEMPLATES = Templates({**_SYSTEM, **SENTENCES}, _KINDS, _AS_IT_STANDS)
