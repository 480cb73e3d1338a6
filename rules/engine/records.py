"""Kinds of record that a report's own lists hold: sentences of the narrative, other agencies' reports, the dates found.

A record's words are whitelisted here: there is no other way to reach into a value.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from reports import Place, Sentence, in_chinese, place_in_chinese
from rules.engine.things import DATE, NUMBER, TEXT, TRUTH, Type, list_of
from rules.engine.words import SECTIONS
from rules.texts import (
    Spotted,
)


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record: its words, and what names, tells apart and places a member.

    `id` is stable while the content is: line numbers move from one revision to the next, and a finding must not move along.
    """

    name: str
    words: dict[str, tuple[Type, Callable[..., object]]]
    label: Callable[..., str]
    id: Callable[..., str]
    place: Callable[..., str]
    lines: Callable[..., tuple[int, ...]]


def _lines(sentence: Sentence) -> tuple[int, ...]:
    return () if sentence.place.line is None else (sentence.place.line,)


def _section_name(sentence: Sentence) -> str:
    return SECTIONS.get(sentence.section or "", "序言")


def _digest(sentence: Sentence) -> str:
    return hashlib.sha256(f"{sentence.section}|{sentence.text}".encode()).hexdigest()[:10]


def _words(
    pairs: dict[tuple[str, ...], tuple[Type, Callable[..., object]]],
) -> dict[str, tuple[Type, Callable[..., object]]]:
    return {word: found for words, found in pairs.items() for word in words}


def _where(spotted: Spotted) -> str:
    """A place in Chinese: 第45行, or 第4页第2张表第7行第3列."""
    place = spotted.places[0] if spotted.places else None
    if place is None:
        return spotted.text
    return place_in_chinese(place if place.line is None else Place(line=place.line))


def _sentence_place(sentence: Sentence) -> str:
    """Where the source tells no line, as a page does not, at least the section."""
    place = str(sentence.place)
    return f"narrative.{sentence.section or 'preamble'}" if place == str(Place()) else f"narrative.{place}"


def _spotted(name: str, text: str, count: str, detail: str) -> Record:
    """A record of `rules.texts`: its text, count and detail under the words of its kind."""
    words = _words(
        {
            (text, "text"): (TEXT, lambda s: s.text),
            (count, "count"): (NUMBER, lambda s: s.count),
            (detail, "detail"): (TEXT, lambda s: s.detail),
        }
    )
    return Record(
        name, words, lambda s: s.text[:30], lambda s: s.id, lambda s: f"narrative.{s.id}", lambda s: s.lines
    )


def _unread() -> Record:
    """What the reader was not sure of: it speaks English, a rule's message does not."""
    made = _spotted("未读清处", "位置", "次数", "说明")
    chinese = _words(
        {("位置", "text"): (TEXT, _where), ("说明", "detail"): (TEXT, lambda s: in_chinese(s.detail))}
    )
    return replace(made, words={**made.words, **chinese}, label=_where)


def _personal() -> Record:
    """Of what kind and in which section; what it is stands in no word, no name and no digest of it."""
    made = _spotted("个人信息", "种类", "次数", "章节")
    section = {word: (TEXT, lambda s: SECTIONS.get(s.detail, "序言")) for word in ("章节", "detail")}
    return replace(made, words={**made.words, **section}, id=lambda s: f"{s.detail}.{s.id}")


def _compared(
    name: str, id: Callable[..., str], label: Callable[..., str], place: str = "overview"
) -> Record:
    """A record of `rules.texts.Comparison`."""
    words = _words(
        {
            ("单位", "agency"): (TEXT, lambda c: c.name),
            ("相似度", "percent"): (NUMBER, lambda c: c.percent),
            ("字数", "letters"): (NUMBER, lambda c: c.letters),
            ("网页", "page"): (TEXT, lambda c: f"（{c.page}）" if c.page else ""),
            ("相同段落", "passages"): (TEXT, lambda c: "；".join(f"“{text}”" for text in c.passages)),
        }
    )
    return Record(name, words, label, id, lambda c: place, lambda c: ())


RECORDS: dict[str, Record] = {
    "句子": Record(
        "句子",
        _words(
            {
                ("文字", "text"): (TEXT, lambda s: s.text),
                ("章节", "section"): (TEXT, _section_name),
                ("位置", "place"): (TEXT, lambda s: place_in_chinese(s.place)),
            }
        ),
        lambda s: s.text[:30],
        _digest,
        _sentence_place,
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
        lambda d: f"{d.source} {d.date}",
        lambda d: f"publication.{d.source}",
        lambda d: (),
    ),
    "文号": _spotted("文号", "文号", "写法数", "写法"),
    "重复段": _spotted("重复段", "文字", "次数", "说明"),
    "重词": _spotted("重词", "文字", "次数", "原文"),
    "个人信息": _personal(),
    "残留": _spotted("残留", "文字", "次数", "说明"),
    "文述数字": Record(
        "文述数字",
        _words(
            {
                ("主题", "subject"): (TEXT, lambda s: s.subject),
                ("数", "number"): (NUMBER, lambda s: s.number),
                ("可指", "readings"): (list_of(NUMBER), lambda s: s.readings),
                ("尾差", "slack"): (NUMBER, lambda s: s.slack),
                ("说没有", "none"): (TRUTH, lambda s: s.none),
                ("原文", "text"): (TEXT, lambda s: s.text),
            }
        ),
        lambda s: str(s.subject),
        lambda s: str(s.id),
        lambda s: f"narrative.{s.id}",
        lambda s: s.lines,
    ),
    "分项之和": Record(
        "分项之和",
        _words(
            {
                ("总数", "total"): (NUMBER, lambda s: s.total),
                ("合计", "sum"): (NUMBER, lambda s: sum(s.parts)),
                ("算式", "parts"): (TEXT, lambda s: "+".join(map(str, s.parts))),
                ("单位", "unit"): (TEXT, lambda s: s.unit),
                ("穷尽", "whole"): (TRUTH, lambda s: s.whole),
                ("列全", "complete"): (TRUTH, lambda s: s.complete),
                ("原文", "text"): (TEXT, lambda s: s.text),
            }
        ),
        lambda s: f"{s.total}{s.unit}",
        lambda s: str(s.id),
        lambda s: f"narrative.{s.id}",
        lambda s: s.lines,
    ),
    "上年比对": _compared("上年比对", lambda c: "", lambda c: "与上年报告", "previous.sections.overview"),
    "同级相似": _compared("同级相似", lambda c: str(c.name), lambda c: str(c.name)),
    "外地名称": _spotted("外地名称", "文字", "次数", "原文"),
    "改动的行名": _spotted("改动的行名", "文字", "次数", "规定行名"),
    "未读清处": _unread(),
}
