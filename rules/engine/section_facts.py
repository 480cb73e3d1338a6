"""The six statutory sections as facts: there or not, their words, their headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from reports import OF_ANOTHER_REPORT, AnnualReport, MediaType, Section
from rules.engine.case import Case, Prior
from rules.engine.draft import Draft
from rules.engine.draft_cells import ABSENT, UNSEEN
from rules.engine.facts import read_report
from rules.engine.things import NUMBER, TEXT, TRUTH, Constant, Fact, Load, Scope, Thing, Type
from rules.engine.unknown import Unknown, unknown
from rules.engine.words import SECTIONS

NO_SECTION = Section(False, certain=False)


def _section(report: AnnualReport, id: str) -> Section:
    """What was read. Where not one of the six was recognised, we did not read a report: nothing is certain."""
    sections = report.sections
    found = sections.get(id, NO_SECTION)
    if found.present:
        return replace(found, certain=False) if found.certain and _is_mixed(report) else found
    rank = list(SECTIONS)
    last = max((rank.index(other) for other, one in sections.items() if one.present), default=-1)
    may_go_on = report.source.media_type is MediaType.TEXT and rank.index(id) > last
    return NO_SECTION if last < 0 or may_go_on else found


def _is_mixed(report: AnnualReport) -> bool:
    """Whether headings stand twice or out of order beside a table that is another report's: two reports on a page, and the
    sections put together from both."""
    if all(one.why != OF_ANOTHER_REPORT for one in report.uncertain):
        return False
    present = [
        report.sections[id] for id in SECTIONS if id in report.sections and report.sections[id].present
    ]
    orders = [one.order for one in present if one.order is not None]
    return any(one.repeats for one in present) or orders != sorted(orders)


def section_scope(id: str, previous: bool) -> Scope:
    """章节.<名称>: 正文, 标题, 次序, 重复次数, 名称."""
    name = SECTIONS[id]
    prefix = "previous." if previous else ""
    place = f"{prefix}sections.{id}" if previous else id
    shown = f"{'上年' if previous else ''}“{name}”部分"
    unread = unknown(place, shown, "未能确认有无")
    absent = unknown(place, shown, "不存在")

    def load(get: Callable[[Section], object]) -> Load:
        def loaded(case: Case) -> object:
            report = read_report(case, previous)
            if report is None:
                return _no_report(place, shown, case.prior)
            section = _section(report, id)
            if section.present:
                return get(section) if section.certain else unread
            return absent if section.certain else unread

        return loaded

    def found(case: Case) -> object:
        report = read_report(case, previous)
        if report is None:
            return False if case.prior is Prior.NONE else _no_report(place, shown, case.prior)
        section = _section(report, id)
        return True if section.present else (False if section.certain else unread)

    def fact(word: str, type: Type, get: Callable[[Section], object]) -> Fact:
        return Fact(f"{prefix}section.{id}.{word}", type, shown, load(get), place, found=found, give=_give(id, previous, word), previous=previous)  # fmt: skip

    text = fact("text", TEXT, lambda section: section.text)

    def words() -> Mapping[str, Thing]:
        facts: dict[str, Thing] = {
            "正文": text,
            "text": text,
            "标题": fact("heading", TEXT, lambda section: section.heading or ""),
            "次序": fact("order", NUMBER, lambda section: section.order or unread),
            "重复次数": fact("repeats", NUMBER, lambda section: len(section.repeats)),
            "名称": Constant(name, TEXT),
            "id": Constant(id, TEXT),
        }
        facts["heading"], facts["order"], facts["repeats"] = facts["标题"], facts["次序"], facts["重复次数"]
        return facts

    return Scope(name, id, words, text)


def _no_report(place: str, name: str, prior: Prior) -> Unknown:
    return unknown(place, name, "不可得：上年确无报告" if prior is Prior.NONE else "不可得：上年报告未收录")


def _give(id: str, previous: bool, word: str) -> Callable[[Draft, object], None]:
    def give(draft: Draft, raw: object) -> None:
        target = draft.last_year() if previous else draft
        if word == "text":
            if raw in (ABSENT, UNSEEN):
                target.texts[id] = None
                if raw == UNSEEN:
                    target.uncertain.add(id)
            else:
                target.texts[id] = str(raw)
        elif word == "heading":
            target.headings[id] = str(raw)
        elif word == "repeats" and isinstance(raw, int):
            target.repeated[id] = raw
        elif word == "order" and isinstance(raw, int):
            target.orders[id] = raw
        else:
            raise ValueError(f"示例里不能这样给出“{SECTIONS[id]}”的 {word}")

    return give


def all_present_certain(previous: bool = False) -> Fact:
    """True where the document was read whole: every section found, or certain not to be there; else unknown."""
    place = "previous.sections" if previous else "sections"
    torn = unknown(place, "正文", "没有读全")

    def load(case: Case) -> object:
        report = read_report(case, previous)
        if report is None:
            return _no_report(place, "正文", case.prior)
        read = [_section(report, id) for id in SECTIONS]
        return True if all(section.certain for section in read) else torn

    return Fact(f"{place}.whole", TRUTH, "正文是否读全", load, place)
