"""Whether a rule is about an agency and a year. Not knowing the agency or the year is not knowing."""

from __future__ import annotations

from reports import AgencyLevel, AgencyType
from rules.engine.facts import LEVELS, TYPES
from rules.engine.rule import Rule
from rules.engine.rule_file import first_deadline
from rules.engine.unknown import Unknown, unknown

NO_YEAR = unknown("report.year", "报告年度", "没有识别出来")
NO_TYPE = unknown("report.category", "单位类别", "没有识别出来")
NO_LEVEL = unknown("report.level", "单位层级", "没有识别出来")
NO_DIVISION = unknown("report.division", "单位所属区划", "没有识别出来")


def applies(
    rule: Rule, type: AgencyType, level: AgencyLevel, division: str | None, year: int | None
) -> bool | Unknown:
    """True, False, or what would have to be known first. A certain no in one respect outweighs not knowing another."""
    if year is None:
        return NO_YEAR
    said = [_year(rule, year), _agency(rule, type), _level(rule, level), _division(rule, division)]
    if False in [one for one in said if not isinstance(one, Unknown)]:
        return False
    return next((one for one in said if isinstance(one, Unknown)), True)


def _year(rule: Rule, year: int) -> bool:
    """Report years before 2019 had the 2007 regulation's own form: out of scope."""
    wanted = rule.text.applies_to
    if year < 2019 or (wanted.format and ("2019" if year <= 2020 else "2021") not in wanted.format):
        return False
    years = wanted.years
    if years and ((years.first and year < years.first) or (years.last and year > years.last)):
        return False
    due = first_deadline(year)
    starts, ends = rule.text.effective.starts, rule.text.effective.ends
    return not ((starts and due < starts) or (ends and due > ends))


def _agency(rule: Rule, type: AgencyType) -> bool | Unknown:
    """部门 takes government offices in: they report as departments do."""
    wanted = rule.text.applies_to.agency
    if not wanted:
        return True
    name = TYPES.get(type)
    if name is None:
        return NO_TYPE
    return name in wanted or (name == "政府办公室" and "部门" in wanted)


def _level(rule: Rule, level: AgencyLevel) -> bool | Unknown:
    wanted = rule.text.applies_to.level
    if not wanted:
        return True
    return LEVELS[level] in wanted if level in LEVELS else NO_LEVEL


def _division(rule: Rule, division: str | None) -> bool | Unknown:
    wanted = rule.text.applies_to.division
    if not wanted:
        return True
    return any(division.startswith(prefix) for prefix in wanted) if division is not None else NO_DIVISION


def stands_for(rule: Rule, division: str | None) -> bool:
    """Whether this rule, and not a local variant of it, is the one for a division; the national one where it is unknown."""
    if division is None:
        return not rule.only
    if rule.only:
        return any(division.startswith(code) for code in rule.only)
    return not any(division.startswith(code) for code in rule.without)
