"""Regular expressions of rules: matched by RE2 in linear time, and without it where they only list words.

Most patterns of the catalogue are lists of words (考核|考评|绩效): looking for each word in a text is many times quicker
than an automaton over its UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import re2

MAX_WORDS = 24
"""A pattern that comes to more words is left to RE2."""
_SPECIAL = frozenset(r"\.^$*+{}()[]|?")


class Pattern:
    """One compiled pattern. `words`: what it matches, where that is one of a few words and nothing else; else empty."""

    __slots__ = ("_asked", "_listed", "_regex", "groups", "words")

    def __init__(self, pattern: str) -> None:
        """Raises `re2.error`."""
        options = re2.Options()
        options.max_mem = 4 << 20
        options.log_errors = False
        self._regex: Any = re2.compile(pattern, options)
        self._asked: tuple[str, bool] = ("", self._regex.search(b"") is not None)
        self.groups: int = self._regex.groups
        self.words = words_of(pattern)
        self._listed = re.compile("|".join(map(re.escape, self.words))) if len(self.words) > 1 else None

    def found(self, text: str) -> bool:
        """Whether it matches somewhere in the text. Of bytes RE2's wrapper does not work out where in characters.

        Several rules, and one for each of its members, ask this of the same text: the last answer is kept.
        """
        if self.words:
            return any(map(text.__contains__, self.words))
        asked, found = self._asked
        if asked is not text:
            found = self._regex.search(text.encode()) is not None
            self._asked = (text, found)
        return found

    def count(self, text: str) -> int:
        """How often it matches, one match after the other."""
        if len(self.words) == 1:
            return text.count(self.words[0])
        if self._listed is not None:
            return len(self._listed.findall(text))
        return sum(1 for _ in self._regex.finditer(text))

    def search(self, text: str) -> Any:
        return self._regex.search(text)

    def finditer(self, text: str) -> Iterator[Any]:
        found: Iterator[Any] = self._regex.finditer(text)
        return found


def words_of(pattern: str) -> tuple[str, ...]:
    """Every word a pattern of plain characters, `|`, `(?:…)` and `(?:…)?` stands for; empty where it holds anything else."""
    try:
        words, rest = _alternatives(pattern)
    except _NotWordsError:
        return ()
    return tuple(dict.fromkeys(words)) if not rest and all(words) else ()


class _NotWordsError(Exception):
    """The pattern is more than a list of words."""


def _alternatives(rest: str) -> tuple[list[str], str]:
    """The words up to the end or a closing bracket, and what follows."""
    found: list[str] = []
    sofar = [""]
    while rest and rest[0] != ")":
        if rest[0] == "|":
            found += sofar
            sofar, rest = [""], rest[1:]
            continue
        parts, rest = _part(rest)
        sofar = [word + part for word in sofar for part in parts]
        if len(found) + len(sofar) > MAX_WORDS:
            raise _NotWordsError
    return [*found, *sofar], rest


def _part(rest: str) -> tuple[list[str], str]:
    """The words of one character or one bracket, and what follows."""
    if rest.startswith("(?:"):
        words, rest = _alternatives(rest[3:])
        rest = rest[1:]
    elif rest[0] in _SPECIAL:
        raise _NotWordsError
    else:
        words, rest = [rest[0]], rest[1:]
    if rest[:1] == "?":
        words, rest = [*words, ""], rest[1:]
    return words, rest
