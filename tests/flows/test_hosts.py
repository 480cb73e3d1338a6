"""Two workers never ask one host at the same time: real processes, one database, and a server that remembers who asked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
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
    """The region's answers, each after a moment: time in which another could come between. None before `may` is set."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self.may = threading.Event()

    def answer(self, asked: Asked) -> Reply:
        assert self.may.wait(WAIT)
        return replace(self._region.answer(asked), wire=Wire(delay=0.02))


@dataclass
class Hosts:
    region: Region
    answers: Slow
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
                "NIANBAO_RULES": json.dumps([str(ROOT / "rules" / "statutory" / "absence.yaml")]),
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
        visits = self.server.visits
        who = {visit.host: list[str]() for visit in visits}
        for visit in visits:
            who[visit.host].append("first" if FIRST in visit.user_agent else "second")
        return {host: [name for name, _ in groupby(asked)] for host, asked in who.items()}


@pytest.fixture
def hosts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hosts]:
    region = Region(3, PORTALS, agencies=6)
    (tmp_path / "portals").mkdir()
    for index in range(PORTALS):
        (tmp_path / "portals" / f"c{index:04d}.yaml").write_text(region.description(index), encoding="utf-8")
    database = f"sqlite:///{tmp_path / 'nianbao.db'}"
    if request.param == "postgresql":
        database = _own_database(request.getfixturevalue("postgres_url"), tmp_path.name)
    storage.upgrade(database)
    answers = Slow(region)
    doors = [Door(region.host(index), answers, region.address(index)) for index in range(PORTALS)]
    with Server(doors) as server:
        yield Hosts(region, answers, server, tmp_path, database)
        answers.may.set()


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("now\n")
    process.stdin.flush()


def captures(database: str) -> int:
    with storage.Memory(database) as memory:
        return len(memory.due_for_reading("a reader that has read nothing"))


def left_to_others(process: subprocess.Popen[str], met: threading.Event) -> int:
    """Read what a walker says to its end; sets `met` as soon as it leaves a portal to another, or is over."""
    assert process.stdout is not None
    last = ""
    with process:
        for line in process.stdout:
            if line.startswith("elsewhere"):
                met.set()
            last = line
    met.set()
    assert process.returncode == 0
    return int(last)


@pytest.mark.parametrize("hosts", ["sqlite", "postgresql"], indirect=True)
def test_two_workers_never_ask_one_host_at_the_same_time(hosts: Hosts) -> None:
    """Each has a host of its own and shares the others; nobody is answered until one has met the other somewhere."""
    names = {index: f"c{index:04d}" for index in range(PORTALS)}
    first = hosts.walker(FIRST, dict(list(names.items())[:-1]))
    second = hosts.walker(SECOND, dict(list(reversed(names.items()))[:-1]))
    begin(first)
    begin(second)
    with ThreadPoolExecutor(2) as readers:
        left = [
            reader.result(WAIT)
            for reader in [
                readers.submit(left_to_others, each, hosts.answers.may) for each in (first, second)
            ]
        ]
    turns = hosts.turns()
    assert {host for host, who in turns.items() if len(who) > len(set(who))} == set(), "turns were broken"
    assert set(turns) == set(hosts.region.hosts), "each host was asked"
    assert {name for who in turns.values() for name in who} == {"first", "second"}, "both had work"
    assert sum(left) > 0, "they met at some host"
    assert captures(hosts.database) == hosts.region.reports


@pytest.mark.parametrize("hosts", ["postgresql"], indirect=True)
def test_a_killed_workers_hosts_are_the_next_ones(hosts: Hosts) -> None:
    hosts.answers.may.set()
    names = {index: f"c{index:04d}" for index in range(PORTALS)}
    first = hosts.walker(FIRST, names)
    begin(first)
    until = time.monotonic() + WAIT
    while set(hosts.turns()) != set(hosts.region.hosts) and time.monotonic() < until:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=WAIT)
    second = hosts.walker(SECOND, names)
    begin(second)
    assert int(second.communicate(timeout=WAIT)[0]) == 0, "a dead worker's lease kept a host from the living"
    assert all(who == ["first", "second"] for who in hosts.turns().values())
    assert captures(hosts.database) == hosts.region.reports
