"""A patrolled town for the pages, and the application over databases of both kinds."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from dashboard import Desk, create
from scrapers import Archive
from storage import Memory, People
from tests.dashboard.people import add_people, ruleset
from tests.flows.rehearsal import one_round
from tests.storage.builders import judge, read, verdict
from tests.storage.fixtures import database_url, memory, postgres_template, sqlite_template

__all__ = ["database_url", "memory", "postgres_template", "sqlite_template"]

NOW = datetime(2025, 4, 10, 1, tzinfo=UTC)
SECRET = "a secret of the tests, forty characters lo"


@pytest.fixture
def desk(memory: Memory, tmp_path: Path) -> Desk:
    """One county with one report and one finding, judged as the storage tests do; accounts are demanded."""
    judge(memory, read(memory), verdict())
    add_people(People(memory), NOW)
    return Desk(memory, Archive(tmp_path / "evidence"), ruleset(), SECRET, lambda: NOW)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create(desk), base_url="http://127.0.0.1", follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def patrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo town after its first patrol: real pages, read and judged by the real rules."""
    folder = tmp_path_factory.mktemp("town")
    asyncio.run(one_round(folder, 1))
    with Memory(f"sqlite:///{folder / 'nianbao.db'}") as opened:
        add_people(People(opened), NOW)
    return folder


@dataclass(frozen=True)
class Site:
    """A dashboard that is being served, and the folder it works in."""

    address: str
    folder: Path

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'nianbao.db'}"


@pytest.fixture
def serving(patrolled: Path, tmp_path: Path) -> Callable[..., contextmanager[Site]]:  # type: ignore[valid-type] # a factory of context managers
    """Serve a copy of the patrolled town over real HTTP on loopback."""

    @contextmanager
    def serve(*, login: bool = False) -> Iterator[Site]:
        folder = tmp_path / "served"
        shutil.copytree(patrolled, folder)
        with Memory(f"sqlite:///{folder / 'nianbao.db'}") as opened, _listening() as listener:
            archive = Archive(folder / "evidence")
            app = create(Desk(opened, archive, ruleset(), SECRET, lambda: NOW, login=login))
            server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            try:
                while not server.started:
                    time.sleep(0.02)
                yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", folder)
            finally:
                server.should_exit = server.force_exit = True
                thread.join(10)

    return serve


@contextmanager
def _listening() -> Iterator[socket.socket]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        yield listener
