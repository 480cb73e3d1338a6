"""Two workers never ask one host at the same time: real processes, one database, and a server that remembers who asked."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pytest

import storage
from specimens.region import Region
from specimens.server import Door, Server
from specimens.web import Asked, Reply, Wire
from tests.flows.servers import ROOT
from tests.flows.test_town_patrolled import _own_database

PORTALS = 6
WAIT = 300
"""Seconds that are enough on any machine."""
FIRST, SECOND = "mailto:first@nianbao.invalid", "mailto:second@nianbao.invalid"


class Slow:
    """The region's answers, each after a moment: time in which another could come between."""

    def __init__(self, region: Region) -> None:
        self._region = region

    def answer(self, asked: Asked) -> Reply:
        return replace(self._region.answer(asked), wire=Wire(delay=0.02))


@dataclass
class Hosts:
    region: Region
    server: Server
    folder: Path
    database: str

    def walker(self, contact: str, order: Mapping[int, str]) -> subprocess.Popen[str]:
        """A worker that is ready to begin; `contact` stands in its User-Agent."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.walker", *order.values()],
            cwd=ROOT,
            env={
                **os.environ,
                "NIANBAO_VAR": str(self.folder),
                "NIANBAO_DATABASE": self.database,
                "NIANBAO_PORTALS": str(self.folder / "portals"),
                "NIANBAO_RESOLVE": json.dumps(dict(self.server.resolve)),
                "NIANBAO_MIN_INTERVAL": "0",
                "NIANBAO_RULES": json.dumps([str(self.folder / "rules")]),
                "NIANBAO_CONTACT": contact,
                "NIANBAO_NOW": "2025-02-10T09:00:00",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def turns(self) -> dict[str, list[str]]:
        """By host: who asked, one word for each unbroken turn."""
        who = {visit.host: list[str]() for visit in self.server.visits}
        for visit in self.server.visits:
            who[visit.host].append("first" if FIRST in visit.user_agent else "second")
        return {host: [name for name, _ in groupby(asked)] for host, asked in who.items()}


@pytest.fixture
def hosts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hosts]:
    region = Region(3, PORTALS, agencies=6)
    (tmp_path / "portals").mkdir()
    (tmp_path / "rules").mkdir()
    shutil.copy(ROOT / "rules" / "statutory" / "absence.yaml", tmp_path / "rules")
    for index in range(PORTALS):
        (tmp_path / "portals" / f"c{index:04d}.yaml").write_text(region.description(index), encoding="utf-8")
    database = f"sqlite:///{tmp_path / 'nianbao.db'}"
    if request.param == "postgresql":
        database = _own_database(request.getfixturevalue("postgres_url"), tmp_path.name)
    storage.upgrade(database)
    doors = [Door(region.host(index), Slow(region), region.address(index)) for index in range(PORTALS)]
    with Server(doors) as server:
        yield Hosts(region, server, tmp_path, database)


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("now\n")
    process.stdin.flush()


def captures(database: str) -> int:
    with storage.Memory(database) as memory:
        return len(memory.due_for_reading("a reader that has read nothing"))


@pytest.mark.parametrize("hosts", ["sqlite", "postgresql"], indirect=True)
def test_two_workers_never_ask_one_host_at_the_same_time(hosts: Hosts) -> None:
    names = {index: f"c{index:04d}" for index in range(PORTALS)}
    first = hosts.walker(FIRST, names)
    second = hosts.walker(SECOND, dict(reversed(names.items())))
    begin(first)
    begin(second)
    left = [int(process.communicate(timeout=WAIT)[0]) for process in (first, second)]
    turns = hosts.turns()
    assert {host for host, who in turns.items() if len(who) > len(set(who))} == set(), "turns were broken"
    assert set(turns) == set(hosts.region.hosts), "each host was asked"
    assert {name for who in turns.values() for name in who} == {"first", "second"}, "both had work"
    assert sum(left) > 0, "they met at some host"
    assert captures(hosts.database) == hosts.region.reports


@pytest.mark.parametrize("hosts", ["postgresql"], indirect=True)
def test_a_killed_workers_hosts_are_the_next_ones(hosts: Hosts) -> None:
    names = {index: f"c{index:04d}" for index in range(PORTALS)}
    first = hosts.walker(FIRST, names)
    begin(first)
    until = time.monotonic() + WAIT
    while len(hosts.server.visits) < 2 * PORTALS and time.monotonic() < until:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=WAIT)
    second = hosts.walker(SECOND, names)
    begin(second)
    assert int(second.communicate(timeout=WAIT)[0]) == 0, "a dead worker's lease kept a host from the living"
    assert all(who == ["first", "second"] for who in hosts.turns().values())
    assert captures(hosts.database) == hosts.region.reports
