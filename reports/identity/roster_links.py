"""What the lines of a roster file say of each other: the same agency twice, 上级单位, 承接单位."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import replace
from typing import Protocol

from reports.identity.roster import RosterAgency
from reports.identity.roster_file import Row


class Teller(Protocol):
    """Whoever keeps the problems of a file."""

    def wrong(self, row: Row, name: str, message: str, remedy: str, *, warning: bool = False) -> None:
        """Keep one problem of a line's field, by the field's own name."""


def check_twice(reader: Teller, made: list[tuple[Row, RosterAgency]]) -> None:
    first: dict[str, Row] = {}
    for row, agency in made:
        if agency.id in first:
            field = "id" if row["id"] else "name"
            other = first[agency.id].line
            reader.wrong(row, field, f"与第{other}行是同一单位", "请合并成一行，其他叫法写在“别名”里")
        first.setdefault(agency.id, row)
    names = Counter((agency.region, agency.name) for _, agency in made)
    for row, agency in made:
        if row["id"] and names[agency.region, agency.name] > 1:
            reader.wrong(
                row,
                "name",
                f"“{agency.name}”在同一地区出现了不止一次",
                "请合并，或写明各自的起止年度和不同名称",
            )


def check_circles(reader: Teller, rows: list[Row], agencies: tuple[RosterAgency, ...]) -> None:
    """A 承接单位 that in the end is taken over by the agency itself."""
    by_id = {agency.id: agency for agency in agencies}
    for row, agency in zip(rows, agencies, strict=True):
        seen, current = {agency.id}, agency
        while current.successor is not None and current.successor in by_id:
            current = by_id[current.successor]
            if current.id in seen:
                reader.wrong(
                    row, "successor", f"“{agency.name}”与承接单位互相承接", "请只保留后设立的单位不写承接单位"
                )
                break
            seen.add(current.id)


def with_parent(
    reader: Teller, row: Row, agency: RosterAgency, agencies: tuple[RosterAgency, ...]
) -> RosterAgency:
    """上级单位 by id or name among the file's own lines; a government outside the file stays the one the code gives."""
    wanted = row["parent"].replace(" ", "")
    found = [a for a in agencies if wanted and wanted in (a.id, a.name) and a.id != agency.id]
    if len(found) == 1:
        return replace(agency, parent=found[0].id)
    if wanted:
        told = f"本文件里没有“{wanted}”这个单位，上级单位按行政区划代码确定"
        reader.wrong(row, "parent", told, "如需指定，请把上级单位也列进本文件", warning=True)
    return agency


def with_successor(
    reader: Teller, row: Row, agency: RosterAgency, made: list[tuple[Row, RosterAgency]]
) -> RosterAgency:
    """Resolve 承接单位 by id or name among the file's own lines."""
    wanted = row["successor"].replace(" ", "")
    if not wanted:
        return agency
    found = [a for _, a in made if a.id == wanted or (a.name == wanted and a.region == agency.region)]
    found = found or [a for _, a in made if a.name == wanted]
    if len(found) != 1 or found[0].id == agency.id:
        near = difflib.get_close_matches(wanted, [a.name for _, a in made if a.id != agency.id], 1, 0.6)
        remedy = f"是不是“{near[0]}”" if near else "请先把承接单位也列进本文件"
        reader.wrong(row, "successor", f"名册里没有“{wanted}”这个单位", remedy)
        return agency
    if agency.last_year is None:
        reader.wrong(row, "last_year", "写了承接单位，没有写终止年度", "请写本单位最后一个报告年度，如2023")
    return replace(agency, successor=found[0].id)
