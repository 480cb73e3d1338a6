"""The narrative in its sections, the words that a finding is about marked where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports import AnnualReport, sections
from storage import FiledFinding

SHORTEST = 4
"""Letters; shorter words stand in too many places to say which is meant."""
_VERBATIM = ("原文", "文字", "文号")
"""Last part of the names of a rule's values that are the report's own words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, and the findings that are about it."""

    text: str
    findings: tuple[FiledFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    heading: str
    present: bool
    paragraphs: tuple[tuple[Piece, ...], ...]


def narrative(report: AnnualReport, findings: Sequence[FiledFinding]) -> Iterator[Told]:
    """The six statutory sections; what stands before the first heading comes first."""
    about = [(one, tuple(_words_of(one))) for one in findings if _of_text(one)]
    before = tuple(_pieces(one.text, about) for one in report.narrative if one.section is None)
    if before:
        yield Told("", True, before)
    for fact in sections():
        section = report.sections.get(fact.id)
        yield Told(
            (section.heading if section else None) or fact.title,
            section is not None and section.present,
            tuple(_pieces(one.text, about) for one in report.narrative if one.section == fact.id),
        )


def _of_text(filed: FiledFinding) -> bool:
    """Rules about figures in cells quote labels, not sentences."""
    return not filed.finding.rule.startswith(("SUM-", "CEL-", "XYR-"))


def _words_of(filed: FiledFinding) -> Iterator[str]:
    """What a finding quotes: the report's own words among its values, and what its message puts between “ and ”."""
    for name, value in filed.values.items():
        if isinstance(value, str) and name.rpartition(".")[2] in _VERBATIM:
            yield value
    yield from quoted(filed.finding.message)


def quoted(message: str) -> Iterator[str]:
    """What stands between “ and ”, also where the quotation holds another."""
    opened: list[int] = []
    for at, letter in enumerate(message):
        if letter == "“":
            opened.append(at)
        elif letter == "”" and opened:
            yield message[opened.pop() + 1 : at]


def _pieces(text: str, about: Sequence[tuple[FiledFinding, tuple[str, ...]]]) -> tuple[Piece, ...]:
    """The text cut where a finding's words begin or end; overlapping findings share the stretch they are both about."""
    plain, places = _squeezed(text)
    spans: list[tuple[int, int, FiledFinding]] = []
    for filed, wordings in about:
        found = [span for words in wordings for span in _spans(plain, places, words)]
        # A quotation inside a longer one that was found says no more than the longer one.
        spans += [
            (start, end, filed)
            for start, end in found
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in found)
        ]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    pieces = []
    for start, end in pairwise(edges):
        here = {filed.finding.number: filed for s, e, filed in spans if s <= start and end <= e}
        pieces.append(Piece(text[start:end], tuple(here.values())))
    return tuple(pieces)


def _spans(plain: str, places: Sequence[int], words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text: a quotation may be cut short with “……” and spaced otherwise."""
    wanted, _ = _squeezed(words.strip("…. "))
    if len(wanted) < SHORTEST:
        return
    at = plain.find(wanted)
    while at >= 0:
        yield places[at], places[at + len(wanted) - 1] + 1
        at = plain.find(wanted, at + len(wanted))


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without spaces and differences of width, and where each letter of it stood."""
    letters, places = [], []
    for at, letter in enumerate(text):
        for one in unicodedata.normalize("NFKC", letter):
            if not one.isspace():
                letters.append(one)
                places.append(at)
    return "".join(letters), places
