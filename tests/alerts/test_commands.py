"""`nianbao alerts …` as an operator types it: what was given up is sent again by the very command its alarm names."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from alerts import Persistence, compose, deliver, load_offices
from cli.application import application
from cli.console import Exit, Stop
from flows.settings import Settings
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


def nianbao(*words: str, code: Exit = Exit.DONE) -> str:
    done = CliRunner().invoke(application, ["alerts", *words])
    stopped = done.exception if isinstance(done.exception, Stop) else None
    assert (stopped.code if stopped else done.exit_code) == code, done.output
    return done.output


@pytest.fixture
def channel(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the one office's messages; the settings of a database and an office file of our own are in force."""
    (tmp_path / "offices.yaml").write_text(FILE, encoding="utf-8")
    for name, value in {
        "NIANBAO_T_OPERATOR": f"nianbaofile://{tmp_path / 'operator'}",
        "NIANBAO_T_CHANNEL": f"nianbaofile://{tmp_path / 'channel'}",
        "NIANBAO_DATABASE": databases.sqlite_copy(sqlite_template, tmp_path),
        "NIANBAO_OFFICES": str(tmp_path / "offices.yaml"),
        "NIANBAO_VAR": str(tmp_path / "var"),
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "channel"


def test_a_test_of_channels_ends_with_what_is_wrong_and_never_as_if_a_report_failed(
    channel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """contract.md: 1 says that a report fails. A channel that refuses, or has no address, is a configuration that is wrong."""
    assert "2 sent" in nianbao("test")
    channel.rename(channel.with_name("moved"))
    channel.write_text("a file where the folder should be")
    nianbao("test", code=Exit.USAGE)
    channel.unlink()
    nianbao("send")
    monkeypatch.delenv("NIANBAO_T_CHANNEL")
    assert "NIANBAO_T_CHANNEL" in nianbao("test", code=Exit.USAGE)


def test_a_message_given_up_is_sent_again_by_the_command_its_alarm_names(
    channel: Path, tmp_path: Path
) -> None:
    channel.write_text("a file where the folder should be")
    names = {
        "NIANBAO_T_OPERATOR": f"nianbaofile://{tmp_path / 'operator'}",
        "NIANBAO_T_CHANNEL": f"nianbaofile://{channel}",
    }
    offices = load_offices(tmp_path / "offices.yaml", names)
    with Memory(Settings().database_url) as memory:
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


def test_a_preview_shows_the_templates_that_the_office_file_names(channel: Path) -> None:
    """What was shown was ours, and what was sent was theirs."""
    own = channel.with_name("own")
    own.mkdir()
    (own / "digest.md.j2").write_text("# 函告 {{ summary }}", encoding="utf-8")
    assert "函告" not in nianbao("preview")
    channel.with_name("offices.yaml").write_text("templates: own\n" + FILE, encoding="utf-8")
    assert "# 函告" in nianbao("preview")


def test_a_mail_shown_as_a_page_is_called_by_its_own_title_and_not_by_the_file(tmp_path: Path) -> None:
    shown = tmp_path / "x.html"
    nianbao("preview", "--page", str(shown))
    assert "<title>年报监测：云岭省政务公开办公室</title>" in shown.read_text("utf-8")
