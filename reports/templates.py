"""Sentences with slots (``{n} rows``) and how another language says them, for the rooms that translate what others say."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from functools import cached_property

Kind = tuple[str, Callable[[str], str]]
"""What may stand in a slot (a regular expression without named groups), and how that is said."""


def as_it_is(text: str) -> str:
    """How a number, an address or somebody's words are said in any language."""
    return text


def literal(text: str) -> str | None:
    """What a Python string literal says; `None` where it is none."""
    try:
        return str(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        return None


_SLOT = re.compile(r"\{([a-z]+[0-9]?)\}")
_LONGEST = 4_000
"""Characters; our own sentences are shorter."""


class Templates:
    """`sentences`: a sentence → the same in the other language, with the same slots. A slot is of the kind its name says
    (without a digit behind: ``{n}`` and ``{n2}`` are of one kind), one of any other name of the kind `usual`."""

    def __init__(self, sentences: Mapping[str, str], kinds: Mapping[str, Kind], usual: Kind) -> None:
        self._sentences, self._kinds, self._usual = sentences, kinds, usual

    def said(self, sentence: str) -> str | None:
        """The sentence in the other language; `None` where it is none of ours."""
        exact = self._sentences.get(sentence)
        if exact is not None:
            return exact
        if len(sentence) > _LONGEST:
            return None
        for pattern, other in self._patterns:
            found = pattern.fullmatch(sentence)
            if found is not None:
                said = {slot: self._kind(slot)[1](text) for slot, text in found.groupdict().items()}
                return _filled(other, said)
        return None

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Those with something that differs: first what begins with words of our own, and of them what says most."""
        differing = [sentence for sentence in self._sentences if _SLOT.search(sentence)]
        differing.sort(key=lambda sentence: (sentence.startswith("{name}"), -len(_SLOT.sub("", sentence))))
        return tuple((re.compile(self._pattern(one), re.DOTALL), self._sentences[one]) for one in differing)

    def _pattern(self, sentence: str) -> str:
        pieces = _SLOT.split(sentence)
        for at in range(0, len(pieces), 2):
            pieces[at] = re.escape(pieces[at])
        for at in range(1, len(pieces), 2):
            pieces[at] = f"(?P<{pieces[at]}>{self._kind(pieces[at])[0]})"
        return "".join(pieces)

    def _kind(self, slot: str) -> Kind:
        return self._kinds.get(slot.rstrip("0123456789"), self._usual)


def _filled(sentence: str, said: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: said[slot[1]], sentence)
