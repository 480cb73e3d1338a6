"""A preview over the database says the same in one process as in two, and is what `promote` asks for."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import storage
from cli import rule_preview
from cli.application import application
from cli.console import Stop
from storage import Memory
from tests.storage.builders import read

RULE = """\
ruleset: 试验
version: "1"
rules:
  - id: SUM-TRIAL
    version: 1
    title: 新收不超过十一件
    status: draft
    severity: warning
    legal_basis: [{document: 条例, article: 第五十条}]
    assert: 表三.总计.本年新收 <= 11
    message: 新收{表三.总计.本年新收}件，请核对。
    remedy: 核对。
    tests:
      - {name: 正好, given: {表三.总计.本年新收: 11}, expect: pass}
      - {name: 多一件, given: {表三.总计.本年新收: 12}, expect: {fail: [""]}}
      - {name: 空白, given: {表三.总计.本年新收: 空白}, expect: {unknown: [""]}}
"""


@pytest.fixture(scope="module")
def six_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of six reports, three of which exceed the rule's bound."""
    file = tmp_path_factory.mktemp("preview") / "made.db"
    storage.upgrade(f"sqlite:///{file}")
    with Memory(f"sqlite:///{file}") as memory:
        for number in range(6):
            total = {"applications.new_received.total": 9 + number}
            read(memory, f"正文{number}", agency=f"第{number}局", numbers=total)
        memory.backup(file.with_name("copy.db"))
    return file.with_name("copy.db")


@pytest.fixture
def office(six_reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with that database and the rule."""
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path))
    monkeypatch.delenv("NIANBAO_DATABASE", raising=False)
    shutil.copy(six_reports, tmp_path / "nianbao.db")
    (tmp_path / "rule.yaml").write_text(RULE, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> str:
    done = CliRunner().invoke(application, ["rules", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_two_processes_count_what_one_counts(office: Path) -> None:
    compared = rule_preview.Compared((office / "rule.yaml",), ())
    alone, shared = (rule_preview.over_stored(compared, jobs, part_size=2) for jobs in (1, 2))
    assert alone.outcomes == {("SUM-TRIAL", "pass"): 3, ("SUM-TRIAL", "fail"): 3}
    assert (alone.outcomes, alone.by_rule, alone.samples) == (shared.outcomes, shared.by_rule, shared.samples)
    assert alone.corpus_hash == shared.corpus_hash == rule_preview.corpus_hash()


def test_a_rule_in_a_file_of_its_own_is_not_held_against_the_whole_catalogue(office: Path) -> None:
    said = run("preview", office / "rule.yaml", "--jobs", 1, "--html", office / "page.html")
    assert "no longer applicable" not in said
    assert "不再适用" not in said
    page = (office / "page.html").read_text("utf-8")
    assert "新收12件，请核对。" in page
    assert "SUM-T3-COL" not in page


def test_a_rule_is_promoted_on_its_preview_and_not_without(office: Path) -> None:
    rule = office / "rule.yaml"
    with pytest.raises(Stop) as stopped:
        run("promote", rule, "SUM-TRIAL", "--to", "trial")
    assert "还没有预演" in stopped.value.chinese
    run("preview", rule, "--jobs", 1)
    (kept,) = (office / "previews").glob("*.json")
    assert json.loads(kept.read_text("utf-8"))["outcomes"]
    run("promote", rule, "SUM-TRIAL", "--to", "trial")
    assert re.search(r"status: trial", rule.read_text("utf-8"))


def test_a_report_that_came_since_stops_the_promotion(office: Path) -> None:
    rule = office / "rule.yaml"
    run("preview", rule, "--jobs", 1)
    with Memory(f"sqlite:///{office / 'nianbao.db'}") as memory:
        read(memory, "新来的", agency="第九局")
    with pytest.raises(Stop) as stopped:
        run("promote", rule, "SUM-TRIAL", "--to", "trial")
    assert "年报有变化" in stopped.value.chinese


def test_a_preview_over_single_files_promotes_nothing(office: Path) -> None:
    rule, page = office / "rule.yaml", office / "one.html"
    page.write_text("<html><body><p>年报</p></body></html>", "utf-8")
    run("preview", rule, "--jobs", 1, "--file", page)
    with pytest.raises(Stop) as stopped:
        run("promote", rule, "SUM-TRIAL", "--to", "trial")
    assert "--file" in stopped.value.chinese
    run("preview", rule, "--jobs", 1)
    with pytest.raises(Stop) as stopped:
        run("promote", rule, "SUM-TRAIL", "--to", "trial")
    assert "是否应为“SUM-TRIAL”" in stopped.value.chinese
    run("promote", rule, "SUM-TRIAL", "--to", "trial")
