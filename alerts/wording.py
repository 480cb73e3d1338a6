"""Chinese words for what officials read: severities, kinds, faults in files."""

from __future__ import annotations

from collections.abc import Mapping

SEVERITY_CHINESE: Mapping[str, str] = {"error": "错误", "warning": "警告", "notice": "提示", "info": "信息"}
KIND_CHINESE: Mapping[str, str] = {
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
}
CAUSE_CHINESE: Mapping[str, str] = {
    "source": "年报内容已变化",
    "rule": "监测规则调整",
    "reader": "读取程序改进，原判断不成立",
    "waiver": "豁免",
    "scope": "适用范围变化",
    "person": "人工处理",
}
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
