"""Words for values, in two languages. What a rule says of a report stays Chinese in both: it quotes the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from reports import AGENCY_TYPES, DATE_SOURCES
from rules import ATTRIBUTIONS, SEVERITY_NAMES
from scrapers import reason_words
from storage import STATE_NAMES

Pair = tuple[str, str]
_Value = TypeVar("_Value", bound=str)


def _with_english(chinese: Mapping[_Value, str], **english: str) -> Mapping[str, Pair]:
    """Pairs of words that other rooms keep; in English a value says itself where it is given no word."""
    return {str(value): (words, english.get(value, str(value))) for value, words in chinese.items()}


WORDS: Mapping[str, Mapping[str, Pair]] = {
    "severity": _with_english(SEVERITY_NAMES),
    "state": _with_english(STATE_NAMES),
    "step": {
        "opened": ("新发现", "opened"),
        "reopened": ("再次出现", "reopened"),
        "rectified": ("已整改", "rectified"),
        "withdrawn": ("已撤销", "withdrawn"),
        "waived": ("豁免", "waived"),
        "dismissed": ("驳回", "dismissed"),
        "reinstated": ("恢复", "reinstated"),
        "note": ("批注", "note"),
        "acknowledged": ("确认收到", "acknowledged"),
    },
    "status": {
        "draft": ("草稿", "draft"),
        "trial": ("试行", "trial"),
        "in_force": ("正式", "in force"),
        "retired": ("停用", "retired"),
    },
    "type": _with_english(AGENCY_TYPES, gov_office="government office", unsure="not known"),
    "portal": {
        "ok": ("正常", "well"),
        "failing": ("不稳定", "failing"),
        "unreachable": ("无法访问", "unreachable"),
        "held": ("结果暂缓采用", "held"),
        "silent": ("没有巡查记录", "silent"),
    },
    "cell": {
        "number": ("数字", "number"),
        "blank": ("空白", "blank"),
        "symbol": ("符号", "symbol"),
        "text": ("数字夹文字", "text"),
        "unreadable": ("未能读取", "unreadable"),
        "absent": ("没有该行列", "not there"),
    },
    "message": {
        "waiting": ("待发", "waiting"),
        "sent": ("已发出", "sent"),
        "parked": ("未送达", "parked"),
    },
    "role": {
        "operator": ("运维", "operator"),
        "office": ("政务公开办", "office"),
        "reader": ("查阅", "reader"),
    },
    "dated": _with_english(
        DATE_SOURCES,
        pubdate_meta="page tag",
        visible="as shown",
        list="list page",
        url="address",
        file_metadata="file properties",
        first_seen="first seen",
    ),
    "attribution": _with_english(
        ATTRIBUTIONS, agency="the agency", site="the site", reader="our reader", unclear="not clear"
    ),
    "cause": {
        "source": ("年报内容已变化", "the report changed"),
        "rule": ("监测规则调整", "the rule changed"),
        "reader": ("读取程序改进", "the reader improved"),
        "waiver": ("豁免", "a waiver"),
        "scope": ("适用范围变化", "the scope changed"),
        "unseen": ("网站无法访问或已有变动，暂不能核实", "the site could not be reached or has changed"),
        "person": ("人工处理", "a person's act"),
    },
    "outcome": {
        "pass": ("相符", "pass"),
        "fail": ("不符", "fail"),
        "unknown": ("未能判断", "undecided"),
        "not_applicable": ("不适用", "not applicable"),
        "error": ("规则出错", "rule broke"),
    },
    "obstacle": {"not_listed": ("多日完整核对均未列出", "not in whole listings of several days")},
}


def word(kind: str, key: str | None, language: str) -> str:
    """The word for a value; the value itself where we have none."""
    if not key:
        return "—"
    if kind == "obstacle" and key not in WORDS[kind]:
        reason = key.removeprefix("could_not_check:")
        return f"could not be checked: {reason}" if language == "en" else f"未能核实：{reason_words(reason)}"
    pair = WORDS[kind].get(str(key))
    return str(key) if pair is None else pair[1 if language == "en" else 0]
