"""Province and city packs: other severities, statuses, dates and parameters, and rules of their own; never other logic.

An overlay holds for agencies whose division begins with one of its codes; everybody else, and every agency whose division
is not known, is judged by the national rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from rules.engine import strict_yaml
from rules.engine.errors import Problem, RulesInvalid, did_you_mean
from rules.engine.load import check, read_file, rule_files
from rules.engine.rule import Rule
from rules.engine.rule_file import Basis, Effective, Line, Number, RuleText, Strict, Text, Word
from rules.engine.strict_yaml import Loaded
from rules.engine.validation import chinese_errors


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


class Change(Strict):
    """What an overlay says of one national rule. Only these keys: the logic is the nation's."""

    rule: Line
    severity: Literal["error", "warning", "notice", "info"] | None = None
    status: Literal["draft", "trial", "in_force", "retired"] | None = None
    effective: Effective | None = None
    parameters: dict[Word, Number | str] = Field(default_factory=dict)
    reason: Text


class OverlayFile(Strict):
    overlay: Line
    version: Line
    division: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^[0-9]{2,9}$")]], BeforeValidator(_listed)
    ] = Field(min_length=1)
    source: Basis
    example: bool = False
    """True: made up to show how it is done; judges only where an operator names the file."""
    changes: list[Change] = Field(default_factory=list)
    rules: list[RuleText] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overlay:
    file: OverlayFile
    loaded: Loaded

    @property
    def name(self) -> str:
        return self.file.overlay


def load_overlays(paths: Sequence[Path], read: Callable[[Path], str] = read_file) -> tuple[Overlay, ...]:
    """Overlay files or folders of them; `read` gives a file's text. Raises `RulesInvalid` with every problem."""
    found: list[Overlay] = []
    problems: list[Problem] = []
    for path in rule_files(paths):
        try:
            found.append(parse_overlay(read(path), str(path)))
        except RulesInvalid as error:
            problems += error.problems
    if problems:
        raise RulesInvalid(problems)
    return tuple(found)


def is_overlay(text: str) -> bool:
    """Whether a file is a local pack and not a set of national rules: by its first key, before it is read in earnest."""
    return any(line.startswith("overlay:") for line in text.splitlines())


def parse_overlay(text: str, file: str) -> Overlay:
    loaded = strict_yaml.load(text, file)
    if not isinstance(loaded.value, dict) or "overlay" not in loaded.value:
        raise RulesInvalid(
            (Problem(file, 1, 1, "地方规则文件应以 overlay:、version:、division:、source: 开头"),)
        )
    try:
        return Overlay(OverlayFile.model_validate(loaded.value), loaded)
    except ValidationError as error:
        raise RulesInvalid(chinese_errors(loaded, error)) from error


def apply_overlays(national: Sequence[Rule], overlays: Sequence[Overlay]) -> tuple[Rule, ...]:
    """National rules with their local variants beside them. Raises `RulesInvalid`."""
    by_id = {rule.id: rule for rule in national}
    variants: list[Rule] = []
    problems: list[Problem] = []
    for overlay in overlays:
        for index, change in enumerate(overlay.file.changes):
            found = _wrong(overlay, index, change, by_id)
            problems += found
            if not found:
                variants.append(_changed(by_id[change.rule], overlay, change))
        for index, text in enumerate(overlay.file.rules):
            rule = Rule(
                text, overlay.loaded, ("rules", index), _all_from(overlay), only=tuple(overlay.file.division)
            )
            if text.id in by_id:
                problems.append(
                    _problem(
                        overlay,
                        ("rules", index, "id"),
                        f"编号 {text.id} 是国家规则的，地方规则请另取编号",
                        text.id,
                    )
                )
            problems += check(rule)
            variants.append(rule)
    if problems:
        raise RulesInvalid(problems)
    taken = {rule.id: [v for v in variants if v.id == rule.id] for rule in national}
    plain = [replace(rule, without=tuple(c for v in taken[rule.id] for c in v.only)) for rule in national]
    return (*plain, *variants)


def _problem(overlay: Overlay, path: tuple[str | int, ...], chinese: str, rule: str = "") -> Problem:
    mark = overlay.loaded.mark(path)
    return Problem(overlay.loaded.file, mark.line, mark.column, chinese, rule)


def _wrong(overlay: Overlay, index: int, change: Change, by_id: dict[str, Rule]) -> list[Problem]:
    path = ("changes", index)
    rule = by_id.get(change.rule)
    if rule is None:
        return [
            _problem(
                overlay, (*path, "rule"), f"没有国家规则“{change.rule}”{did_you_mean(change.rule, by_id)}"
            )
        ]
    found = []
    for name, value in change.parameters.items():
        known = rule.text.parameters
        if name not in known:
            said = f"{change.rule} 没有参数“{name}”{did_you_mean(name, known)}"
            found.append(_problem(overlay, (*path, "parameters", name, "#key"), said, change.rule))
        elif isinstance(value, str) != isinstance(known[name], str):
            said = f"参数“{name}”应为{'文字' if isinstance(known[name], str) else '数字'}"
            found.append(_problem(overlay, (*path, "parameters", name), said, change.rule))
    return found


def _changed(rule: Rule, overlay: Overlay, change: Change) -> Rule:
    """The national rule with the overlay's values, for the overlay's divisions; its origins say which came from where."""
    update: dict[str, Any] = {}
    origins: list[tuple[str, str]] = []
    for field in ("severity", "status", "effective"):
        value = getattr(change, field)
        if value is not None:
            update[field] = value
            origins.append((field, overlay.name))
    if "severity" in update:
        update["grades"] = []
    if change.parameters:
        update["parameters"] = {**rule.text.parameters, **change.parameters}
        origins += [(f"参数.{name}", overlay.name) for name in change.parameters]
    update["legal_basis"] = [*rule.text.legal_basis, overlay.file.source]
    return replace(
        rule,
        text=rule.text.model_copy(update=update),
        origins=tuple(origins),
        only=tuple(overlay.file.division),
    )


def _all_from(overlay: Overlay) -> tuple[tuple[str, str], ...]:
    return (("rule", overlay.name),)
