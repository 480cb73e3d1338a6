"""An office's address is found where its operator put it, and a missing one is missing, not an accident."""

from __future__ import annotations

from typing import Any

import pytest
from prefect.blocks.system import Secret
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.addresses import Addresses


def keep(block: str) -> None:
    made: Any = Secret
    made(value="mailto://from-the-block").save(block, overwrite=True)


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
