"""Accounts from the command line: what is kept lets its owner in and nobody else, and a password is never said again."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import storage
from cli.application import application
from cli.console import Stop
from dashboard.passwords import matches
from storage import Memory, People
from storage.people import Account

PASSWORD = "梅花香自苦寒来 1234"


@pytest.fixture
def database(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'nianbao.db'}"
    storage.upgrade(address)
    return address


def run(database: str, *arguments: str, typed: str | None = None) -> str:
    environment = {"NIANBAO_DATABASE": database, "NIANBAO_PASSWORD": ""}
    done = CliRunner().invoke(
        application, ["accounts", *arguments], input=typed, env=environment, catch_exceptions=False
    )
    return done.output


def account(database: str, name: str) -> Account | None:
    with Memory(database) as memory:
        return People(memory).account(name)


def test_an_account_that_was_added_lets_its_owner_in_until_it_is_closed(database: str) -> None:
    said = run(database, "add", "li", "--role", "office", "--division", "62", typed=f"{PASSWORD}\n")
    assert "li" in said
    assert PASSWORD not in said
    first = account(database, "li")
    assert first is not None
    assert (first.role, first.divisions) == ("office", ("62",))
    assert matches(first.secret, PASSWORD)
    assert not matches(first.secret, PASSWORD[:-1])
    run(database, "add", "li", "--role", "reader", typed="another password\n")
    second = account(database, "li")
    assert second is not None
    assert matches(second.secret, "another password")
    assert not matches(second.secret, PASSWORD)
    assert "reader" in run(database, "list")
    assert "li" in run(database, "remove", "li")
    assert account(database, "li") is None


def test_a_short_password_makes_no_account(database: str) -> None:
    with pytest.raises(Stop) as refused:
        run(database, "add", "li", typed="123456789\n")
    assert "10" in refused.value.chinese
    assert "li" not in run(database, "list")
