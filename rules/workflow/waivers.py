"""Waivers: one finding of one agency and year set aside by a named document until a named day.

One function decides, everywhere: `decide`. An expired, malformed or outdated waiver sets nothing aside; a waived finding is
still computed and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from rules.engine import strict_yaml
from rules.engine.errors import Problem, RulesInvalid
from rules.engine.load import read_file, rule_files
from rules.engine.rule_file import Day, Line, Strict, Text
from rules.engine.validation import chinese_error
from rules.engine.verdict import Outcome, Verdict


class WaiverText(Strict):
    """One waiver. `field` is the verdict's subject (a column, row or section id); "" or nothing for the whole report."""

    rule: Line
    version: int = Field(ge=1)
    agency: Line
    year: int = Field(ge=2019, le=2100)
    field: Annotated[str, Field(max_length=80)] = ""
    reason: Text
    document: Line
    approver: Line
    expires: Day


class Standing(StrEnum):
    """What a waiver does to a verdict."""

    NONE = "none"
    WAIVED = "waived"
    EXPIRED = "expired"
    """Its day is past: the finding returns."""
    SUSPENDED = "suspended"
    """The rule has a new version: the waiver must be affirmed again."""


@dataclass(frozen=True, slots=True)
class Waiver:
    text: WaiverText
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict and what a waiver does to it; `waiver` is the one that decided, also where it no longer holds."""

    verdict: Verdict
    standing: Standing
    waiver: Waiver | None = None


def load_waivers(paths: Sequence[Path]) -> tuple[tuple[Waiver, ...], tuple[Problem, ...]]:
    """Good waivers, and what is wrong with the others: a malformed one sets nothing aside and must be seen."""
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for path in rule_files(paths):
        try:
            good, wrong = parse_waivers(read_file(path), str(path))
        except RulesInvalid as error:
            problems += error.problems
            continue
        waivers += good
        problems += wrong
    return tuple(waivers), tuple(problems)


def parse_waivers(text: str, file: str) -> tuple[list[Waiver], list[Problem]]:
    """The waivers of one file. Raises `RulesInvalid` where the file as a whole does not read."""
    loaded = strict_yaml.load(text, file)
    listed = loaded.value.get("waivers") if isinstance(loaded.value, dict) else None
    if not isinstance(listed, list) or not isinstance(loaded.value, dict) or set(loaded.value) != {"waivers"}:
        raise RulesInvalid((Problem(file, 1, 1, "豁免文件应只有一项 waivers:，下面逐条以“- ”开头"),))
    good: list[Waiver] = []
    wrong: list[Problem] = []
    for index, one in enumerate(listed):
        mark = loaded.mark(("waivers", index))
        try:
            good.append(Waiver(WaiverText.model_validate(one), file, mark.line))
        except ValidationError as error:
            for detail in error.errors():
                moved = {**detail, "loc": ("waivers", index, *detail["loc"])}
                problem = chinese_error(loaded, moved)  # type: ignore[arg-type] # the same error, seen from the file's top
                wrong.append(
                    Problem(file, problem.line, problem.column, problem.chinese + "；此条豁免不起作用")
                )
    return good, wrong


def decide(
    verdict: Verdict, agency: str | None, year: int | None, waivers: Iterable[Waiver], as_of: date
) -> Decision:
    """Whether a failure is set aside on `as_of` (the last day of a waiver still counts)."""
    if verdict.outcome is not Outcome.FAIL:
        return Decision(verdict, Standing.NONE)
    best = Decision(verdict, Standing.NONE)
    for waiver in waivers:
        text = waiver.text
        if (text.rule, text.agency, text.year, text.field) != (verdict.rule, agency, year, verdict.subject):
            continue
        if text.expires < as_of:
            best = Decision(verdict, Standing.EXPIRED, waiver)
        elif text.version != verdict.version:
            best = Decision(verdict, Standing.SUSPENDED, waiver)
        else:
            return Decision(verdict, Standing.WAIVED, waiver)
    return best


def unmatched(
    waivers: Iterable[Waiver], decisions: Iterable[Decision], rules: Mapping[str, object]
) -> list[Problem]:
    """Waivers that met no finding in a whole run: a rule that is not there, or a finding that is gone."""
    met = {id(decision.waiver) for decision in decisions if decision.waiver is not None}
    found = []
    for waiver in waivers:
        if id(waiver) in met:
            continue
        text = waiver.text
        why = (
            "没有这条规则"
            if text.rule not in rules
            else "没有对应的问题（可能已改正，或单位、年度、字段写错）"
        )
        said = f"{text.agency}{text.year}年度 {text.rule} 的豁免没有对上：{why}，请核对或删去"
        found.append(Problem(waiver.file, waiver.line, 1, said, text.rule, "", False))
    return found
