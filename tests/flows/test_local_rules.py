"""An office's own rules and local packs judge in patrols, beside the national set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rules
from cli.read import CheckOptions, check_files, load_rules
from flows.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CITY = ROOT / "rules" / "provincial" / "example-city.yaml"
OWN = """
ruleset: 自己的规则
version: "1"
rules:
  - id: TXT-OWN-TRAINING
    version: 1
    title: 未检出培训
    status: trial
    severity: info
    legal_basis: [条例第四十八条]
    assert: contains(章节.总体情况.正文, '培训')
    message: 未检出培训，请核对。
    remedy: 写明培训情况。
    tests:
      - {name: 写了, given: {章节.总体情况.正文: 开展培训2次。}, expect: pass}
      - {name: 没写, given: {章节.总体情况.正文: 开展检查2次。}, expect: fail}
      - {name: 没读到, given: {章节.总体情况: 未见}, expect: unknown}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return file


def test_local_rules_stand_beside_the_national_ones(own: Path) -> None:
    judged = rules.load(Settings(local_rules=(own, CITY)).rule_paths).rules
    national = rules.load().rules
    assert set(national) < set(judged)
    assert "TXT-OWN-TRAINING" in judged
    assert any(rule.only for rule in judged.values())  # the city's own, for its agencies alone


def test_a_pack_alone_is_laid_over_the_national_rules() -> None:
    assert set(rules.load().rules) < set(rules.load([CITY]).rules)


def test_paths_are_parted_by_colons_as_in_path(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LOCAL_RULES", f"{own}:{CITY}")
    assert Settings().local_rules == (own, CITY)
    monkeypatch.setenv("NIANBAO_RULES", f'["{own}"]')
    assert Settings().rule_paths == (own, own, CITY)


def test_one_report_is_checked_by_hand_by_the_rules_that_patrols_judge_by(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A county checked its draft by hand and was told of nothing; the patrol then found what its own rule asks for."""
    report = tmp_path / "report.txt"
    report.write_text(
        "景泰县人民政府2024年政府信息公开工作年度报告\n一、总体情况\n全年主动公开信息12条。\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("NIANBAO_LOCAL_RULES", str(own))
    for given, expected in (((), True), ((*rules.default_paths(),), False)):
        options = CheckOptions(None, None, None, None, given)
        check_files([report], options, as_json=True)
        (line,) = capsys.readouterr().out.splitlines()
        judged = {verdict["rule"]: verdict["outcome"] for verdict in json.loads(line)["verdicts"]}
        assert ("TXT-OWN-TRAINING" in judged) is expected
    monkeypatch.setenv("NIANBAO_RULES", str(own))
    monkeypatch.delenv("NIANBAO_LOCAL_RULES")
    assert set(load_rules(()).rules) == {"TXT-OWN-TRAINING"}
