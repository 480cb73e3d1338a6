"""Lists that differ from report to report, as facts: what each is made of, and when it is not known."""

from __future__ import annotations

from collections.abc import Callable

from reports import Sentence
from rules.engine.case import Case
from rules.engine.comparisons import comparison_lists
from rules.engine.draft import Draft
from rules.engine.facts import agency_type, division
from rules.engine.things import Fact, Give, Kind, Load, Type, list_of
from rules.engine.unknown import unknown
from rules.texts import (
    Spotted,
    altered_labels,
    artifacts,
    document_numbers,
    doubled_words,
    foreign_places,
    named_instead,
    personal_data,
    repeated_passages,
    tables_read,
    unread_places,
)

MAX_RECORDS = 3000
_unread = unknown("narrative", "正文", "没有读到")
_untabled = unknown("tables", "表格行名", "没有读到")
_too_many = unknown("narrative", "正文", f"超过 {MAX_RECORDS} 段，未逐段核对")


def _sentences(case: Case) -> object:
    found = case.report.narrative
    return _too_many if len(found) > MAX_RECORDS else found or _unread


def _made_of(collect: Callable[[tuple[Sentence, ...]], tuple[Spotted, ...]]) -> Load:
    """What `collect` notices in the narrative."""

    def load(case: Case) -> object:
        found = _sentences(case)
        return collect(case.report.narrative) if isinstance(found, tuple) else found

    return load


def _foreign_places(case: Case) -> object:
    """Unknown where the narrative was not read, or where we do not know in which region the agency is."""
    report, home = case.report, division(case)
    if not report.narrative:
        return _unread
    if home is None:
        return unknown("report.division", "单位所在区划", "没有识别出来")
    names = (case.agency.name, report.agency.name, report.title, case.publication.listed_title)
    own = tuple(dict.fromkeys(name for name in names if name))
    return (
        *foreign_places(report.narrative, home, own),
        *named_instead(report.narrative, agency_type(case), own),
    )


def _artifacts(case: Case) -> object:
    return artifacts(case.report) if case.report.narrative else _unread


def _labels(case: Case) -> object:
    return altered_labels(case.report) if tables_read(case.report) else _untabled


def _dates(case: Case) -> object:
    return (*case.publication.dates, *case.report.dates)


def _give_unread(draft: Draft, raw: object) -> None:
    draft.unread = int(str(raw))


def _give_label(draft: Draft, raw: object) -> None:
    draft.altered.append(str(raw))


def _listed(word: str, key: str, name: str, load: Load, give: Give | None = None) -> Fact:
    """A list of the records named `word`; it rests on the part of the report that its key begins with."""
    place = key.partition(".")[0]
    return Fact(key, list_of(Type(Kind.RECORD, record=word)), name, load, place, give=give)


def lists() -> dict[str, Fact]:
    """The lists a rule may go over, by word."""
    own = {
        "外地名称": _listed(
            "外地名称", "narrative.foreign_places", "自称处的外地、外单位名称", _foreign_places
        ),
        "改动的行名": _listed("改动的行名", "tables.altered_labels", "表格行名", _labels, _give_label),
        "文号": _listed("文号", "narrative.documents", "引用的文号", _made_of(document_numbers)),
        "重复段": _listed("重复段", "narrative.repeats", "重复的段落", _made_of(repeated_passages)),
        "重词": _listed("重词", "narrative.doubled", "紧接着重复的词", _made_of(doubled_words)),
        "个人信息": _listed("个人信息", "narrative.personal", "正文里的个人信息", _made_of(personal_data)),
        "残留": _listed("残留", "narrative.artifacts", "代码残留", _artifacts),
        "未读清处": _listed(
            "未读清处", "uncertain", "未能读清之处", lambda case: unread_places(case.report), _give_unread
        ),
        "句子": _listed("句子", "narrative.sentences", "正文各段", _sentences),
        "日期来源": _listed("日期来源", "publication.dates", "日期来源", _dates),
    }
    return {**comparison_lists(), **own}
