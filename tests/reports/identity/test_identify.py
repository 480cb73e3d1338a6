"""Documents say whose they are: from title and body, never from the path, and nothing when they do not say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reports import AgencyLevel, AgencyType, Document, MediaType, Paragraph, Place, ReportKind, read
from reports.identity import identify
from tests.reports.statutory import HEADINGS


def document(*lines: str, titles: tuple[str, ...] = (), publisher: str | None = None) -> Document:
    blocks = tuple(Paragraph(line, Place(line=n)) for n, line in enumerate(lines, 1))
    return Document(MediaType.TEXT, blocks, titles=titles, publisher=publisher)


def words_of(path: Path) -> Document:
    """The words of a real file, roughly: these tests are about identity, not about the readers."""
    text, titles = path.read_text(encoding="utf-8"), ()
    if path.suffix == ".html":
        titles = tuple(re.findall(r'name="ArticleTitle" content="([^"]+)"', text))
        titles += tuple(re.findall(r"<title>(.*?)</title>", text))
        text = re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)
        text = re.sub(r"<[^>]+>", "\n", text)
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return document(*(line for line in lines if line), titles=titles)


LEVELS = {
    "county": AgencyLevel.COUNTY,
    "county department": AgencyLevel.COUNTY,
    "county-level zone": AgencyLevel.COUNTY,
    "township": AgencyLevel.TOWNSHIP,
    "prefecture city": AgencyLevel.CITY,
    "prefecture city (fixture)": AgencyLevel.UNSURE,
}
"""What truth/ says, in our words; a city that no code table knows may be of two levels."""


@pytest.mark.real_reports
@pytest.mark.parametrize(
    "name",
    [
        "chumiao-2021.txt",
        "erligang-2020.txt",
        "hangzhou-2025.html",
        "jingtai-2020.txt",
        "muye-2020.txt",
        "pingtan-2019.html",
        "pingtan-2019.txt",
        "yahe-2019.txt",
    ],
)
def test_a_real_report_is_given_to_its_agency_and_year(real_reports: Path, name: str) -> None:
    truth = json.loads((real_reports / "truth" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    got = identify(words_of(real_reports / name))
    assert got.kind is ReportKind.ANNUAL_REPORT
    assert (got.title, got.agency.name, got.year) == (truth["title"], truth["agency"], truth["year"])
    assert got.agency.level is LEVELS[truth["level"]]
    if got.full_name is not None:
        assert got.full_name == truth["agency_full"]


def test_a_title_alone_or_headings_alone_are_not_enough() -> None:
    title = "景泰县2022年政府信息公开工作年度报告"
    assert identify(document(title, *HEADINGS)).kind is ReportKind.ANNUAL_REPORT
    assert identify(document(title, "见附件。")).kind is ReportKind.UNSURE
    assert identify(document("通知", *HEADINGS)).kind is ReportKind.UNSURE
    assert identify(document("通知", "各单位：")).kind is ReportKind.OTHER


def test_a_reading_aid_with_all_six_headings_is_not_called_the_report() -> None:
    got = identify(document("图解：景泰县2022年政府信息公开工作年度报告", *HEADINGS))
    assert got.kind is ReportKind.UNSURE


def test_a_preamble_that_lists_the_sections_has_no_headings() -> None:
    listing = (
        "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项六个部分，由景泰县人民政府办公室编制，电子版可在网站下载，欢迎查阅。"
    )
    assert identify(document("景泰县2022年政府信息公开工作年度报告", listing)).headings == frozenset()


def test_a_title_broken_over_two_lines_is_one_title() -> None:
    got = identify(document("景泰县教育局", "2022年政府信息公开工作年度报告", *HEADINGS))
    assert (got.title, got.agency.name, got.year) == (
        "景泰县教育局2022年政府信息公开工作年度报告",
        "景泰县教育局",
        2022,
    )


def test_a_silent_title_takes_the_agency_from_who_compiled_it() -> None:
    preamble = "根据《条例》要求，由景泰县芦阳镇人民政府编制，统计期限自2022年1月1日起至2022年12月31日止。"
    got = identify(document("政府信息公开工作年度报告", preamble, *HEADINGS))
    assert (got.agency.name, got.agency.division, got.year) == ("景泰县芦阳镇人民政府", "620423101", 2022)


def test_the_publisher_is_asked_last() -> None:
    got = identify(document("2022年政府信息公开工作年度报告", *HEADINGS, publisher="景泰县教育局"))
    assert got.agency.name == "景泰县教育局"
    got = identify(
        document("景泰县财政局2022年政府信息公开工作年度报告", *HEADINGS, publisher="景泰县教育局")
    )
    assert got.agency.name == "景泰县财政局"


def test_a_cover_names_the_agency_below_the_title() -> None:
    got = identify(
        document("政府信息公开工作年度报告", "（2022年度）", "景泰县教育局", "2023年1月", *HEADINGS)
    )
    assert got.agency.name == "景泰县教育局"


@pytest.mark.parametrize(
    "lines",
    [
        ("武昌经开区管委会(滨江商务区管委会)", "2025年政府信息公开工作年度报告"),
        ("政府信息公开工作年度报告", "武昌经开区管委会(滨江商务区管委会)", "2026年1月8日"),
    ],
)
def test_a_second_name_in_brackets_stays_whole(lines: tuple[str, ...]) -> None:
    got = identify(document(*lines, *HEADINGS))
    assert got.agency.name == "武昌经开区管委会（滨江商务区管委会）"
    assert got.agency.type is AgencyType.ZONE


@pytest.mark.parametrize(
    ("zone", "words", "level"),
    [
        ("亳州高新区", "我区收到申请0件。", AgencyLevel.COUNTY),
        ("亳州高新区", "园区没有收到申请。", AgencyLevel.UNSURE),
        ("宜良工业园区管委会", "宜良工业园区管委会没有收到申请。", AgencyLevel.UNSURE),
        ("昆山开发区管委会", "我区收到申请0件。", AgencyLevel.UNSURE),
    ],
)
def test_a_zone_is_on_a_countys_level_when_it_calls_itself_a_district_of_a_city(
    zone: str, words: str, level: AgencyLevel
) -> None:
    got = identify(document(f"{zone}2022年政府信息公开工作年度报告", *HEADINGS, words))
    assert got.agency.level is level


def test_words_of_the_page_above_the_title_are_not_joined_to_it() -> None:
    lines = ("索引号", "基本信息", "2022年", "政府信息公开工作年度报告", "（景泰县芦阳镇人民政府）")
    got = identify(document(*lines, *HEADINGS))
    assert (got.title, got.agency.name) == ("2022年政府信息公开工作年度报告", "景泰县芦阳镇人民政府")


def test_a_name_broken_in_the_middle_of_a_title_is_joined() -> None:
    got = identify(document("西咸新区底张街道办事处2023年度政府", "信息公开工作年度报告", *HEADINGS))
    assert got.title == "西咸新区底张街道办事处2023年度政府信息公开工作年度报告"


def test_a_report_that_publishes_itself_by_name_is_believed() -> None:
    line = "现向社会公布2021年石家庄市教育局政府信息公开工作年度报告。"
    got = identify(document("2021年政府信息公开工作年度报告", line, *HEADINGS))
    assert (got.agency.name, got.agency.division) == ("石家庄市教育局", "130100")


def test_a_site_operator_is_not_taken_for_the_agency() -> None:
    title = "2022年政府信息公开工作年度报告"
    office = identify(document(title, "我乡认真落实条例。", *HEADINGS, publisher="景泰县人民政府办公室"))
    assert office.agency.name is None
    platform = identify(document(title, *HEADINGS, publisher="景泰县政务服务管理局"))
    assert platform.agency.name is None
    site = identify(document(*HEADINGS, titles=(f"景泰县人民政府-{title}",)))
    assert site.agency.name is None


def test_a_very_long_line_is_read_in_bounded_time() -> None:
    got = identify(document("景泰县2022年政府信息公开工作年度报告", "四、行政复议县" * 200_000))
    assert got.agency.division == "620423"


def test_the_path_never_names_an_agency_or_a_year() -> None:
    got = identify(
        document("政府信息公开工作年度报告", *HEADINGS), "http://www.jingtai.gov.cn/2019/jyj/1.html"
    )
    assert (got.agency.name, got.year) == (None, None)


def test_a_name_used_in_several_places_is_settled_by_the_words_of_the_report() -> None:
    title = "太平镇人民政府2022年政府信息公开工作年度报告"
    assert identify(document(title, *HEADINGS)).agency.division is None
    got = identify(document(title, "在旌德县委、县政府的正确领导下……", *HEADINGS))
    assert got.agency.division is None, "旌德县 has no 太平镇: naming it settles nothing"
    got = identify(document(title, "在贵溪市人民政府领导下……", "按照泾阳县政府要求，", *HEADINGS))
    assert got.agency.division == "610423111"


def test_titles_of_two_years_give_the_year_the_period_confirms_or_none() -> None:
    titles = ("景泰县2021年政府信息公开工作年度报告", "景泰县2022年政府信息公开工作年度报告")
    assert identify(document(*HEADINGS, titles=titles)).year is None
    period = "本报告数据统计期限从2022年1月1日起至2022年12月31日止。"
    assert identify(document(period, *HEADINGS, titles=titles)).year == 2022


def test_a_period_with_lost_characters_is_no_period() -> None:
    assert identify(document("统计期限从202111日到1231日止。", *HEADINGS)).period is None


def test_a_relative_name_is_resolved_only_when_one_county_is_named() -> None:
    title = "县政府办2022年度政府信息公开工作年度报告"
    body = "府谷县认真贯彻落实条例。", "下一步，府谷县将继续加强。"
    got = identify(document(title, *body, *HEADINGS))
    assert (got.agency.type, got.region) == (AgencyType.GOV_OFFICE, "610822")
    both = identify(document(title, *body, "赴神木市、绥德县学习。", *HEADINGS))
    assert both.agency.name is None


def test_the_name_is_as_printed_and_a_bare_one_gets_its_county() -> None:
    long = identify(document("甘肃省白银市景泰县教育局2022年政府信息公开工作年度报告", *HEADINGS))
    assert long.agency.name == "甘肃省白银市景泰县教育局"
    bare = document("教育局2022年政府信息公开工作年度报告", *HEADINGS)
    assert identify(bare, portal="620423").agency.name == "景泰县教育局"
    relative = document("县教育局2022年政府信息公开工作年度报告", *HEADINGS)
    assert identify(relative, portal="620423").agency.name == "景泰县教育局"
    assert identify(relative).agency.name is None


def test_a_report_before_2019_is_known_by_the_parts_of_its_time() -> None:
    lines = (
        "景泰县2015年政府信息公开工作年度报告",
        "一、概述",
        "二、主动公开政府信息情况",
        "三、依申请公开政府信息情况",
        "四、政府信息公开收费及减免情况",
        "五、因政府信息公开申请行政复议、提起行政诉讼情况",
        "六、存在的主要问题及改进措施",
    )
    got = identify(document(*lines))
    assert (got.kind, got.year) == (ReportKind.ANNUAL_REPORT, 2015)


def test_a_site_name_behind_a_page_title_is_dropped() -> None:
    titles = ("景泰县2022年政府信息公开工作年度报告_政府信息公开年报_景泰县人民政府",)
    assert identify(document(*HEADINGS, titles=titles)).title == "景泰县2022年政府信息公开工作年度报告"


def test_a_period_that_ends_before_it_begins_is_given_as_printed() -> None:
    title = "梧桐县水利局2023年政府信息公开工作年度报告"
    wrong = "统计期限自2023年1月1日起至2022年12月31日止。"
    found = identify(document(title, wrong, *HEADINGS))
    assert found.period == ("2023-01-01", "2022-12-31")
    assert found.year == 2023


def test_a_right_period_counts_before_a_wrong_one() -> None:
    lines = (
        "统计期限自2023年1月1日起至2022年12月31日止。",
        "统计期限自2023年1月1日起至2023年12月31日止。",
    )
    found = identify(document("梧桐县水利局2023年政府信息公开工作年度报告", *lines, *HEADINGS))
    assert found.period == ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    "period",
    [
        "本报告中所列数据的统计期限自2022年1月1日起，至2023年12月31日止。",
        "本报告中所列数据的统计期限自2022年1月1日起截至2023年12月31日。",
        "统计期限：2022年1月1日—2023年12月31日。",
        "统计期限：2022.1.1—2023.12.31。",
        "统计期限：2022-01-01至2023-12-31。",
        "数据统计期限为二〇二二年一月一日至二〇二三年十二月三十一日。",
    ],
)
def test_a_period_is_read_however_its_two_days_are_joined(period: str) -> None:
    assert identify(document(period, *HEADINGS)).period == ("2022-01-01", "2023-12-31")


@pytest.mark.parametrize(
    "name",
    [
        "中国人民银行泾县支行",
        "中国人民银行南京分行",
        "黄河水利委员会",
        "水利部长江水利委员会",
        "生态环境部华东督察局",
        "财政部江苏监管局",
        "审计署驻南京特派员办事处",
        "国家能源局江苏监管办公室",
    ],
)
def test_what_the_centre_has_posted_is_no_department_of_a_local_government(name: str) -> None:
    page = f"<h1>{name}2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>情况良好。</p>"
    agency = read(page.encode(), "page.html").agency
    assert (agency.name, agency.type) == (name, AgencyType.VERTICAL)


@pytest.mark.parametrize(
    "line",
    [
        "标   题 梧桐县水利局2023年政府信息公开工作年度报告",
        "名 称 | 梧桐县水利局2023年政府信息公开工作年度报告",
        "文件名称：梧桐县水利局2023年政府信息公开工作年度报告",
        "[ 名 称 ] 梧桐县水利局2023年政府信息公开工作年度报告",
        "称: 梧桐县水利局2023年政府信息公开工作年度报告",
        "标题: | 梧桐县水利局2023年政府信息公开工作年度报告",
        "  • 信息名称 梧桐县水利局2023年政府信息公开工作年度报告",
        "大中小梧桐县水利局2023年政府信息公开工作年度报告",
        "梧桐县水利局2023年政府信息公开工作年度报告 2024-01-29",
    ],
)
def test_the_label_of_a_page_s_particulars_is_no_part_of_the_agency_s_name(line: str) -> None:
    got = identify(document(line, *HEADINGS))
    assert got.agency.name == "梧桐县水利局"
    assert got.title == "梧桐县水利局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "particulars",
    [
        "<tr><td>名 称</td><td>{}</td></tr>",
        "<tr><td>标 题:</td><td>{}</td><td>文 号</td></tr>",
        "<tr><td>[ 名 称 ]</td><td>{}</td></tr>",
    ],
)
def test_a_title_that_only_the_page_s_particulars_have_is_its_title(particulars: str) -> None:
    title = "梧桐县水利局2023年政府信息公开工作年度报告"
    text = "".join(f"<p>{line}</p>" for line in HEADINGS)
    page = (
        f"<title>梧桐县人民政府</title><table><tr><td>索 引 号</td><td>K45/2024-1</td></tr>{particulars.format(title)}</table>"
        f"<div class=content>{text}</div>"
    )
    assert read(page.encode(), "page.html").title == title


def test_a_year_that_only_the_report_s_own_opening_names_is_its_year() -> None:
    got = identify(
        document("云上镇政府信息公开工作年度报告", "现将2022年度云上镇政府信息公开工作报告如下：", *HEADINGS)
    )
    assert got.year == 2022


def test_the_way_to_a_page_is_not_printed_as_its_title() -> None:
    way = "您现在所在的位置： 网站首页 > 政府信息公开年报 > 云上乡人民政府2023年政府信息公开工作年度报告"
    got = identify(document(way, *HEADINGS, titles=(way,)))
    assert got.title == "云上乡人民政府2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "line",
    [
        "您的位置：首页 > 政府信息公开 > 政府信息公开年报 > 辖区报告",
        "索引号 | 01234/2024-2 | 分类 | 信息公开年报",
        "组配分类 政府信息公开年报",
        "主题分类：政府信息公开年度报告",
    ],
)
def test_the_name_of_a_column_among_a_page_s_particulars_is_no_title(line: str) -> None:
    got = identify(document(line, *HEADINGS))
    assert got.title is None


@pytest.mark.parametrize(
    ("compiler", "agency"),
    [
        ("梧桐县水利局办公室", "梧桐县水利局"),
        ("梧桐县云上镇人民政府党政办公室", "梧桐县云上镇人民政府"),
        ("梧桐县云上镇党政综合办公室", "梧桐县云上镇"),
        ("梧桐县综合行政执法局", "梧桐县综合行政执法局"),
    ],
)
def test_an_office_inside_an_agency_compiles_for_the_agency(compiler: str, agency: str) -> None:
    got = identify(document(f"本报告根据条例要求，由{compiler}编制。", *HEADINGS))
    assert got.agency.name == agency


def test_the_office_of_a_county_s_government_stays_an_agency_of_its_own() -> None:
    said = "本报告由梧桐县人民政府办公室编制。我办一年来认真公开。"
    assert identify(document(said, *HEADINGS)).agency.name == "梧桐县人民政府办公室"


@pytest.mark.parametrize(
    "said",
    [
        "本报告由梧桐县水利局按照《中华人民共和国政府信息公开条例》（以下简称《条例》）要求编制。",
        "根据条例，由梧桐县水利局综合各项数据编制。全文分六个部分。",
        "根据条例，我局编制并向社会公开梧桐县水利局2023年度政府信息公开工作年度报告。",
        "根据条例，现公布梧桐县水利局2023年度政府信息公开工作报告。",
        "根据条例，梧桐县水利局编制完成2023年政府信息公开年度报告，数据截至年底。",
    ],
)
def test_who_a_report_without_a_title_says_it_is_of_is_named_without_the_words_around(said: str) -> None:
    assert identify(document(said, *HEADINGS)).agency.name == "梧桐县水利局"


def test_an_office_named_shortly_is_given_its_full_name_where_the_report_names_one_county() -> None:
    lines = (
        "县政府办2023年度政府信息公开工作年度报告",
        "电子版见景泰县人民政府网站。",
        "景泰县人民政府办公室认真公开。",
    )
    assert identify(document(*lines, *HEADINGS)).agency.name == "景泰县人民政府办公室"


@pytest.mark.parametrize(
    "name",
    [
        "洛阳市云上区教育局",
        "洛阳市云上新区财政局",
        "平顶山市新城区民政局",
        "洛阳市云上县审计局",
        "河南省云上航空港区财政局",
    ],
)
def test_the_bureau_of_a_district_that_no_table_lists_is_not_its_city_s(name: str) -> None:
    got = identify(document(f"{name}2023年政府信息公开工作年度报告", *HEADINGS))
    assert got.agency.name == name
    assert (got.agency.level, got.agency.division) == (AgencyLevel.UNSURE, None)
    assert got.region is not None


@pytest.mark.parametrize(
    "name",
    [
        "洛阳市城区管理局",
        "洛阳市社区建设局",
        "洛阳市区域合作办公室",
        "洛阳市县域经济发展局",
        "洛阳市景区管理局",
    ],
)
def test_a_city_s_bureau_whose_work_has_a_district_in_its_name_stays_the_city_s(name: str) -> None:
    agency = identify(document(f"{name}2023年政府信息公开工作年度报告", *HEADINGS)).agency
    assert (agency.type, agency.level) == (AgencyType.DEPARTMENT, AgencyLevel.CITY)


@pytest.mark.parametrize(
    "name",
    [
        "四川省贡嘎山国家级自然保护区管理局",
        "内蒙古辉河国家级自然保护区管理局",
        "青海省青海湖景区管理局",
        "内蒙古大兴安岭重点国有林管理局",
        "内蒙古鄂尔多斯高新技术产业开发区管理委员会",
        "新疆天山天池管理委员会",
    ],
)
def test_what_only_lies_in_a_province_is_not_the_province_s(name: str) -> None:
    got = identify(document(f"{name}2023年政府信息公开工作年度报告", *HEADINGS)).agency
    assert (got.name, got.level, got.division) == (name, AgencyLevel.UNSURE, None)


def test_the_name_of_a_site_s_part_above_a_title_without_a_year_is_no_part_of_the_agency_s_name() -> None:
    lines = (
        "政府信息公开",
        "梧桐县水利局政府信息公开工作年度报告",
        "数据期限自2023年1月1日起至2023年12月31日止。",
    )
    got = identify(document(*lines, *HEADINGS))
    assert (got.agency.name, got.title) == ("梧桐县水利局", "梧桐县水利局政府信息公开工作年度报告")


@pytest.mark.parametrize("name", ["镇人民政府", "乡", "街道办事处", "县"])
def test_the_kind_of_an_agency_is_not_its_name(name: str) -> None:
    got = identify(document(f"{name}2023年政府信息公开工作年度报告", *HEADINGS), portal="620423")
    assert got.agency.name is None


def test_a_name_that_lost_a_letter_is_nobodys() -> None:
    """The next source that names the agency whole may."""
    title = "青溪县\ufffd育局2023年政府信息公开工作年度报告"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{{}}</body></html>"
    assert read(page.format("").encode(), "page.html").agency.name is None
    signed = "<p>根据要求，由青溪县教育局编制本报告。青溪县教育局2023年政府信息公开工作年度报告如下。</p>"
    assert read(page.format(signed).encode(), "page.html").agency.name in (None, "青溪县教育局")


@pytest.mark.parametrize(
    "title",
    [
        "青溪县教育局2022-2023年度政府信息公开工作年度报告",
        "青溪县教育局2023年上半年政府信息公开工作报告",
    ],
)
def test_a_title_of_several_years_or_half_of_one_is_not_the_publishers(title: str) -> None:
    printed = document(title, *HEADINGS, "本机关认真落实条例。", titles=(title,), publisher="青溪县人民政府")
    assert identify(printed).agency.name == "青溪县教育局"
