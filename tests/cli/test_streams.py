"""Whatever the locale, the file's name and the other end of the pipe: words on the right stream and the right exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.language import is_choice, without_choice
from tests.cli.test_contract import ROOT, nianbao

_PAGE = "<html><body><h1>关于召开会议的通知</h1><p>定于明日召开会议。</p></body></html>"


def test_a_name_that_is_no_utf8_neither_ends_the_run_nor_breaks_the_json(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff\xfe.html")).write_text(_PAGE, encoding="utf-8")
    (tmp_path / "b.html").write_text(_PAGE, encoding="utf-8")
    done = nianbao("read", "--json", tmp_path)
    names = [json.loads(line)["source"]["name"] for line in done.stdout.decode("utf-8").splitlines()]
    assert (done.returncode, names) == (0, ["a??.html", "b.html"])


def test_what_is_piped_in_is_read_beside_files(tmp_path: Path) -> None:
    page = tmp_path / "b.html"
    page.write_text(_PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "cli", "read", "--json", "-", str(page)]
    done = subprocess.run(command, cwd=ROOT, input=page.read_bytes(), capture_output=True, check=False)
    first, second = (json.loads(line) for line in done.stdout.decode("utf-8").splitlines())
    assert (done.returncode, first["source"]["name"], second["source"]["name"]) == (0, "stdin", "b.html")
    assert first["source"]["sha256"] == second["source"]["sha256"]


def test_a_locale_of_ascii_shows_a_report_whole(tmp_path: Path) -> None:
    page = tmp_path / "通知.html"
    page.write_text(_PAGE, encoding="utf-8")
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = nianbao("check", "--lang", "zh", page, **plain)
    assert done.returncode == 0, done.stderr.decode()
    assert "关于召开会议的通知" in done.stdout.decode("utf-8")


def test_a_title_is_understood_in_a_locale_of_ascii() -> None:
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = nianbao("recognise", "景泰县2020年政府信息公开工作年度报告", **plain)
    assert json.loads(done.stdout)["year"] == 2020


@pytest.mark.parametrize(
    ("command", "deaf", "code"),
    [
        (["--help"], False, 0),
        (["rules", "lint", "rules/statutory/form_more.yaml", "--lang", "zh"], False, 0),
        (["read", "nothing-here.html"], True, 3),
    ],
)
def test_who_reads_no_further_is_not_told_of_findings(command: list[str], deaf: bool, code: int) -> None:
    end, pipe = os.pipe()
    os.close(end)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *command],
            cwd=ROOT,
            stdout=pipe,
            stderr=pipe if deaf else None,
            check=False,
        )
    finally:
        os.close(pipe)
    assert done.returncode == code


def test_a_closed_standard_output_is_no_fault() -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -m cli recognise 通知 >&-', sys.executable],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_standard_input_is_empty_and_not_waited_for() -> None:
    command = ["sh", "-c", 'exec "$0" -m cli read --json - <&-', sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (3, b"")


def test_a_complaint_that_cannot_be_written_is_not_taken_for_findings() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", "read", "no.html"], cwd=ROOT, stderr=full, check=False
        )
    assert done.returncode == 3


_COMMANDS = "\x1b]0;OWNED\x07\x1b[31m\x9b2J\r\u202e"


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_page_and_no_name_of_a_file_commands_the_terminal(tmp_path: Path, form: list[str]) -> None:
    page = tmp_path / f"页{_COMMANDS}.html"
    page.write_text(_PAGE.replace("召开", "召&#27;[2J\x9b31m\u202e开"), encoding="utf-8")
    done = nianbao("check", *form, page, tmp_path / f"没有{_COMMANDS}.html")
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 3
    assert "召" in said
    assert not set(said) & set(_COMMANDS) - set("]0;OWNED[31m2J")


def test_a_fault_of_ours_is_never_taken_for_findings(tmp_path: Path) -> None:
    broken = "import sys, cli; sys.excepthook = cli._last_word; raise LookupError('of ours')"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", broken], cwd=tmp_path, capture_output=True, env=environment, check=False
    )
    said = done.stderr.decode()
    assert done.returncode == 70
    assert "LookupError: of ours" in said
    assert "Traceback" not in said
    assert "Traceback" in (tmp_path / "nianbao-crash.log").read_text(encoding="utf-8")


def test_a_language_that_is_neither_is_wrong_usage() -> None:
    for asked in (["--lang", "zh"], ["read", "--lang=en_GB.UTF-8"], ["--lang", "zh-CN"], ["read", "x"]):
        assert is_choice(asked)
    for asked in (["--lang", "fr"], ["--lang"], ["--lang="], ["--lang", "zhx"]):
        assert not is_choice(asked)
    assert without_choice(["recognise", "--lang", "zh", "--", "--lang"]) == ["recognise", "--", "--lang"]


@pytest.mark.parametrize("name", ["NIANBAO_MIN_INTERVAL", "NIANBAO_RESOLVE"])
def test_a_setting_that_cannot_be_is_named_and_wrong_usage(name: str) -> None:
    done = nianbao("portal", "probe", "http://127.0.0.1:9/", **{name: "soon"})
    assert done.returncode == 2
    assert name.removeprefix("NIANBAO_") in done.stderr.decode().upper()
    assert "fault" not in done.stderr.decode()
