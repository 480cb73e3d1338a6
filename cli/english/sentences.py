"""Chinese of the rooms → English. What is not known is given back as it is: nothing is lost, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from cli.english.of_expressions import EXPRESSIONS
from cli.english.of_offices import OFFICES
from cli.english.of_portals import PORTALS
from cli.english.of_rosters import ROSTERS
from cli.english.of_rule_files import RULE_FILES
from cli.english.of_workflow import WORKFLOW

SENTENCES: Mapping[str, str] = {**RULE_FILES, **EXPRESSIONS, **WORKFLOW, **PORTALS, **OFFICES, **ROSTERS}
"""Every sentence; ``{…}`` is what differs from case to case, of the kind that its name says (`_KINDS`)."""

_SLOT = re.compile(r"\{([a-z]+)[0-9]?\}")
_NAME = re.compile(r"\{([a-z]+[0-9]?)\}")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST = 4_000
"""Characters; our own sentences are shorter."""


@lru_cache(maxsize=512)
def in_english(chinese: str) -> str:
    """One sentence (or the name of a field) in English; what we do not know, as it stands."""
    exact = SENTENCES.get(chinese)
    if exact is not None:
        return exact
    if len(chinese) > _LONGEST or not _CHINESE.search(chinese):
        return chinese
    for pattern, english in _patterns():
        found = pattern.fullmatch(chinese)
        if found:
            said = {slot: _kind(slot)[1](text) for slot, text in found.groupdict().items()}
            return _NAME.sub(lambda slot, said=said: said[slot[1]], english)  # type: ignore[misc] # one match a call
    return chinese


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Those with something that differs: first what says most in words of our own."""
    differing = [chinese for chinese in SENTENCES if _SLOT.search(chinese)]
    differing.sort(key=lambda chinese: -len(_SLOT.sub("", chinese)))
    return tuple((re.compile(_pattern(chinese), re.DOTALL), SENTENCES[chinese]) for chinese in differing)


def _pattern(chinese: str) -> str:
    pieces = _NAME.split(chinese)
    for at in range(0, len(pieces), 2):
        pieces[at] = re.escape(pieces[at])
    for at in range(1, len(pieces), 2):
        pieces[at] = f"(?P<{pieces[at]}>{_kind(pieces[at])[0]})"
    return "".join(pieces)


def _kind(slot: str) -> tuple[str, Callable[[str], str]]:
    return _KINDS.get(slot.rstrip("0123456789"), _AS_IT_STANDS)


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


_AS_IT_STANDS: tuple[str, Callable[[str], str]] = (".*?", _same)
_KINDS: Mapping[str, tuple[str, Callable[[str], str]]] = {
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
