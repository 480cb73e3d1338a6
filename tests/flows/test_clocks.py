"""The machine's clock is wrong: nobody is found missing by it, nothing is dated by it, and the operator is told."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from flows import steps
from flows.clock import ClockWrong
from flows.settings import Settings
from flows.workplace import Workplace, workplace
from scrapers import Listing
from scrapers.clocks import Witnesses
from specimens.region import Region
from specimens.server import Door, Server
from specimens.web import Asked, Reply
from storage import Memory, upgrade
from tests.flows.rehearsal import FEW_RULES
from tests.flows.servers import ROOT

LATE = timedelta(days=400)


class Telling:
    """A county's answers with the time its server thinks it is; `behind` by how much."""

    def __init__(self, region: Region, behind: timedelta | None) -> None:
        self._region, self._behind = region, behind

    def answer(self, asked: Asked) -> Reply:
        reply = self._region.answer(asked)
        if self._behind is None:
            return reply
        told = format_datetime(datetime.now(UTC) - self._behind, usegmt=True)
        return replace(reply, headers=(*reply.headers, ("Date", told)))


@contextmanager
def counties(folder: Path, *behind: timedelta | None, checked: bool = False) -> Iterator[Workplace]:
    """Counties of one region, opened by the real clock; each server's own is `behind` it, or says nothing (`None`)."""
    region = Region(3, len(behind), agencies=2)
    (folder / "portals").mkdir(exist_ok=True)
    for index in range(len(behind)):
        (folder / "portals" / f"c{index}.yaml").write_text(region.description(index), encoding="utf-8")
    doors = [
        Door(region.host(index), Telling(region, each), region.address(index))
        for index, each in enumerate(behind)
    ]
    with Server(doors) as server:
        settings = Settings(
            var=folder,
            portals=folder / "portals",
            resolve=dict(server.resolve),
            min_interval=0.0,
            rules=FEW_RULES,
            clock_checked=checked,
        )
        with workplace(settings) as work:
            yield work


def kept(work: Workplace) -> set[str]:
    return {due.portal for due in work.memory.due_for_reading("anyone")}


def patrolled(work: Workplace) -> None:
    asyncio.run(steps.patrol_portals(work, list(work.portals.values())))


def test_a_clock_that_every_server_contradicts_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    with counties(tmp_path, LATE, LATE) as work:
        with pytest.raises(ClockWrong) as wrong:
            patrolled(work)
        assert kept(work) == set()
        assert work.memory.last_listed_at() is None
    assert "timedatectl" in wrong.value.chinese
    assert f"{datetime.now(UTC) - LATE:%Y-%m}" in wrong.value.chinese


def test_one_server_that_agrees_bears_the_clock_out_for_those_that_do_not(tmp_path: Path) -> None:
    with counties(tmp_path, LATE, timedelta(minutes=5), None) as work:
        patrolled(work)
        assert kept(work) == set(work.portals)


def test_an_operator_who_looked_at_the_clock_is_believed(tmp_path: Path) -> None:
    with counties(tmp_path, LATE, checked=True) as work:
        patrolled(work)
        assert kept(work) == set(work.portals)


@pytest.mark.parametrize(
    ("headers", "agrees"),
    [
        ({"date": "Sun, 22 Nov 2026 09:00:00 GMT"}, True),
        ({"date": "Thu, 19 Nov 2026 09:00:00 GMT"}, False),
        ({"date": "Thu, 19 Nov 2026 09:00:00 GMT", "age": "259200"}, True),  # a cache kept it for three days
        ({"date": "yesterday"}, None),
        ({"date": "Sun, 22 Nov 99999 09:00:00 GMT"}, None),
        ({"date": "Thu, 19 Nov 2026 09:00:00 GMT", "age": "9" * 30}, None),
        ({}, None),
    ],
)
def test_a_time_that_cannot_be_read_says_nothing(headers: Mapping[str, str], agrees: bool | None) -> None:
    witnesses = Witnesses()
    witnesses.hear("www.example", headers, datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    assert (witnesses.borne_out, bool(witnesses.against(["www.example"]))) == (
        agrees is True,
        agrees is False,
    )


def test_a_clock_that_went_back_is_told_by_the_command_and_takes_nothing_back(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'nianbao.db'}"
    upgrade(database)
    ahead = datetime.now(UTC) + timedelta(days=3)
    with Memory(database) as memory:
        memory.record_portal("p", name="门户")
        memory.record_listing(Listing("p", "all", "http://p.example/", ahead, (), 0, 1, 1, complete=True))
    command = [sys.executable, "-m", "cli", "--lang", "zh", "crawl"]
    environment = {"PATH": "/usr/bin:/bin", "NIANBAO_VAR": str(tmp_path), "NIANBAO_PORTALS": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "请校准本机时钟" in done.stderr
    assert "恢复那次巡查之前的备份" in done.stderr
    assert len(done.stderr.splitlines()) == 1
