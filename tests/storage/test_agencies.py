"""One agency is one row, however its name is printed; two agencies are never made one."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from reports import Agency, AgencyLevel, AgencyType
from storage import FindingState, Memory, RosterEntry, Tally
from storage.agencies import Named, agencies_of
from storage.log import open_matters
from storage.names import own_name, places_of
from storage.remembered import portal_row
from storage.tables import AgencyRow
from tests.storage import databases
from tests.storage.builders import PORTAL, RULES, captured, judge, later, read, report, verdict

Printed = tuple[str, AgencyType, str | None, str]
"""(name, type, division, portal)"""
ROSTER = Path(__file__).resolve().parents[2] / "specimens" / "demo-roster.csv"


@pytest.mark.parametrize(
    ("name", "type_", "own"),
    [
        ("甘肃省白银市景泰县教育局", "department", "教育局"),
        ("景泰县教育局", "department", "教育局"),
        ("教育局", "department", "教育局"),
        ("景泰县", "government", "人民政府"),
        ("景泰县人民政府", "government", "人民政府"),
        ("白银市自然资源局", "department", "自然资源局"),
        ("市场监督管理局", "department", "市场监督管理局"),
        ("经济开发区管委会", "zone", "经济开发区管委会"),
        ("石桥镇", "township", "石桥镇人民政府"),
        ("景泰县城关街道", "subdistrict", "城关街道办事处"),
        ("永登县教育局", "department", "永登县教育局"),
    ],
)
def test_only_the_agencys_own_place_is_taken_off_its_name(name: str, type_: str, own: str) -> None:
    assert own_name(name, type_, places_of("620423")) == own


def roster() -> list[RosterEntry]:
    with ROSTER.open(encoding="utf-8", newline="") as file:
        return [
            RosterEntry(
                row["name"],
                row["type"],
                row["level"],
                row["division"],
                row["parent"] or None,
                tuple(filter(None, row["aliases"].split("、"))),
                row["id"],
            )
            for row in csv.DictReader(file)
        ]


def identify(
    memory: Memory, name: str, type_: AgencyType, division: str | None = "990121"
) -> tuple[int | None, str | None]:
    memory.record_portal(PORTAL, name="青溪县人民政府门户网站", division="990121")
    kept = memory.record_capture(captured(name, agency=name))
    made = report(name, agency=name, division=division)
    named = Agency(name, type_, AgencyLevel.COUNTY, division)
    revision = memory.record_reading(kept.id, replace(made, agency=named), later())
    return revision.agency_id, revision.agency


def test_the_roster_is_brought_in_twice_without_a_change(memory: Memory) -> None:
    entries = roster()
    assert memory.record_agencies(entries, later()) == Tally(new=len(entries))
    assert memory.record_agencies(entries, later(days=1)) == Tally(unchanged=len(entries))


def test_every_way_a_name_is_printed_finds_the_rosters_row(memory: Memory) -> None:
    memory.record_agencies(roster(), later())
    for printed, type_ in [
        ("教育局", AgencyType.DEPARTMENT),
        ("青溪县教育局", AgencyType.DEPARTMENT),
        ("县教育局", AgencyType.DEPARTMENT),
    ]:
        assert identify(memory, printed, type_)[1] == "青溪县教育局", printed
    assert identify(memory, "青溪县", AgencyType.GOVERNMENT)[1] == "青溪县人民政府"
    assert identify(memory, "石桥镇", AgencyType.TOWNSHIP, "990121100")[1] == "青溪县石桥镇人民政府"
    assert identify(memory, "河湾镇人民政府", AgencyType.TOWNSHIP, None)[1] == "青溪县河湾镇人民政府"


def test_an_agency_met_before_the_roster_came_is_not_doubled(memory: Memory) -> None:
    met, _ = identify(memory, "青溪县教育局", AgencyType.DEPARTMENT)
    memory.record_agencies(roster(), later())
    assert identify(memory, "教育局", AgencyType.DEPARTMENT)[0] == met


def test_a_roster_that_comes_in_pieces_doubles_nobody(memory: Memory) -> None:
    """No table of codes knows a new zone: what its place is called is known from its government's line only."""
    government, *others = [replace(one, portal=None) for one in roster()]
    assert memory.record_agencies(others, later()) == Tally(new=len(others))
    assert memory.record_agencies([government, *others], later(1)) == Tally(new=1, updated=len(others))
    assert memory.record_agencies(others, later(2)) == Tally(unchanged=len(others))


def test_an_agency_the_roster_does_not_know_goes_to_the_operators_list_once(memory: Memory) -> None:
    memory.record_agencies(roster(), later())
    for _ in range(3):
        identify(memory, "青溪县大数据局", AgencyType.DEPARTMENT)
    (notice,) = memory.untold()
    assert (notice.audience, notice.kind) == ("operator", "unknown_agency")
    assert "大数据局" in notice.title


def test_a_report_that_turns_out_to_be_anothers_takes_its_findings_back(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    kept = memory.record_capture(captured())
    other = memory.record_reading(kept.id, report(agency="财政局", reader="reader-2"), later(days=1))
    assert other.agency == "财政局"
    (finding,) = memory.findings()
    assert (finding.state, finding.agency) == (FindingState.WITHDRAWN, "教育局")


def test_a_report_that_was_silent_beside_its_twin_is_due_once_the_twin_is_anothers(memory: Memory) -> None:
    own = read(memory)
    first = judge(memory, own, verdict())
    twin_address = "http://www.qingxi.example/twin/2024.html"
    shown = captured("另一份")
    there = replace(shown.capture, asked=twin_address, final=twin_address)
    twin = memory.record_capture(
        replace(shown, listed=replace(shown.listed, url=twin_address), capture=there)
    )
    silent = memory.record_reading(twin.id, report("另一份"), later())
    assert first.opened
    assert not judge(memory, silent, verdict()).opened
    assert [one.id for one in memory.due_for_judging(RULES)] == [own.id]  # it has a copy now
    judge(memory, own, verdict())
    assert memory.due_for_judging(RULES) == ()
    other = memory.record_reading(
        memory.record_capture(captured()).id, report(agency="财政局", reader="reader-2"), later(days=1)
    )
    judge(memory, other, at=later(days=1))
    (due,) = memory.due_for_judging(RULES)
    assert due.id == silent.id
    assert judge(memory, silent, verdict(), at=later(days=1)).opened
    assert memory.due_for_judging(RULES) == ()


def test_a_list_that_knows_no_portal_leaves_the_portal_that_another_told(memory: Memory) -> None:
    memory.record_portal(PORTAL, name="景泰县人民政府", division="620423")
    described = RosterEntry("景泰县教育局", "department", "county", "620423", id="jyj", portal=PORTAL)
    listed = RosterEntry("景泰县教育局", "department", "county", "620423", id="ag-7", parent="gov-620423")
    for entry in (described, listed, described):
        memory.record_agencies([entry], later())
    (kept,) = memory.agencies("620423")
    assert (kept.portal, kept.id, kept.parent) == (PORTAL, "jyj", "gov-620423")
    assert memory.record_agencies([listed, described], later()) == Tally(unchanged=2)


PRINTED = ("教育局", "青溪县教育局", "石桥镇", "青溪县石桥镇人民政府", "人民政府", "大数据局", "青溪县")
PORTALS = {"a": "990121", "b": "990121", "c": None, "d": "990100"}
"""Two of one county, one of an unknown place, that of the city above."""
NAMED = st.tuples(
    st.sampled_from(PRINTED),
    st.sampled_from((AgencyType.DEPARTMENT, AgencyType.TOWNSHIP, AgencyType.GOVERNMENT)),
    st.sampled_from((None, "990121", "990121100", "990122")),
    st.sampled_from(tuple(PORTALS)),
)


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(before=st.lists(NAMED, max_size=4), names=st.lists(NAMED, min_size=2, max_size=8), known=st.booleans())
def test_names_of_a_batch_find_the_rows_they_find_one_after_another(
    sqlite_template: Path, before: list[Printed], names: list[Printed], known: bool
) -> None:
    left = []
    for together in (False, True):
        with (
            tempfile.TemporaryDirectory() as folder,
            Memory(databases.sqlite_copy(sqlite_template, Path(folder))) as memory,
        ):
            for portal, division in PORTALS.items():
                memory.record_portal(portal, name="青溪县政府网", division=division)
            if known:
                memory.record_agencies(roster(), later())
            with memory.writing() as session:
                given_ = [
                    Named(Agency(name, type_, AgencyLevel.COUNTY, division), portal_row(session, portal), "")
                    for name, type_, division, portal in (*before, *names)
                ]
                first, rest = given_[: len(before)], given_[len(before) :]
                parts = [[one] for one in first] + ([rest] if together else [[one] for one in rest])
                found = [row for part in parts for row in agencies_of(session, part, later())]
                session.flush()
                rows = session.execute(select(AgencyRow.__table__)).all()
                matters = open_matters(session, "agency:")
                left.append(([row and row.id for row in found], sorted(map(repr, rows)), matters))
    assert left[0] == left[1]
