"""What the Chinese manual shows is run; the generated catalogue is the one of these rules."""

from __future__ import annotations

import re
from pathlib import Path

import rules
from rules.engine import functions, rule_file
from rules.engine.load import parse_rules
from rules.engine.syntax import MACROS

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "rules" / "README.md"


def test_the_manuals_rule_loads_and_its_examples_come_out() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    parsed = parse_rules(example, "README.md")
    results = rules.run_examples(rules.RuleSet(parsed))
    assert len(results) == 4
    assert all(result.passed for result in results)
    assert rules.survivors(parsed[0]) == []


def test_every_key_and_function_the_manual_names_exists() -> None:
    text = MANUAL.read_text("utf-8")
    keys = {info.alias or name for name, info in rule_file.RuleText.model_fields.items()}
    table = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    named = {key for cell in table for key in re.findall(r"`([a-z_]+)`", cell)}
    assert named <= keys
    known = {*functions.BY_WORD, *functions.LIST_WORDS, *functions.REFERENCE_WORDS, *MACROS, "size"}
    (line,) = re.findall(r"^- 函数：(.*)$", text, re.MULTILINE)
    assert set(re.findall(r"`(\w+)", line)) <= known
    (line,) = re.findall(r"^- 看单元格本身：(.*)$", text, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", line)) <= known


def test_the_catalogue_on_file_is_that_of_the_rules() -> None:
    page = MANUAL.with_name("catalogue.md").read_text("utf-8")
    assert page == rules.catalogue(list(rules.load().rules.values())), "run: nianbao rules docs"
