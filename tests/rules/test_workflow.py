"""The workflow around the rules: what an author may change, what stands in the way, and what nobody can do by accident."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema  # type: ignore[import-untyped] # its stubs are not pinned
import pytest
import yaml

import rules
from reports import AgencyType
from rules import Outcome, Severity, Standing, Status
from rules.engine.draft import Draft, give_cell
from rules.engine.explain import read
from rules.engine.load import parse_rules
from rules.engine.lock import Locked, check_lock, locked_text
from rules.engine.parser import parse
from rules.workflow.overlays import apply_overlays, parse_overlay
from rules.workflow.promotion import with_status
from rules.workflow.waivers import parse_waivers
from tests.rules.test_loading import GOOD

RULES = rules.load()
PROVINCIAL = Path(rules.__file__).parent / "provincial"


def _broken(year: int = 2024, number: int = 5) -> rules.Case:
    draft = Draft(year=year)
    give_cell(draft, "applications.new_received.natural_person", number)
    return draft.case()


def _failure(case: rules.Case, rule: str = "SUM-T3-COL") -> rules.Verdict:
    return next(v for v in RULES.judge(case) if v.rule == rule and v.outcome is Outcome.FAIL)


# --- explain, docs, schema


def test_every_rule_can_be_read_back_as_one_sentence() -> None:
    for rule in RULES.rules.values():
        said = rules.explain(rule)
        assert said.endswith("不作认定。")
        assert "\n" not in said
        assert "==" not in said
    said = rules.explain(RULES.rules["SUM-T3-COL"])
    assert "应当满足：列的本年新收＋列的上年结转等于列的办理总计＋列的结转下年；" in said


def test_a_cell_is_read_back_as_messages_call_it() -> None:
    said = read(parse("上年.表三.总计.本年新收 > 表二.行政许可.本年处理决定数量"))
    assert said == "上年表三“总计”列“本年新收”大于表二“行政许可”行“本年处理决定数量”"
    assert read(parse("!contains(章节.总体情况.正文, '培训')")) == "并非“总体情况”部分的正文含有“培训”"


def test_the_sentence_changes_when_an_operator_does() -> None:
    (before,) = parse_rules(GOOD, "a.yaml")
    (after,) = parse_rules(GOOD.replace("左 == 列", "左 >= 列"), "a.yaml")
    assert rules.explain(before) != rules.explain(after)


def test_the_catalogue_names_every_rule_and_is_the_same_every_time() -> None:
    listed = list(RULES.rules.values())
    page = rules.catalogue(listed)
    random.Random(3).shuffle(listed)
    assert rules.catalogue(listed) == page
    assert all(f"### {rule.id}\n" in page for rule in listed)


def test_the_schema_accepts_our_files_and_refuses_a_wrong_key() -> None:
    made = json.loads(json.dumps(rules.schema()))
    for path in rules.default_paths()[0].glob("*.yaml"):
        jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), made)
    wrong = yaml.safe_load(GOOD)
    wrong["rules"][0]["severty"] = "error"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, made)


# --- the lock


def test_changing_the_logic_without_the_version_does_not_pass() -> None:
    (rule,) = parse_rules(GOOD, "a.yaml")
    locked = {rule.id: _locked(rule)}
    (changed,) = parse_rules(GOOD.replace("左 == 列", "左 <= 列"), "a.yaml")
    (problem,) = check_lock([changed], locked)
    assert problem.error
    assert "版本号改为 2" in problem.chinese
    with pytest.raises(rules.RulesInvalid):
        locked_text([changed], locked)


def test_changing_the_prose_asks_for_nothing() -> None:
    (rule,) = parse_rules(GOOD, "a.yaml")
    prose = (
        GOOD.replace("核对。", "请仔细核对。")
        .replace("左 == 列", "左   ==   列")
        .replace("title: 列勾稽", "title: 勾稽")
    )
    (changed,) = parse_rules(prose, "a.yaml")
    assert list(check_lock([changed], {rule.id: _locked(rule)})) == []


def _locked(rule: rules.Rule) -> Locked:
    return Locked(rule.version, rule.hash)


def test_the_lock_is_written_and_checked_beside_the_files(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(GOOD, "utf-8")
    (lock,) = rules.lock([tmp_path])
    assert lock.read_text("utf-8").splitlines()[1].startswith("SUM-TEST 1 ")
    assert [p for p in rules.lint([tmp_path]) if p.error] == []
    path.write_text(GOOD.replace("左 == 列", "左 <= 列"), "utf-8")
    assert any("版本号" in p.chinese for p in rules.lint([tmp_path]) if p.error)


# --- advice


def test_words_that_accuse_are_refused_by_lint(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(GOOD.replace("左边{左}件。", "左边{左}件，涉嫌造假。"), "utf-8")
    assert any("不得使用“造假”" in problem.chinese for problem in rules.lint([path]))


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("{document: 条例, article: 第五十六条}", ""),
        ("{document: 条例, article: 第五十条、第五十七条第二款}", "没有第五十七条"),
        ("{document: 《中华人民共和国政府信息公开条例》, article: 第九十九条}", "没有第九十九条"),
        ("《政府信息公开条例》第六十条", "没有第六十条"),
        ("{document: 行政复议法实施条例, article: 第六十条}", ""),
        ("{document: 行政诉讼法, article: 第一百零三条}", ""),
    ],
)
def test_an_article_that_the_regulation_does_not_have_is_told(basis: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    own = OWN_DATE.replace("[某省通知]", f"[{basis}]")
    path.write_text(own, "utf-8")
    said = [problem.chinese for problem in rules.lint([path]) if problem.field == "legal_basis"]
    assert [told in each for each in said] == [True] * bool(told)


OWN_DATE = """\
ruleset: 本省期限
version: "1"
rules:
  - id: PUB-OWN-DATE
    version: 1
    title: 晚于本省期限公布
    status: trial
    severity: warning
    legal_basis: [某省通知]
    let: {有旁证: known(报告.落款日期)}
    assert: 报告.发布日期 <= date(2025, 1, 20)
    message: 公布于{报告.发布日期}，请核对。
    remedy: 核对。
    tests:
      - {name: 当天, given: {报告.发布日期: "2025-01-20"}, expect: pass}
      - {name: 次日, given: {报告.发布日期: "2025-01-21"}, expect: fail}
      - {name: 查不到, given: {报告.发布日期: 未见}, expect: unknown}
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("    let: {有旁证: known(报告.落款日期)}\n", ""), [False]),
        (("    let: {有旁证: known(报告.落款日期)}\n    assert: 报告.发布日期 <=", "    assert: date(2025, 1, 20) >= 报告.发布日期 #"), [False]),
        (("    let: {有旁证: known(报告.落款日期)}\n", "    attribution: unclear\n"), []),
        (("    let: {有旁证: known(报告.落款日期)}\n", "    grades: [{when: '!known(报告.落款日期)', severity: notice, attribution: unclear}]\n"), []),
    ],
)  # fmt: skip
def test_a_date_of_ones_own_that_only_the_site_vouches_for_is_remarked_and_cannot_come_into_force(
    tmp_path: Path, change: tuple[str, str], told: list[bool]
) -> None:
    """A site dates anew what it saves or moves: nobody may be called late by that alone."""
    path = tmp_path / "own.yaml"
    said = []
    for status in ("trial", "in_force"):
        path.write_text(OWN_DATE.replace(*change).replace("status: trial", f"status: {status}"), "utf-8")
        said.append([one.error for one in rules.lint([path]) if "只凭网站的日期" in one.chinese])
    assert said == [told, [True for _ in told]]


def test_a_rule_under_a_national_id_is_told_before_it_stops_a_patrol(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(GOOD.replace("SUM-TEST", "SUM-T3-COL"), "utf-8")
    (said,) = [problem for problem in rules.lint([path]) if "国家规则" in problem.chinese]
    assert not said.error  # a set of one's own may take the national one's place
    assert (said.line, said.field) == (
        path.read_text("utf-8").splitlines().index("  - id: SUM-T3-COL") + 1,
        "id",
    )
    with pytest.raises(rules.RulesInvalid, match="编号已用过"):
        rules.load([*rules.default_paths(), path])


def test_two_rules_of_one_logic_and_a_rule_in_force_without_remedy_are_said(tmp_path: Path) -> None:
    twice = GOOD + GOOD.split("rules:\n")[1].replace("SUM-TEST", "SUM-AGAIN").replace(
        "    remedy: 核对。\n", ""
    ).replace("status: trial", "status: in_force")
    path = tmp_path / "a.yaml"
    path.write_text(twice, "utf-8")
    said = "\n".join(problem.chinese for problem in rules.lint([path]) if problem.error)
    assert "完全相同" in said
    assert "remedy" in said


# --- strength


def test_the_strength_check_names_the_missing_example() -> None:
    (rule,) = parse_rules(GOOD, "a.yaml")
    weak = rules.survivors(rule)
    assert any(
        (mutant.after.endswith("列.办理总计 + 列.结转下年") and "<=" in mutant.after) or ">=" in mutant.after
        for mutant in weak
    )
    assert all("请补一个示例" in mutant.chinese() for mutant in weak)


def test_the_examples_of_rules_that_may_say_error_pin_them_down() -> None:
    equivalent = {
        ("STR-TPL-YEAR", "不符表头数 <= 0"),  # a count is never negative
        ("TXT-YEAR-PERIOD", "year(报告.期间止) <= 报告.年度"),  # it begins that year and ends no earlier
        ("TXT-YEAR-PERIOD", "year(报告.期间起) >= 报告.年度"),
    }
    accusing = [
        rule
        for rule in RULES.rules.values()
        if rule.severity is Severity.ERROR or any(grade.severity == "error" for grade in rule.text.grades)
    ]
    assert len(accusing) >= 7
    left = {(rule.id, m.after) for rule in accusing for m in rules.survivors(rule)}
    assert left <= equivalent


# --- preview and promotion


def _new_rules() -> rules.RuleSet:
    (rule,) = parse_rules(GOOD.replace("status: trial", "status: in_force"), "a.yaml")
    return rules.RuleSet([*RULES.rules.values(), rule])


def test_a_preview_says_what_would_newly_fail_and_whom_it_would_reach() -> None:
    cases = [_broken(), Draft().case(), _broken(2023, 7)]
    shown = rules.preview(RULES, _new_rules(), cases)
    assert shown.reports == 3
    assert shown.changes == {"newly_failing": 2}
    assert shown.by_year == {("newly_failing", 2024): 1, ("newly_failing", 2023): 1}
    assert shown.messages == 2
    assert len(shown.agencies) == 1
    assert {sample.rule for sample in shown.shown_samples()["newly_failing"]} == {"SUM-TEST"}


def test_parts_of_a_preview_add_up_to_the_whole() -> None:
    cases = [_broken(), Draft().case(), _broken(2023, 7), Draft(year=2020).case()]
    new = _new_rules()
    whole = rules.preview(RULES, new, cases)
    first, second = rules.preview(RULES, new, cases[3:]), rules.preview(RULES, new, cases[:3])
    first.merge(second)
    assert first.corpus_hash == whole.corpus_hash
    assert (first.changes, first.outcomes, first.messages) == (whole.changes, whole.outcomes, whole.messages)
    assert first.shown_samples() == whole.shown_samples()


def test_who_raises_a_trial_rule_sees_what_it_would_send() -> None:
    (on_trial,) = parse_rules(GOOD, "a.yaml")
    new = rules.RuleSet([*RULES.rules.values(), on_trial])
    shown, in_force = rules.preview(RULES, new, [_broken()]), rules.preview(RULES, _new_rules(), [_broken()])
    others = rules.preview(RULES, RULES, [_broken()])
    assert shown.messages == 0
    assert shown.held - others.held == in_force.messages > 0
    assert len(shown.held_agencies) == len(in_force.agencies) == 1
    assert "转为正式后，将报送" in rules.approval_page(shown, RULES, new, day=date(2025, 4, 1))


def _promoted(
    text: str,
    shown: rules.Preview,
    *,
    new_hash: str,
    corpus_hash: str | None = None,
    to: Status = Status.TRIAL,
) -> str:
    """The rule of `GOOD` raised after this preview, of its own reports unless said."""
    return rules.promoted(
        text,
        "a.yaml",
        "SUM-TEST",
        to=to,
        shown=shown,
        new_hash=new_hash,
        corpus_hash=corpus_hash or shown.corpus_hash,
    )


def test_a_preview_that_judged_no_report_promotes_nothing() -> None:
    new = _new_rules()
    shown = rules.preview(RULES, new, [])
    with pytest.raises(rules.NotPromoted, match="一份也没有核查过"):
        _promoted(GOOD.replace("status: trial", "status: draft"), shown, new_hash=new.hash)


def test_a_rule_whose_examples_do_not_come_out_is_not_promoted() -> None:
    draft = GOOD.replace("status: trial", "status: draft").replace(
        "本年新收: 1}, expect", "本年新收: 0}, expect"
    )
    (rule,) = parse_rules(draft, "a.yaml")
    new = rules.RuleSet([*RULES.rules.values(), rule])
    shown = rules.preview(RULES, new, [_broken()])
    with pytest.raises(rules.NotPromoted, match="不符（应为不通过，实为通过"):
        _promoted(draft, shown, new_hash=new.hash)


def test_only_a_preview_of_these_rules_over_this_corpus_promotes() -> None:
    new, cases = _new_rules(), [_broken()]
    shown = rules.preview(RULES, new, cases)
    draft = GOOD.replace("status: trial", "status: draft")
    made = _promoted(draft, shown, new_hash=new.hash)
    assert made == GOOD
    with pytest.raises(rules.NotPromoted, match="规则又改过"):
        _promoted(draft, shown, new_hash="x")
    with pytest.raises(rules.NotPromoted, match="年报有变化"):
        _promoted(draft, shown, new_hash=new.hash, corpus_hash="x")
    with pytest.raises(rules.NotPromoted, match="示例不够"):
        _promoted(GOOD, shown, new_hash=new.hash, to=Status.IN_FORCE)
    with pytest.raises(rules.NotPromoted, match="只能先升为试行"):
        _promoted(draft, shown, new_hash=new.hash, to=Status.IN_FORCE)


def test_a_status_is_added_where_there_was_none() -> None:
    bare = GOOD.replace("    status: trial\n", "")
    (rule,) = parse_rules(bare, "a.yaml")
    (after,) = parse_rules(with_status(bare, rule, Status.TRIAL), "a.yaml")
    assert after.status is Status.TRIAL


# --- capture


def test_a_confirmed_finding_becomes_an_example_that_comes_out() -> None:
    case = _broken(2020, 7)
    example = rules.capture(RULES, case, _failure(case), "某县2020年", confirmed=True)
    text = rules.default_paths()[0].joinpath("tables.yaml").read_text("utf-8")
    anchor = "      - {name: 空白不定罪, given"
    assert anchor in text
    parsed = parse_rules(text.replace(anchor, rules.example_text(example) + anchor, 1), "tables.yaml")
    results = rules.run_examples(rules.RuleSet(parsed))
    assert any(result.name == "某县2020年" for result in results)
    assert all(result.passed for result in results)


def test_a_cell_with_words_is_captured_as_it_was_printed() -> None:
    draft = Draft(year=2024)
    give_cell(draft, "applications.new_received.natural_person", "约5件")
    case = draft.case()
    example = rules.capture(RULES, case, _failure(case, "CEL-NONNUM"), "约数", confirmed=True)
    assert example.given["表三.自然人.本年新收"] == "约5件"
    rule = RULES.rules["CEL-NONNUM"]
    text = rule.text.model_copy(update={"tests": [*rule.text.tests, example]})
    results = rules.run_examples(rules.RuleSet([replace(rule, text=text)]))
    assert [result.name for result in results if not result.passed] == []


def test_a_dismissed_alarm_fails_until_its_rule_is_corrected() -> None:
    case = _broken()
    example = rules.capture(RULES, case, _failure(case), "误报", confirmed=False)
    rule = RULES.rules["SUM-T3-COL"]
    text = rule.text.model_copy(update={"tests": [*rule.text.tests, example]})
    results = rules.run_examples(rules.RuleSet([replace(rule, text=text)]))
    assert [result.name for result in results if not result.passed] == ["误报"]


# --- overlays


def _local(type: AgencyType, division: str | None, published: str) -> dict[str, rules.Verdict]:
    local = rules.load(overlays=[PROVINCIAL / "example-province.yaml"])
    case = Draft(type=type, division=division, published=published).case()
    return {v.rule: v for v in local.judge(case) if v.rule.startswith("PUB-LATE")}


def test_a_provinces_date_holds_in_that_province_only() -> None:
    here = _local(AgencyType.DEPARTMENT, "990121", "2025-02-18")["PUB-LATE"]
    there = _local(AgencyType.DEPARTMENT, "110101", "2025-02-18")["PUB-LATE"]
    assert (here.outcome, there.outcome) == (Outcome.PASS, Outcome.FAIL)
    assert "示例公开〔2024〕1号" in here.basis
    assert "示例公开〔2024〕1号" not in there.basis
    assert set(_local(AgencyType.TOWNSHIP, "110101", "2025-06-01")) == {"PUB-LATE"}


def test_a_townships_local_date_is_a_notice_and_never_more() -> None:
    found = _local(AgencyType.TOWNSHIP, "990121", "2025-06-01")
    assert found["PUB-LATE"].outcome is Outcome.NOT_APPLICABLE
    assert (found["PUB-LATE-TOWNSHIP"].outcome, found["PUB-LATE-TOWNSHIP"].severity) == (
        Outcome.FAIL,
        Severity.NOTICE,
    )


def test_an_overlay_says_where_each_value_came_from() -> None:
    local = apply_overlays(
        list(RULES.rules.values()),
        [parse_overlay((PROVINCIAL / "example-province.yaml").read_text("utf-8"), "p.yaml")],
    )
    (variant,) = [rule for rule in local if rule.id == "PUB-LATE" and rule.only]
    assert ("severity", "示例：某省（乡镇年报期限）") in variant.origins
    assert {field for field, _ in variant.origins} == {"severity", "参数.部门截止月", "参数.部门截止日"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("severity: warning\n    reason", "assert: 'true'\n    reason", "没有“assert”这一项"),
        ("部门截止月: 2", "部门截止月份: 2", "没有参数“部门截止月份”，是否应为“部门截止月”？"),
        ("rule: PUB-LATE\n", "rule: PUB-LAET\n", "没有国家规则“PUB-LAET”，是否应为“PUB-LATE”？"),
        ("id: PUB-LATE-TOWNSHIP", "id: PUB-LATE", "是国家规则的"),
        ('division: ["99"]', "division: [99]", "应为文字"),
    ],
)
def test_an_overlay_never_changes_the_nations_logic(old: str, new: str, says: str) -> None:
    text = (PROVINCIAL / "example-province.yaml").read_text("utf-8")
    assert old in text
    with pytest.raises(rules.RulesInvalid, match=says):
        apply_overlays(list(RULES.rules.values()), [parse_overlay(text.replace(old, new, 1), "p.yaml")])


def test_the_provincial_packs_pass_lint() -> None:
    assert [str(p) for p in rules.lint([PROVINCIAL]) if p.error] == []


# --- waivers

WAIVER = """\
waivers:
  - rule: SUM-T3-COL
    version: 1
    agency: 青溪县人民政府
    year: 2024
    field: natural_person
    reason: 机构合并，上年数据由原单位报送
    document: 青政办函〔2025〕3号
    approver: 县政府办公室 某主任
    expires: "2025-12-31"
"""


def _standing(text: str, as_of: date = date(2025, 6, 1)) -> Standing:
    good, _ = parse_waivers(text, "w.yaml")
    return rules.decide(_failure(_broken()), "青溪县人民政府", 2024, good, as_of).standing


def test_a_waiver_holds_until_its_day_and_not_after() -> None:
    assert _standing(WAIVER) is Standing.WAIVED
    assert _standing(WAIVER, date(2025, 12, 31)) is Standing.WAIVED
    assert _standing(WAIVER, date(2026, 1, 1)) is Standing.EXPIRED


@pytest.mark.parametrize(
    ("old", "new", "standing"),
    [
        ("version: 1", "version: 2", Standing.SUSPENDED),
        ("year: 2024", "year: 2023", Standing.NONE),
        ("field: natural_person", "field: total", Standing.NONE),
        ("    approver: 县政府办公室 某主任\n", "", Standing.NONE),
        ('    expires: "2025-12-31"\n', "", Standing.NONE),
    ],
)
def test_anything_wrong_with_a_waiver_brings_the_finding_back(old: str, new: str, standing: Standing) -> None:
    assert old in WAIVER
    assert _standing(WAIVER.replace(old, new)) is standing


def test_a_malformed_waiver_is_said_with_its_line() -> None:
    good, wrong = parse_waivers(WAIVER.replace("    approver: 县政府办公室 某主任\n", ""), "w.yaml")
    assert good == []
    assert "w.yaml:2:" in str(wrong[0])
    assert "缺少“approver”" in wrong[0].chinese


def test_a_waiver_that_matches_nothing_is_reported() -> None:
    good, _ = parse_waivers(WAIVER, "w.yaml")
    verdict = _failure(_broken())
    met = [rules.decide(verdict, "青溪县人民政府", 2024, good, date(2025, 6, 1))]
    assert rules.unmatched(good, met, RULES.rules) == []
    (said,) = rules.unmatched(good, [], RULES.rules)
    assert "没有对上" in said.chinese


# --- new


def test_answers_become_a_rule_that_loads_and_whose_examples_come_out() -> None:
    answers = {
        "id": "LOG-TEST", "title": "新收\"多于\"总计：测试", "document": "条例", "article": "", "quote": "如实", "severity": "notice",
        "over": "申请人列", "variable": "列", "when": "报告.年度 >= 2021", "assert": "列.本年新收 <= 列.办理总计 + 列.结转下年",
        "message": "“{列.名称}”列新收{列.本年新收}件，请核对。", "remedy": "核对。", "passing": "",
        "failing": "表三.自然人.本年新收＝5", "unsure": "表三.自然人.本年新收=空白，报告.年度=2022",
    }  # fmt: skip
    (rule,) = parse_rules(rules.complete(answers), "new.yaml")
    assert rule.status is Status.TRIAL
    with pytest.raises(rules.NotWritten, match="应为不通过，实为通过"):
        rules.complete({**answers, "failing": "表三.自然人.本年新收=0"})
    with pytest.raises(rules.NotWritten, match="是否应为“本年新收”？"):
        rules.complete({**answers, "assert": "列.本年新受 == 0"})
    assert {question.key for question in rules.QUESTIONS} == set(answers)


def test_a_comma_in_a_text_of_an_example_is_the_texts_own() -> None:
    answers = {
        "id": "TXT-NEW",
        "title": "第六部分没有写信息处理费",
        "document": "某市通知",
        "quote": "写明信息处理费收取情况",
        "severity": "notice",
        "over": "整份报告",
        "assert": "章节.其他事项.正文.contains('信息处理费')",
        "message": "没有写到，请核对。",
        "remedy": "补写。",
        "passing": "报告.年度＝2023，章节.其他事项=收取信息处理费3件，共300元，",
        "failing": "章节.其他事项=无，没有其他事项。",
        "unsure": "章节.其他事项=未见",
    }
    (rule,) = parse_rules(rules.complete(answers), "new.yaml")
    assert [example.given for example in rule.text.tests[:2]] == [
        {"报告.年度": 2023, "章节.其他事项": "收取信息处理费3件，共300元"},
        {"章节.其他事项": "无，没有其他事项。"},
    ]
