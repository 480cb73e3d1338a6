"""A roster file is believed whole or not at all, and every error says where it is and what to do."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reports import AgencyLevel, AgencyType
from reports.identity import Alias, RosterInvalid, read_roster

GOOD = (
    "单位名称,行政区划代码,类型,别名,曾用名,起始年度,终止年度,承接单位,自有网站\n"
    "景泰县教育和体育局,620423,部门,县教体局、教育局,,,,,\n"
    "景泰县国土资源局,620423,部门,,,,2018,景泰县自然资源局,\n"
    "景泰县自然资源局,620423,,,景泰县规划局（至2019）,2018年,,,\n"
    "景泰县气象局,620423,垂直管理,,,,,,http://gs.cma.gov.cn/\n"
    "芦阳镇,620423101,乡镇,芦阳镇人民政府,,,,,\n"
)


def xlsx(text: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in text.splitlines():
        sheet.append([int(v) if v.isdigit() else v for v in line.split(",")])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("gb18030"),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        xlsx(GOOD),
        GOOD.replace(",", "\t").encode("utf-16"),
        f"景泰县政府信息公开单位名录,,,\n\n（截至2025年1月）\n{GOOD.replace('类型', '单位类别')}".encode(),
        "\n".join(f"{n or '序号'},{line}" for n, line in enumerate(GOOD.splitlines())).encode(),
    ],
    ids=["utf-8", "utf-8 with BOM", "gb18030", "tabs", "CRLF", "xlsx", "utf-16", "title above", "numbered"],
)
def test_the_same_roster_is_read_from_every_form(data: bytes) -> None:
    got = {agency.name: agency for agency in read_roster(data, "名册").agencies}
    education = got["景泰县教育和体育局"]
    assert education.aliases == (Alias("县教体局"), Alias("教育局"))
    assert (education.type, education.level, education.division) == (
        AgencyType.DEPARTMENT,
        AgencyLevel.COUNTY,
        "620423",
    )
    assert got["景泰县国土资源局"].successor == got["景泰县自然资源局"].id
    assert got["景泰县自然资源局"].aliases == (Alias("景泰县规划局", None, 2019),)
    assert got["景泰县自然资源局"].first_year == 2018
    assert got["景泰县气象局"].own_site == "http://gs.cma.gov.cn/"
    assert (got["芦阳镇"].id, got["芦阳镇"].level) == ("gov-620423101", AgencyLevel.TOWNSHIP)


def test_our_own_ids_and_headers_are_accepted_too() -> None:
    text = (
        "id,name,aliases,type,level,division,parent\n"
        "xzf,青溪县人民政府,青溪县、县政府,government,county,990121,\n"
        "xzfb,青溪县人民政府办公室,县政府办,gov_office,county,990121,青溪县人民政府\n"
        "sqz,青溪县石桥镇人民政府,石桥镇,township,township,990121100,xzf\n"
    )
    got = read_roster(text.encode(), "roster.csv")
    assert [(a.id, a.type.value, a.level.value, a.parent) for a in got.agencies] == [
        ("xzf", "government", "county", None),
        ("xzfb", "gov_office", "county", "xzf"),
        ("sqz", "township", "township", "xzf"),
    ]
    assert len(got.warnings) == 1, "one warning for a county the codes lack, not one a line"


def errors(text: str) -> list[str]:
    with pytest.raises(RosterInvalid) as told:
        read_roster(text.encode(), "名册.csv")
    assert told.value.chinese
    return [str(problem) for problem in told.value.problems]


@pytest.mark.parametrize(
    ("line", "where", "remedy"),
    [
        ("景泰县教育局,62042,部门", "第2行“行政区划代码”", "6位"),
        ("景泰县教育局,620423000000,部门", "第2行“行政区划代码”", "620423000"),
        ("景泰县教育局,,部门", "第2行“行政区划代码”", "没有写"),
        ("靖远县教育局,620423,部门", "第2行“行政区划代码”", "620421"),
        (",620423,部门", "第2行“单位名称”", "全称"),
        ("景泰县教育局,620423,部们", "第2行“类型”", "是不是“部门”"),
    ],
)
def test_an_error_names_file_line_field_and_remedy(line: str, where: str, remedy: str) -> None:
    told = errors(f"单位名称,行政区划代码,类型\n{line}\n")
    assert any(t.startswith("名册.csv " + where) and remedy in t for t in told), told


def test_all_errors_are_told_at_once() -> None:
    told = errors("单位名称,行政区划代码,类型\n甲局,1,部门\n乙局,620423,部们\n,620423,部门\n")
    assert len(told) == 3


def test_a_mistyped_header_is_not_dropped_silently() -> None:
    assert "单位名称" in errors("单位名秤,行政区划代码\n景泰县教育局,620423\n")[0]
    assert any("缺少必填的列" in t for t in errors("单位名称,别名\n景泰县教育局,\n"))


def test_the_same_agency_twice_is_an_error_that_names_both_lines() -> None:
    told = errors("单位名称,行政区划代码\n景泰县教育局,620423\n县教育局,620423\n")
    assert "第3行" in told[0]
    assert "与第2行是同一单位" in told[0]


def test_a_successor_must_be_in_the_file_and_needs_a_last_year() -> None:
    head = "单位名称,行政区划代码,终止年度,承接单位\n"
    assert "名册里没有" in errors(head + "景泰县甲局,620423,2018,景泰县没有局\n")[0]
    assert "没有写终止年度" in errors(head + "景泰县甲局,620423,,景泰县乙局\n景泰县乙局,620423,,\n")[0]
    circle = "景泰县甲局,620423,2018,景泰县乙局\n景泰县乙局,620423,2018,景泰县甲局\n"
    assert any("互相承接" in t for t in errors(head + circle))


def test_a_former_name_without_its_last_year_is_an_error() -> None:
    assert "至2018" in errors("单位名称,行政区划代码,曾用名\n景泰县甲局,620423,景泰县乙局\n")[0]


def test_years_that_are_none_or_the_wrong_way_round_are_errors() -> None:
    head = "单位名称,行政区划代码,起始年度,终止年度\n"
    assert "不是年度" in errors(head + "景泰县甲局,620423,去年,\n")[0]
    assert "早于" in errors(head + "景泰县甲局,620423,2023,2020\n")[0]


def test_a_code_newer_than_the_table_is_a_warning_with_the_nearest_one() -> None:
    got = read_roster("单位名称,行政区划代码\n新设县教育局,620429\n".encode(), "名册.csv")
    assert [a.division for a in got.agencies] == ["620429"]
    assert got.warnings[0].warning
    assert "2023年6月30日" in str(got.warnings[0])


def test_the_line_told_is_the_files_own_though_cells_hold_line_breaks() -> None:
    told = errors('单位名称,行政区划代码,别名\n景泰县甲局,620423,"甲\n乙\n丙"\n景泰县丁局,6204,\n')
    assert told[0].startswith("名册.csv 第5行")


def test_a_spreadsheet_formula_is_text_and_never_run() -> None:
    told = errors("单位名称,行政区划代码\n=HYPERLINK(1),620423x\n")
    assert "620423x" in told[0]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\x00\x01\x02\x03", b"PK\x03\x04broken", b'"', b"\xff\xfe\x00"]
)
def test_what_is_no_roster_ends_in_one_clear_sentence(data: bytes) -> None:
    with pytest.raises(RosterInvalid) as told:
        read_roster(data, "名册")
    assert "请" in told.value.chinese


def test_a_broken_spreadsheet_never_crashes_the_import() -> None:
    whole = xlsx(GOOD)
    for at in range(0, len(whole), 97):
        damaged = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        try:
            read_roster(damaged, "名册.xlsx")
        except RosterInvalid as told:
            assert told.problems


@given(st.binary(max_size=400))
def test_any_bytes_are_a_roster_or_a_named_refusal(data: bytes) -> None:
    try:
        read_roster(data, "名册")
    except RosterInvalid as told:
        assert told.problems


@given(st.lists(st.text(alphabet='景泰县教育局620423,部门、（至2018）"\n\t ', max_size=30), max_size=8))
def test_any_lines_under_a_good_header_are_read_or_refused(lines: list[str]) -> None:
    try:
        read_roster("\n".join(["单位名称,行政区划代码,类型,曾用名", *lines]).encode(), "名册")
    except RosterInvalid as told:
        assert all(problem.line >= 1 for problem in told.problems)
