"""`nianbao alerts …` as an operator types it: what was given up is sent again by the very command its alarm names."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from alerts import Persistence, compose, deliver, load_offices
from cli.application import application
from storage import Memory
from tests.storage import databases
from tests.storage.builders import judge, later, read, verdict

FILE = """
operator: {destinations: [{name: 值守, address_from: NIANBAO_T_OPERATOR, delivery: at_once}]}
offices:
  - name: 云岭省办
    divisions: ["99"]
    destinations: [{name: 渠道, address_from: NIANBAO_T_CHANNEL}]
"""


def nianbao(*words: str) -> str:
    done = CliRunner().invoke(application, ["alerts", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_message_given_up_is_sent_again_by_the_command_its_alarm_names(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = databases.sqlite_copy(sqlite_template, tmp_path)
    (tmp_path / "offices.yaml").write_text(FILE, encoding="utf-8")
    channel = tmp_path / "channel"
    channel.write_text("a file where the folder should be")
    names = {
        "NIANBAO_T_OPERATOR": f"nianbaofile://{tmp_path / 'operator'}",
        "NIANBAO_T_CHANNEL": f"nianbaofile://{channel}",
    }
    for name, value in {
        **names,
        "NIANBAO_DATABASE": address,
        "NIANBAO_OFFICES": str(tmp_path / "offices.yaml"),
        "NIANBAO_VAR": str(tmp_path / "var"),
    }.items():
        monkeypatch.setenv(name, value)
    offices = load_offices(tmp_path / "offices.yaml", names)
    with Memory(address) as memory:
        judge(memory, read(memory), verdict())
        for hour in range(2):
            compose(memory, offices, later(hours=hour))
            deliver(memory, offices, later(hours=hour), persistence=Persistence(attempts=1))
    (alarm,) = (tmp_path / "operator").glob("*.md")
    assert "nianbao alerts send --parked" in alarm.read_text("utf-8").replace("\\", "")
    assert "parked" in nianbao("list", "--state", "parked")
    channel.unlink()
    nianbao("send")
    assert not channel.exists()  # what was given up stays so until somebody says it is mended
    nianbao("send", "--parked")
    (told,) = channel.glob("*.md")
    assert "NB-000001" in told.read_text("utf-8")
