"""An office's own rules and local packs judge in patrols, beside the national set."""

from __future__ import annotations

from pathlib import Path

import pytest

import rules
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
