"""prefect.yaml on a real server (its own PostgreSQL), line by line, and real workers that run what it triggers.

With a wrong pin of SQLAlchemy Prefect's scheduler fails silently and cron never creates a run; only this test says so.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as clock_time
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
import pytest
import yaml
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events import emit_event
from prefect.settings import PREFECT_API_URL, temporary_settings

import storage
from flows import duties
from flows.events import relay
from flows.local_server import local_prefect
from flows.pausing import pause, resume
from flows.settings import Settings
from flows.workplace import workplace
from reports import CHINA
from specimens import Server, Town
from storage import Memory
from tests.flows.rehearsal import FEW_RULES, one_round
from tests.flows.servers import ROOT, client, make_pools, prefect, until, worker
from tests.flows.tables import lasting

pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning", "ignore::DeprecationWarning"
)
WHOLE: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
DESCRIBED: list[dict[str, Any]] = WHOLE["deployments"]
COMPARED = {
    "file": {"name", "prefect-version", "pull", "definitions", "deployments"},
    "deployment": {
        *("name", "entrypoint", "description", "parameters", "work_pool", "concurrency_limit"),
        *("schedules", "triggers", "tags"),
    },
    "schedule": {"cron", "timezone", "slug", "active"},
    "trigger": {
        *("type", "name", "posture", "match", "match_related", "after", "expect", "for_each", "threshold"),
        *("within", "schedule_after", "parameters"),
    },
}
"""Every word of prefect.yaml that `_compare_every_line` holds against the server; one that is new is to be added there first."""
STAGES = (1, 3)
"""Days of the demo town: the first patrol, and the one after reports were corrected, changed silently and added."""
PACE = 0.3
"""Seconds between two pages of a host, where a patrol is to last."""
HERE = ("--pool", "patrol", "--work-queue", "62")
ANYWHERE = ("--pool", "patrol")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NUMBERED = {
    "findings",
    "transitions",
    "judgements",
    "verdicts",
    "outbox",
    "ledger",
    "messages",
    "events",
}
"""Tables where a finding's number or the moment of a judgement stands: numbers follow the order of work, which a kill changes."""


@dataclass
class Country:
    """A Prefect server with our work pools, the town's portal, and an empty database of ours."""

    url: str
    server: Server
    town: Town
    folder: Path
    database: str
    deployed: set[str] = field(default_factory=set)

    def deploy(self, *names: str, again: bool = False) -> None:
        """Some of the deployments of prefect.yaml, or all; those that another test has made are there already."""
        wanted = set(names or (each["name"] for each in DESCRIBED))
        if again or not wanted <= self.deployed:
            prefect("deploy", *([f"--name={name}" for name in names] or ["--all"]), url=self.url)
            self.deployed |= wanted

    def environment(
        self, database: str | None = None, folder: Path | None = None, interval: float = 0
    ) -> dict[str, str]:
        folder = folder or self.folder
        portals = self.town.portal_file
        now = datetime.combine(self.town.today, clock_time(9, 0), CHINA)
        return {
            "PREFECT_API_URL": self.url,
            "PREFECT_HOME": str(self.folder / "worker"),
            "NIANBAO_VAR": str(folder),
            "NIANBAO_DATABASE": database or self.database,
            "NIANBAO_PORTALS": str(portals),
            "NIANBAO_OFFICES": str(portals.with_name("demo-office.yaml")),
            "NIANBAO_RESOLVE": json.dumps(dict(self.server.resolve)),
            "NIANBAO_MIN_INTERVAL": str(interval),
            "NIANBAO_LOOK_SECONDS": "1",
            "NIANBAO_RULES": json.dumps([str(file) for file in FEW_RULES]),
            "NIANBAO_NOW": now.isoformat(),
            "NIANBAO_DEMO_OFFICE": f"nianbaofile://{folder / 'alerts'}",
            "NIANBAO_DEMO_OPERATOR": f"nianbaofile://{folder / 'operator'}",
        }

    def settings(self) -> Settings:
        said = self.environment()
        portals = self.town.portal_file
        return Settings(
            var=self.folder,
            database=self.database,
            portals=portals,
            offices=portals.with_name("demo-office.yaml"),
            resolve=dict(self.server.resolve),
            min_interval=0.0,
            rules=FEW_RULES,
            now=datetime.fromisoformat(said["NIANBAO_NOW"]),
        )

    @property
    def log(self) -> Path:
        return self.folder / "worker.log"


def _databases(postgres_url: str, *names: str) -> list[str]:
    """Empty databases of these names on the tests' own cluster, as SQLAlchemy addresses without a driver."""
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
    return [postgres_url.rpartition("/")[0].replace("+psycopg", "") + f"/{name}" for name in names]


@pytest.fixture(scope="module")
def country(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    folder = tmp_path_factory.mktemp("country")
    of_prefect, ours, *_ = _databases(postgres_url, "prefect", "ours", "undisturbed", "disturbed")
    town = Town.demo()
    database = of_prefect.replace("postgresql:", "postgresql+asyncpg:")
    with (
        town.serve() as server,
        local_prefect(folder, services=True, database=database) as url,
        temporary_settings({PREFECT_API_URL: url}),
    ):
        asyncio.run(make_pools("patrol", "duties"))
        yield Country(url, server, town, folder, ours.replace("postgresql:", "postgresql+psycopg:"))


def said(memory: Memory) -> list[tuple[object, ...]]:
    """What is said of whom, in how many messages each, whatever the numbers."""
    told = Counter(number for message in memory.messages(state="sent") for number in message.findings)
    return sorted(
        (
            f.agency,
            f.division or "",
            f.year,
            f.rule,
            f.subject,
            f.state.value,
            f.severity,
            f.message,
            told[f.number],
        )
        for f in memory.findings()
    )


async def _runs(deployment: str, *, since: datetime | None = None) -> list[FlowRun]:
    """Runs of a deployment that were not made by its schedule."""
    async with client() as api:
        found = await api.read_deployment_by_name(f"{_flow_of(deployment)}/{deployment}")
        runs = await api.read_flow_runs(limit=200)
        return [run for run in runs if run.deployment_id == found.id and not run.auto_scheduled]


def _flow_of(deployment: str) -> str:
    return "patrol" if deployment.startswith("patrol-") else deployment


def test_every_line_of_prefect_yaml_stands_on_the_server_and_cron_really_makes_runs(country: Country) -> None:
    country.deploy()
    country.deploy("inspect", again=True)  # repeatable
    _compare_every_line()
    _wait_for_cron()


def _compare_every_line() -> None:
    async def look() -> tuple[dict[str, Any], dict[str, Any]]:
        async with client() as api:
            return (
                {found.name: found for found in await api.read_deployments()},
                {found.name: found for found in await api.read_automations()},
            )

    made, automations = asyncio.run(look())
    assert set(made) == {each["name"] for each in DESCRIBED}
    for wanted in DESCRIBED:
        found = made[wanted["name"]]
        assert found.entrypoint == wanted["entrypoint"]
        assert found.description == wanted["description"]
        assert found.parameters == wanted.get("parameters", {})
        assert found.pull_steps == [
            {"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}
        ]
        assert (found.work_pool_name, found.work_queue_name) == tuple(wanted["work_pool"].values())
        assert found.global_concurrency_limit.limit == wanted["concurrency_limit"]["limit"]
        assert (
            found.concurrency_options.collision_strategy.value
            == wanted["concurrency_limit"]["collision_strategy"]
        )
        assert set(found.tags) == set(wanted["tags"])
        assert {
            (each.slug, each.schedule.cron, each.schedule.timezone, each.active) for each in found.schedules
        } == {(s["slug"], s["cron"], s["timezone"], s["active"]) for s in wanted.get("schedules", ())}
        for trigger in wanted.get("triggers", ()):
            automation = automations.pop(trigger["name"])
            assert automation.enabled
            assert automation.trigger.posture.value == trigger["posture"]
            assert set(automation.trigger.expect) == set(trigger["expect"])
            assert set(automation.trigger.after) == set(trigger.get("after", ()))
            assert trigger["type"] == automation.trigger.type
            assert _specified(automation.trigger.match) == trigger["match"]
            assert _specified(automation.trigger.match_related) == trigger.get("match_related", {})
            assert set(automation.trigger.for_each) == set(trigger.get("for_each", ()))
            assert automation.trigger.threshold == trigger["threshold"]
            assert automation.trigger.within.total_seconds() == trigger["within"]
            (action,) = automation.actions
            assert action.deployment_id == found.id
            assert action.parameters == trigger.get("parameters")
            assert f"PT{int(action.schedule_after.total_seconds())}S" == trigger.get("schedule_after", "PT0S")
    assert automations == {}


def _specified(resource: Any) -> dict[str, Any]:
    """What a trigger's filter asks of a resource, as prefect.yaml writes it."""
    found = resource if isinstance(resource, list) else [resource]
    asked = {label: value for one in found for label, value in one.model_dump().items()}
    return {
        label: value[0] if isinstance(value, list) and len(value) == 1 else value
        for label, value in asked.items()
    }


def _wait_for_cron() -> None:
    """A scheduled run of every deployment, at China's time."""
    scheduled = {each["name"]: each["schedules"] for each in DESCRIBED if each.get("schedules")}

    async def look() -> dict[str, set[str]] | None:
        async with client() as api:
            names = {found.id: found.name for found in await api.read_deployments()}
            times: dict[str, set[str]] = defaultdict(set)
            for offset in range(0, 2000, 200):
                for run in await api.read_flow_runs(limit=200, offset=offset):
                    if (
                        run.auto_scheduled
                        and run.expected_start_time is not None
                        and run.deployment_id in names
                    ):
                        local = run.expected_start_time.astimezone(SHANGHAI)
                        times[names[run.deployment_id]].add(f"{local:%H:%M}")
            return times if set(times) >= set(scheduled) else None

    times = asyncio.run(until(look, what="a scheduled run of every deployment"))
    for name, schedules in scheduled.items():
        minute, hour, *_ = schedules[0]["cron"].split()
        if minute.isdigit() and hour.isdigit():
            assert times[name] == {f"{int(hour):02d}:{int(minute):02d}"}, name
    assert {time[:2] for time in times["announce"]} <= {f"{hour:02d}" for hour in range(8, 19)}


def test_no_word_of_prefect_yaml_is_one_that_is_not_compared() -> None:
    said = {
        "file": [WHOLE],
        "deployment": DESCRIBED,
        "schedule": [one for each in DESCRIBED for one in each.get("schedules", ())],
        "trigger": [one for each in DESCRIBED for one in each.get("triggers", ())],
    }
    for kind, things in said.items():
        assert set().union(*things) <= COMPARED[kind], kind
    assert [set(each["work_pool"]) for each in DESCRIBED] == [{"name", "work_queue_name"}] * len(DESCRIBED)
    assert tuple(map(int, WHOLE["prefect-version"].split("."))) <= tuple(
        map(int, version("prefect").split("."))
    )


def test_provinces_are_patrolled_apart_and_every_one_once() -> None:
    patrols = [each for each in DESCRIBED if each["name"].startswith("patrol-")]
    codes = [each["parameters"]["division"] for each in patrols]
    assert len(codes) == len(set(codes)) == 31
    assert all(each["work_pool"]["work_queue_name"] == each["parameters"]["division"] for each in patrols)
    begins = [
        tuple(s["cron"].split()[:2]) for each in patrols for s in each["schedules"] if s["slug"] == "season"
    ]
    assert len(set(begins)) == 31


def test_a_scheduler_on_sqlite_makes_runs_too(tmp_path: Path) -> None:
    async def look() -> bool | None:
        async with client() as api:
            return any(run.auto_scheduled for run in await api.read_flow_runs()) or None

    with local_prefect(tmp_path, services=True) as url:
        asyncio.run(make_pools("duties"))
        prefect("deploy", "--name", "announce", url=url)
        assert asyncio.run(until(look, what="a scheduled run"))


async def _told(country: Country) -> None:
    """What a patrol's process does: portals walked, nothing read; then news of a rule set, passed on."""
    from flows import steps

    with workplace(country.settings()) as work:
        await steps.patrol_portals(work, list(work.portals.values()))
        duties.note_rules(work)
        assert relay(work) == 1
        assert relay(work) == 0


async def _ended(run_id: UUID) -> FlowRun | None:
    async with client() as api:
        run = await api.read_flow_run(run_id)
    return run if run.state is not None and run.state.is_final() else None


def test_an_event_runs_its_flow_through_a_real_worker_and_twenty_run_it_once(country: Country) -> None:
    country.deploy("reinspect", "inspect", "announce")

    async def walk() -> None:
        await _told(country)

        async def first() -> FlowRun | None:
            return next(iter(await _runs("reinspect")), None)

        run = await until(first, what="a run of reinspect")
        ended = await until(lambda: _ended(run.id), what="its end", log=country.log)
        assert ended.state is not None
        assert ended.state.type is StateType.COMPLETED, country.log.read_text("utf-8")[-3000:]
        for number in range(20):
            emit_event(
                event="disclosure.report.revised",
                resource={"prefect.resource.id": f"disclosure.report.{number}"},
            )

        async def settled() -> list[FlowRun] | None:
            runs = await _runs("inspect")
            return runs if runs and all([await _ended(one.id) for one in runs]) else None

        runs = await until(settled, what="inspect after twenty events", log=country.log)
        await asyncio.sleep(6)
        # besides these twenty the reinspection told of 35 reports it had read
        assert len(await _runs("inspect")) <= 6, "N events must not start N runs"
        assert len(runs) >= 1

    with worker("--pool", "duties", environment=country.environment(), log=country.log):
        asyncio.run(walk())
    with Memory(country.database) as memory:
        assert {finding.rule for finding in memory.findings()} >= {"SUM-T3-COL", "PUB-LATE"}
        assert memory.messages(state="sent")


def test_a_patrol_held_up_killed_and_moved_to_another_worker_ends_like_an_undisturbed_one(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A province's season: its worker is held up, goes on and is killed; another takes over; the next day a third has it."""
    country.deploy("patrol-62", "takeover")
    before, folder = country.database.rpartition("/")[0], country.folder / "disturbed"
    undisturbed, disturbed = f"{before}/undisturbed", f"{before}/disturbed"
    for name in ("NIANBAO_DEMO_OFFICE", "NIANBAO_DEMO_OPERATOR"):
        monkeypatch.setenv(name, "")  # the rounds set them; put back afterwards

    async def run_of(deployment: str, **parameters: str) -> UUID:
        async with client() as api:
            found = await api.read_deployment_by_name(f"{_flow_of(deployment)}/{deployment}")
            return (await api.create_flow_run_from_deployment(found.id, parameters=parameters)).id

    async def captures(more_than: int) -> int:
        async def look() -> int | None:
            with psycopg.connect(disturbed.replace("+psycopg", "")) as connection:
                (count,) = connection.execute("SELECT count(*) FROM captures").fetchone() or (0,)
            return count if count > more_than else None

        return await until(look, what=f"more than {more_than} captures", log=country.log)

    async def at_rest() -> int:
        """Captures, as soon as there are no more for the time in which ten are made otherwise."""

        async def look() -> int | None:
            count = await captures(-1)
            await asyncio.sleep(10 * PACE)
            return count if await captures(-1) == count else None

        return await until(look, what="standing still", log=country.log)

    async def killed_in_the_middle() -> UUID:
        run = await run_of("patrol-62", division="99")
        storage.upgrade(disturbed)
        with worker(*HERE, environment=country.environment(disturbed, folder, PACE), log=country.log) as one:
            await captures(3)
            async with client() as api:
                assert await pause(api, run) == "Paused"
                still = await at_rest()
                assert (await api.read_flow_run(run)).state_name == "Paused"
                assert await resume(api, run) == "Running"
            await captures(still)
            one.kill()
        state = await _state(run)
        assert state is StateType.RUNNING, "a killed run says it is running: that is why there is a takeover"
        return run

    async def over(run: UUID, *pool: str) -> StateType:
        with worker(*pool, environment=country.environment(disturbed, folder), log=country.log):
            await until(lambda: _ended(run), what="the run's end", log=country.log)
        return await _state(run)

    async def season() -> None:
        country.town.move_to(STAGES[0])
        zombie = await killed_in_the_middle()
        taking = await run_of("takeover", flow_run=str(zombie))
        assert await over(taking, "--pool", "duties") is StateType.COMPLETED
        assert await _state(zombie) is StateType.CRASHED
        assert await over(await run_of("patrol-62", division="99"), *ANYWHERE) is StateType.COMPLETED
        country.town.move_to(STAGES[1])
        assert await over(await run_of("patrol-62", division="99"), *HERE) is StateType.COMPLETED

    try:
        asyncio.run(season())
    finally:
        country.town.move_to(STAGES[0])
    for stage in STAGES:
        asyncio.run(one_round(country.folder / "undisturbed", stage, undisturbed, FEW_RULES))
    with Memory(undisturbed) as one, Memory(disturbed) as other:
        kept = {name: rows for name, rows in lasting(one).items() if name not in NUMBERED}
        assert {name: rows for name, rows in lasting(other).items() if name not in NUMBERED} == kept
        assert said(other) == said(one)


async def _state(run: UUID) -> StateType:
    async with client() as api:
        state = (await api.read_flow_run(run)).state
    assert state is not None
    return state.type
