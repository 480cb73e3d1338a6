"""What several rooms' tests need: the real reports, a private PostgreSQL, and loud skips."""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres

# how long an example takes, to make or to try, is no property of ours: CI machines are shared
settings.register_profile("nianbao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nianbao")


def pytest_configure(config: pytest.Config) -> None:
    """Profiles, settings and databases of whoever runs the tests are none of theirs, nor those of another test process."""
    gc.disable()  # nothing that collecting makes is rubbish: looking for some took a third of its time
    for name in [name for name in os.environ if name.startswith("NIANBAO_")]:
        del os.environ[name]
    home = tempfile.mkdtemp(prefix="nianbao-prefect-")
    os.environ["PREFECT_HOME"] = home
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits longest goes first: real Prefect servers and workers at the end kept one process busy and the others idle."""
    items.sort(key=lambda item: item.path.name != "test_deployments.py")


def pytest_collection_finish() -> None:
    gc.freeze()  # nor is it while the tests run: without this every whole collection walks thousands of tests
    gc.enable()


SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL_REPORTS = SHARED / "reports"


def missing(what: str) -> None:
    """Skip with the reason; in CI nothing may be skipped, so there it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must not skip: {what}")
    pytest.skip(what)


def extra(module: str, name: str) -> ModuleType:
    """A module of an extra of ours; the test is skipped aloud without it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        missing(f"the extra {name} is not installed: pip install -e '.[{name}]'")
        raise


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of real published reports (../shared/reports); never part of the product."""
    if not REAL_REPORTS.is_dir():
        missing("../shared/reports is absent: the tests on real published reports cannot run")
    return REAL_REPORTS


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database of our own. Make a schema or drop the tables per test: the server is shared."""
    found = postgres.binaries()
    if found is None:
        missing("no PostgreSQL server binaries (initdb): install Debian's `postgresql`")
        return
    with postgres.cluster(found) as url:
        yield url
