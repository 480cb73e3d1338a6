"""acceptance.json on every real report: every must_flag found with its rule and place, none of must_not_flag raised."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reports
import rules
from rules import Outcome, Severity
from tests.conftest import REAL_REPORTS, SHARED

pytestmark = pytest.mark.real_reports
RULES = rules.load()
SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTICE, "I": Severity.INFO}
ITEMS: list[dict[str, Any]] = (
    json.loads((SHARED / "design" / "acceptance.json").read_text("utf-8")) if SHARED.is_dir() else []
)


@cache
def judged(name: str) -> tuple[rules.Verdict, ...]:
    path = REAL_REPORTS / name
    report = reports.read(path.read_bytes(), path.name)
    return RULES.judge(rules.Case(report, date(2026, 11, 21), agency=rules.agency_facts(report)))


def _lines(item: dict[str, Any]) -> set[int]:
    line = item["line"]
    found = line if isinstance(line, list) else [line]
    return {one for one in found if isinstance(one, int)}


def _items(kind: str) -> list[Any]:
    return [
        pytest.param(item, id=f"{item['report']}-{item['rule']}-{index}")
        for index, item in enumerate(ITEMS)
        if item["class"] == kind
    ]


@pytest.mark.parametrize("item", _items("must_flag"))
def test_what_must_be_flagged_is(item: dict[str, Any], real_reports: Path) -> None:
    found = [v for v in judged(item["report"]) if v.rule == item["rule"] and v.outcome is Outcome.FAIL]
    assert found, f"{item['rule']} did not fail"
    assert any(v.severity is SEVERITIES[item["severity"]] for v in found)
    wanted, said = _lines(item), {line for v in found for line in v.lines}
    assert not wanted or not said or wanted & said, (wanted, said)
    if item["rule"].startswith(("TXT", "CEL", "STR-SEC")) and wanted:
        assert said, "a finding about a place must say which"
    quotes = item["quote"] if isinstance(item["quote"], list) else [item["quote"]]
    if item["rule"] == "TXT-DOCNO-TITLE":
        assert all(any(quote[1:20] in v.message for v in found) for quote in quotes)


@pytest.mark.parametrize("item", _items("must_not_flag"))
def test_what_must_not_be_flagged_is_not(item: dict[str, Any], real_reports: Path) -> None:
    named, wanted = item["rule"].replace("*", ""), _lines(item)
    for verdict in judged(item["report"]):
        if verdict.outcome is Outcome.FAIL and verdict.rule.startswith(named):
            assert wanted and verdict.lines and not wanted & set(verdict.lines), verdict.message


@pytest.mark.parametrize("name", sorted({item["report"] for item in ITEMS}))
def test_no_real_report_gets_an_error_or_breaks_a_rule(name: str, real_reports: Path) -> None:
    for verdict in judged(name):
        assert verdict.outcome is not Outcome.ERROR, verdict.message
        assert not (verdict.outcome is Outcome.FAIL and verdict.severity is Severity.ERROR), verdict.message


def test_the_acceptance_list_was_really_read(real_reports: Path) -> None:
    assert len(_items("must_flag")) >= 20
    assert len(_items("must_not_flag")) >= 45
