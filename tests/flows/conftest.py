"""A real Prefect server for the session: 12 s once, on loopback, gone at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.local_server import local_prefect


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with local_prefect(tmp_path_factory.mktemp("prefect")) as url:
        yield url
