"""The file of offices."""

from __future__ import annotations

from collections.abc import Mapping

OFFICES: Mapping[str, str] = {
    "打不开文件（{why}），请检查路径": "the file cannot be opened ({why}); check the path",
    "文件太大": "the file is too large",
    "不允许使用锚点和引用（& 和 *）": "no anchors and aliases (& and *)",
    "键必须是文字": "a key must be text",
    "“{key}”写了两次": "'{key}' is written twice",
    "无法识别的内容": "this cannot be told",
    "没有这个键，请检查拼写": "there is no such key; check its spelling",
    "缺少这一项": "this key is missing",
    "应为文字（数字请加引号）": "must be text (put a number in quotation marks)",
    "写法不对，应符合 {regex}": "not written rightly; it must match {regex}",
    "不能为空": "must not be empty",
    "太长": "too long",
    "只能是 {expected} 之一": "must be one of {expected}",
    "应为整数": "must be a whole number",
    "应为 true 或 false": "must be true or false",
    "应为列表（每项前加 -）": "must be a list (each item after '- ')",
    "至少要有一项": "must have at least one item",
    "不能小于 {bound}": "must be at least {bound}",
    "应为若干“键: 值”": "must be 'key: value' pairs",
    "写法不对：{detail}": "not written rightly: {detail}",
    "目的地“{name}”已在第 {n} 行用过，名称不能重复": (
        "destination '{name}' stands in line {n} already; each needs a name of its own"
    ),
}
