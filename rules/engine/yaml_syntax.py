"""Refusals of a rule file for the way its YAML is written."""

from __future__ import annotations

import yaml

from reports import yaml_fault
from rules.engine.errors import Problem, RulesInvalid


def refused(file: str, line: int, column: int, chinese: str) -> RulesInvalid:
    return RulesInvalid((Problem(file, line, column, chinese),))


def syntax_fault(file: str, text: str, error: yaml.YAMLError) -> RulesInvalid:
    return refused(file, *yaml_fault(text, error))
