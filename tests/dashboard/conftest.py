"""A patrolled town for the pages, and the application over databases of both kinds."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from dashboard import Desk, create
from scrapers import Archive
from storage import Memory, People
from tests.dashboard.people import NOW, add_people, ruleset
from tests.dashboard.town import patrolled_once
from tests.storage.builders import judge, read, verdict
from tests.storage.fixtures import database_url, memory, postgres_template, sqlite_template

__all__ = ["database_url", "memory", "postgres_template", "sqlite_template"]

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


@dataclass(frozen=True)
class Site:
    """A dashboard that is being served, and the folder it works in."""

    address: str
    folder: Path

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'nianbao.db'}"


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo town after its first patrol: real pages, read and judged by the real rules."""
    return patrolled_once(tmp_path_factory)


@pytest.fixture(scope="module")
def site(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The town served to whoever sits at this machine; its tests look, and change nothing."""
    with serve(town, tmp_path_factory.mktemp("served")) as served:
        yield served


@contextmanager
def serve(town: Path, folder: Path, *, login: bool = False) -> Iterator[Site]:
    """Serve a copy of the town over real HTTP on loopback."""
    shutil.copytree(town, folder, dirs_exist_ok=True)
    with Memory(f"sqlite:///{folder / 'nianbao.db'}") as opened, _listening() as listener:
        archive = Archive(folder / "evidence")
        app = create(Desk(opened, archive, ruleset(), SECRET, lambda: NOW, login=login))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", folder)
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def _listening() -> Iterator[socket.socket]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        yield listener
