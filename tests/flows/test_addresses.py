"""An office's address is found where its operator put it, and a missing one is missing, not an accident."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from prefect.blocks.system import Secret
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import steps
from flows.addresses import Addresses
from flows.progress import Counts
from flows.settings import Settings
from flows.workplace import workplace
from tests.storage import builders

OFFICES = """
operator:
  destinations: [{name: 值守, address_from: NIANBAO_BLOCK_OPERATOR}]
offices:
  - {name: 政务公开办, divisions: ["99"], destinations: [{name: 办公室, address_from: NIANBAO_BLOCK_OFFICE, delivery: at_once}]}
"""


def keep(block: str) -> None:
    made: Any = Secret
    made(value="mailto://from-the-block").save(block, overwrite=True)


async def announced(var: Path, offices: str = OFFICES) -> Counts:
    """What announcing one finding comes to, in the event loop that a flow runs in."""
    (var / "offices.yaml").write_text(offices, encoding="utf-8")
    with workplace(Settings(var=var, offices=var / "offices.yaml", now=builders.START)) as work:
        builders.judge(work.memory, builders.read(work.memory), builders.verdict())
        return await steps.announce_due(work)


def test_the_environment_goes_before_a_block(prefect_api: str) -> None:
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        keep("nianbao-both")
        assert Addresses({"NIANBAO_BOTH": "mailto://from-here"})["NIANBAO_BOTH"] == "mailto://from-here"


def test_an_address_kept_in_a_block_is_found_and_never_listed(prefect_api: str) -> None:
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        keep("nianbao-office-url")
        addresses = Addresses({})
        assert addresses["NIANBAO_OFFICE_URL"] == "mailto://from-the-block"
        assert "from-the-block" not in repr(addresses)
        assert list(addresses) == []


def test_a_block_that_is_not_there_is_an_address_that_is_not_set(
    prefect_api: str, caplog: pytest.LogCaptureFixture
) -> None:
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        assert Addresses({}).get("NIANBAO_NOWHERE") is None
    assert "nianbao-nowhere" in caplog.text


def test_without_a_server_nothing_is_asked() -> None:
    with temporary_settings({PREFECT_API_URL: ""}):
        assert Addresses({}).get("NIANBAO_OFFICE_URL") is None


async def test_a_finding_reaches_an_office_whose_address_is_kept_in_a_block(
    tmp_path: Path, prefect_api: str
) -> None:
    """The address was asked for in the flow's own event loop, which ended every patrol in a fault of the program."""
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        made: Any = Secret
        await made(value=f"nianbaofile://{tmp_path / 'told'}").asave("nianbao-block-office", overwrite=True)
        counts = await announced(tmp_path)
    assert (counts.sent, counts.waiting) == (1, 0)
    (told,) = (tmp_path / "told").glob("*.md")
    assert "教育局" in told.read_text("utf-8")


async def test_a_finding_for_an_office_without_an_address_waits_and_the_patrol_goes_on(
    tmp_path: Path, prefect_api: str
) -> None:
    offices = OFFICES.replace("NIANBAO_BLOCK_OFFICE", "NIANBAO_BLOCK_NOBODY_KEEPS")
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        counts = await announced(tmp_path, offices)
    assert counts.sent == 0
