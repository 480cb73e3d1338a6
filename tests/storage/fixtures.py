"""Fixtures of storage, shared with the tests of alerts: a fresh database of each kind, and a Memory on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Memory
from tests.storage import databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    return databases.postgres_template(postgres_url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database: every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield databases.sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path)
        return
    server = request.getfixturevalue("postgres_url")
    with databases.postgres_lent(server, request.getfixturevalue("postgres_template")) as address:
        yield address


@pytest.fixture
def memory(database_url: str) -> Iterator[Memory]:
    with Memory(database_url) as opened:
        yield opened
