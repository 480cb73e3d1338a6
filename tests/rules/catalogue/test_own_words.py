"""Words that are not the agency's own are noticed where it speaks of itself; what is true of other places accuses nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import reports
import rules
from reports import AgencyLevel, AgencyType, MediaType
from rules import Outcome
from rules.engine.copy_facts import BY_OCR
from rules.engine.draft import Draft

OURS = {"STR-LABEL-ALTERED", "TXT-FOREIGN-ORG", "TXT-OFFTOPIC", "TXT-CONTACT"}
RULES = rules.load()
CITY = Path(rules.__file__).parent / "provincial" / "example-city.yaml"
IN_THE_CITY = rules.load(overlays=[CITY])

TRUE_OF_ELSEWHERE = """
赴四川省宜宾市旅游局学习政务公开经验。
与宜宾市文化和旅游局签订合作协议，联合发布旅游线路。
学习借鉴《杭州市人民政府2024年政府信息公开工作年度报告》的写法。
参照《北京市政府信息公开规定》和《杭州市2024年政府信息公开工作年度报告》，修订本局制度。
浙江省杭州市企业来我市投资的，可在杭州市人民政府网站查阅相关政策。
申请人来自四川省宜宾市，通过信函申请公开2件。
协助宜宾市公安局处理政府信息公开申请1件。
本报告电子版可在威海市人民政府门户网站查阅。
本年度报告可登录山东省人民政府网站下载。
如对本报告有疑问，请与威海市文化和旅游局办公室联系。
编制《荣成市旅游局2024年政府信息公开工作年度报告》。
编制《威海市旅游局2024年政府信息公开工作年度报告》。
编制了《山东省旅游局2024年政府信息公开工作年度报告》。
2024年，威海市旅游局认真落实条例。
对口支援重庆市云阳县，云阳县文化旅游委来威交流。
转办四川省成都市、陕西省西安市等地来信3件。
会同南京市市场监督管理局公布跨省通办事项清单。
宜宾市旅游局来函协查的申请1件，已依法答复。
北京路、上海路两个便民服务点设置了信息公开查阅点。
在杭州路、长春街、南京路设立公开栏。
开展了“走进长春市场”“南京路步行街”等主题公开。
按照国家文化和旅游部要求公开。
编制《中国共产党威海市委员会党务公开目录》和《北京路街道政务公开事项清单》。
公布《青岛市—威海市轨道交通规划》。
""".strip().splitlines()

FALSE_OF_ITSELF = [
    ("编制《宜宾市旅游局2024年政府信息公开工作年度报告》。", "宜宾市"),
    ("编制了《四川省宜宾市旅游局2024年度政府信息公开工作年度报告》并公布。", "四川省宜宾市"),
    ("现公布《云阳县2024年政府信息公开年报》。", "云阳县"),
    ("2024年，宜宾市旅游局认真落实条例。", "宜宾市"),
    ("本报告电子版可在宜宾市人民政府网站下载。", "宜宾市"),
    ("如对本报告有疑问，请与宜宾市旅游局联系。", "宜宾市"),
    ("2024 年度，宜 宾 市旅游局深入推进政务公开。", "宜宾市"),
]

GENERAL_BUT_OWN = """
各级政府部门不断拓宽公开渠道，部分地区还开发了政务APP，我局也已接入。
县政府对各级各部门提出要求，部分地区群众知晓率仍不高。
按照上级要求，各级行政机关均应公开；部分地区已先行试点。
辖区内部分地区信号弱，各级政府共同解决。
与部分地区相比，各级机关公开仍有差距。
教育局指导各级政府部门办学机构公开，部分地方已完成。
认真学习各级政府文件精神，借鉴一些地区经验。
各级政府高度重视。部分村居设置公开栏。
全市各级政府部门公开信息，部分地区群众到局里咨询。
""".strip().splitlines()


def said(draft: Draft, ruleset: rules.RuleSet = RULES) -> dict[str, str]:
    found = ruleset.judge(draft.case())
    return {v.rule: v.message for v in found if v.outcome is Outcome.FAIL and v.rule in OURS}


def weihai(sentence: str) -> Draft:
    draft = Draft(name="威海市旅游局", type=AgencyType.DEPARTMENT, level=AgencyLevel.CITY, division="371000")
    draft.texts = {"overview": sentence, "other_matters": "联系电话：0631-0000000。"}
    return draft


def office(sentence: str) -> Draft:
    draft = Draft(name="青溪县教育局", type=AgencyType.DEPARTMENT, level=AgencyLevel.COUNTY)
    draft.texts = {"overview": sentence, "other_matters": "联系电话：0631-0000000。"}
    return draft


@pytest.mark.parametrize("sentence", TRUE_OF_ELSEWHERE)
def test_another_region_may_be_named_where_the_report_does_not_speak_of_itself(sentence: str) -> None:
    assert said(weihai(sentence)) == {}


@pytest.mark.parametrize(("sentence", "region"), FALSE_OF_ITSELF)
def test_another_region_in_the_agencys_own_place_is_noticed(sentence: str, region: str) -> None:
    assert f"写的是“{region}”" in said(weihai(sentence))["TXT-FOREIGN-ORG"]


@pytest.mark.parametrize("own", ["371082", "371002", "510000", "511500", "511502", "511502001"])
def test_a_region_of_ones_own_city_or_above_is_never_foreign(own: str) -> None:
    region = "宜宾市" if own.startswith("51") else "威海市"
    draft = weihai(f"编制《{region}旅游局2024年政府信息公开工作年度报告》。")
    draft.name, draft.division = "旅游局", own
    assert said(draft) == {}


def test_a_name_that_several_places_have_is_foreign_only_if_all_of_them_are() -> None:
    draft = weihai("编制《新华区旅游局2024年政府信息公开工作年度报告》。")
    draft.name, draft.division = "旅游局", "130100"
    assert said(draft) == {}
    draft.division = "371000"
    assert "TXT-FOREIGN-ORG" in said(draft)


def test_without_its_own_region_nothing_is_said_of_another() -> None:
    draft = weihai("编制《宜宾市旅游局2024年政府信息公开工作年度报告》。")
    draft.division = None
    verdicts = [v for v in RULES.judge(draft.case()) if v.rule == "TXT-FOREIGN-ORG"]
    assert [v.outcome for v in verdicts] == [Outcome.UNKNOWN]


def test_a_region_in_the_reports_own_title_is_its_own() -> None:
    draft = weihai("编制《宜宾市旅游局2024年政府信息公开工作年度报告》。")
    draft.title = "宜宾市旅游局2024年政府信息公开工作年度报告"
    assert said(draft) == {}


@pytest.mark.parametrize("sentence", GENERAL_BUT_OWN)
def test_a_general_sentence_that_says_something_of_its_own_is_left_alone(sentence: str) -> None:
    assert said(office(sentence)) == {}


def test_a_paragraph_about_government_in_general_is_for_review() -> None:
    sentence = "各级政府部门不断拓宽公开渠道，部分地区还开发了政务APP，方便公众查询。"
    assert said(office(sentence)).keys() == {"TXT-OFFTOPIC"}
    assert said(Draft(texts={"overview": sentence, "other_matters": "电话：1。"})) == {}


@pytest.mark.parametrize(
    "words",
    [
        "如需咨询，请拨打12345。",
        "联系人：办公室。",
        "邮箱 xxgk@example.cn",
        "（0631-1234567）",
        "关注公众号“青溪教育”。",
        "地址为县城东街1号",
    ],
)
def test_any_word_on_how_to_reach_the_agency_is_one(words: str) -> None:
    draft = office("按要求公开。")
    draft.texts["other_matters"] = words
    assert "TXT-CONTACT" not in said(draft, IN_THE_CITY)


def test_no_contact_is_never_said_of_a_text_not_read_whole() -> None:
    draft = office("按要求公开。")
    draft.texts["other_matters"] = "无。"
    assert said(draft, IN_THE_CITY).keys() == {"TXT-CONTACT"}
    for torn in ("unread", "pictured"):
        again = office("按要求公开。")
        again.texts["other_matters"] = "无。"
        setattr(again, torn, 1)
        assert said(again, IN_THE_CITY) == {}


def test_a_contact_is_asked_for_only_where_a_local_notice_does() -> None:
    draft = office("按要求公开。")
    draft.texts["other_matters"] = "无。"
    assert said(draft) == {}
    draft.division = "370121"
    assert said(draft, IN_THE_CITY) == {}


def page(label: str) -> reports.AnnualReport:
    form = reports.forms()["2021"]
    (block,) = form.table("applications")
    heads = "".join(f"<td>{column.label}</td>" for column in block.columns)
    rows = "".join(
        f"<tr><td>{label if row.id == 'new_received' else row.label}</td>{'<td>0</td>' * len(block.columns)}</tr>"
        for row in block.rows
    )
    table = f"<table><tr><td></td>{heads}</tr>{rows}</table>"
    parts = "".join(
        f"<p>{section.title}</p><p>按要求开展工作。</p>{table if section.id == 'applications' else ''}"
        for section in reports.sections()
    )
    body = f"<h1>青溪县教育局2024年政府信息公开工作年度报告</h1>{parts}"
    return reports.read(f"<html><body>{body}</body></html>".encode(), "report.html")


def altered(label: str) -> list[str]:
    report = page(label)
    assert report.source.media_type is MediaType.HTML
    verdicts = RULES.judge(rules.Case(report, Draft().case().as_of, agency=rules.agency_facts(report)))
    return [v.message for v in verdicts if v.rule == "STR-LABEL-ALTERED" and v.outcome is Outcome.FAIL]


@pytest.mark.parametrize("label", ["一、本年新收政府信息公开申请数", "一、本年新收到政府信息公开申请数量"])
def test_a_changed_row_label_is_shown_beside_the_forms(label: str) -> None:
    (message,) = altered(label)
    assert message == f"行名“{label}”与规定格式的“一、本年新收政府信息公开申请数量”不同，请核对。"


@pytest.mark.parametrize(
    "label",
    [
        "一、本年新收政府信息公开申请数量",
        "1.本年新收政府信息公开申请数量：",
        "一、本年新收 政府信息公开申请数量",
        "（一）本年新收政府信息公开申请数量",
        "一、本年新收政府信息�开申请数量",
    ],
)
def test_marks_spaces_width_and_a_lost_letter_make_no_other_label(label: str) -> None:
    assert altered(label) == []


@pytest.mark.parametrize(
    ("shown", "outcome"),
    [
        ('<img src="/a.png">', Outcome.FAIL),
        ("", Outcome.UNKNOWN),
        ("<table><tr><td>一、本年新收政府信息公开申请数量</td><td>1</td></tr></table>", Outcome.PASS),
    ],
    ids=["a picture", "nothing", "a broken table"],
)
def test_tables_that_are_pictures_are_noticed_and_missing_ones_are_not_called_pictures(
    shown: str, outcome: Outcome
) -> None:
    parts = "".join(
        f"<p>{section.title}</p><p>按要求开展工作。</p>{shown if section.id == 'applications' else ''}"
        for section in reports.sections()
    )
    body = f"<h1>青溪县教育局2024年政府信息公开工作年度报告</h1>{parts}"
    report = reports.read(f"<html><body>{body}</body></html>".encode(), "report.html")
    verdicts = RULES.judge(rules.Case(report, Draft().case().as_of, agency=rules.agency_facts(report)))
    assert [v.outcome for v in verdicts if v.rule == "PUB-IMAGE"] == [outcome]


@pytest.mark.real_reports
def test_the_tables_of_a_pdf_are_not_in_doubt_because_they_have_rectangles(
    real_reports: Path,
) -> None:
    """Every cell of a PDF has one; of a scanned one we do not say, whatever the page that links it holds."""
    data = (real_reports / "huaian-2024.pdf").read_bytes()
    report = reports.read(data, "huaian-2024.pdf")
    scanned = replace(report, uncertain=(reports.Uncertain(None, BY_OCR),))
    said = [
        verdict.outcome
        for one in (report, scanned)
        for verdict in RULES.judge(rules.Case(one, Draft().case().as_of, agency=rules.agency_facts(one)))
        if verdict.rule == "PUB-IMAGE"
    ]
    assert said == [Outcome.PASS, Outcome.UNKNOWN]


def test_a_page_with_its_tables_and_a_picture_has_tables() -> None:
    report = page("一、本年新收政府信息公开申请数量")
    assert any(cell.place is not None for cell in report.cells.values())
    verdicts = RULES.judge(rules.Case(report, Draft().case().as_of, agency=rules.agency_facts(report)))
    assert [v.outcome for v in verdicts if v.rule == "PUB-IMAGE"] == [Outcome.PASS]
