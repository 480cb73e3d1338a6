"""prefect.yaml on a real server: every deployment is made, and its schedule really gets runs, at China's time.

With a wrong pin of SQLAlchemy Prefect's scheduler fails silently and cron never creates a run; only this test says so.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from flows.local_server import local_prefect

ROOT = Path(__file__).resolve().parents[2]
DEPLOYMENTS = ("patrol", "inspect", "announce")
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


def prefect(*arguments: str, url: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": url, "NIANBAO_HOME": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


async def scheduled_runs(wanted: int) -> list[tuple[str, str]]:
    """(deployment, local time in China) of the runs the scheduler has made, once there are some for each; 60 s at most."""
    from prefect.client.orchestration import get_client

    async with get_client() as client:
        for _ in range(120):
            names = {d.id: d.name for d in await client.read_deployments()}
            runs = await client.read_flow_runs(limit=200)
            found = [
                (
                    names[run.deployment_id],
                    run.expected_start_time.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%H:%M"),
                )
                for run in runs
                if run.deployment_id in names and run.expected_start_time is not None
            ]
            if len({name for name, _ in found}) >= wanted:
                return found
            await asyncio.sleep(0.5)
    raise AssertionError(f"the scheduler made runs only for {sorted({name for name, _ in found})}")


def test_every_deployment_gets_scheduled_runs_at_chinas_time(tmp_path: Path) -> None:
    described = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    assert tuple(each["name"] for each in described["deployments"]) == DEPLOYMENTS
    with local_prefect(tmp_path, services=True) as url:
        prefect("work-pool", "create", "patrol", "--type", "process", url=url)
        prefect("deploy", "--all", url=url)
        prefect("deploy", "--all", url=url)  # repeatable
        runs = asyncio.run(scheduled_runs(len(DEPLOYMENTS)))
    assert {time for name, time in runs if name == "patrol"} == {"01:30"}
    assert {time for name, time in runs if name == "inspect"} == {"06:00"}
    assert {time[:2] for name, time in runs if name == "announce"} <= {f"{hour:02d}" for hour in range(8, 19)}
