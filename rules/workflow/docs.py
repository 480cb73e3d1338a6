"""The catalogue of rules in Chinese, written from the rules themselves: one Markdown page, the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.engine.examples import NAMES, expected_outcome
from rules.engine.explain import ATTRIBUTIONS, STATUSES, explain
from rules.engine.functions import shown
from rules.engine.rule import Rule
from rules.engine.rule_file import Basis
from rules.engine.verdict import SEVERITY_NAMES, Outcome
from rules.workflow.markdown import table

FAMILIES = {
    "PUB": "公布",
    "STR": "结构与格式",
    "CEL": "单元格",
    "SUM": "勾稽关系",
    "LOG": "逻辑",
    "TXT": "正文",
    "XYR": "跨年",
    "XAG": "跨单位",
    "PRV": "个人信息",
}


def catalogue(rules: Sequence[Rule]) -> str:
    """The whole page."""
    lines = [
        "# 规则目录",
        "",
        "> 本页由 `nianbao rules docs` 从规则文件生成，请勿手改。",
        "",
        f"共 {len(rules)} 条。凡用到的单元格不是数字、没有读到或无从得知的，一律判为“未知”，不作认定。",
    ]
    ordered = sorted(
        rules,
        key=lambda rule: (list(FAMILIES).index(_family(rule)) if _family(rule) in FAMILIES else 99, rule.id),
    )
    lines += table(
        ("编号", "标题", "等级", "状态"),
        (
            (
                f"[{rule.id}](#{rule.id.lower()})",
                rule.title,
                SEVERITY_NAMES[rule.severity],
                STATUSES[rule.status],
            )
            for rule in ordered
        ),
    )
    family = ""
    for rule in ordered:
        if _family(rule) != family:
            family = _family(rule)
            lines += ["", f"## {FAMILIES.get(family, family)}"]
        lines += ["", *_entry(rule)]
    return "\n".join(lines) + "\n"


def _family(rule: Rule) -> str:
    return rule.id.partition("-")[0]


def _entry(rule: Rule) -> Iterator[str]:
    text = rule.text
    yield f"### {rule.id}"
    yield ""
    yield f"**{rule.title}**（第 {rule.version} 版，{STATUSES[rule.status]}，{SEVERITY_NAMES[rule.severity]}，归于{ATTRIBUTIONS[rule.attribution]}）"
    yield ""
    yield explain(rule)
    yield ""
    yield "依据："
    yield ""
    for basis in text.legal_basis:
        yield f"- {basis_in_words(basis)}"
    yield ""
    yield f"提示语：{text.message}"
    if text.remedy:
        yield ""
        yield f"怎样改正：{text.remedy}"
    if text.note:
        yield ""
        yield f"不误判的办法：{text.note}"
    for field, overlay in rule.origins:
        yield ""
        yield f"地方规则“{overlay}”改了：{field}"
    results = ((example.name, NAMES[Outcome(expected_outcome(example))]) for example in text.tests)
    yield from table(("示例", "结果"), results)


def basis_in_words(basis: str | Basis) -> str:
    """One legal source as a person cites it, with its quotation; an unread original is said to be unread."""
    if isinstance(basis, str):
        return basis
    said = f"《{basis.document}》" if not basis.document.startswith("《") else basis.document
    said += f"（{basis.number}）" if basis.number else ""
    said += basis.article or ""
    said += f"：“{basis.quote}”" if basis.quote else ""
    if basis.ends:
        said += f"（{shown(basis.ends)}以前）"
    return said + ("" if basis.verified else "（原文待核对）")
