"""compose.yaml cannot be run here (no Docker engine): what it says is held against what the program has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_group

from cli.application import application
from flows.pools import pools
from flows.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    return found


def test_every_service_waited_for_exists_and_can_become_healthy(services: dict[str, Any]) -> None:
    for name, service in services.items():
        for other, wanted in service.get("depends_on", {}).items():
            assert other in services, f"{name} waits for {other}"
            if wanted["condition"] == "service_healthy":
                assert "healthcheck" in services[other], f"{name} waits for the health of {other}"
            if wanted["condition"] == "service_completed_successfully":
                assert services[other]["restart"] == "no", f"{other} never completes"


def test_every_setting_of_ours_is_one_the_program_reads(services: dict[str, Any]) -> None:
    fields = {f"NIANBAO_{name.upper()}" for name in Settings.model_fields}
    used = {
        name
        for service in services.values()
        for name in service.get("environment", {})
        if name[:8] == "NIANBAO_"
    }
    dockerfile = set(re.findall(r"NIANBAO_\w+(?==)", (ROOT / "Dockerfile").read_text("utf-8")))
    assert used
    assert (used | dockerfile) - {"NIANBAO_HOME"} <= fields


def test_prefects_own_commands_send_nothing_home_and_work_in_batches() -> None:
    """`prefect server start` knows nothing of our code: what it is told stands in prefect.toml, in the checkout it starts in."""
    asked = "from prefect.settings import get_current_settings as all; print(all().server.model_dump_json())"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_SERVER_")},
        capture_output=True,
        text=True,
        check=True,
    )
    server = json.loads(done.stdout)
    assert server["analytics_enabled"] is False
    assert server["services"]["task_run_recorder"]["batch_size"] == 100
    assert server["services"]["event_persister"]["batch_size"] == 200
    assert server["services"]["triggers"]["read_batch_size"] == 50


def test_every_pool_has_a_worker(services: dict[str, Any]) -> None:
    """A pool that nobody works on holds its runs for ever, and nothing says so."""
    commands = [service.get("command", []) for service in services.values()]
    worked = {command[4] for command in commands if command[:3] == ["prefect", "worker", "start"]}
    assert worked == set(pools())


def test_every_command_of_ours_exists(services: dict[str, Any]) -> None:
    commands = set(get_group(application).commands)
    called = [service["command"] for service in services.values() if "command" in service]
    ours = {command[1] for command in called if command[0] == "nianbao"}
    script = (ROOT / "deploy" / "setup.sh").read_text("utf-8")
    ours |= set(re.findall(r"^nianbao (\w+)", script, re.MULTILINE))
    assert ours <= commands


def test_no_password_stands_in_what_is_committed(services: dict[str, Any]) -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    for line in text.splitlines():
        if "PASSWORD" in line or "postgresql+" in line:
            assert "${DATABASE_PASSWORD:?" in line, line
    assert re.search(
        r"^DATABASE_PASSWORD=$", (ROOT / "deploy" / "example.env").read_text("utf-8"), re.MULTILINE
    )


def test_only_loopback_is_opened_unless_the_operator_says_otherwise(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith(("127.0.0.1:", "${DASHBOARD_ADDRESS:-127.0.0.1:")) for port in ports)


def test_the_pools_that_are_made_are_those_the_deployments_name() -> None:
    text = (ROOT / "prefect.yaml").read_text("utf-8")
    assert pools()
    assert all(f"name: {pool}" in text for pool in pools())
