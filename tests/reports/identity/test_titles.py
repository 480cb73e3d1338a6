"""Titles as portals print them: every yes right, every look-alike refused, and no agency or year invented."""

from __future__ import annotations

import csv

import pytest

import reports
from benchmarks.titles import faults, made
from reports import AgencyLevel, AgencyType, ReportKind
from reports.identity import recognise
from tests.conftest import SHARED, missing

TITLES = SHARED / "design" / "portal-titles.tsv"
NOT_DERIVABLE = {
    "县政府办2022年度政府信息公开工作年度报告": "fg.gov.cn may be 府谷, 扶沟 or 佛冈",
    "2022年政府信息公开工作年度报告": "no agency in the title; the address tells the county, not the township",
    "孝昌县人民政府": "the title is longer than the expected short name, and no year is in it",
    "通航产业园管理办2023年政府信息公开工作年度报告": "whkfq.gov.cn is no region of the national codes",
}
"""Why the fuller answer of the list cannot come from title and address; the printed name must still not contradict it."""
EXCEPT_YEAR = {"孝昌县人民政府"}


def rows() -> list[dict[str, str]]:
    if not TITLES.is_file():
        return []
    with TITLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.real_reports
def test_every_real_title_is_judged_rightly() -> None:
    if not TITLES.is_file():
        missing("../shared/design/portal-titles.tsv is absent: real titles cannot be judged")
    wrong = []
    for row in rows():
        got = recognise(row["title"], row["url"] or None)
        wanted = ReportKind.ANNUAL_REPORT if row["is_report"] == "yes" else ReportKind.OTHER
        if got.kind is not wanted:
            wrong.append((row["title"], got.kind, got.why))
    assert wrong == []


@pytest.mark.real_reports
def test_every_real_report_has_its_year_and_agency() -> None:
    if not TITLES.is_file():
        missing("../shared/design/portal-titles.tsv is absent: real titles cannot be judged")
    wrong: list[tuple[str, object, str]] = []
    for row in rows():
        if row["is_report"] != "yes":
            continue
        got, title = recognise(row["title"], row["url"] or None), row["title"]
        if title not in EXCEPT_YEAR and str(got.year) != row["year"]:
            wrong.append((title, got.year, row["year"]))
        name, expected = got.agency.name, row["agency"]
        if title in NOT_DERIVABLE:
            if name is not None and not (name.startswith(expected) or expected.endswith(name)):
                wrong.append((title, name, expected))
        elif name is None or not _same_agency(name, expected):
            wrong.append((title, name, expected))
    assert wrong == []


def _same_agency(name: str, expected: str) -> bool:
    """Equal, or one is the other with its superior regions before it, or without 人民政府 behind it (太平镇)."""
    return name.endswith(expected) or expected.endswith(name) or name == expected + "人民政府"


LOOKALIKES = [
    "景泰县2022年度政府信息公开工作自查报告",
    "景泰县2022年政府信息公开社会评议情况报告",
    "景泰县政府信息公开保密审查年度报告",
    "景泰县2022年度依法行政工作报告",
    "国务院办公厅政府信息与政务公开办公室关于政府信息公开年度报告有关项目填报问题的解释",
    "一图读懂：景泰县2023年政府信息公开工作年度报告",
    "【图解】景泰县2023年政府信息公开工作年度报告",
    "图解丨景泰县2023年政府信息公开工作年度报告",
    "景泰县2023年政府信息公开工作年度报告（图解）",
    "《景泰县2023年政府信息公开工作年度报告》解读",
    "景泰县2023年政府信息公开工作年度报告解读",
    "关于做好2023年政府信息公开工作年度报告编制发布工作的通知",
    "关于印发政府信息公开工作年度报告格式的通知",
    "景泰县政府信息公开工作年度报告制度",
    "景泰县召开2023年政府信息公开年度报告编制工作部署会",
    "景泰县2023年法治政府建设年度报告",
    "景泰县2023年政府网站工作年度报表",
    "2023年政务公开工作要点",
    "景泰县2023年政务公开工作总结",
    "景泰县2023年度行政执法统计年报",
    "景泰县2023年政府工作报告",
    "景泰县2023年第四季度政府信息公开工作报告",
    "景泰县2023年上半年政府信息公开工作报告",
    "某某大学2021-2022学年信息公开工作年度报告",
    "2023年企业年报公告",
    "政府信息公开指南",
    "景泰县顺利完成2023年政府信息公开工作年度报告发布工作",
]


@pytest.mark.parametrize("title", LOOKALIKES)
def test_a_look_alike_is_never_taken_for_the_report(title: str) -> None:
    assert recognise(title).kind is ReportKind.OTHER


VARIANTS = [
    ("2022年度景泰县政府信息公开年报", "景泰县", 2022),
    ("景泰县政府信息公开工作年度报告（2022年度）", "景泰县", 2022),
    ("景泰县政府信息公开工作年度报告(2022)", "景泰县", 2022),
    ("2022景泰县芦阳镇2022年度政府信息公开工作年度报告", "景泰县芦阳镇", 2022),
    ("景泰县2022政府信息公开工作年度报告", "景泰县", 2022),
    ("景泰县政府信息公开2022年度报告", "景泰县", 2022),
    ("景泰县二〇二二年政府信息公开工作年度报告", "景泰县", 2022),
    ("景泰县 教育局\u30002022 年政府信息\n公开工作年度报告", "景泰县教育局", 2022),
    ("景泰县教育局２０２２年政府信息公开工作年度报告", "景泰县教育局", 2022),
    ("景泰县教育局2022年政务公开工作年度报告", "景泰县教育局", 2022),
    ("景泰县教育局2022年度政府信息公开年度工作报告", "景泰县教育局", 2022),
    ("景泰县教育局2022年政府信息公开工作年度…", "景泰县教育局", 2022),
    ("景泰县教育局2022年政府信息公开工作年度报告.docx", "景泰县教育局", 2022),
    ("附件：景泰县教育局2022年政府信息公开工作年度报告", "景泰县教育局", 2022),
    ("景泰县教育局2022年政府信息公开工作年度报告（图片版）", "景泰县教育局", 2022),
    ("《景泰县教育局2022年政府信息公开工作年度报告》", "景泰县教育局", 2022),
    ("关于景泰县教育局2022年政府信息公开工作年度报告", "景泰县教育局", 2022),
    ("景泰县教育局2022年政府信息公开工作年度报告 2023-01-18", "景泰县教育局", 2022),
    ("山海关区石河镇2022年政府信息公开工作年度报告", "山海关区石河镇", 2022),
    ("本溪市溪湖区商务局2022年政府信息公开工作年度报告", "本溪市溪湖区商务局", 2022),
    ("全州县凤凰镇2022年政府信息公开工作年度报告", "全州县凤凰镇", 2022),
    ("附城镇2022年政府信息公开工作年度报告", "附城镇", 2022),
    ("2022年度佳镇2022年政府信息公开工作年度报告", "度佳镇", 2022),
    ("威宁县新发布依族乡2022年政府信息公开工作年度报告", "威宁县新发布依族乡", 2022),
    ("2022年两宜镇人民政府信息公开年报", "两宜镇人民政府", 2022),
    ("2022年政府信息公开年报（芦阳镇）", "芦阳镇", 2022),
    ("【芦阳镇】2022年政府信息公开工作年度报告", "芦阳镇", 2022),
    ("山东省社会组织管理局2022年政府信息公开工作年度报告", "山东省社会组织管理局", 2022),
    ("[2023-01-18]景泰县教育局2022年政府信息公开工作年度报告", "景泰县教育局", 2022),
    ("2023-01-18 景泰县教育局2022年政府信息公开工作年度报告", "景泰县教育局", 2022),
    ("（景泰县教育局）2022年政府信息公开工作年度报告", "景泰县教育局", 2022),
    ("2022年度|景泰县教育局政府信息公开年报", "景泰县教育局", 2022),
    ("政府信息公开年报>景泰县教育局2022年政府信息公开工作年度报告", "景泰县教育局", 2022),
    ("景泰县教育局2022年政府信息公开工作年度报告 - 部门年报", "景泰县教育局", 2022),
    ("景泰县教育局政府信息公开年报2022年", "景泰县教育局", 2022),
    ("景泰县教育局2022年政府信息公开年报_政府信息公开年报_景泰县人民政府", "景泰县教育局", 2022),
    ("景泰县城市管理综合行政执法局2022年政府信息公开工作年度报告", "景泰县城市管理综合行政执法局", 2022),
]


@pytest.mark.parametrize(("title", "agency", "year"), VARIANTS)
def test_a_title_written_another_way_is_still_the_report(title: str, agency: str, year: int) -> None:
    got = recognise(title)
    assert (got.kind, got.agency.name, got.year) == (ReportKind.ANNUAL_REPORT, agency, year), got.why


UNDECIDED = [
    "政府信息公开年报",
    "2023年政府信息公开工作…",
    "景泰县政府信息公开工作报告",
    "2019-2020年政府信息公开工作年度报告",
    "景泰县2023年度报告",
]


@pytest.mark.parametrize("title", UNDECIDED)
def test_words_that_leave_room_are_not_decided(title: str) -> None:
    assert recognise(title).kind is ReportKind.UNSURE


def test_two_years_in_one_title_give_no_year_of_our_choice() -> None:
    assert recognise("2019-2020年景泰县政府信息公开工作年度报告").year is None
    assert recognise("景泰县2022年政府信息公开工作年度报告（2023年）").year is None
    assert recognise("2023年景泰县2022年度政府信息公开工作年度报告").year == 2022


AGENCIES = [
    ("景泰县", AgencyType.GOVERNMENT, AgencyLevel.COUNTY, "620423"),
    ("景泰县人民政府办公室", AgencyType.GOV_OFFICE, AgencyLevel.COUNTY, "620423"),
    ("淮安市人民政府", AgencyType.GOVERNMENT, AgencyLevel.CITY, "320800"),
    ("大冶市人民政府", AgencyType.GOVERNMENT, AgencyLevel.COUNTY, "420281"),
    ("浙江省水利厅", AgencyType.DEPARTMENT, AgencyLevel.PROVINCE, "330000"),
    ("管城区二里岗街道办事处", AgencyType.SUBDISTRICT, AgencyLevel.TOWNSHIP, "410104006"),
    ("凉山州人民政府", AgencyType.GOVERNMENT, AgencyLevel.CITY, "513400"),
    ("景泰县气象局", AgencyType.VERTICAL, AgencyLevel.COUNTY, "620423"),
    ("国家税务总局景泰县税务局", AgencyType.VERTICAL, AgencyLevel.COUNTY, "620423"),
    ("中共景泰县委办公室", AgencyType.OTHER, AgencyLevel.COUNTY, "620423"),
    ("景泰县人民医院", AgencyType.OTHER, AgencyLevel.COUNTY, "620423"),
    ("苏州工业园区管理委员会", AgencyType.ZONE, AgencyLevel.COUNTY, "320576"),
    ("鸭河工区管委会", AgencyType.ZONE, AgencyLevel.UNSURE, None),
    ("青岛西海岸新区管委办公室", AgencyType.ZONE, AgencyLevel.UNSURE, None),
    ("青岛西海岸新区管委商务局", AgencyType.UNSURE, AgencyLevel.UNSURE, None),
    ("青溪县公路局", AgencyType.UNSURE, AgencyLevel.COUNTY, None),
    ("青溪县地震局", AgencyType.UNSURE, AgencyLevel.COUNTY, None),
    ("青溪县城管委", AgencyType.DEPARTMENT, AgencyLevel.COUNTY, None),
    ("某某市人民政府", AgencyType.GOVERNMENT, AgencyLevel.UNSURE, None),
    ("鼓楼区人民政府", AgencyType.GOVERNMENT, AgencyLevel.COUNTY, None),
    ("太平镇人民政府", AgencyType.TOWNSHIP, AgencyLevel.TOWNSHIP, None),
    ("上海市浦东新区人民政府", AgencyType.GOVERNMENT, AgencyLevel.COUNTY, "310115"),
    ("杭州市滨江区人民政府长河街道办事处", AgencyType.SUBDISTRICT, AgencyLevel.TOWNSHIP, "330108002"),
    ("温宿县共青团镇", AgencyType.TOWNSHIP, AgencyLevel.TOWNSHIP, "652922106"),
    ("古县乡村振兴局", AgencyType.DEPARTMENT, AgencyLevel.COUNTY, "141025"),
    ("商丘市梁园区体育局", AgencyType.DEPARTMENT, AgencyLevel.COUNTY, "411402"),
    ("景泰县国有资产监督管理委员会", AgencyType.DEPARTMENT, AgencyLevel.COUNTY, "620423"),
    ("北京市东城区城市管理委员会", AgencyType.DEPARTMENT, AgencyLevel.COUNTY, "110101"),
    ("上海市住房和城乡建设管理委员会", AgencyType.DEPARTMENT, AgencyLevel.PROVINCE, "310000"),
    ("张家界市武陵源风景名胜区建设管理委员会", AgencyType.ZONE, AgencyLevel.COUNTY, "430800"),
    ("威海市文登人民政府办公室", AgencyType.GOV_OFFICE, AgencyLevel.UNSURE, None),
    ("陕西省西咸新区沣东新城管委会", AgencyType.ZONE, AgencyLevel.UNSURE, None),
    ("荆州市仙桃市教育局", AgencyType.DEPARTMENT, AgencyLevel.UNSURE, None),
    ("苏州市常熟生态环境局", AgencyType.DEPARTMENT, AgencyLevel.UNSURE, None),
    ("绥阳县人民政府（县人民政府办公室）", AgencyType.UNSURE, AgencyLevel.COUNTY, "520323"),
    ("江苏苏州常熟市教育局", AgencyType.DEPARTMENT, AgencyLevel.UNSURE, None),
    ("济南市中区城市管理委员会", AgencyType.DEPARTMENT, AgencyLevel.UNSURE, None),
    ("塔城地区行署", AgencyType.GOVERNMENT, AgencyLevel.CITY, "654200"),
    ("甘肃省地方金融监督管理局", AgencyType.DEPARTMENT, AgencyLevel.PROVINCE, "620000"),
    ("景泰县中泉镇党政办", AgencyType.TOWNSHIP, AgencyLevel.TOWNSHIP, "620423106"),
    ("广东省人民政府参事室", AgencyType.UNSURE, AgencyLevel.PROVINCE, "440000"),
    ("第八师石河子市", AgencyType.UNSURE, AgencyLevel.UNSURE, "659001"),
    ("新疆生产建设兵团第八师石河子市", AgencyType.UNSURE, AgencyLevel.UNSURE, "659001"),
    ("第十师北屯市财政局", AgencyType.UNSURE, AgencyLevel.UNSURE, "659005"),
    ("新疆生产建设兵团教育局", AgencyType.UNSURE, AgencyLevel.PROVINCE, None),
    ("八师石河子市一五二团", AgencyType.UNSURE, AgencyLevel.TOWNSHIP, "659001500"),
    ("第八师143团", AgencyType.UNSURE, AgencyLevel.TOWNSHIP, None),
    ("143团", AgencyType.UNSURE, AgencyLevel.TOWNSHIP, None),
    ("第五师双河市八十九团一连", AgencyType.UNSURE, AgencyLevel.UNSURE, "659007"),
    ("第八师石河子市北泉镇", AgencyType.TOWNSHIP, AgencyLevel.TOWNSHIP, "659001100"),
    ("师市发展改革委", AgencyType.UNSURE, AgencyLevel.UNSURE, None),
    ("南京市公安局鼓楼分局", AgencyType.UNSURE, AgencyLevel.UNSURE, "320100"),
]


@pytest.mark.parametrize(("name", "kind", "level", "division"), AGENCIES)
def test_type_level_and_division_follow_the_name(
    name: str, kind: AgencyType, level: AgencyLevel, division: str | None
) -> None:
    agency = recognise(f"{name}2022年政府信息公开工作年度报告").agency
    assert (agency.name, agency.type, agency.level, agency.division) == (name, kind, level, division)


def test_a_name_used_in_several_places_gets_no_division_without_a_parent() -> None:
    assert recognise("市中区财政局2022年政府信息公开工作年度报告").agency.division is None
    assert recognise("济南市市中区财政局2022年政府信息公开工作年度报告").agency.division == "370103"


def test_superfluous_superiors_are_left_out_of_the_name_and_kept_as_printed() -> None:
    got = recognise("甘肃省白银市景泰县芦阳镇人民政府2022年政府信息公开工作年度报告")
    assert (got.agency.name, got.printed) == ("景泰县芦阳镇人民政府", "甘肃省白银市景泰县芦阳镇人民政府")


def test_the_address_only_chooses_among_regions_of_the_printed_name() -> None:
    title = "大坡乡人民政府2024年政府信息公开工作年度报告"
    there = recognise(title, "http://rongan.gov.cn/xxgk/a.shtml").agency
    assert (there.name, there.division) == ("融安县大坡乡人民政府", "450224201")
    mirror = recognise(title, "http://rongan.example.com/xxgk/a.shtml").agency
    assert mirror.name == "大坡乡人民政府"
    silent = recognise("2024年政府信息公开工作年度报告", "http://rongan.gov.cn/xxgk/a.shtml").agency
    assert silent.name is None


def test_the_portals_own_region_settles_what_the_title_leaves_open() -> None:
    def at(portal: str, name: str) -> tuple[str | None, str | None]:
        agency = recognise(f"{name}2022年政府信息公开工作年度报告", portal=portal).agency
        return agency.name, agency.division

    assert at("610423", "太平镇人民政府") == ("泾阳县太平镇人民政府", "610423111")
    assert at("620423", "县教育局") == ("景泰县教育局", "620423")
    assert at("620423", "教育局") == ("景泰县教育局", "620423")
    assert at("620423", "县政府办") == ("景泰县人民政府办公室", "620423")
    assert at("620400", "县教育局") == (None, None), "a city's portal lists many counties"
    assert at("620423", "靖远县教育局") == ("靖远县教育局", "620421"), "a printed county stands"


def test_a_town_known_only_elsewhere_is_not_taken_for_that_one() -> None:
    got = recognise("芦阳镇2022年政府信息公开工作年度报告", portal="610423")
    assert (got.agency.name, got.agency.division) == ("泾阳县芦阳镇", None)
    assert got.region == "610423"


def test_an_agency_on_both_sides_of_the_year_is_one() -> None:
    for title in ("景泰县2022年教育局政府信息公开年报", "景泰县2022年景泰县教育局政府信息公开年报"):
        assert recognise(title).agency.name == "景泰县教育局"


@pytest.mark.parametrize("printed", ["景泰县景泰县教育局", "甘肃省白银市景泰县人民政府景泰县教育局"])
def test_a_region_that_the_site_puts_before_the_name_is_not_printed_twice(printed: str) -> None:
    agency = recognise(f"{printed}2022年政府信息公开年报").agency
    assert (agency.name, agency.level, agency.division) == ("景泰县教育局", AgencyLevel.COUNTY, "620423")


def test_a_path_never_names_an_agency_or_a_year() -> None:
    url = "http://rongan.gov.cn/zfxxgknb/2019/jyj/t20200101_1.html"
    got = recognise("政府信息公开工作年度报告", url)
    assert (got.agency.name, got.year) == (None, None)


def test_a_relative_name_needs_a_spelled_out_county() -> None:
    title = "县教育局2022年政府信息公开工作年度报告"
    assert recognise(title, "http://hengnan.gov.cn/a.html").agency.name == "衡南县教育局"
    assert recognise(title, "http://fg.gov.cn/a.html").agency.name is None
    assert recognise(title).agency.name is None


def test_no_generated_title_gets_a_wrong_answer() -> None:
    wrong = [
        (item.title, fault) for item in made(3000, 20) for fault in faults(item) if "unsure" not in fault
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "before",
    [
        "",
        "3. ",
        "12、",
        "· ",
        "【置顶】",
        "[2025-01-22] ",
        "2025-01-22 ",
        "（2025.01.22）",
        "附件：",
        "\u200b",
    ],
)
def test_marks_that_a_list_prints_before_a_title_are_no_part_of_a_name(before: str) -> None:
    told = recognise(f"{before}2024年景泰县教育局政府信息公开工作年度报告", None, "620423")
    assert (told.kind, told.year, told.printed) == (ReportKind.ANNUAL_REPORT, 2024, "景泰县教育局")


def test_a_picture_story_in_a_report_column_is_no_report_for_its_bare_name() -> None:
    url = "http://www.xiaochang.gov.cn/c/www/2024nszfnb/390824.jhtml"
    assert recognise("孝昌县人民政府", url).kind is ReportKind.ANNUAL_REPORT
    assert recognise("一图读懂孝昌县人民政府", url).kind is not ReportKind.ANNUAL_REPORT


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("青溪县教育局关于印发2025年政府信息公开工作年度报告的通知", "青溪县教育局", 2025),
        ("青溪县水利局关于公布《青溪县水利局2024年政府信息公开工作年度报告》的公告", "青溪县水利局", 2024),
        ("青溪县人民政府办公室关于印发青溪县2024年政府信息公开工作年度报告的通知", "青溪县", 2024),
        ("关于发布2024年度政府信息公开年报的公告", None, 2024),
    ],
)
def test_a_report_issued_with_a_letter_is_looked_for_on_its_page(
    title: str, agency: str | None, year: int
) -> None:
    told = recognise(title)
    assert (told.kind, told.agency.name, told.year) == (ReportKind.UNSURE, agency, year)


@pytest.mark.parametrize(
    "title",
    [
        "关于印发《政府信息公开工作年度报告格式》的通知",
        "关于印发2024年政府信息公开工作年度报告编制要求的通知",
        "关于报送2024年政府信息公开工作年度报告的通知",
        "青溪县人民政府关于发布2024年法治政府建设年度报告的通知",
        "青溪县关于印发2024年政府信息公开工作要点的通知",
    ],
)
def test_a_letter_about_reports_is_none(title: str) -> None:
    assert recognise(title).kind is ReportKind.OTHER


@pytest.mark.parametrize(
    "title",
    [
        "临岚县水务局2023年政府信息公开工作",
        "临岚县住房和城乡建设局2023年政府信息公",
        "2023年临岚县水务局政府信息公开",
        "临岚县水务局2023年政府信息公开工…",
    ],
)
def test_a_title_cut_without_a_sign_is_looked_at_and_not_passed_over(title: str) -> None:
    """Lists that count characters end in the middle of the report's name: passed over, its agency would be missing."""
    told = recognise(title)
    assert (told.kind, told.agency.name, told.year) == (
        ReportKind.UNSURE,
        title.removeprefix("2023年").partition("局")[0] + "局",
        2023,
    )


@pytest.mark.parametrize(
    "title",
    [
        "各乡镇（街道）政府信息公开年报",
        "临岚县各部门2023年政府信息公开工作年度报告",
        "2023年度临岚县各单位信息公开年报",
        "政府信息公开年报",
        "政府政务公开年报",
    ],
)
def test_a_folder_of_many_agencies_is_nobodys_report(title: str) -> None:
    assert recognise(title).kind is ReportKind.UNSURE


@pytest.mark.parametrize(
    "name", ["隆林各族自治县教育局", "龙胜各族自治县乐江镇", "唐山市丰南区黄各庄镇人民政府"]
)
def test_a_name_that_holds_the_word_for_every_is_one_agencys(name: str) -> None:
    told = recognise(f"{name}2023年政府信息公开工作年度报告")
    assert (told.kind, told.agency.name) == (ReportKind.ANNUAL_REPORT, name)


@pytest.mark.parametrize("of", ["环境", "财政", "政府采购", "企业", "党务", "部门预决算"])
def test_the_disclosure_of_something_else_is_not_taken_for_the_report(of: str) -> None:
    assert recognise(f"临岚县2023年度{of}信息公开年度报告").kind is ReportKind.UNSURE
    bureau = recognise("临岚县财政局2023年信息公开年度报告")
    assert (bureau.kind, bureau.agency.name) == (ReportKind.ANNUAL_REPORT, "临岚县财政局")


def test_the_agencys_own_organ_is_the_agency() -> None:
    got = recognise("重庆市教育委员会机关2023年政府信息公开工作年度报告").agency
    assert (got.name, got.division) == ("重庆市教育委员会", "500000")


@pytest.mark.parametrize("mark", ["(文字版)", "（图文版）", "【PDF版】", "（全文）"])
def test_how_a_report_is_given_is_no_part_of_the_agencys_name(mark: str) -> None:
    told = recognise(f"{mark}2023年临岚县水务局政府信息公开工作年度报告")
    assert (told.kind, told.agency.name, told.year) == (ReportKind.ANNUAL_REPORT, "临岚县水务局", 2023)


@pytest.mark.parametrize("title", ["title: {}", 'title: "{}"', "**{}**", "# **{}**"])
@pytest.mark.parametrize("table", ["", "<table><tr><td>无</td></tr></table>"])
def test_marks_of_markdown_are_no_part_of_the_agency(title: str, table: str) -> None:
    named = title.format("青溪县教育局2023年政府信息公开工作年度报告")
    text = f"---\n{named}\ndate: 2024-01-15\n---\n\n一、总体情况\n\n无。\n{table}"
    report = reports.read(text.encode(), "x.md")
    assert (report.agency.name, report.year) == ("青溪县教育局", 2023)
