"""Whether words that a file holds and does not show, or that cannot be read, say what a report must say: then what seems to be
missing from it may stand there, and nobody is told that it is."""

from __future__ import annotations

from functools import cache

from reports.closing import is_sentence
from reports.folding import letters_of, unspaced
from reports.form import own_words
from reports.headings import heading_of

_SENTENCE, _LABEL = 10, 4
"""Characters of a sentence that says something of its own, and of a label that is no everyday word."""


def may_be_missed(line: str) -> bool:
    """Whether a line is a heading of the statutory form, a label of its tables, or a sentence."""
    text = unspaced(line)
    if len(text) < _LABEL:
        return False
    return (
        (is_sentence(text) and len(text) >= _SENTENCE)
        or is_label(text)
        or heading_of(text, loosely=True) is not None
    )


def is_label(text: str) -> bool:
    """Whether all of a text is what the statutory tables print themselves, however it is marked."""
    return letters_of(text) in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(own_words().split("\n"))
