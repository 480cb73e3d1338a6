"""Lists that differ from report to report: sentences of the narrative, other agencies' reports, the dates found.

A record's words are whitelisted here: there is no other way to reach into a value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from reports import Sentence
from rules.engine.case import Case
from rules.engine.things import DATE, TEXT, Fact, Kind, Type, list_of
from rules.engine.unknown import unknown
from rules.engine.words import SECTIONS

MAX_RECORDS = 3000


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record: its words, and what names, places and tells apart a member."""

    name: str
    words: dict[str, tuple[Type, Callable[..., object]]]
    label: Callable[..., str]
    place: Callable[..., str]
    lines: Callable[..., tuple[int, ...]]


def _lines(sentence: Sentence) -> tuple[int, ...]:
    return () if sentence.place.line is None else (sentence.place.line,)


def _section_name(sentence: Sentence) -> str:
    return SECTIONS.get(sentence.section or "", "序言")


def _words(
    pairs: dict[tuple[str, ...], tuple[Type, Callable[..., object]]],
) -> dict[str, tuple[Type, Callable[..., object]]]:
    return {word: found for words, found in pairs.items() for word in words}


RECORDS: dict[str, Record] = {
    "句子": Record(
        "句子",
        _words(
            {
                ("文字", "text"): (TEXT, lambda s: s.text),
                ("章节", "section"): (TEXT, _section_name),
                ("位置", "place"): (TEXT, lambda s: str(s.place)),
            }
        ),
        lambda s: s.text[:20],
        lambda s: f"narrative.{s.place}",
        _lines,
    ),
    "日期来源": Record(
        "日期来源",
        _words(
            {
                ("日期", "date"): (DATE, lambda d: date.fromisoformat(d.date)),
                ("来源", "source"): (TEXT, lambda d: d.source),
            }
        ),
        lambda d: str(d.source),
        lambda d: f"publication.{d.source}",
        lambda d: (),
    ),
}


def record_type(name: str) -> Type:
    return Type(Kind.RECORD, record=name)


def lists() -> dict[str, Fact]:
    """The lists a rule may go over, by word."""
    unread = unknown("narrative", "正文", "没有读到")
    too_many = unknown("narrative", "正文", f"超过 {MAX_RECORDS} 段，未逐段核对")

    def sentences(case: Case) -> object:
        found = case.report.narrative
        if len(found) > MAX_RECORDS:
            return too_many
        return found or unread

    def dates(case: Case) -> object:
        return (*case.publication.dates, *case.report.dates)

    return {
        "句子": Fact("narrative.sentences", list_of(record_type("句子")), "正文各段", sentences, "narrative"),
        "日期来源": Fact(
            "publication.dates", list_of(record_type("日期来源")), "日期来源", dates, "publication"
        ),
    }
