"""From the lines of a roster file to agencies: each value checked, each reference resolved, every problem told."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TypeVar

from reports.identity.canonical import canonical
from reports.identity.divisions import divisions, is_within, level_of
from reports.identity.kinds import kind_of, level_of_agency
from reports.identity.national import agency_id
from reports.identity.regions import regions_of
from reports.identity.roster import Alias, RosterAgency
from reports.identity.roster_file import Problem, RosterInvalid, Row, header_of, read_rows
from reports.identity.roster_links import check_circles, check_twice, with_parent, with_successor
from reports.model import AgencyLevel, AgencyType

_Word = TypeVar("_Word", AgencyType, AgencyLevel)
TYPES = {
    "人民政府": AgencyType.GOVERNMENT,
    "政府": AgencyType.GOVERNMENT,
    "政府办公室": AgencyType.GOV_OFFICE,
    "政府办": AgencyType.GOV_OFFICE,
    "部门": AgencyType.DEPARTMENT,
    "政府部门": AgencyType.DEPARTMENT,
    "乡镇": AgencyType.TOWNSHIP,
    "街道": AgencyType.SUBDISTRICT,
    "街道办事处": AgencyType.SUBDISTRICT,
    "开发区": AgencyType.ZONE,
    "功能区": AgencyType.ZONE,
    "管委会": AgencyType.ZONE,
    "垂直管理": AgencyType.VERTICAL,
    "垂管单位": AgencyType.VERTICAL,
    "其他": AgencyType.OTHER,
    **{kind.value: kind for kind in AgencyType},
}
"""Words for the types, ours of the JSON contract among them."""
LEVELS = {
    "省级": AgencyLevel.PROVINCE,
    "市级": AgencyLevel.CITY,
    "县级": AgencyLevel.COUNTY,
    "乡级": AgencyLevel.TOWNSHIP,
    "乡镇级": AgencyLevel.TOWNSHIP,
    **{level.value: level for level in AgencyLevel},
}
_FIRST_YEAR, _LAST_YEAR = 2008, 2099


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What a roster file holds: its agencies in the file's order, and warnings worth a look (a code we do not know)."""

    agencies: tuple[RosterAgency, ...]
    warnings: tuple[Problem, ...]


class _Reader:
    """One pass over the lines, gathering problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.unknown: set[str] = set()
        """Codes already warned of: one warning a county, not one a line."""

    def wrong(self, row: Row, name: str, message: str, remedy: str, *, warning: bool = False) -> None:
        self.problems.append(Problem(self.file, row.line, header_of(name), message, remedy, warning))

    def agency(self, row: Row) -> RosterAgency | None:
        """The agency of one line without its successor; `None` where name or code cannot be used."""
        name, division = row["name"].replace(" ", ""), self.division(row)
        if len(name) < 2:
            self.wrong(row, "name", "没有写单位名称", "请填写单位全称，如“景泰县教育局”")
            return None
        if division is None:
            return None
        regions = regions_of(name)
        if regions.codes and not any(
            is_within(division, code[:6]) or is_within(code, division) for code in regions.codes
        ):
            meant = divisions().formal_name(regions.codes[0])
            place = divisions().get(division[:6])
            self.wrong(
                row,
                "division",
                f"代码{division}是{place.name if place else '别处'}的，单位名称里写的是{meant}",
                f"请核对：{meant}的代码是{regions.codes[0]}",
            )
        kind = self.word(row, "type", TYPES) or kind_of(name, regions)
        level = self.word(row, "level", LEVELS) or level_of_agency(kind, regions)
        first, last = self.year(row, "first_year"), self.year(row, "last_year")
        if first and last and first > last:
            self.wrong(row, "last_year", f"终止年度{last}早于起始年度{first}", "请改正其中一个")
        return RosterAgency(
            id=row["id"] or _made_id(name, division),
            name=name,
            type=kind,
            level=level if level is not AgencyLevel.UNSURE else level_of(division),
            division=division,
            parent=agency_id(division[:6])
            if len(division) == 9 or kind is not AgencyType.GOVERNMENT
            else None,
            aliases=self.aliases(row, name),
            first_year=first,
            last_year=last,
            own_site=self.site(row),
        )

    def division(self, row: Row) -> str | None:
        code = row["division"].replace(" ", "")
        if not re.fullmatch(r"\d{6}(?:\d{3})?", code):
            shown = f"“{code}”不是6位或9位数字" if code else "没有写行政区划代码"
            remedy = "请填国家统计局的代码：省、市、县6位，乡镇街道9位，如景泰县620423"
            if code.isdigit() and len(code) == 12 and code.endswith("000"):
                county = code.endswith("0" * 6)
                kept = code[: 6 if county else 9]
                remedy = f"12位统计代码请只留前{len(kept)}位：{kept}"
            self.wrong(row, "division", shown, remedy)
            return None
        if divisions().get(code[:6]) is None and code[:6] not in self.unknown:
            self.unknown.add(code[:6])
            near = difflib.get_close_matches(
                code, [c for c in divisions().names if len(c) == len(code)], 1, 0.8
            )
            hint = f"最接近的是{near[0]}（{divisions().names[near[0]]}）" if near else "请核对是否写错"
            self.wrong(row, "division", f"内置的代码表（截至2023年6月30日）里没有{code}", hint, warning=True)
        return code

    def word(self, row: Row, name: str, words: dict[str, _Word]) -> _Word | None:
        value = row[name]
        if not value:
            return None
        if value in words:
            return words[value]
        near = difflib.get_close_matches(value, list(words), 1, 0.4)
        remedy = f"是不是“{near[0]}”" if near else "可用的值：" + "、".join(words)
        self.wrong(row, name, f"不认识的值“{value}”", remedy)
        return None

    def year(self, row: Row, name: str) -> int | None:
        value = row[name].removesuffix("年度").removesuffix("年")
        if not value:
            return None
        if not re.fullmatch(r"\d{4}", value) or not _FIRST_YEAR <= int(value) <= _LAST_YEAR:
            self.wrong(
                row, name, f"“{row[name]}”不是年度", f"请写四位年份（{_FIRST_YEAR}至{_LAST_YEAR}），如2023"
            )
            return None
        return int(value)

    def site(self, row: Row) -> str | None:
        value = row["own_site"]
        if value and not re.fullmatch(r"https?://[^\s/]+\S*", value):
            self.wrong(row, "own_site", f"“{value}”不是网址", "请写完整网址，以http://或https://开头")
            return None
        return value or None

    def aliases(self, row: Row, name: str) -> tuple[Alias, ...]:
        """别名 apart by 、；; and 曾用名 with the last report year it was used: 某县国土资源局（至2018）."""
        made = [Alias(word) for word in _words(row["aliases"]) if word != name]
        for word in _words(row["former_names"]):
            found = re.fullmatch(r"(.+?)[(（](?:至|到|止于)?(\d{4})年?(?:度|止)?[)）]", word)
            if found is None:
                self.wrong(
                    row,
                    "former_names",
                    f"“{word}”没有写用到哪一年",
                    f"请写成“{word}（至2018）”，年份是最后一个报告年度",
                )
                continue
            made.append(Alias(found.group(1), None, int(found.group(2))))
        return tuple(made)


def _words(text: str) -> list[str]:
    return [word.replace(" ", "") for word in re.split(r"[、;；|/,，\n]+", text) if word.strip()]


def _made_id(name: str, division: str) -> str:
    """Stable for the same name and code: the government's own id for a government, else code and name."""
    wanted = canonical(name)
    township = len(division) == 9 and wanted.core.endswith(("镇", "乡", "街道", "苏木", "地区", "街"))
    if not wanted.core or township:
        return agency_id(division)
    return f"{division}-{wanted.core}"


def read_roster(data: bytes, file: str) -> RosterFile:
    """Read and check a roster file. Raises `RosterInvalid` with every error; warnings alone do not stop it."""
    reader = _Reader(file)
    rows = read_rows(data, file)
    made = [(row, agency) for row in rows if (agency := reader.agency(row)) is not None]
    check_twice(reader, made)
    agencies = tuple(with_successor(reader, row, agency, made) for row, agency in made)
    agencies = tuple(
        with_parent(reader, row, a, agencies) for (row, _), a in zip(made, agencies, strict=True)
    )
    check_circles(reader, [row for row, _ in made], agencies)
    if any(not problem.warning for problem in reader.problems):
        raise RosterInvalid(tuple(reader.problems))
    return RosterFile(agencies, tuple(reader.problems))
