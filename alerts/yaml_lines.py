"""YAML that officials edit: plain data with the line of every value; anchors, tags and doubled keys are refused."""

from __future__ import annotations

from typing import Any

import yaml

from alerts.errors import Problem
from reports import yaml_fault

MAX_CHARACTERS = 500_000
Lines = dict[tuple[str | int, ...], int]


class _Refused(Exception):
    def __init__(self, line: int, chinese: str) -> None:
        super().__init__(chinese)
        self.problem = Problem(line, "", chinese)


def load(text: str) -> tuple[Any, Lines, tuple[Problem, ...]]:
    """(data, line of each path, problems). With problems the data is `None`."""
    if len(text) > MAX_CHARACTERS:
        return None, {}, (Problem(1, "", "文件太大"),)
    lines: Lines = {}
    try:
        _refuse_anchors(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = None if node is None else _plain(node, (), lines)
    except yaml.MarkedYAMLError as error:
        line, _, what = yaml_fault(text, error)
        return None, {}, (Problem(line, "", f"YAML 写法有误：{what}"),)
    except _Refused as refused:
        return None, {}, (refused.problem,)
    return data, lines, ()


def _refuse_anchors(text: str) -> None:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise _Refused(line, "不允许使用锚点和引用（& 和 *）")


def _plain(node: yaml.Node, path: tuple[str | int, ...], lines: Lines) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), lines) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        made: dict[str, Any] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _Refused(key.start_mark.line + 1, "键必须是文字")
            if key.value in made:
                raise _Refused(key.start_mark.line + 1, f"“{key.value}”写了两次")
            made[key.value] = _plain(child, (*path, key.value), lines)
        return made
    if not isinstance(node, yaml.ScalarNode):
        raise _Refused(node.start_mark.line + 1, "无法识别的内容")
    if node.style in ("'", '"'):
        return node.value
    try:
        return yaml.SafeLoader("").construct_object(node)
    except ValueError as error:
        said = f"没有“{node.value}”这个日期或数字；是文字的请加引号"
        raise _Refused(node.start_mark.line + 1, said) from error
