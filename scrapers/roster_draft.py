"""The agencies that a portal's own lists name, drafted for a person to confirm: a list shows who has published, not who must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reports import AgencyType, ReportKind
from reports.identity import recognise
from scrapers.titles import kind_of_row
from scrapers.values import ListedReport

_LEVELS: Mapping[AgencyType, str] = {
    AgencyType.GOVERNMENT: "government",
    AgencyType.GOV_OFFICE: "gov_office",
    AgencyType.DEPARTMENT: "department",
    AgencyType.TOWNSHIP: "township",
    AgencyType.SUBDISTRICT: "subdistrict",
    AgencyType.ZONE: "zone",
    AgencyType.VERTICAL: "vertical",
}


def drafted_roster(listed: Iterable[ListedReport]) -> list[dict[str, object]]:
    """`agencies.items` of a description: every agency that the titles name, the one listed most often first.

    One agency under one name, as printed most fully; names that a person must join (县教育局, 教育局) stay apart.
    """
    met: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for report in listed:
        if kind_of_row(report.title) is not ReportKind.ANNUAL_REPORT:
            continue
        named = recognise(report.title, report.url)
        name = named.agency.name or named.printed
        if not name or len(name) < 2:
            continue
        key = name, _LEVELS.get(named.agency.type, "other")
        met[key] += 1
        if named.year is not None:
            first[key] = min(first.get(key, named.year), named.year)
    return [
        {"id": f"ag{number:03d}", "name": name, "level": level, **_since(first.get((name, level)))}
        for number, ((name, level), _) in enumerate(met.most_common(), 1)
    ]


def _since(year: int | None) -> dict[str, object]:
    return {"expected": {"since": max(year, 2008)}} if year is not None else {}
