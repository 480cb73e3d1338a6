"""Facts of a case beyond the cells: identity, dates, sections, layout, publication. Each says why when it is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from reports import AgencyLevel, AgencyType, AnnualReport, MediaType, contact
from rules.engine.case import Case, Prior
from rules.engine.draft import Draft
from rules.engine.draft_cells import UNSEEN
from rules.engine.things import DATE, NUMBER, TEXT, TRUTH, Fact, Give, Load, Type
from rules.engine.unknown import unknown
from rules.texts import in_reform, is_public_service, published_again, reorganised, signed_on

CATEGORIES = {
    AgencyType.GOVERNMENT: "政府",
    AgencyType.GOV_OFFICE: "部门",
    AgencyType.DEPARTMENT: "部门",
    AgencyType.TOWNSHIP: "乡镇",
    AgencyType.SUBDISTRICT: "街道",
    AgencyType.ZONE: "功能区",
    AgencyType.VERTICAL: "垂直管理",
    AgencyType.OTHER: "其他",
}
"""条例第四十九条 knows 部门 and 政府; a government office reports as a department (domain.md §1.3)."""
TYPES = {
    AgencyType.GOVERNMENT: "政府",
    AgencyType.GOV_OFFICE: "政府办公室",
    AgencyType.DEPARTMENT: "部门",
    AgencyType.TOWNSHIP: "乡镇",
    AgencyType.SUBDISTRICT: "街道",
    AgencyType.ZONE: "功能区",
    AgencyType.VERTICAL: "垂直管理",
    AgencyType.OTHER: "其他",
}
LEVELS = {
    AgencyLevel.PROVINCE: "省级",
    AgencyLevel.CITY: "市级",
    AgencyLevel.COUNTY: "县级",
    AgencyLevel.TOWNSHIP: "乡级",
}


def agency_type(case: Case) -> AgencyType:
    """The roster's word where it has one, else the report's."""
    return AgencyType(case.agency.type) if case.agency.type else case.report.agency.type


def agency_level(case: Case) -> AgencyLevel:
    return AgencyLevel(case.agency.level) if case.agency.level else case.report.agency.level


def division(case: Case) -> str | None:
    return case.agency.division or case.report.agency.division


def read_report(case: Case, previous: bool) -> AnnualReport | None:
    return case.previous if previous else case.report


Get = Callable[[AnnualReport, Case], object | None]
"""What a report says, in its case; `None` where it is not known."""


def _of(previous: bool, place: str, name: str, get: Get, missing: str) -> Load:
    """Load from this report or last year's; `None` from `get` becomes an unknown."""
    absent = unknown(place, name, missing)
    none = unknown(place, name, "不可得：上年确无报告")
    unseen = unknown(place, name, "不可得：上年报告未收录")

    def load(case: Case) -> object:
        report = read_report(case, previous)
        if report is None:
            return none if case.prior is Prior.NONE else unseen
        found = get(report, case)
        return absent if found is None else found

    return load


def _fact(
    words: tuple[str, ...],
    type: Type,
    get: Get,
    give: Give | None = None,
    missing: str = "没有识别出来",
    *,
    previous: bool,
) -> tuple[tuple[str, ...], Fact]:
    """A fact under 报告 by all its words, the last of which is its key."""
    place = f"{'previous.' if previous else ''}report.{words[-1]}"
    name = f"{'上年' if previous else ''}{words[0]}"
    given = _give_previous(give) if previous and give else give
    load = _of(previous, place, name, get, missing)
    return words, Fact(place, type, name, load, place, give=given, previous=previous)


def _own(
    previous: bool,
    current: Callable[[Case], object | None],
    printed: Callable[[AnnualReport], object | None],
) -> Get:
    """The roster speaks of the agency today; of last year's report only its own print."""
    return (lambda report, case: printed(report)) if previous else (lambda report, case: current(case))


def report_facts(previous: bool) -> dict[tuple[str, ...], Fact]:
    """Facts under 报告, by all their words."""
    fact, own = partial(_fact, previous=previous), partial(_own, previous)
    return dict(
        [
            fact(("标题", "title"), TEXT, lambda r, c: r.title, _set("title", text=True)),
            fact(("年度", "year"), NUMBER, lambda r, c: r.year, _set("year", number=True)),
            fact(("格式", "format"), TEXT, lambda r, c: r.format),
            fact(("文件种类", "medium"), TEXT, lambda r, c: r.source.media_type.value, _set_medium),
            fact(("单位名称", "agency"), TEXT, own(lambda c: c.agency.name or c.report.agency.name, lambda r: r.agency.name), _set("name", text=True)),
            fact(("单位类别", "category"), TEXT, own(lambda c: CATEGORIES.get(agency_type(c)), lambda r: CATEGORIES.get(r.agency.type)), _set_type(CATEGORIES)),
            fact(("单位类型", "type"), TEXT, own(lambda c: TYPES.get(agency_type(c)), lambda r: TYPES.get(r.agency.type)), _set_type(TYPES)),
            fact(("层级", "level"), TEXT, own(lambda c: LEVELS.get(agency_level(c)), lambda r: LEVELS.get(r.agency.level)), _set_level),
            fact(("区划", "division"), TEXT, own(division, lambda r: r.agency.division), _set("division", text=True)),
            fact(("公共企事业单位", "public_service"), TRUTH, own(lambda c: is_public_service(c.agency.name or c.report.agency.name), lambda r: is_public_service(r.agency.name))),
            fact(("期间起", "period_from"), DATE, lambda r, c: _day(r.period, 0), _set_period(0)),
            fact(("期间止", "period_to"), DATE, lambda r, c: _day(r.period, 1), _set_period(1)),
            fact(("全文", "text"), TEXT, lambda r, c: whole_text(r), missing="没有读到"),
            fact(("有联系方式", "has_contact"), TRUTH, lambda r, c: has_contact(r), missing="没有找到，但正文没有读全"),
            fact(("单位存续", "standing"), TRUTH, stands, missing="不能确定：单位新设、合并、更名，或由其他单位代编"),
            fact(("落款日期", "signed"), DATE, lambda r, c: signed_on(r), missing="没有写"),
            fact(("更正稿", "corrected"), TRUTH, lambda r, c: published_again(r)),
            fact(("序言", "preamble"), TEXT, lambda r, c: "\n".join(s.text for s in r.narrative if s.section is None), _set("preamble", text=True)),
        ]
    )  # fmt: skip


def stands(report: AnnualReport, case: Case) -> bool | None:
    """True for an agency that was there all the year of the report and after it; `None` where the report or the roster says
    that it was founded, merged or renamed, or its kind was then: when its legal date began to run is then not known."""
    founded, dissolved = case.agency.founded, case.agency.dissolved
    if report.year is not None:
        if founded is not None and founded >= date(report.year, 1, 1):
            return None
        if dissolved is not None and dissolved <= date(report.year + 1, 12, 31):
            return None
    if in_reform(case.agency.name or report.agency.name, report.year):
        return None
    return None if reorganised(report) else True


def whole_text(report: AnnualReport) -> str | None:
    """Everything outside the tables, a paragraph a line; `None` where nothing was read."""
    return "\n".join(sentence.text for sentence in report.narrative) or None


def has_contact(report: AnnualReport) -> bool | None:
    """Whether the report says how to reach the agency; `None` where none was found in a text that was not read whole."""
    if contact(report) is not None:
        return True
    whole = report.narrative and report.sections and all(one.certain for one in report.sections.values())
    return False if whole and not report.uncertain and not report.attachments else None


def _day(period: tuple[str, str] | None, index: int) -> date | None:
    return None if period is None else date.fromisoformat(period[index])


def _give_previous(give: Give) -> Give:
    return lambda draft, raw: give(draft.last_year(), raw)


def _set(attribute: str, *, text: bool = False, number: bool = False) -> Give:
    def give(draft: Draft, raw: object) -> None:
        if raw == UNSEEN:
            setattr(draft, attribute, None)
        elif (text and isinstance(raw, str)) or (number and isinstance(raw, int)):
            setattr(draft, attribute, raw)
        else:
            raise ValueError(f"这里应为{'文字（加引号）' if text else '整数'}，不能是“{raw}”")

    return give


def _set_type(words: dict[AgencyType, str]) -> Give:
    def give(draft: Draft, raw: object) -> None:
        if raw == UNSEEN:
            draft.type = AgencyType.UNSURE
            return
        found = [type for type, name in words.items() if raw in (name, type.value)]
        if not found:
            raise ValueError(f"没有单位类别“{raw}”，可以用：{'、'.join(dict.fromkeys(words.values()))}")
        draft.type = found[-1]

    return give


def _set_level(draft: Draft, raw: object) -> None:
    found = [level for level, name in LEVELS.items() if raw in (name, level.value)]
    if raw != UNSEEN and not found:
        raise ValueError(f"没有层级“{raw}”，可以用：{'、'.join(LEVELS.values())}")
    draft.level = found[0] if found else AgencyLevel.UNSURE


def _set_medium(draft: Draft, raw: object) -> None:
    draft.medium = MediaType(str(raw))


def _set_period(index: int) -> Give:
    def give(draft: Draft, raw: object) -> None:
        if raw == UNSEEN:
            draft.period = None
            return
        day = given_day(raw).isoformat()
        start, end = draft.period or (f"{draft.year}-01-01", f"{draft.year}-12-31")
        draft.period = (day, end) if index == 0 else (start, day)

    return give


def given_day(raw: object) -> date:
    """A quoted ISO date of an example."""
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise ValueError(f'日期应写成 "2025-02-01"，查不到的写“未见”，不能是“{raw}”') from error
