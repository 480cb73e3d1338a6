"""The JSON Schema of rule files: completion and hover for editors (yaml-language-server), in Chinese."""

from __future__ import annotations

from typing import Any

from rules.engine.rule_file import RuleFile
from rules.engine.verdict import SEVERITY_NAMES

KEYS = {
    "ruleset": "这一组规则的名称",
    "version": "版本：规则的判断逻辑改一次，加一",
    "rules": "规则列表",
    "id": "编号，长期不变，如 SUM-T3-COL",
    "title": "中文标题，出现在问题清单里",
    "title_en": "英文标题",
    "status": "draft 草稿 · trial 试行 · in_force 正式（只有正式的才会告知主管部门）· retired 停用",
    "severity": " · ".join(f"{severity} {name}" for severity, name in SEVERITY_NAMES.items()),
    "grades": "满足某个条件时改用另一等级，从上到下取第一个满足的",
    "legal_basis": "依据：文件、文号、条款、原文、有效期",
    "applies_to": "适用范围：格式、年度、单位类别、层级、区划",
    "effective": "依据的有效期：按年报的法定期限（次年1月31日）当天是否有效判断",
    "parameters": "可由地方规则改动的数，写作 参数.名称",
    "for_each": "逐项检查，如 {列: 申请人列}",
    "let": "给中间结果起名",
    "extract": "从正文中取一个数；取不到或取到几个不同的数都算未知",
    "when": "什么时候才检查；不满足时为不适用",
    "assert": "应当成立的判断，如 列.本年新收 + 列.上年结转 == 列.办理总计 + 列.结转下年",
    "report": "each 每项一条 · once 全部合成一条",
    "message": "不成立时的提示语，用 {…} 代入数字",
    "remedy": "怎样改正",
    "attribution": "agency 编制机关 · site 网站 · reader 读取程序 · unclear 不明",
    "note": "说明：什么情况下不判，为什么",
    "tests": "示例：至少一个通过、一个不通过、一个未知或不适用",
    "name": "示例名称",
    "base": "起点：全零报告",
    "given": "与起点不同之处，如 {表三.自然人.本年新收: 5}；可用 空白、未见、不存在、符号",
    "expect": "结果：pass、not_applicable、{fail: [名称]} 或 {unknown: [名称]}",
    "document": "文件名称",
    "number": "文号",
    "article": "条款",
    "quote": "原文",
    "verified": "原文是否已由人核对",
}
"""Every key by what it means to an author."""


ONE_OR_MANY = {"format", "agency", "level", "division", "legal_basis", "fail", "unknown"}
"""Keys whose list may be written as its only member."""


def _one_or_many(part: dict[str, Any]) -> dict[str, Any]:
    """The schema of a list, or of one member of it; 2019 and 2021 may be written as numbers."""
    choices = part.get("anyOf", [part])
    items = [choice["items"] for choice in choices if "items" in choice]
    for item in items:
        if item.get("enum") == ["2019", "2021"]:
            item.update({"enum": ["2019", "2021", 2019, 2021]})
            item.pop("type", None)
    return {"anyOf": [*choices, *items]}


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12."""
    made = RuleFile.model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "年报监测规则文件"
    described: dict[str, Any] = _described(made)
    return described


def _described(part: Any) -> Any:
    """Chinese descriptions on every property, and English docstrings off."""
    if isinstance(part, list):
        return [_described(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {
        key: _described(value)
        for key, value in part.items()
        if key != "description" or not isinstance(value, str)
    }
    properties = found.get("properties")
    if isinstance(properties, dict):
        for name in ONE_OR_MANY & set(properties):
            properties[name] = _one_or_many(properties[name])
        found["properties"] = {
            name: {**value, "description": KEYS[name]} if name in KEYS and isinstance(value, dict) else value
            for name, value in properties.items()
        }
    return found
