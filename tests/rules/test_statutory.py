"""The rules that come with the product: their own examples, their guards, and what they say of real reports."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reports
import rules
from rules import Outcome, Severity
from rules.engine.draft import Draft, give_cell
from rules.engine.template import holes
from rules.engine.verdict import Scalar
from rules.engine.wording import _filled
from tests.conftest import SHARED

RULES = rules.load()


def test_every_rule_loads_and_its_examples_come_out() -> None:
    assert [str(problem) for problem in rules.lint()] == []
    results = rules.run_examples(RULES)
    assert len(results) >= 40
    assert all(result.passed for result in results)


def test_a_rule_that_may_accuse_has_a_remedy_and_an_english_title() -> None:
    for rule in RULES.rules.values():
        if rule.text.status == "in_force":
            assert rule.text.remedy, rule.id
            assert rule.title_en, rule.id


def _accusations(verdicts: tuple[rules.Verdict, ...]) -> set[tuple[str, str]]:
    """Failures an office could read; info is for the operator only."""
    return {
        (v.rule, v.subject) for v in verdicts if v.outcome is Outcome.FAIL and v.severity is not Severity.INFO
    }


ADDRESSES = reports.forms()["2021"].addresses()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ADDRESSES), st.integers(0, 9)), max_size=8), st.sampled_from(ADDRESSES)
)
def test_a_blank_can_only_turn_a_verdict_into_unknown(numbers: list[tuple[str, int]], blank: str) -> None:
    before, after = Draft(), Draft()
    for draft in (before, after):
        for address, number in numbers:
            give_cell(draft, address, number)
    give_cell(after, blank, "空白")
    first = {(v.rule, v.subject): v.outcome for v in RULES.judge(before.case())}
    second = {(v.rule, v.subject): v.outcome for v in RULES.judge(after.case())}
    for key, outcome in second.items():
        if key[0] == "CEL-BLANK" or key[0].endswith("-OVER"):
            continue
        assert outcome in (first.get(key, Outcome.NOT_APPLICABLE), Outcome.UNKNOWN), key


COLUMN = [address for address in ADDRESSES if address.endswith((".natural_person", ".total"))]


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.sampled_from(COLUMN), st.integers(0, 9), max_size=6),
    st.dictionaries(st.sampled_from(COLUMN), st.integers(0, 40), min_size=1, max_size=4),
)
def test_no_number_in_its_blank_cells_would_clear_what_is_accused_of_them(
    numbers: dict[str, int], filled: dict[str, int]
) -> None:
    blank, whole = Draft(), Draft()
    for address, number in numbers.items():
        give_cell(blank, address, number)
        give_cell(whole, address, number)
    for address, number in filled.items():
        give_cell(blank, address, "空白")
        give_cell(whole, address, number)
    told = {(v.rule, v.subject): v.outcome for v in RULES.judge(whole.case())}
    for verdict in RULES.judge(blank.case()):
        if verdict.rule.endswith("-OVER") and verdict.outcome is Outcome.FAIL:
            assert told[(verdict.rule.removesuffix("-OVER"), verdict.subject)] is Outcome.FAIL


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(ADDRESSES), min_size=1, max_size=12), st.integers(1, 9))
def test_what_could_not_be_read_never_accuses(unread: set[str], number: int) -> None:
    whole, torn = Draft(), Draft()
    for address in unread:
        give_cell(whole, address, number)
        give_cell(torn, address, "未见")
    assert _accusations(RULES.judge(torn.case())) <= _accusations(RULES.judge(Draft().case()))


def test_the_order_of_the_files_changes_nothing() -> None:
    shuffled = list(RULES.rules.values())
    random.Random(7).shuffle(shuffled)
    again = rules.RuleSet(shuffled)
    draft = Draft()
    give_cell(draft, "applications.new_received.total", 3)
    assert again.judge(draft.case()) == RULES.judge(draft.case())
    assert again.hash == RULES.hash


def test_the_same_case_gives_the_same_verdicts() -> None:
    draft = Draft()
    give_cell(draft, "applications.new_received.total", 3)
    assert RULES.judge(draft.case()) == rules.load().judge(draft.case())


def test_a_failure_on_a_place_the_reader_doubts_is_unknown_and_the_readers() -> None:
    draft = Draft()
    give_cell(draft, "applications.new_received.natural_person", 5)
    case = draft.case()
    cell = case.report.cell("applications.new_received.natural_person")
    from dataclasses import replace

    torn = replace(case, report=replace(case.report, uncertain=(reports.Uncertain(cell.place, "torn"),)))
    fails = [v for v in RULES.judge(case) if v.rule == "SUM-T3-COL" and v.subject == "natural_person"]
    doubts = [v for v in RULES.judge(torn) if v.rule == "SUM-T3-COL" and v.subject == "natural_person"]
    assert [(v.outcome, v.attribution) for v in fails] == [(Outcome.FAIL, rules.Attribution.AGENCY)]
    assert [(v.outcome, v.attribution) for v in doubts] == [(Outcome.UNKNOWN, rules.Attribution.READER)]


def test_nothing_is_said_of_a_file_that_may_not_be_a_report() -> None:
    for kind in (reports.ReportKind.OTHER, reports.ReportKind.UNSURE):
        draft = Draft(kind=kind)
        give_cell(draft, "applications.new_received.natural_person", 5)
        assert not _accusations(RULES.judge(draft.case()))


@pytest.mark.parametrize(
    ("year", "form", "law"),
    [
        (2020, "国办公开办函〔2019〕60号表三勾稽关系说明", "立法法（2015年修正）第八十二条"),
        (2021, "国办公开办函〔2021〕30号表三勾稽关系说明", "立法法（2015年修正）第八十二条"),
        (2023, "国办公开办函〔2021〕30号表三勾稽关系说明", "立法法第九十三条"),
    ],
)
def test_no_report_is_held_to_what_was_issued_after_it_was_due(year: int, form: str, law: str) -> None:
    draft = Draft(year=year)
    give_cell(draft, "applications.new_received.natural_person", 10)
    column = "made" if year <= 2020 else "in_force"
    give_cell(draft, f"disclosure.regulations.{column}", 3)
    cited = {one.rule: one.basis for one in RULES.judge(draft.case()) if one.outcome is Outcome.FAIL}
    assert cited["SUM-T3-COL"] == ("条例第五十条", form)
    assert cited["LOG-RULES"] == (law,)
    wrong = "〔2021〕30号" if year <= 2020 else "〔2019〕60号"
    assert not [(id, basis) for id, basis in cited.items() if wrong in "".join(basis)]


def test_a_verdict_prints_as_the_contract_says() -> None:
    draft = Draft()
    give_cell(draft, "applications.new_received.natural_person", 10)
    give_cell(draft, "applications.result_total.natural_person", 9)
    said = rules.verdicts_to_json(RULES.judge(draft.case()))
    (found,) = [v for v in said["verdicts"] if v["rule"] == "SUM-T3-COL" and v["outcome"] == "fail"]
    assert found["values"]["左边"] == 10
    assert found["values"]["右边"] == 9
    assert found["places"] == [
        "applications.new_received.natural_person",
        "applications.carried_in.natural_person",
        "applications.result_total.natural_person",
        "applications.carried_out.natural_person",
    ]
    assert "10件" in found["message"]
    assert found["basis"] == ["条例第五十条", "国办公开办函〔2021〕30号表三勾稽关系说明"]
    assert found["remedy"] == "核对“自然人”列四个数，更正后重新公布，并说明更正情况。"
    assert all("{" not in (v["remedy"] or "") for v in said["verdicts"])
    assert set(said["summary"]) == {"pass", "fail", "unknown", "not_applicable", "error"}
    assert json.loads(json.dumps(said, ensure_ascii=False)) == said


def test_absence_is_said_only_when_it_is_proved_and_long_due() -> None:
    def outcome(not_listed: str, as_of: date, type: str = "department") -> tuple[Outcome, int]:
        case = rules.absence_case(
            rules.AgencyFacts("青溪县财政局", type, "county", "990121"),
            2024,
            rules.Publication(not_listed=not_listed),
            as_of,
        )
        verdicts = RULES.judge(case)
        others = [v for v in verdicts if v.rule != "PUB-NOTFOUND" and v.outcome is not Outcome.NOT_APPLICABLE]
        (found,) = [v for v in verdicts if v.rule == "PUB-NOTFOUND"]
        return found.outcome, len(others)

    assert outcome("not_listed", date(2025, 3, 1)) == (Outcome.FAIL, 0)
    assert outcome("not_listed", date(2025, 2, 10)) == (Outcome.NOT_APPLICABLE, 0)
    assert outcome("could_not_check:timeout", date(2025, 3, 1)) == (Outcome.UNKNOWN, 0)
    assert outcome("not_listed", date(2025, 3, 1), "township") == (Outcome.NOT_APPLICABLE, 0)
    assert outcome("not_listed", date(2025, 3, 1), "government") == (Outcome.NOT_APPLICABLE, 0)


@pytest.mark.parametrize("draft", [Draft(year=None), Draft(year=2017), Draft(type=reports.AgencyType.UNSURE)])
def test_not_knowing_the_year_or_the_agency_is_not_a_failure(draft: Draft) -> None:
    assert not _accusations(RULES.judge(draft.case()))


def _case(path: Path) -> rules.Case:
    report = reports.read(path.read_bytes(), path.name)
    return rules.Case(report, date(2026, 11, 21), agency=rules.agency_facts(report))


@pytest.mark.real_reports
def test_no_real_report_gets_an_error_or_any_of_the_must_not_flag_items(real_reports: Path) -> None:
    items = json.loads((SHARED / "design" / "acceptance.json").read_text("utf-8"))
    judged = {}
    for path in sorted(real_reports.iterdir()):
        if path.suffix in (".txt", ".html", ".pdf"):
            judged[path.name] = RULES.judge(_case(path))
            broken = [v for v in judged[path.name] if v.outcome is Outcome.ERROR]
            errors = [
                v for v in judged[path.name] if v.outcome is Outcome.FAIL and v.severity is Severity.ERROR
            ]
            assert broken == []
            assert [v.message for v in errors] == [], path.name
    checked = 0
    for item in items:
        if item["class"] != "must_not_flag" or item["report"] not in judged:
            continue
        lines = item["line"] if isinstance(item["line"], list) else [item["line"]]
        for verdict in judged[item["report"]]:
            named = item["rule"].replace("*", "")
            if verdict.outcome is not Outcome.FAIL or not verdict.rule.startswith(named):
                continue
            here = not verdict.lines or None in lines or set(lines) & set(verdict.lines)
            assert not here, (item["report"], verdict.rule, verdict.message)
        checked += 1
    assert checked >= 45


def test_no_value_of_a_verdict_goes_by_a_whole_expression() -> None:
    """`values` of `check --json` is read by officials and programs: a pattern or a sentence's glue is no name."""
    for rule in RULES.rules.values():
        for hole in [*holes(rule.text.message), *holes(rule.text.remedy or "")]:
            assert not re.search(r"['?\[\\]|&&", hole.label), (rule.id, hole.label)


def test_two_values_of_one_name_are_both_kept() -> None:
    values: dict[str, Scalar] = {}
    sentence = _filled(
        "{摘录(甲, r'一')}和{摘录(甲, r'二')}{缺 ? '、' : ''}", iter(["一", "二", "、"]), values
    )
    assert sentence == "一和二、"
    assert values == {"摘录": "一", "摘录2": "二"}
