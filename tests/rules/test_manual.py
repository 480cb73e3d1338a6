"""What the Chinese manual shows is run; the generated catalogue is the one of these rules."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import rules
import storage
from cli.application import application
from cli.console import Stop
from rules.engine import functions, rule_file
from rules.engine.load import parse_rules
from rules.engine.syntax import MACROS
from rules.workflow.waivers import parse_waivers
from storage import Memory
from tests.storage.builders import read

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "rules" / "README.md"


SESSION = MANUAL.with_name("example-session.md")
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with an empty database, and the manual's rule in a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("NIANBAO_DATABASE", raising=False)
    (tmp_path / "我的规则.yaml").write_text(_yaml(MANUAL)[0], encoding="utf-8")
    return tmp_path


def _yaml(page: Path) -> list[str]:
    return YAML.findall(page.read_text("utf-8"))


def _run(line: str, answers: str = "") -> str:
    program, *arguments = shlex.split(line)
    assert program == "nianbao"
    done = CliRunner().invoke(application, arguments, input=answers, catch_exceptions=False)
    assert done.exit_code == 0, (line, done.output)
    return done.output


def _commands(page: Path) -> list[str]:
    blocks = CONSOLE.findall(page.read_text("utf-8"))
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


def test_every_command_of_the_manual_runs_as_shown(desk: Path) -> None:
    commands = _commands(MANUAL)
    assert len(commands) >= 7
    storage.upgrade(f"sqlite:///{desk}/var/nianbao.db")
    with Memory(f"sqlite:///{desk}/var/nianbao.db") as memory:
        read(memory, "正文", numbers={"applications.new_received.total": 3})
    for line in commands:
        _run(line)
    assert "status: in_force" in (desk / "我的规则.yaml").read_text("utf-8")
    assert "SUM-EXAMPLE" in (desk / "审批件.html").read_text("utf-8")


def test_the_session_shown_gives_the_file_shown(desk: Path) -> None:
    answers = re.findall(r"^\| .*? \| `(.*)` \|$", SESSION.read_text("utf-8"), re.MULTILINE)
    said = _run("nianbao rules new 其他过多.yaml", "\n".join(answers) + "\n")
    assert "没有“其他”，是否应为“其他处理”？" in said
    assert [(desk / "其他过多.yaml").read_text("utf-8")] == _yaml(SESSION)
    told = "".join(_run(line) for line in _commands(SESSION))
    assert "库里还没有年报" in told or "no report is stored" in told


def test_answers_that_contradict_one_another_are_asked_again_not_thrown_away(desk: Path) -> None:
    answers = re.findall(r"^\| .*? \| `(.*)` \|$", SESSION.read_text("utf-8"), re.MULTILINE)
    unsure = "表三.总计.其他处理的其他=空白"
    again = ["", "", "", "", "", answers[-1]]
    said = _run("nianbao rules new 其他过多.yaml", "\n".join([*answers[:-1], unsure, *again]) + "\n")
    assert "应为未知，实为不适用" in said
    assert [(desk / "其他过多.yaml").read_text("utf-8")] == _yaml(SESSION)


WALK = [
    ("log-复议", "应为大写字母和数字"),
    ("LOG-REVIEW-CORRECTED", ""),
    ("复议纠正过半", ""),
    ("条例", ""),
    ("50", "请写成“第五十条”"),
    ("第五十条", ""),
    ("因政府信息公开工作被申请行政复议、提起行政诉讼的情况", ""),
    ("严重", "没有“严重”；可以用的有：错误、警告、提示、参考"),
    ("警告", ""),
    ("复议和诉讼", "是否应为“复议诉讼列”？"),
    ("复议诉讼列", ""),
    ("列", ""),
    ("总计 >= 4", "没有“总计”，是否应为“列.总计”？"),
    ("列.总计 >= 4", ""),
    ("列.结果纠正 不大于 列.总计的一半", ""),
    ("列.结果纠正 ≤ 列.总计/2", "请改用半角“<=”"),
    ("列.结果纠正 <= 列.总计/2", ""),
    ("“{列.名称}”共{总计}件", "没有“总计”，是否应为“列.总计”？"),
    ("“{列.名称}”共{列.总计}件，纠正{列.结果纠正}件，超过一半，请核对。", ""),
    ("分析纠正原因，改进工作。", ""),
    ("行政复议.总计=4", "没有“行政复议”，是否应为“表四.行政复议”？"),
    ("表四.行政复议.总计=4，表四.行政复议.结果纠正=2", ""),
    ("表四.行政复议.总计=4，表四.行政复议.结果纠正=3", ""),
    ("表四.行政复议.总计=4，表四.行政复议.结果纠正=空白", ""),
]
"""What a new user typed, in order, and what each wrong answer was met with."""


def test_a_new_users_wrong_answers_are_each_met_where_they_are_typed(desk: Path) -> None:
    said = _run("nianbao rules new 复议.yaml", "\n".join(answer for answer, _ in WALK) + "\n")
    said = "".join(said.split())
    for _, complaint in WALK:
        assert complaint.replace(" ", "") in said, complaint
    assert not re.search(r"Please|select|invalid", said)
    (rule,) = parse_rules((desk / "复议.yaml").read_text("utf-8"), "复议.yaml")
    assert (rule.severity, rule.status) == (rules.Severity.WARNING, rules.Status.TRIAL)
    assert "仅当列的总计不小于4时，应当满足：列的结果纠正不大于列的总计÷2" in rules.explain(rule)


def test_answers_that_end_early_write_nothing(desk: Path) -> None:
    with pytest.raises(Stop) as stopped:
        _run("nianbao rules new 半截.yaml", "STR-HALF\n")
    assert stopped.value.code == 2
    assert not (desk / "半截.yaml").exists()


def test_the_manuals_waiver_reads() -> None:
    waivers, problems = parse_waivers(_yaml(MANUAL)[1], "README.md")
    assert len(waivers) == 1
    assert problems == []


def test_the_schema_on_file_is_that_of_the_language() -> None:
    kept = MANUAL.parents[2] / "rules" / "rule.schema.json"
    assert json.loads(kept.read_text("utf-8")) == rules.schema(), (
        "run: nianbao rules schema --to rules/rule.schema.json"
    )


def test_the_manuals_rule_loads_and_its_examples_come_out() -> None:
    example = _yaml(MANUAL)[0]
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
