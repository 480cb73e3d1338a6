"""The narrative searched once for all patterns of a rule set: which of them it can hold at all.

A rule over paragraphs is decided at once where the whole narrative lacks what it looks for: nearly always.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import re2

from rules.engine.case import Case
from rules.engine.facts import whole_text
from rules.engine.things import TRUTH, Fact

WHOLE_TEXT = "report.text"
"""The key of the fact that is searched (报告.全文)."""
MEMORY = 16 << 20
"""Bytes of RE2's automaton for all patterns together; when it is full RE2 begins anew."""


class _Everything:
    """Stands where the search could not be made: then every pattern may be there."""

    def __contains__(self, index: object) -> bool:
        return True


EVERYTHING = _Everything()


class Searched:
    """Patterns of the rules compiled together, searched as one automaton (RE2 Set), linear in the text."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._index: dict[str, int] = {"": 0}
        """The empty pattern is always found: where it is not, the automaton gave up."""
        self._set: Any = None
        self.fact = Fact("narrative.searched", TRUTH, "正文", self.hits, "narrative")

    def index(self, pattern: str) -> int:
        """The number of a pattern that RE2 takes; its anchors hold at every line of the narrative."""
        self._set = None
        return self._index.setdefault(f"(?m){pattern}", len(self._index))

    def hits(self, case: Case) -> Container[int]:
        """Numbers of the patterns that the narrative holds somewhere."""
        if self._set is None:
            self._set = self._compiled()
        found = self._set.Match((whole_text(case.report) or "").encode()) if self._set else ()
        return frozenset(found) if 0 in found else EVERYTHING

    def _compiled(self) -> Any:
        options = re2.Options()
        options.max_mem = self._memory
        options.log_errors = False
        made = re2.Set.SearchSet(options)
        for pattern in self._index:
            made.Add(pattern)
        try:
            made.Compile()
        except re2.error:
            return False
        return made
