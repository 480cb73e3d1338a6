"""Agencies that only an imported roster names: what can be known of them is that we cannot check, and the operator is told so.

Absence needs a column that was read whole and is known to be the place where the report belongs. A roster line without a
portal names no such place, so no word on it is possible, whatever the county's portal shows: the agency may publish on a
site of its own. It can be found (a report that names it is its own); it can never be missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from flows.workplace import Workplace
from reports import CHINA, china_day
from reports.identity import divisions
from rules import AgencyFacts, Outcome, Publication, absence_case
from scrapers import Doubt, reason_words
from storage import Unportaled

NAMED = 12
"""Counties named in one matter; the others are counted."""
_KEY = "unportaled:"


def note_unportaled(work: Workplace) -> int:
    """Keep one matter a province on the operator's list: whose reports are due and cannot be checked. How many agencies."""
    year = work.now().astimezone(CHINA).year - 1
    provinces: dict[str, list[Unportaled]] = defaultdict(list)
    for some in work.memory.unportaled(year):
        if _is_due(work, some, year):
            provinces[some.county[:2]].append(some)
    for key in work.memory.open_matters(_KEY):
        if key.removeprefix(_KEY) not in provinces:
            work.memory.settle_matter(key, work.now())
    for province, due in provinces.items():
        _tell(work, province, due, year)
    return sum(some.agencies for due in provinces.values() for some in due)


def _is_due(work: Workplace, some: Unportaled, year: int) -> bool:
    """Whether the rules would ask where the report is, were there anything to see."""
    facts = AgencyFacts(name=some.example, type=some.type, level=some.level, division=some.county or None)
    unseen = Publication(not_listed=f"could_not_check:{Doubt.NO_PORTAL.value}")
    today = china_day(work.now())
    verdicts = work.ruleset.judge(absence_case(facts, year, unseen, today))
    return any(verdict.outcome is Outcome.UNKNOWN for verdict in verdicts)


def _tell(work: Workplace, province: str, due: Iterable[Unportaled], year: int) -> None:
    counties: dict[str, int] = defaultdict(int)
    for some in due:
        counties[some.county] += some.agencies
    total = sum(counties.values())
    lines = [f"{_place(code)} {count} 家" for code, count in sorted(counties.items())[:NAMED]]
    more = f"等 {len(counties)} 个县（市、区）" if len(counties) > NAMED else ""
    work.memory.list_matter(
        key=f"{_KEY}{province}",
        kind="no_portal",
        subject=f"名册中的单位{reason_words(Doubt.NO_PORTAL)}：{_place(province.ljust(6, '0'))} {total} 家",
        detail=f"{year} 年度：{'、'.join(lines)}{more}。名册有这些单位，但没有门户描述写明它们在哪里公开，无从核对。"
        "请在门户描述的 agencies 中补上；未作任何判断，也不通知任何单位。",
        at=work.now(),
    )


def _place(code: str) -> str:
    known = divisions().get(code)
    return known.name if known else (code.strip("0") and code) or "未注明区划"
