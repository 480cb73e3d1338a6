"""The words of messages, in the two languages a destination may ask for, and the words for faults in files.

What a rule says of a report stays in Chinese in both: it quotes the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rules import SEVERITY_NAMES
from storage import NOT_CONFIRMED, Finding

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of a message that is ours. Templates use them as ``words.…``; placeholders are filled here."""

    language: Language
    severities: Mapping[str, str]
    kinds: Mapping[str, str]
    causes: Mapping[str, str]
    digest_title: str
    single_title: str
    part: str
    health_title: str
    entry_line: str
    items: str
    count: str
    bracketed: str
    enumeration: str
    comma: str
    colon: str
    full_stop: str
    and_others: str
    brief: str
    more_places: str
    open_line: str
    open_before: str
    since: str
    from_until: str
    withdrawn: str
    withdrawn_not_agency: str
    stands_now: str
    not_confirmed: str
    basis: str
    page: str
    previous_page: str
    finding: str
    evidence: str
    still_open: str
    closing: str
    message_number: str
    cut_short: str
    unknown_place: str

    def title_of(self, finding: Finding) -> str:
        """The rule's title in this language, its number where it has none."""
        return (self.language == "en" and finding.title_en) or finding.title or finding.rule


CHINESE = Words(
    language="zh",
    severities=SEVERITY_NAMES,
    kinds={
        "opened": "新发现",
        "reopened": "再次出现",
        "reinstated": "恢复跟踪",
        "rectified": "已整改",
        "withdrawn": "已撤销",
        "waived": "已豁免",
        "dismissed": "已驳回",
        "reminder": "逾期未整改",
        "escalated": "上报督办",
        "unreachable": "无法监测",
        "recovered": "恢复监测",
        "silent": "没有巡查记录",
        "parked": "消息未送达",
        "self_test": "自检",
    },
    causes={
        "source": "年报内容已变化",
        "rule": "监测规则调整",
        "reader": "读取程序改进，原判断不成立",
        "waiver": "豁免",
        "scope": "适用范围变化",
        "unseen": "网站无法访问或已有变动，暂不能核实",
        "person": "人工处理",
    },
    digest_title="年报监测：{office}{part}",
    single_title="[{severity}] {agency} {year} 年：{title}（{number}）",
    part="（{number}/{total}）",
    health_title="监测运行情况：{count} 项",
    entry_line=" {year} 年：",
    items="（{count} 项）",
    count="{what} {count} 项",
    bracketed="（{}）",
    enumeration="、",
    comma="，",
    colon="：",
    full_stop="。",
    and_others=" 等",
    brief="条目较多，本条按地区计数；逐项内容、依据和存证见看板或台账：",
    more_places="其余 {count} 个地区",
    open_line="{count} 项（{numbers}）",
    open_before="此前发现待整改 {count} 项",
    since="自 {day} 起",
    from_until="{opened} 发现，{day} {kind}",
    withdrawn="撤销原因：{reason}",
    withdrawn_not_agency="撤销原因：{reason}，与单位无关",
    stands_now="现状：{state}",
    not_confirmed=NOT_CONFIRMED,
    basis="依据",
    page="页面",
    previous_page="上年页面",
    finding="详情",
    evidence="证据",
    still_open="待整改",
    closing="本消息由程序自动核对产生，每项均附依据和页面；如有异议，请凭编号反馈。同一消息可能重复送达，以编号为准。",
    message_number="消息编号",
    cut_short="……（内容过长，余下部分请看原页面）",
    unknown_place="未定地区",
)

ENGLISH = Words(
    language="en",
    severities={"error": "error", "warning": "warning", "notice": "notice", "info": "information"},
    kinds={
        "opened": "New",
        "reopened": "Found again",
        "reinstated": "Taken up again",
        "rectified": "Rectified",
        "withdrawn": "Withdrawn",
        "waived": "Waived",
        "dismissed": "Dismissed",
        "reminder": "Overdue",
        "escalated": "Escalated",
        "unreachable": "Cannot be watched",
        "recovered": "Watched again",
        "silent": "No patrol on record",
        "parked": "Message not delivered",
        "self_test": "Self-test",
    },
    causes={
        "source": "the report was changed",
        "rule": "the rule was changed",
        "reader": "our reading was improved and the judgement did not stand",
        "waiver": "waived",
        "scope": "the rule no longer applies here",
        "unseen": "the site could not be reached or has changed, so it cannot be checked",
        "person": "decided by a person",
    },
    digest_title="Annual report watch: {office}{part}",
    single_title="[{severity}] {agency} {year}: {title} ({number})",
    part=" ({number}/{total})",
    health_title="Watch health: {count} items",
    entry_line=" {year}: ",
    items=" ({count})",
    count="{what}: {count}",
    bracketed=" ({})",
    enumeration=", ",
    comma="; ",
    colon=": ",
    full_stop=".",
    and_others=" and others",
    brief="Too many for one message; by place (each with its basis and evidence stands on the pages and in the workbook):",
    more_places="{count} more places",
    open_line="{count} ({numbers})",
    open_before="still open from before: {count}",
    since="since {day}",
    from_until="found {opened}, {day}: {kind}",
    withdrawn="Reason: {reason}",
    withdrawn_not_agency="Reason: {reason}; not the agency's doing",
    stands_now="By now: {state}",
    not_confirmed="not known (the page differs, or cannot be reached or read)",
    basis="Basis",
    page="Page",
    previous_page="Last year's page",
    finding="Details",
    evidence="Evidence",
    still_open="Still open",
    closing="Found by a program; each item names its basis and page. To object, answer with its number. A message may arrive twice: the number tells.",
    message_number="Message",
    cut_short="… (shortened; see the page for the rest)",
    unknown_place="place not known",
)

WORDS: Mapping[Language, Words] = {"zh": CHINESE, "en": ENGLISH}

PYDANTIC_CHINESE: Mapping[str, str] = {
    "extra_forbidden": "没有这个键，请检查拼写",
    "missing": "缺少这一项",
    "string_type": "应为文字（数字请加引号）",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "literal_error": "只能是 {expected} 之一",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "list_type": "应为列表（每项前加 -）",
    "too_short": "至少要有一项",
    "greater_than_equal": "不能小于 {ge}",
    "model_type": "应为若干“键: 值”",
}
