"""The doors of this room: load, lint, where the rules are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports import AgencyLevel, AgencyType, AnnualReport
from rules.engine.case import AgencyFacts
from rules.engine.errors import Problem, RulesInvalid
from rules.engine.examples import run_rule_examples
from rules.engine.load import load_rules
from rules.engine.ruleset import RuleSet


def default_paths() -> tuple[Path, ...]:
    """The national rules that come with the product."""
    return (Path(__file__).resolve().parents[1] / "statutory",)


def load(paths: Sequence[Path] = ()) -> RuleSet:
    """Rule files or folders of them, by default `default_paths()`. Raises `RulesInvalid` with every problem found."""
    return RuleSet(load_rules(tuple(paths) or default_paths()))


def lint(paths: Sequence[Path] = ()) -> list[Problem]:
    """Everything wrong with the files, examples that do not come out among it; empty where all is well. Never raises."""
    try:
        rules = load_rules(tuple(paths) or default_paths())
    except RulesInvalid as error:
        return list(error.problems)
    problems = []
    for rule in rules:
        for result in run_rule_examples(rule):
            if not result.passed:
                field = f"示例“{result.name}”"
                problems.append(Problem(result.file, result.line, 1, result.chinese, rule.id, field))
    return problems


def agency_facts(report: AnnualReport, name: str | None = None) -> AgencyFacts:
    """What a report says of its own agency, as the roster would; `name` is what an operator says instead."""
    agency = report.agency
    return AgencyFacts(
        name=name or agency.name,
        type=None if agency.type is AgencyType.UNSURE else agency.type.value,
        level=None if agency.level is AgencyLevel.UNSURE else agency.level.value,
        division=agency.division,
    )
