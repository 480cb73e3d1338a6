"""`nianbao accounts` and `nianbao serve` as commands: no account, no door to the network."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.application import application
from cli.console import Exit, Stop
from tests.dashboard.people import PASSWORD


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the commands work in, empty at first."""
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path))
    monkeypatch.setenv("NIANBAO_PASSWORD", PASSWORD)
    return tmp_path


def nianbao(*words: str) -> str:
    done = CliRunner().invoke(application, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_serving_the_network_without_an_account_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(Stop, match="nianbao accounts add") as refused:
        nianbao("serve", "--host", "0.0.0.0", "--port", "18099")
    assert refused.value.code is Exit.USAGE


def test_accounts_are_made_listed_and_closed(folder: Path) -> None:
    nianbao("accounts", "add", "li", "--role", "office", "--division", "62")
    nianbao("accounts", "remove", "li")
    assert nianbao("accounts", "list").split()[:3] == ["li", "office", "62"]
    assert len(nianbao("accounts", "list").split()) == 4
    assert PASSWORD.encode() not in (folder / "nianbao.db").read_bytes()
