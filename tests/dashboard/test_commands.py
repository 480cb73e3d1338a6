"""`nianbao accounts` and `nianbao serve` as commands: no account, no door to the network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.dashboard.people import PASSWORD


def nianbao(folder: Path, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NIANBAO_VAR": str(folder), "LANG": "en_US.UTF-8", "NIANBAO_PASSWORD": said}
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )


def test_serving_the_network_without_an_account_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    refused = nianbao(tmp_path, "serve", "--host", "0.0.0.0", "--port", "18099")
    assert refused.returncode == 2
    assert "nianbao accounts add" in refused.stderr


def test_accounts_are_made_listed_and_closed(tmp_path: Path) -> None:
    made = nianbao(tmp_path, "accounts", "add", "li", "--role", "office", "--division", "62", said=PASSWORD)
    assert (made.returncode, made.stderr) == (0, "")
    nianbao(tmp_path, "accounts", "remove", "li")
    listed = nianbao(tmp_path, "accounts", "list").stdout
    assert listed.split() == ["li", "office", "62", "closed"]
    database = (tmp_path / "nianbao.db").read_bytes()
    assert PASSWORD.encode() not in database
