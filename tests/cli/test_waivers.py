"""A waiver names a document and a last day; what is wrong with one is said, and its finding returns when it ends."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import rules
import storage
from cli.application import application
from cli.console import Stop
from storage import Memory
from tests.storage.builders import judge, later, read, verdict

GOOD = ("--document", "青政办发〔2025〕12号", "--approver", "李主任", "--reason", "系统迁移")
VERSION = rules.load().rules["SUM-T3-COL"].version


@pytest.fixture(scope="module")
def one_finding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one open finding, NB-000001: 教育局 2024 SUM-T3-COL natural_person."""
    file = tmp_path_factory.mktemp("waivers") / "nianbao.db"
    storage.upgrade(f"sqlite:///{file}")
    with Memory(f"sqlite:///{file}") as memory:
        judge(memory, read(memory), verdict(version=VERSION))
        memory.backup(file.with_name("copy.db"))
    return file.with_name("copy.db")


@pytest.fixture
def database(one_finding: Path, tmp_path: Path) -> str:
    """A copy of it for one test."""
    return f"sqlite:///{shutil.copy(one_finding, tmp_path / 'nianbao.db')}"


def run(database: str, *arguments: str, now: str = "2025-06-01T09:00:00+08:00") -> str:
    done = CliRunner().invoke(
        application,
        ["waivers", *arguments],
        env={"NIANBAO_DATABASE": database, "NIANBAO_NOW": now},
        catch_exceptions=False,
    )
    return done.output


def state(database: str) -> str:
    with Memory(database) as memory:
        return str(memory.findings(numbers=["NB-000001"])[0].state.value)


def test_a_waived_finding_returns_when_its_waiver_ends(database: str) -> None:
    said = run(database, "add", "--finding", "NB-000001", *GOOD, "--expires", "2025-12-31")
    (key,) = re.findall(r"HM-[0-9A-F]{8}", said)
    assert state(database) == "waived"
    listed = run(database, "list")
    for words in (key, "青政办发〔2025〕12号", "2025-12-31", "李主任", "NB-000001", "教育局"):
        assert words in listed
    run(database, "end", key)
    assert state(database) == "open"
    assert key not in run(database, "list")
    assert key in run(database, "list", "--all")


def test_an_expired_waiver_sets_nothing_aside(database: str) -> None:
    run(database, "add", "--finding", "NB-000001", *GOOD, "--expires", "2025-06-30")
    with Memory(database) as memory:
        memory.apply_waivers(later(days=200))
    assert state(database) == "open"


def test_the_same_waiver_twice_is_one(database: str) -> None:
    for _ in range(2):
        run(database, "add", "--finding", "NB-000001", *GOOD, "--expires", "2025-12-31")
    assert len(re.findall("HM-", run(database, "list", "--all"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--finding", "NB-000001", "--document", "领导口头同意", *GOOD[2:], "--expires", "2025-12-31"),
            "文号",
        ),
        (("--finding", "NB-000001", *GOOD, "--expires", "2025-05-31"), "已经过了"),
        (("--finding", "NB-000001", *GOOD, "--expires", "年底"), "不是日期"),
        (("--finding", "NB-000009", *GOOD, "--expires", "2025-12-31"), "没有编号为 NB-000009"),
        ((*GOOD, "--expires", "2025-12-31"), "请写明豁免什么"),
        (("--rule", "SUM-T3-COL", *GOOD, "--expires", "2025-12-31"), "请写明豁免什么"),
        (
            (
                "--rule",
                "SUM-T3-CQL",
                "--agency",
                "教育局",
                "--year",
                "2024",
                *GOOD,
                "--expires",
                "2025-12-31",
            ),
            "是否应为 SUM-T3-COL",
        ),
        (
            (
                "--rule",
                "SUM-T3-COL",
                "--agency",
                "教育厅",
                "--year",
                "2024",
                *GOOD,
                "--expires",
                "2025-12-31",
            ),
            "没有名为“教育厅”",
        ),
    ],
)
def test_a_waiver_that_is_not_whole_is_refused(database: str, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(Stop) as stopped:
        run(database, "add", *arguments)
    assert stopped.value.code == 2
    assert said in stopped.value.chinese
    assert state(database) == "open"


@pytest.mark.parametrize("missing", ["--document", "--approver", "--reason", "--expires"])
def test_nothing_of_a_waiver_may_be_left_out(database: str, missing: str) -> None:
    whole = [*GOOD, "--expires", "2025-12-31"]
    at = whole.index(missing)
    done = CliRunner().invoke(
        application,
        ["waivers", "add", "--finding", "NB-000001", *whole[:at], *whole[at + 2 :]],
        env={"NIANBAO_DATABASE": database},
    )
    assert done.exit_code == 2
    assert state(database) == "open"


def test_a_waiver_that_matches_nothing_is_reported(database: str) -> None:
    about = ("--rule", "SUM-T3-COL", "--agency", "教育局", "--year", "2024", "--field", "businness")
    said = run(database, "add", *about, *GOOD, "--expires", "2025-12-31")
    assert "没有对上任何问题" in said or "matches no finding" in said
    assert state(database) == "open"


def test_a_file_of_waivers_is_taken_up_and_a_bad_one_in_it_is_said(database: str, tmp_path: Path) -> None:
    one = (
        f"  - {{rule: SUM-T3-COL, version: {VERSION}, agency: 教育局, year: 2024, field: natural_person, "
        'reason: 系统迁移, document: 青政办发〔2025〕12号, approver: 李主任, expires: "2025-12-31"}\n'
    )
    file = tmp_path / "豁免.yaml"
    file.write_text("waivers:\n" + one, encoding="utf-8")
    run(database, "import", str(file))
    assert state(database) == "waived"
    file.write_text("waivers:\n" + one.replace('"2025-12-31"', '"年底"'), encoding="utf-8")
    with pytest.raises(Stop) as stopped:
        run(database, "import", str(file))
    assert stopped.value.code == 2


def test_a_new_version_of_the_rule_suspends_the_waiver(database: str) -> None:
    run(database, "add", "--finding", "NB-000001", *GOOD, "--expires", "2025-12-31")
    with Memory(database) as memory:
        judge(memory, read(memory), verdict(version=VERSION + 1), ruleset_hash="ruleset-2")
        assert memory.apply_waivers(later(days=120)) == (0, 1)
    assert state(database) == "open"
