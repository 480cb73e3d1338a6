"""`nianbao portal probe` and `nianbao crawl` as they are called from any folder, with whatever address comes to hand."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from scrapers import load_portal
from tests.cli.test_contract import ROOT


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[str]:
    """A portal of one home page and one column, on a port of this machine; its address."""
    pages = tmp_path / "pages"
    pages.mkdir()
    rows = "".join(
        f'<li><a href="t{year}.html">青溪县{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-20</span></li>'
        for year in (2021, 2022, 2023, 2024)
    )
    head = "<!doctype html><meta charset=utf-8><title>青溪县人民政府</title>"
    about = "<p>青溪县人民政府门户网站发布本县政务信息，提供办事服务。</p>" * 5
    (pages / "index.html").write_text(
        f'{head}{about}<a href="nb.html">政府信息公开年报</a>', encoding="utf-8"
    )
    (pages / "nb.html").write_text(f"{head}{about}<h1>政府信息公开年报</h1><ul>{rows}</ul>", encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(pages))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NIANBAO_MIN_INTERVAL": "0", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "cli", *command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def test_a_portal_on_a_port_of_this_machine_is_probed_and_its_draft_is_a_description(
    portal: str, tmp_path: Path
) -> None:
    done = _run(tmp_path, "portal", "probe", portal)
    assert done.returncode == 0, done.stderr
    draft = yaml.safe_load(done.stdout)
    assert [column["url"] for column in draft["columns"]] == [f"{portal}nb.html"]
    assert "年报 4 份" in done.stdout
    file = tmp_path / "draft.yaml"
    file.write_text(done.stdout, encoding="utf-8")
    described = load_portal(file)
    assert described.allows(f"{portal}t2024.html")
    assert not described.allows("http://127.0.0.1/t2024.html")


@pytest.mark.parametrize(("address", "code"), [("not-an-address", 2), ("{portal}none", 3)])
def test_an_address_that_cannot_be_looked_at_is_said_in_one_sentence(
    address: str, code: int, portal: str, tmp_path: Path
) -> None:
    done = _run(tmp_path, "portal", "probe", address.format(portal=portal))
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_portal_nobody_described_is_refused_before_anything_starts(tmp_path: Path) -> None:
    done = _run(tmp_path, "crawl", "nobody")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nobody" in done.stderr
    assert not (tmp_path / "var" / "prefect").exists()
