"""YAML -> Portal, with errors an operator can act on: file, line, field, what is wrong, the nearest valid value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from yaml.constructor import SafeConstructor

from reports import system_reason, yaml_fault
from scrapers.portal import Portal

MAX_FILE = 1024 * 1024
MAX_DEPTH = 30


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `line` counts from 1, 0: none; `field` is the dotted path; `chinese` says what and what to do."""

    line: int
    field: str
    chinese: str


class PortalInvalid(Exception):
    """The description cannot be used. `str()` is Chinese, one line a problem: ``文件:行: 字段：说明``."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        lines = (
            ":".join([file, *([str(one.line)] if one.line else [])])
            + ": "
            + (f"{one.field}：" if one.field else "")
            + one.chinese
            for one in problems
        )
        super().__init__("\n".join(lines))
        self.file = file
        self.problems = problems


def load_portal(path: Path) -> Portal:
    """Read one description. Raises `PortalInvalid`, also where the file is missing or no YAML."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise PortalInvalid(str(path), (Problem(1, "", f"文件超过 {MAX_FILE} 字节，不像门户描述"),))
        text = path.read_text("utf-8")
    except OSError as error:
        said = f"打不开文件（{system_reason(error)}），请检查路径"
        raise PortalInvalid(str(path), (Problem(0, "", said),)) from error
    except UnicodeDecodeError as error:
        raise PortalInvalid(str(path), (Problem(1, "", "文件不是 UTF-8 编码，请另存为 UTF-8"),)) from error
    return parse_portal(text, str(path))


def load_portals(folder: Path) -> tuple[Portal, ...]:
    """Every ``*.yaml`` in `folder`, by name. Raises `PortalInvalid` with the problems of all of them."""
    portals: list[Portal] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            portals.append(load_portal(path))
        except PortalInvalid as error:
            problems.extend(
                Problem(one.line, f"{path.name} {one.field}".strip(), one.chinese) for one in error.problems
            )
    double = {portal.id for portal in portals if [one.id for one in portals].count(portal.id) > 1}
    problems.extend(Problem(1, "id", f"两个文件用了同一个 id：{one}") for one in sorted(double))
    if problems:
        raise PortalInvalid(folder.name, tuple(problems))
    return tuple(portals)


def parse_portal(text: str, file: str) -> Portal:
    """Raises `PortalInvalid`. libyaml takes a tenth of the time; what is refused after it, the parser in Python refuses in the
    words that `yaml_fault` knows, and a tab, which libyaml lets pass within a word, is that one's to judge."""
    if "\t" not in text:
        with suppress(PortalInvalid):
            return _parsed(text, file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return _parsed(text, file, yaml.SafeLoader)


def _parsed(text: str, file: str, loader: Any) -> Portal:
    try:
        node = _composed(text, loader)
        lines: dict[tuple[str | int, ...], int] = {}
        data = _construct(node, (), lines, file)
    except yaml.YAMLError as error:
        line, _, what = yaml_fault(text, error)
        raise PortalInvalid(file, (Problem(line, "", f"YAML 写法有误：{what}"),)) from error
    if not isinstance(data, dict):
        raise PortalInvalid(file, (Problem(1, "", "最外层须是「字段: 值」"),))
    try:
        return Portal.model_validate(data)
    except ValidationError as error:
        raise PortalInvalid(file, tuple(_problems(error, lines))) from error


def _composed(text: str, loader: Any) -> yaml.Node | None:
    """The node tree, refusing anchors and aliases (a few lines of them can expand without end) and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused("不支持锚点和别名（& 和 *）", event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _refused("嵌套太深", event)
    return yaml.compose(text, Loader=loader)


def _refused(what: str, event: yaml.Event) -> yaml.YAMLError:
    return yaml.MarkedYAMLError(problem=what, problem_mark=cast("yaml.error.Mark | None", event.start_mark))


def _construct(
    node: yaml.Node | None, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], file: str
) -> Any:
    if node is None:
        return None
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        made: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node)
            if key in made:
                line = key_node.start_mark.line + 1
                raise PortalInvalid(
                    file, (Problem(line, ".".join(map(str, (*path, key))), "同一字段写了两次，请删去一个"),)
                )
            lines[*path, key] = key_node.start_mark.line + 1
            made[key] = _construct(value_node, (*path, key), lines, file)
        return made
    if isinstance(node, yaml.SequenceNode):
        return [_construct(one, (*path, index), lines, file) for index, one in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.MarkedYAMLError(problem="字段名须是文字", problem_mark=node.start_mark)
    try:
        return SafeConstructor().construct_object(node)
    except ValueError as error:
        raise yaml.MarkedYAMLError(
            problem=f"没有“{node.value}”这个日期或数字；是文字的请加引号", problem_mark=node.start_mark
        ) from error


def _problems(error: ValidationError, lines: dict[tuple[str | int, ...], int]) -> Iterator[Problem]:
    for one in error.errors():
        path = tuple(one["loc"])
        place = path or _told_of(one)
        while place and place not in lines:
            place = place[:-1]
        yield Problem(lines.get(place, 1), ".".join(map(str, path)), _chinese(dict(one), path))


def _told_of(one: Mapping[str, Any]) -> tuple[str, ...]:
    """The field that a sentence about the whole file begins with ("agencies 里的 id 重复")."""
    return (str(one["msg"]).removeprefix("Value error, ").split(" ", 1)[0],)


_WORDS = {
    "missing": "缺少这个字段",
    "string_type": "须是文字；若是数字（如区划代码）请加引号",
    "string_too_short": "太短",
    "int_parsing": "须是整数",
    "int_type": "须是整数",
    "float_parsing": "须是数字",
    "bool_type": "须是 true 或 false",
    "tuple_type": "须是列表（- 开头的多行，或 [甲, 乙]）",
    "dict_type": "须是「字段: 值」",
    "model_type": "须是「字段: 值」",
    "too_short": "至少要有一项",
    "date_from_datetime_parsing": "须是日期，如 2026-01-05",
    "date_type": "须是日期，如 2026-01-05",
}


def _chinese(one: dict[str, Any], path: tuple[str | int, ...]) -> str:
    kind, context, given = one["type"], one.get("ctx") or {}, one.get("input")
    if kind == "extra_forbidden":
        return f"没有这个字段{_nearest(str(path[-1]), _fields_at(path[:-1]))}"
    if kind == "literal_error":
        allowed = [
            word.strip("' ") for word in str(context.get("expected", "")).replace(" or ", ", ").split(",")
        ]
        return f"「{given}」不是可用的值，可用：{'、'.join(allowed)}{_nearest(str(given), allowed)}"
    if kind == "value_error":
        return str(context.get("error", one["msg"]))
    if kind == "string_pattern_mismatch":
        return f"「{given}」写法不对，须符合 {context.get('pattern')}"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        return f"「{given}」超出范围，须{'不小于' if 'ge' in context else '不大于'} {bound}"
    return _WORDS.get(kind, f"值不对：{one['msg']}")


def _nearest(given: str, allowed: list[str]) -> str:
    best = process.extractOne(
        given, allowed, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.5
    )
    return f"；是不是「{best[0]}」？" if best else ""


def _fields_at(path: tuple[str | int, ...]) -> list[str]:
    model: type[BaseModel] | None = Portal
    for step in path:
        if isinstance(step, int) or model is None:
            continue
        field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
        model = _model_of(field.annotation) if field is not None else None
    return [field.alias or name for name, field in model.model_fields.items()] if model is not None else []


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is None:
        return None
    return next((found for one in get_args(annotation) if (found := _model_of(one))), None)
