"""Pydantic's complaints as one Chinese sentence each, at the line and column of what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rules.engine import rule_file
from rules.engine.errors import Problem, did_you_mean, nearest
from rules.engine.strict_yaml import Loaded, Path

_MODELS: dict[str, type[BaseModel]] = {
    "": rule_file.RuleFile,
    "rules": rule_file.RuleText,
    "applies_to": rule_file.AppliesTo,
    "effective": rule_file.Effective,
    "years": rule_file.Years,
    "extract": rule_file.Extract,
    "grades": rule_file.Grade,
    "legal_basis": rule_file.Basis,
    "tests": rule_file.Example,
    "expect": rule_file.Expected,
}
_SAYS = {
    "string_type": "应为文字；若是数字或真假请加引号",
    "int_type": "应为整数，用半角数字",
    "int_from_float": "应为整数，用半角数字",
    "bool_type": "应为 true 或 false",
    "list_type": "应为列表（每项以“- ”开头，或写成 [甲, 乙]）",
    "dict_type": "应为若干“名称: 值”",
    "model_type": "应为若干“名称: 值”",
    "model_attributes_type": "应为若干“名称: 值”",
    "too_short": "至少要有一项",
    "string_too_short": "不能为空",
    "date_type": '应为加引号的日期，如 "2025-01-31"',
}
_BOUNDS = {
    "string_too_long": "太长，最多 {max_length} 字，请写短或拆开",
    "too_long": "项目太多，最多 {max_length} 项，请删减或拆开",
    "greater_than_equal": "数值太小，应不小于 {ge}",
    "less_than_equal": "数值太大，应不大于 {le}",
}


def chinese_errors(loaded: Loaded, error: ValidationError) -> tuple[Problem, ...]:
    """Every complaint as a `Problem`. A misspelled key is one thing wrong, though the right one is missing too."""
    errors = error.errors()
    meant = {
        (one["loc"][:-1], nearest(str(one["loc"][-1]), _keys(_real_path(loaded.value, one))))
        for one in errors
        if one["type"] == "extra_forbidden"
    }
    kept: dict[Path, ErrorDetails] = {}
    for one in errors:
        path = _real_path(loaded.value, one)
        if one["type"] != "missing" or (one["loc"][:-1], one["loc"][-1]) not in meant:
            kept.setdefault(path, one)
    deepest = [path for path in kept if not any(_within(other, path) for other in kept)]
    return tuple(chinese_error(loaded, kept[path]) for path in deepest)


def _within(path: Path, around: Path) -> bool:
    """What may be one of several kinds is said to be none of them; the place inside that kind is the one that helps."""
    return len(path) > len(around) and path[: len(around)] == around


def chinese_error(loaded: Loaded, error: ErrorDetails) -> Problem:
    """One pydantic error as a `Problem`."""
    path = _real_path(loaded.value, error)
    rule, field = _owner(loaded.value, path)
    kind, last = error["type"], str(path[-1]) if path else ""
    mark = loaded.mark(path)
    if kind == "extra_forbidden":
        mark = loaded.mark((*path, "#key"))
        said = f"没有“{last}”这一项{did_you_mean(last, _keys(path))}"
        field = ".".join(map(str, _inside(path)[:-1]))
    elif kind == "missing":
        mark = loaded.mark(path[:-1])
        said, field = f"缺少“{last}”这一项", ".".join(map(str, _inside(path)[:-1]))
    elif kind == "literal_error":
        said = _no_choice(error["input"], _choices(error))
    elif kind == "string_pattern_mismatch":
        said = f"“{error['input']}”的写法不对{_pattern_hint(last)}"
    elif kind in _SAYS:
        said = _is_otherwise(error["input"]) if kind == "string_type" else _SAYS[kind]
    elif kind in _BOUNDS:
        said = _BOUNDS[kind].format(**error["ctx"])
    elif kind in ("in_order", "no_day"):
        said = error["msg"]
    else:
        said = f"“{error['input']}”不合要求（{error['msg']}）"
    return Problem(loaded.file, mark.line, mark.column, said, rule, field)


def _is_otherwise(given: object) -> str:
    """Of what should be a text."""
    if given is None:
        return "不能为空"
    if isinstance(given, list | dict):
        return "应为一段文字，这里却是一组值；以“{”“[”开头的文字请给整个值加引号"
    return _SAYS["string_type"]


def _no_choice(given: object, choices: list[str]) -> str:
    if isinstance(given, str):
        return f"没有“{given}”{did_you_mean(given, choices)}"
    return f"应为其中一个词：{'、'.join(choices)}"


def _real_path(value: object, error: ErrorDetails) -> Path:
    """Pydantic's location without the names of union members, which stand nowhere in the file; a missing key does neither."""
    location = error["loc"]
    path: list[str | int] = []
    here: Any = value
    for index, part in enumerate(location):
        if (isinstance(here, Mapping) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        ):
            here = here[part]  # type: ignore[index] # checked just above, for either kind
        elif error["type"] == "missing" and index == len(location) - 1:
            path.append(part)
            break
        else:
            continue
        path.append(part)
    return tuple(path)


def _owner(value: object, path: Path) -> tuple[str, str]:
    """The id of the rule a path is in, and the path inside it."""
    if len(path) < 2 or path[0] != "rules" or not isinstance(value, dict):
        return "", ".".join(map(str, path))
    rules = value.get("rules")
    index = path[1]
    rule = rules[index] if isinstance(rules, list) and isinstance(index, int) and index < len(rules) else None
    id = rule.get("id") if isinstance(rule, dict) else None
    return (
        id if isinstance(id, str) else f"（第 {path[1] + 1 if isinstance(path[1], int) else '?'} 条）"
    ), ".".join(map(str, _inside(path)))


def _inside(path: Path) -> Path:
    return path[2:] if len(path) >= 2 and path[0] == "rules" else path


def _keys(path: Path) -> list[str]:
    around = [part for part in path[:-1] if isinstance(part, str)]
    model = _MODELS.get(around[-1] if around else "", rule_file.RuleText)
    if around and around[-2:-1] == ["extract"]:
        model = rule_file.Extract
    return [info.alias or name for name, info in model.model_fields.items()]


def _choices(error: ErrorDetails) -> list[str]:
    said = str(error.get("ctx", {}).get("expected", ""))
    return [word.strip(" '\"") for word in said.replace(" or ", ", ").split(",")]


def _pattern_hint(field: str) -> str:
    if field == "id":
        return "，应为大写字母和数字，用“-”连接，如 SUM-T3-COL"
    return "，应为中文、字母或数字，不含空格和标点" if field else ""
