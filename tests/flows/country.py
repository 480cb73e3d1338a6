"""A Prefect server with our work pools and the demo town's portal: where prefect.yaml is deployed and its runs are made."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from prefect.client.schemas.objects import FlowRun, StateType

from flows.settings import Settings
from reports import CHINA
from specimens import Server, Town
from tests.flows.rehearsal import FEW_RULES
from tests.flows.servers import ROOT, client, prefect

WHOLE: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
DESCRIBED: list[dict[str, Any]] = WHOLE["deployments"]


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


def flow_of(deployment: str) -> str:
    return "patrol" if deployment.startswith("patrol-") else deployment


async def run_of(deployment: str, **parameters: object) -> UUID:
    """A new run of a deployment."""
    async with client() as api:
        found = await api.read_deployment_by_name(f"{flow_of(deployment)}/{deployment}")
        return (await api.create_flow_run_from_deployment(found.id, parameters=parameters)).id


async def runs_of(deployment: str) -> list[FlowRun]:
    """Runs of a deployment that were not made by its schedule."""
    async with client() as api:
        found = await api.read_deployment_by_name(f"{flow_of(deployment)}/{deployment}")
        runs = await api.read_flow_runs(limit=200)
        return [run for run in runs if run.deployment_id == found.id and not run.auto_scheduled]


async def ended(run_id: UUID) -> FlowRun | None:
    async with client() as api:
        run = await api.read_flow_run(run_id)
    return run if run.state is not None and run.state.is_final() else None


async def state_of(run: UUID) -> StateType:
    async with client() as api:
        state = (await api.read_flow_run(run)).state
    assert state is not None
    return state.type
