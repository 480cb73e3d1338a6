"""The narrative in its sections, the words that contradict a table marked where a finding quotes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports import AnnualReport, sections
from storage import FiledFinding

_QUOTED = re.compile(r"“([^”]{2,200})”")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; with a finding where the finding is about it."""

    text: str
    finding: FiledFinding | None = None


@dataclass(frozen=True, slots=True)
class Told:
    heading: str
    present: bool
    paragraphs: tuple[tuple[Piece, ...], ...]


def narrative(report: AnnualReport, findings: Sequence[FiledFinding]) -> Iterator[Told]:
    """The six statutory sections; what stands before the first heading comes first."""
    about = [one for one in findings if _of_text(one)]
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


def _pieces(text: str, findings: Sequence[FiledFinding]) -> tuple[Piece, ...]:
    for filed in findings:
        quoted = _QUOTED.findall(filed.finding.message)
        quoted += [value for value in filed.values.values() if isinstance(value, str) and len(value) > 5]
        for words in sorted((one.strip("… ") for one in quoted), key=len, reverse=True):
            at = text.find(words) if len(words) > 3 else -1
            if at >= 0:
                return (
                    *_pieces(text[:at], findings),
                    Piece(text[at : at + len(words)], filed),
                    *_pieces(text[at + len(words) :], findings),
                )
    return (Piece(text),) if text else ()
