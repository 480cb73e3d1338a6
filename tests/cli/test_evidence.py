"""`nianbao evidence verify` answers for the evidence of the database, not for whatever folder happens to be there."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.application import application
from scrapers import Archive, Capture, ListedReport, ReportCaptured
from storage import Memory, upgrade

BODY = b"<html>2024</html>"
URL = "http://www.a.example/2024.html"


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one captured report, and its evidence."""
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path))
    monkeypatch.delenv("NIANBAO_DATABASE", raising=False)
    at = datetime(2025, 2, 1, tzinfo=UTC)
    capture = Capture("a", URL, URL, 200, {}, at, sha256(BODY).hexdigest(), len(BODY), BODY)
    Archive(tmp_path / "evidence").store(capture)
    url = f"sqlite:///{tmp_path / 'nianbao.db'}"
    upgrade(url)
    with Memory(url) as memory:
        memory.record_portal("a", name="甲县人民政府", division="990121", home="http://www.a.example/")
        memory.record_captures(
            [ReportCaptured(ListedReport(URL, "2024年度报告", None, "nb"), capture, body=BODY)]
        )
    return tmp_path


def _verified(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(application, ["evidence", "verify", *arguments])
    return done.exit_code, f"{done.output}{done.exception or ''}"


def test_an_archive_that_lacks_what_the_database_points_to_is_not_whole(var: Path) -> None:
    assert _verified()[0] == 0
    (var / "evidence").rename(var / "elsewhere")
    assert "no evidence folder" in _verified()[1]
    (var / "evidence").mkdir()
    code, said = _verified()
    assert code != 0
    assert sha256(BODY).hexdigest() in said
    assert _verified(str(var / "elsewhere"))[0] == 0
