"""prefect.yaml on a real server (its own PostgreSQL), line by line, and real workers that run what it triggers.

With a wrong pin of SQLAlchemy Prefect's scheduler fails silently and cron never creates a run; only this test says so.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from importlib.metadata import version
from pathlib import Path

import psycopg
import pytest
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events import emit_event
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import duties
from flows.events import relay
from flows.local_server import local_prefect
from flows.workplace import workplace
from reports import CHINA
from specimens import Town
from storage import Memory
from tests.flows.country import DESCRIBED, WHOLE, Country, ended, run_of, runs_of, state_of
from tests.flows.prefect_lines import COMPARED, lines_described, lines_standing, words_said
from tests.flows.rehearsal import FEW_RULES, one_round
from tests.flows.season import Season, watched_over
from tests.flows.servers import client, make_pools, prefect, until, worker
from tests.flows.tables import lasting

pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning", "ignore::DeprecationWarning"
)
STAGES = (1, 3)
"""Days of the demo town: the first patrol, and the one after reports were corrected, changed silently and added."""
HERE = ("--pool", "patrol", "--work-queue", "62")
ANYWHERE = ("--pool", "patrol")
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


def test_every_line_of_prefect_yaml_stands_on_the_server_and_cron_really_makes_runs(
    country: Country,
) -> None:
    country.deploy()
    country.deploy("inspect", again=True)  # repeatable
    assert asyncio.run(lines_standing()) == lines_described()
    scheduled = {each["name"]: each["schedules"] for each in DESCRIBED if each.get("schedules")}
    times = asyncio.run(_times_of_runs(scheduled))
    for name, schedules in scheduled.items():
        minute, hour, *_ = schedules[0]["cron"].split()
        if minute.isdigit() and hour.isdigit():
            assert times[name] == {f"{int(hour):02d}:{int(minute):02d}"}, name
    assert {time[:2] for time in times["announce"]} <= {f"{hour:02d}" for hour in range(8, 19)}


_PAGE = 200
"""The most runs that the server gives at once."""


async def _times_of_runs(scheduled: Collection[str]) -> dict[str, set[str]]:
    """China's times at which a scheduled run of each of these deployments is to start."""

    async def look() -> dict[str, set[str]] | None:
        async with client() as api:
            names = {found.id: found.name for found in await api.read_deployments()}
            times: dict[str, set[str]] = defaultdict(set)
            for offset in range(0, 2000, _PAGE):
                runs = await api.read_flow_runs(limit=_PAGE, offset=offset)
                for run in runs:
                    if (
                        run.auto_scheduled
                        and run.expected_start_time is not None
                        and run.deployment_id in names
                    ):
                        local = run.expected_start_time.astimezone(CHINA)
                        times[names[run.deployment_id]].add(f"{local:%H:%M}")
                if len(runs) < _PAGE:
                    break
            return times if set(times) >= set(scheduled) else None

    return await until(look, what="a scheduled run of every deployment")


def test_no_word_of_prefect_yaml_is_one_that_is_not_compared() -> None:
    said = words_said()
    assert {kind: words - COMPARED[kind] for kind, words in said.items()} == {kind: set() for kind in said}
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


def test_an_event_runs_its_flow_through_a_real_worker_and_twenty_run_it_once(country: Country) -> None:
    country.deploy("reinspect", "inspect", "announce")

    async def walk() -> None:
        await _told(country)

        async def first() -> FlowRun | None:
            return next(iter(await runs_of("reinspect")), None)

        run = await until(first, what="a run of reinspect")
        over = await until(lambda: ended(run.id), what="its end", log=country.log)
        assert over.state is not None
        assert over.state.type is StateType.COMPLETED, country.log.read_text("utf-8")[-3000:]
        for number in range(20):
            emit_event(
                event="disclosure.report.revised",
                resource={"prefect.resource.id": f"disclosure.report.{number}"},
            )

        async def settled() -> list[FlowRun] | None:
            runs = await runs_of("inspect")
            return runs if runs and all([await ended(one.id) for one in runs]) else None

        runs = await until(settled, what="inspect after twenty events", log=country.log)
        await asyncio.sleep(6)
        # besides these twenty the reinspection told of 35 reports it had read
        assert len(await runs_of("inspect")) <= 6, "N events must not start N runs"
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
    season = Season(country, disturbed, folder)

    async def walked() -> None:
        country.town.move_to(STAGES[0])
        zombie = await season.held_up_and_killed(*HERE)
        state = await state_of(zombie)
        assert state is StateType.RUNNING, "a killed run says it is running: that is why there is a takeover"
        taking = await run_of("takeover", **await watched_over(zombie))
        assert await season.over(taking, "--pool", "duties") is StateType.COMPLETED
        assert await state_of(zombie) is StateType.CRASHED
        assert await season.over(await run_of("patrol-62", division="99"), *ANYWHERE) is StateType.COMPLETED
        country.town.move_to(STAGES[1])
        assert await season.over(await run_of("patrol-62", division="99"), *HERE) is StateType.COMPLETED

    try:
        asyncio.run(walked())
    finally:
        country.town.move_to(STAGES[0])
    for stage in STAGES:
        asyncio.run(one_round(country.folder / "undisturbed", stage, undisturbed, FEW_RULES))
    with Memory(undisturbed) as one, Memory(disturbed) as other:
        kept = {name: rows for name, rows in lasting(one).items() if name not in NUMBERED}
        assert {name: rows for name, rows in lasting(other).items() if name not in NUMBERED} == kept
        assert said(other) == said(one)
