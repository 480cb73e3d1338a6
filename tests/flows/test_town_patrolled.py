"""The whole walk through a real Prefect flow over real HTTP, against what is true of the town."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import time as clock_time
from pathlib import Path

import pytest

from flows.progress import Counts
from flows.settings import Settings
from flows.workplace import workplace
from reports import CHINA
from specimens import Server, Town
from storage import EventKind, Finding, FindingState

# Prefect leaves its event socket to the server open when a flow ends
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
ACCUSING = ("error", "warning")


@dataclass
class Rehearsal:
    folder: Path
    town: Town
    server: Server
    database: str | None = None

    def settings(self) -> Settings:
        return Settings(
            var=self.folder,
            database=self.database,
            portals=self.town.portal_file,
            offices=self.town.portal_file.with_name("demo-office.yaml"),
            resolve=dict(self.server.resolve),
            min_interval=0.0,
            now=datetime.combine(self.town.today, clock_time(9, 0), CHINA),
        )

    async def round(self, stage: int) -> Counts:
        from flows.patrol import patrol

        self.town.move_to(stage)
        with workplace(self.settings()):
            return await patrol()

    def findings(self) -> list[Finding]:
        with workplace(self.settings()) as work:
            return [f for f in work.memory.findings() if f.state is FindingState.OPEN]

    def messages(self) -> set[str]:
        return {path.name for path in (self.folder / "alerts").glob("*.md")}


@pytest.fixture(params=["sqlite", "postgresql"])
def rehearsal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_api: str
) -> Iterator[Rehearsal]:
    monkeypatch.setenv("NIANBAO_DEMO_OFFICE", f"nianbaofile://{tmp_path / 'alerts'}")
    monkeypatch.setenv("NIANBAO_DEMO_OPERATOR", f"nianbaofile://{tmp_path / 'operator'}")
    town = Town.demo()
    database = None
    if request.param == "postgresql":
        database = _own_database(request.getfixturevalue("postgres_url"), tmp_path.name)
    with town.serve() as server:
        yield Rehearsal(tmp_path, town, server, database)


def _own_database(url: str, name: str) -> str:
    from sqlalchemy import create_engine, text

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    safe = "".join(c if c.isalnum() else "_" for c in name).lower()[:50]
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE flows_{safe}"))
    engine.dispose()
    return url.rsplit("/", 1)[0] + f"/flows_{safe}"


async def test_the_town_is_found_judged_and_told_once(rehearsal: Rehearsal) -> None:
    counts = await rehearsal.round(1)
    truth = rehearsal.town.truth()
    assert (counts.new, counts.changed) == (len(truth.reports), 0)
    assert _accusations(rehearsal) == {
        (expected.agency, expected.year, finding.rule, finding.subject)
        for expected in truth.reports
        for finding in expected.findings
    }
    first = rehearsal.messages()
    assert len(first) == 1

    counts = await rehearsal.round(2)
    assert (counts.new, counts.changed, counts.read, counts.judged, counts.sent) == (0, 0, 0, 0, 0)
    assert rehearsal.messages() == first

    counts = await rehearsal.round(3)
    assert (counts.new, counts.changed, counts.opened, counts.rectified, counts.sent) == (1, 1, 1, 1, 1)
    (second,) = rehearsal.messages() - first
    told = (rehearsal.folder / "alerts" / second).read_text(encoding="utf-8")
    assert "青溪县市场监督管理局 2024 年：未按期公布年度报告" in told
    assert "已整改" in told
    assert "青溪县卫生健康局" in told


async def test_an_agency_that_was_not_found_is_not_accused_on_one_days_evidence(rehearsal: Rehearsal) -> None:
    await rehearsal.round(1)
    assert rehearsal.town.truth().absent
    late = {finding.agency for finding in rehearsal.findings() if finding.rule.startswith("PUB")}
    assert late == {"青溪县自然资源局"}


async def test_a_silent_change_of_a_number_is_an_event_with_both_numbers(rehearsal: Rehearsal) -> None:
    await rehearsal.round(1)
    await rehearsal.round(3)
    with workplace(rehearsal.settings()) as work:
        ((_, revised),) = work.memory.events(kinds=[EventKind.REPORT_REVISED])
    assert revised.facts["first"] == "litigation.review.total 2→3"
    assert revised.facts["silent"] == 1


async def test_an_unreachable_portal_accuses_nobody_and_tells_the_operator_only(rehearsal: Rehearsal) -> None:
    dead = rehearsal.settings().model_copy(
        update={"resolve": {rehearsal.town.host: ("127.0.0.1", 9)}, "dashboard": "https://kanban.example"}
    )
    from flows.patrol import patrol

    with workplace(dead) as work:
        counts = await patrol()
        assert counts.troubles >= 1
        assert work.memory.findings() == ()
    assert rehearsal.messages() == set()
    assert rehearsal.town.host in await _left("patrol-troubles")
    assert f'"what": "troubles", "说明": "未能访问之处", "count": {counts.troubles}' in await _left(
        "patrol-counts"
    )
    assert "https://kanban.example/portals" in await _left("patrol-dashboard")


async def _left(key: str) -> str:
    """The latest artifact of a key, as an operator sees it in Prefect."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey

    wanted = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
    async with get_client() as api:
        (found,) = await api.read_latest_artifacts(artifact_filter=wanted)
    data = str(found.data)
    return json.dumps(json.loads(data), ensure_ascii=False) if data.startswith("[{") else data


def _accusations(rehearsal: Rehearsal) -> set[tuple[str, int, str, str]]:
    names = {agency.name for agency in rehearsal.town.agencies}
    found = set()
    for finding in rehearsal.findings():
        agency = finding.agency if finding.agency in names else finding.agency + "人民政府"
        if finding.severity in ACCUSING or finding.rule == "CEL-BLANK":
            found.add((agency, finding.year, finding.rule, finding.subject))
    return found
