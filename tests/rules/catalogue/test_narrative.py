"""The narrative against the tables: what really differs is said, and nothing hedged, partial or of another scope is."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import rules
from reports import AgencyLevel, AgencyType
from rules import Outcome, Severity
from rules.engine.draft import Draft, give_cell

RULES = rules.load()
OTHER_SCOPES = (
    "全年受理政府信息公开申请60余件。",
    "全年受理政府信息公开申请约60件。",
    "全年受理政府信息公开申请近60件。",
    "全年受理政府信息公开申请60件左右。",
    "县本级受理政府信息公开申请12件。",
    "县政府办公室受理政府信息公开申请12件。",
    "县教育局受理政府信息公开申请12件。",
    "石桥镇收到政府信息公开申请12件。",
    "各部门共受理政府信息公开申请12件。",
    "网上收到政府信息公开申请12件。",
    "收到网络政府信息公开申请12件，信函申请3件。",
    "通过信函收到政府信息公开申请12件。",
    "当面受理政府信息公开申请12件。",
    "收到自然人政府信息公开申请12件。",
    "收到商业企业提出的政府信息公开申请12件。",
    "收到政府信息公开申请，其中土地类12件。",
    "收到土地类政府信息公开申请12件。",
    "收到涉及征地拆迁的政府信息公开申请12件。",
    "上半年收到政府信息公开申请12件。",
    "2023年收到政府信息公开申请12件。",
    "较上年多收到政府信息公开申请12件。",
    "累计受理政府信息公开申请120件。",
    "自2008年以来共受理政府信息公开申请1200件。",
    "按期答复政府信息公开申请40件。",
    "延期答复政府信息公开申请4件。",
    "政府信息公开申请予以公开40件，部分公开2件。",
    "对政府信息公开申请不予公开答复4件。",
    "我县教育局收到政府信息公开申请12件。",
    "县教育局规范办理流程，收到政府信息公开申请12件。",
    "通过网站受理，收到政府信息公开申请12件。",
    "全县受理政府信息公开申请900件。县本级受理政府信息公开申请12件。",
    "全年受理行政许可申请3000件。",
    "受理不动产登记申请3000件，政务公开水平提高。",
    "县政府作为复议机关受理行政复议案件30件。",
    "因政府信息公开引起的行政复议被纠正9件。",
    "政府信息公开行政诉讼败诉9件。",
    "没有发生因政府信息公开引起的行政诉讼败诉案件。",
    "未收到政府信息公开申请方面的投诉。",
    "未收到要求更正的政府信息公开申请。",
    "网上未收到政府信息公开申请。",
    "县本级未收到政府信息公开申请。",
    "政府信息公开申请3119件（含上年结转99件）。",
    "收到政府信息公开申请66件。又收到政府信息公开申请12件。",
    "收到政府信息公开申请80件次，去除重复后办理66件。",
    "受理公民政府信息公开申请11件，法人政府信息公开申请1件。",
    "除上述申请外，无依申请公开。",
    "没有政府信息公开申请积压。",
    "收到政府信息公开申请三四件。",
    "收到政府信息公开申请十余件。",
    "全年公开一件事一次办指南，受理申请十件。",
    "收到网上申请八件、信函申请四件。",
    "作出行政处罚30件，未发生行政复议、行政诉讼。",
    "行政复议维持2件、纠正行政复议1件。",
    "未收到行政复议申请。",
    "我县没有收到政府信息公开申请。但下属单位收到3件。",
    "网上收到依申请公开政府信息数量为0。",
    "收到依申请公开投诉数量为0。",
    "依申请公开收费数量为0。",
    "上年度依申请公开数量为0。",
    "依申请公开信息21条。",
    "依申请公开文件21件。",
    "县教育局依申请公开信息21件。",
    "上年结转至2024年办理政府信息公开申请2件。",
    "近一年来未收到依申请公开信息。",
    "二十一年来未收到依申请公开信息。",
    "未收到信访转来的要求公开政府信息的申请。",
    "收到政府信息公开申请12件（不含部门和乡镇）。",
    "收到政府信息公开申请12件，不包括下属单位。",
    "收到政府信息公开申请800件。其中23件于12月30日收到，计入下一年度统计。",
    "收到政府信息公开申请800件。其中23件由申请人撤回。",
    "收到政府信息公开申请800件，有23件系误投，已告知申请人。",
    "收到政府信息公开申请800件。23件为咨询，电话答复，不作为申请处理。",
    "收到政府信息公开申请800件，经审查23件不属于政府信息公开申请。",
    "收到政府信息公开申请800件，其中46件内容相同，合并为23件办理。",
    "共答复政府信息公开申请780件（不含告知补正2件）。",
    "新收政府信息公开行政复议1件，上年结转554件。",
    "新增政府信息公开行政复议1件。",
    "政府信息公开行政诉讼560件（一审555件、二审5件）。",
    "依申请公开0件，均为主动公开。",
    "全年印发文件42件，依申请公开10件，主动公开32件。",
    "未收到政府信息公开申请，县政府转办3件。",
    "（二）依申请公开。受理低保申请12件。",
    "（二）依申请公开。受理网上申请12件。",
    "（二）依申请公开与政民互动。收到留言12件。",
    "（二）主动公开和依申请公开。收到申请12件。",
    "（三）互动交流。收到申请12件。",
    "县机关大院共收到信息公开申请7件，上年度结转1件。",
    "县属国有企业受理政府信息公开申请7件，上年结转1件，结转下年度2件。",
    "网上新收政府信息公开申请7件，结转下年度2件。",
    "县政府各部门零申请。",
    "行政执法零复议、零诉讼。",
    "办理投诉20件，无行政复议。",
    "未发生因行政许可引发的投诉、行政复议、行政诉讼等情况。",
    "无信息公开行政复议、行政诉讼案件，上年结转的555件均已审结。",
    "连续三年零申请。",
    "没有企业提出政府信息公开申请。",
    "撤回申请数量为0。",
    "不予公开申请数量为0。",
    "上年结转政府信息公开申请数量为31。",
    "收到政府信息公开申请120件（政府本级）。",
    "收到政府信息公开申请800件，23件属于咨询。",
    "收到政府信息公开申请800件次，涉及777件。",
    "（二）依申请公开。一季度零申请，二季度收到申请777件。",
    "（二）依申请公开。线上零申请，线下收到申请777件。",
    "（二）依申请公开。县政府办收到申请120件，办理118件，结转2件。",
    "政府信息公开申请法律审核60件。",
    "抽查政府信息公开申请答复30件，优良率96%。",
    "政府信息公开申请每季度分别为15件、17件、18件、18件。",
    "平均每月政府信息公开申请5.7件，单月最多12件。",
    "疑难政府信息公开申请5件，集体研究答复。",
    "信息公开申请办理典型案例5件。",
    "收到针对我县行政处罚的行政复议30件。",
    "通过门户网站办理并答复信息公开申请30件、纸质申请30件，顺延至下一年答复3件。",
    "未收到上级交办的依申请公开事项。",
    "没有群众申请政府信息公开行政复议。",
    "没有公民就子女入学申请公开政府信息以外的内容。",
    "未发生复议、诉讼败诉情况。",
    "未因答复超期被申请复议或提起诉讼。",
    "各街道未收到依申请公开。",
    "次年1件被提起行政诉讼。",
    "收到政府信息公开申请777件，答复700件，不予公开70件，无法提供7件。",
    "收到政府信息公开申请777件，已办结700件，终止77件。",
    "收到政府信息公开申请777件，尚未办结9件。",
    "（二）依申请公开。共收到申请800件，属于政府信息公开申请的777件。",
    "收到政府信息公开申请800件，其中777件属于本机关。",
    "因政府信息公开引发行政复议560件，撤回5件。",
    "上年结转的政府信息公开行政复议5件。",
    "收到政府信息公开申请777件，答复700件，未答复77件。",
    "收到政府信息公开申请777件，正在办理9件。",
    "收到政府信息公开申请777件，答复700件，因内容不明确无法答复77件。",
    "收到政府信息公开申请777件，答复700件；视为放弃77件。",
    "收到政府信息公开申请777件，答复700件，告知补正后未再处理77件。",
    "收到政府信息公开申请777件，答复700件，行政复议555件，其余77件移送信访渠道。",
    "截至2024年11月底，未收到政府信息公开申请。",
    "截至2023年底，未收到政府信息公开申请。",
    "截至2024年12月31日，共收到政府信息公开申请1200件。",
    "因行政许可引起的行政复议、行政诉讼0件。",
    "新增政府信息公开行政复议、行政诉讼0件。",
    "因政府信息公开被纠正的行政复议、败诉的行政诉讼0件。",
    "网上收到依申请信息公开12件。",
    "未收到县政府转来的依申请信息公开申请。",
    "（二）依申请公开情况。因政府信息公开引发行政复议555件、上年结转2件。",
)


def county(text: str, type: AgencyType = AgencyType.GOVERNMENT) -> Draft:
    """A report whose tables disagree with every number of `OTHER_SCOPES`."""
    draft = Draft(texts={"overview": text}, type=type, level=AgencyLevel.COUNTY)
    for row, number in (("new_received", 777), ("carried_in", 31), ("result_total", 801), ("carried_out", 7)):
        give_cell(draft, f"applications.{row}.total", number)
    for group, number in (("review", 555), ("suit_direct", 333), ("suit_after_review", 222)):
        give_cell(draft, f"litigation.{group}.total", number)
    return draft


def said(draft: Draft, *rules_wanted: str) -> list[rules.Verdict]:
    verdicts = RULES.judge(draft.case())
    return [
        v
        for v in verdicts
        if v.outcome is Outcome.FAIL and v.rule.startswith(rules_wanted or ("TXT-NUM", "TXT-SUM"))
    ]


@pytest.mark.parametrize("text", OTHER_SCOPES)
def test_a_number_of_another_scope_is_never_held_against_the_table(text: str) -> None:
    assert [v.message for v in said(county(text))] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("全年共收到政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        ("2024年，全县受理政府信息公开申请66件，均已办结。", "TXT-NUM-RECEIVED"),
        ("全年未收到政府信息公开申请。", "TXT-NUM-ZERO"),
        ("全年没有收到公民、法人和其他组织提出的政府信息公开申请。", "TXT-NUM-ZERO"),
        ("全年收到政府信息公开申请777件，答复50件。", "TXT-NUM-ANSWERED"),
        ("收到政府信息公开申请777件，答复50件，其中予以公开30件，不予公开20件。", "TXT-NUM-ANSWERED"),
        ("收到政府信息公开申请777件，答复50件，予以公开30件，不予公开20件。", "TXT-NUM-ANSWERED"),
        ("收到政府信息公开申请777件，答复50件，结转下年度7件。", "TXT-NUM-ANSWERED"),
        ("收到政府信息公开申请777件，答复50件（网上答复30件）。", "TXT-NUM-ANSWERED"),
        ("新收政府信息公开申请777件，上年结转3件。", "TXT-NUM-CARRY"),
        ("因政府信息公开被申请行政复议3件。", "TXT-NUM-REVIEW"),
        ("全年未发生因政府信息公开引发的行政复议、行政诉讼案件。", "TXT-NUM-REVIEW"),
        ("全年未发生因政府信息公开引发的行政复议、行政诉讼案件。", "TXT-NUM-SUIT"),
        ("因政府信息公开被提起行政诉讼3件。", "TXT-NUM-SUIT"),
        ("全年共收到政府信息公开申请六十六件。", "TXT-NUM-RECEIVED"),
        ("全年共收到政府信息公开申请６６件。", "TXT-NUM-RECEIVED"),
        ("全县新收到依申请公开件66件。", "TXT-NUM-RECEIVED"),
        ("2024年无依申请公开申请。", "TXT-NUM-ZERO"),
        ("全年未收到依申请公开事项。", "TXT-NUM-ZERO"),
        ("因政府信息公开被申请行政复议7件、被提起行政诉讼1件。", "TXT-NUM-REVIEW"),
        ("因政府信息公开被申请行政复议7件、被提起行政诉讼1件。", "TXT-NUM-SUIT"),
        ("2024年，我县未发生行政复议、行政诉讼。", "TXT-NUM-SUIT"),
        ("2024年收到依申请公开政府信息数量为0。", "TXT-NUM-RECEIVED"),
        ("收到政府信息公开申请数量为3。", "TXT-NUM-RECEIVED"),
        ("受理群众依申请公开18件。", "TXT-NUM-RECEIVED"),
        ("共收到12件信息依申请公开，均已答复。", "TXT-NUM-RECEIVED"),
        ("全年依申请公开信息21件。", "TXT-NUM-ANSWERED"),
        ("收到政府信息公开申请777件，剩余3件结转下年度继续办理。", "TXT-NUM-CARRY"),
        ("受理政府信息公开申请777件，结转至2025年办理1件。", "TXT-NUM-CARRY"),
        ("一年来未收到依申请公开信息。", "TXT-NUM-ZERO"),
        ("本年度未收到任何要求公开政府信息的申请。", "TXT-NUM-ZERO"),
        ("主动公开信息15条，未收到申请公开政府信息要求。", "TXT-NUM-ZERO"),
        ("2024年我县无信息公开类行政复议及诉讼案件。", "TXT-NUM-REVIEW"),
        ("本年度未收到任何形式的依申请公开政府信息。", "TXT-NUM-ZERO"),
        ("全年未收到任何形式的政府信息公开申请。", "TXT-NUM-ZERO"),
        ("收到政府信息公开申请66件。其中不予公开3件，部分公开1件。", "TXT-NUM-RECEIVED"),
        ("收到政府信息公开申请66件，均已答复。电话咨询另有23件，不作为申请。", "TXT-NUM-RECEIVED"),
        ("因政府信息公开被申请行政复议3件，均维持。", "TXT-NUM-REVIEW"),
        ("全年政府信息公开申请66件。", "TXT-NUM-ANSWERED"),
        ("2024年我县政府信息公开申请共66件，均按期答复。", "TXT-NUM-ANSWERED"),
        ("2024年共承办依申请公开政府信息事项66件。", "TXT-NUM-ANSWERED"),
        ("受理申请政府信息公开66件，办结60件。", "TXT-NUM-RECEIVED"),
        ("我县政府信息公开申请数为66件。", "TXT-NUM-RECEIVED"),
        ("没有群众向我县申请公开政府信息。", "TXT-NUM-ZERO"),
        ("2024年无人申请政府信息公开。", "TXT-NUM-ZERO"),
        ("没有发生依申请公开事项。", "TXT-NUM-ZERO"),
        ("收到针对我县信息公开事务的行政复议3件。", "TXT-NUM-REVIEW"),
        ("无因信息公开引发的复议和诉讼。", "TXT-NUM-REVIEW"),
        ("我县未因政府信息公开被申请复议或提起诉讼。", "TXT-NUM-SUIT"),
        ("未出现行政复议、行政诉讼等现象。", "TXT-NUM-SUIT"),
        ("政府信息公开申请结转下年3件。", "TXT-NUM-CARRY"),
        ("依申请公开情况：零申请。", "TXT-NUM-ZERO"),
        ("依申请公开工作实现零申请、零复议、零诉讼。", "TXT-NUM-ZERO"),
        ("依申请公开工作实现零申请、零复议、零诉讼。", "TXT-NUM-SUIT"),
        ("依申请公开情况：申请数量为0。", "TXT-NUM-RECEIVED"),
        ("本年度政府信息公开申请量为零。", "TXT-NUM-RECEIVED"),
        ("（二）依申请公开。全年收到申请66件，均已答复。", "TXT-NUM-RECEIVED"),
        ("二是规范依申请公开工作。共受理申请66件。", "TXT-NUM-RECEIVED"),
        ("全县各级行政机关新收政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        ("无政府信息公开申请、无行政复议、无行政诉讼。", "TXT-NUM-ZERO"),
        ("全年无人提出政府信息公开申请。", "TXT-NUM-ZERO"),
        ("没有公民、法人或其他组织向我县提出政府信息公开申请。", "TXT-NUM-ZERO"),
        ("尚未收到政府信息公开申请。", "TXT-NUM-ZERO"),
        ("未收到和处理政府信息公开申请。", "TXT-NUM-ZERO"),
        ("未收到依申请公开请求。", "TXT-NUM-ZERO"),
        ("没有发生因政府信息公开工作引发的举报、投诉、行政复议或行政诉讼等事件。", "TXT-NUM-SUIT"),
        ("全年未收到依申请公开信息申请。", "TXT-NUM-ZERO"),
        ("全年未收到依申请信息公开申请。", "TXT-NUM-ZERO"),
        ("我县收到依申请信息公开66件。", "TXT-NUM-RECEIVED"),
        ("我县收到政府信息公开依申请66件。", "TXT-NUM-RECEIVED"),
        ("2024年新受理政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        ("收到政府信息公开申请66件，其中通过青溪县政府信息公开网收到60件。", "TXT-NUM-RECEIVED"),
        ("新收政府信息公开申请777件，上年转结3件。", "TXT-NUM-CARRY"),
        ("受理政府信息公开申请777件，3件转结下年度继续办理。", "TXT-NUM-CARRY"),
        ("因政府信息公开被提起行政复议、行政诉讼0件。", "TXT-NUM-REVIEW"),
        ("因政府信息公开被提起行政复议、行政诉讼0件。", "TXT-NUM-SUIT"),
        ("未发生因政府信息公开所引发的行政复议、行政诉讼案件。", "TXT-NUM-REVIEW"),
        ("没有因政府信息公开产生的行政复议。", "TXT-NUM-REVIEW"),
        ("没有发生因政府信息公开引起的投诉、行政复议、行政诉讼事件。", "TXT-NUM-SUIT"),
        ("截至2024年12月31日，未收到政府信息公开申请。", "TXT-NUM-ZERO"),
        ("截至2024年底未收到政府信息公开申请。", "TXT-NUM-ZERO"),
        ("未收到过公开申请。", "TXT-NUM-ZERO"),
        ("全年未收到自然人、法人或者其他组织申请公开相关政府信息。", "TXT-NUM-ZERO"),
        ("我县未收到任何公民、法人和其他组织提出的公开政府信息的申请。", "TXT-NUM-ZERO"),
        ("2024年未收到和受理政府信息公开申请。", "TXT-NUM-ZERO"),
        ("今年以来，我县未收到政府信息公开申请。", "TXT-NUM-ZERO"),
        ("2024年未发生行政复议，也未收到公民、法人或其他组织递交的政府信息公开申请。", "TXT-NUM-ZERO"),
        ("全年主动公开各类信息1206条，受理政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        ("全年受理依申请政府信息公开事项66件。", "TXT-NUM-RECEIVED"),
        ("全年共受理和办结政府信息公开申请66件。", "TXT-NUM-ANSWERED"),
        ("本年度累计受理政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        ("全年收到依申请公开办件66件。", "TXT-NUM-RECEIVED"),
        ("我县未收到任何形式的政府信息依申请公开件。", "TXT-NUM-ZERO"),
    ],
)
def test_a_number_that_really_differs_is_said_with_its_line(text: str, rule: str) -> None:
    found = [v for v in said(county(text)) if v.rule == rule]
    assert len(found) == 1, [v.message for v in said(county(text))]
    assert found[0].lines == (11,)
    assert any(number in found[0].message for number in ("777", "801", "31", "555", "333", "为7件"))


EXPLAINED = (
    "经沟通，撤件{}件。",
    "申请人放弃{}件。",
    "其中无效申请{}件。",
    "其中{}件不符合申请条件。",
    "其中{}件应由镇政府办理。",
    "其中县政府办公室代收{}件。",
    "其中协办件{}件。",
    "其中{}件系测试。",
    "其中代拟答复{}件。",
    "系统重发{}件。",
    "其中{}件于2023年12月收到。",
    "均已答复。经沟通后撤件{}件。",
    "均已答复。数据含垂直管理部门{}件。",
    "其中局属单位{}件。",
    "退件20件，由乡镇办理{}件。",
)
"""Written behind a figure: some of it is not in the table, however that is said."""


@pytest.mark.parametrize("ending", EXPLAINED)
def test_a_difference_that_the_paragraph_explains_is_none(ending: str) -> None:
    left = 3 if "退件20件" in ending else 23
    text = f"全年收到政府信息公开申请800件，{ending}"
    assert said(county(text.format(left))) == []
    assert [v.rule for v in said(county(text.format(left + 2)))] == ["TXT-NUM-RECEIVED"]


def test_a_part_by_row_or_channel_explains_no_difference() -> None:
    for ending in ("其中信函申请1件", "均已答复，其中不予公开1件", "其中自然人申请1件", "引发行政复议555件"):
        found = said(county(f"全年收到政府信息公开申请778件，{ending}。"))
        assert [v.rule for v in found] == ["TXT-NUM-RECEIVED"], ending


def test_suits_explain_no_difference_in_reviews() -> None:
    (found,) = said(
        county("统计期内发生因政府信息公开被申请行政复议559件，另被提起行政诉讼4件，均已应诉。"),
        "TXT-NUM-REVIEW",
    )
    assert "559件" in found.message
    assert said(county("因政府信息公开被申请行政复议559件，4件经调解未立案。"), "TXT-NUM-REVIEW") == []


def test_a_text_that_counts_otherwise_is_not_held_against_the_table() -> None:
    for ending in ("表格只统计正式受理的申请", "以上与表格统计口径不同", "电话咨询未作统计"):
        assert said(county(f"全年收到政府信息公开申请66件。{ending}。")) == []


def test_a_sentence_too_long_to_follow_is_held_against_nothing() -> None:
    led = "按照工作要求，" * 90
    assert said(county(f"{led}收到政府信息公开申请66件。")) == []
    assert [v.rule for v in said(county(f"{led[:70]}收到政府信息公开申请66件。"))] == ["TXT-NUM-RECEIVED"]


def test_agencies_call_themselves_by_their_last_name() -> None:
    for name, type, text in (
        ("南麓市云台区教育局", AgencyType.DEPARTMENT, "2024年，区教育局收到政府信息公开申请66件。"),
        ("云岭省南麓市教育局", AgencyType.DEPARTMENT, "市教育局收到政府信息公开申请66件。"),
        ("云岭自治州教育局", AgencyType.DEPARTMENT, "自治州教育局收到政府信息公开申请66件。"),
        ("青溪县石桥乡人民政府", AgencyType.TOWNSHIP, "石桥乡政府收到政府信息公开申请66件。"),
        ("青溪县石桥镇人民政府", AgencyType.TOWNSHIP, "镇政府收到政府信息公开申请66件。"),
        ("南麓市城市管理局", AgencyType.DEPARTMENT, "市城管局收到政府信息公开申请66件。"),
        ("青溪县发展和改革委员会", AgencyType.DEPARTMENT, "县发改委收到政府信息公开申请66件。"),
        ("南麓市云台区市场监督管理局", AgencyType.DEPARTMENT, "区市场监管局收到政府信息公开申请66件。"),
        ("东关街道办事处", AgencyType.SUBDISTRICT, "全街共受理政府信息公开申请66件。"),
    ):
        assert called(name, type, text) == ["TXT-NUM-RECEIVED"], text
    for name, type, text in (
        ("南麓市云台区教育局", AgencyType.DEPARTMENT, "市教育局收到政府信息公开申请66件。"),
        ("南麓市云台区城市管理局", AgencyType.DEPARTMENT, "市城管局收到政府信息公开申请66件。"),
        ("南麓市市北区教育局", AgencyType.DEPARTMENT, "市教育局收到政府信息公开申请66件。"),
        ("南麓市财政局", AgencyType.DEPARTMENT, "市住建局收到政府信息公开申请66件。"),
        ("南麓市财政局", AgencyType.DEPARTMENT, "市财政局各分局收到政府信息公开申请66件。"),
        ("南麓市教育局", AgencyType.DEPARTMENT, "区教育局收到政府信息公开申请66件。"),
        ("南麓市人民政府", AgencyType.GOVERNMENT, "市政府收到政府信息公开申请66件。"),
        ("青溪县石桥乡人民政府", AgencyType.TOWNSHIP, "县政府收到政府信息公开申请66件。"),
    ):
        assert called(name, type, text) == [], text


def called(name: str, type: AgencyType, text: str) -> list[str]:
    case = county(text, type).case()
    named = dataclasses.replace(case, agency=dataclasses.replace(case.agency, name=name))
    found = RULES.judge(named)
    return [v.rule for v in found if v.outcome is Outcome.FAIL and v.rule.startswith("TXT-NUM")]


@pytest.mark.parametrize(("heading", "found"), [("（二）依申请公开情况", 1), ("（三）互动交流", 0)])
def test_the_paragraph_below_a_heading_counts_what_the_heading_says(heading: str, found: int) -> None:
    text = f"{heading}\n全年共收到申请66件。"
    assert [v.rule for v in said(county(text))] == ["TXT-NUM-RECEIVED"] * found


def test_a_department_is_known_by_the_name_its_county_calls_it() -> None:
    text = "2024年，县教育局共收到政府信息公开申请66件。"
    case = county(text, AgencyType.DEPARTMENT).case()
    for name, wanted in (("青溪县教育局", ["TXT-NUM-RECEIVED"]), ("青溪县财政局", []), ("青溪市教育局", [])):
        named = dataclasses.replace(case, agency=dataclasses.replace(case.agency, name=name))
        found = [
            v.rule for v in RULES.judge(named) if v.outcome is Outcome.FAIL and v.rule.startswith("TXT-NUM")
        ]
        assert found == wanted, name


def test_a_sumu_and_a_township_may_call_themselves_by_either_word() -> None:
    for text in ("我苏木收到政府信息公开申请66件。", "本机关收到政府信息公开申请66件。"):
        assert [v.rule for v in said(county(text, AgencyType.TOWNSHIP))] == ["TXT-NUM-RECEIVED"]
    assert said(county("我苏木所属各嘎查收到政府信息公开申请66件。", AgencyType.TOWNSHIP)) == []


def test_an_agency_of_no_known_kind_has_no_known_scope() -> None:
    for type in (AgencyType.UNSURE, AgencyType.ZONE, AgencyType.OTHER, AgencyType.VERTICAL):
        assert said(county("全年共收到政府信息公开申请66件。", type)) == []


def test_a_department_does_not_answer_for_its_county() -> None:
    assert said(county("全县共收到政府信息公开申请66件。", AgencyType.DEPARTMENT)) == []
    assert len(said(county("我局共收到政府信息公开申请66件。", AgencyType.DEPARTMENT))) == 1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(1, 5000), min_size=2, max_size=6))
@example([1, 1, 2])
@example([1, 2])
@example([2, 1])
@example([1, 1])
def test_parts_that_add_up_are_never_accused(parts: list[int]) -> None:
    listed = "，".join(f"第{word}渠道{part}条" for word, part in zip("甲乙丙丁戊己", parts, strict=False))
    for lead in ("，其中", "。其中", "，其中包括", "，分别为", "："):
        assert said(county(f"公开信息{sum(parts)}条{lead}{listed}。"), "TXT-SUM") == []
        rest_is_the_total = parts[-1] == 1 or (parts[0] == 1 and len(parts) > 2)
        another_division = rest_is_the_total and lead in ("，其中", "。其中")
        short = said(county(f"公开信息{sum(parts) - 1}条{lead}{listed}。"), "TXT-SUM")
        assert len(short) == (0 if another_division else 1)


@pytest.mark.parametrize(
    "text",
    [
        "公开信息10300条，其中网站32条、微信3129条、微博4282条、其他152条。",
        "公开信息423条，包括动态400条、公告8条以及年报等。",
        "公开信息423条，包括动态400余条、公告8条。",
        "公开信息100条，其中网站公开80条（含动态60条），新媒体20条，其中微信90条。",
        "公开信息约100条，包括动态80条、公告80条。",
        "公开信息100条，包括动态80条、会议30次。",
        "公开信息100条，包括动态80条，公告条。",
        "公开信息100条，包括动态80条，公告60条，同比增长50%。",
        "举办培训2场，包括150人次。",
        "公开信息560条，较上年增加60条，其中网站360条、公众号200条。",
        "公开信息560条，其中网站360条，公众号350条（含与网站同步150条）。",
        "公开信息560条，其中网站360条，公众号350条（部分信息两处同时发布）。",
        "清理文件18件，其中保留14件、修改2件、废止3件、失效1件（修改的含在保留之内）。",
        "收到申请5件，其中自然人4件、法人1件，网络3件、信函2件。",
        "收到申请5件，其中包括自然人4件、法人1件，网络3件、信函2件。",
        "发布政策解读12件，其中图文解读12件，负责人解读3件。",
        "公开信息312条，其中原创90条，转载222条，图文130条。",
        "收到申请6件，其中2件为同一人所提，合并为1件办理，实际办理5件。",
        "被申请行政复议12件，被提起行政诉讼9件，其中涉及信息公开的复议8件、诉讼5件。",
        "信函申请12件、网络申请9件，其中自然人8件、企业13件。",
        "收到申请9件，上年结转1件，其中网络申请5件，信函申请5件，已按程序办理，发生行政复议1件。",
        "公开信息300条。发布公告100条。其中动态200条，政策50条。",
        "公开信息139条。其中，动态87条，服务52条。",
        "公开信息88条：主要有概况3条、人事2条、预决算56条。",
        "公开信息1037条，其中包括：登记结果106条、公告26条、征地批复119条。",
        "收到申请55件，其中自然人申请44件，办结51件，结转下年度继续办理4件。",
    ],
)
def test_a_list_that_cannot_be_added_up_is_not(text: str) -> None:
    assert [v.message for v in said(county(text), "TXT-SUM")] == []


def test_a_subset_is_no_more_than_a_notice() -> None:
    (found,) = said(county("公开信息1038条，其中网站744条，要闻457条。"), "TXT-SUM")
    assert found.severity is Severity.NOTICE
    (found,) = said(county("公开信息115条，其中包括动态30条，公告2条，财政10条，招生78条。"), "TXT-SUM")
    assert found.severity is Severity.WARNING
    assert "=120条" in found.message


def test_parts_in_a_sentence_of_their_own_are_those_of_the_one_before() -> None:
    (found,) = said(county("公开信息129条。其中，动态87条，服务52条。"), "TXT-SUM")
    assert found.severity is Severity.NOTICE
    assert "=139条" in found.message


def test_parts_beyond_every_total_before_them_are_told() -> None:
    (found,) = said(county("信函申请12件、网络申请9件，其中自然人18件、企业13件。"), "TXT-SUM")
    assert "=31件" in found.message
