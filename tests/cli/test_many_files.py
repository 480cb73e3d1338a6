"""Reading folders of files: all of them, each once, nothing overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.inputs import files_in
from cli.read import read_files, write_pages

ROOT = Path(__file__).resolve().parents[2]
PAGE = "<h1>清溪县{}2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("教育局", "民政局"):
        (tmp_path / "reports" / name).mkdir(parents=True)
        (tmp_path / "reports" / name / "2024.html").write_text(PAGE.format(name), encoding="utf-8")
    (tmp_path / "reports" / ".cache").write_text("nothing of the user's", encoding="utf-8")
    (tmp_path / "reports" / "none").mkdir()
    return tmp_path / "reports"


def test_a_folder_stands_for_every_file_below_it(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert read_files(files_in([folder]), as_json=True) == 0
    read = [json.loads(line)["agency"]["name"] for line in capfdbinary.readouterr().out.splitlines()]
    assert read == ["清溪县教育局", "清溪县民政局"]


def test_a_refusal_names_the_file_once_and_says_why_in_one_language(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "cli",
            "--lang",
            "zh",
            "read",
            tmp_path / "empty.html",
            tmp_path / "none.html",
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    empty, none = done.stderr.decode().splitlines()
    assert empty.count("empty.html") == 1
    assert none == f"错误: {tmp_path / 'none.html'}：无法打开（没有这个文件或文件夹），请检查文件名后重试"


def test_a_folder_without_files_is_told_and_not_passed_over(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert read_files(files_in([folder / "none"]), as_json=True) == 3
    assert "none" in capfd.readouterr().err


def test_pages_of_files_of_one_name_do_not_overwrite_each_other(folder: Path, tmp_path: Path) -> None:
    assert write_pages(files_in([folder]), tmp_path / "pages") == 0
    pages = sorted((tmp_path / "pages").iterdir())
    assert ["教育局" in page.read_text("utf-8") for page in pages].count(True) == 1
    assert len(pages) == 2


def test_a_reader_that_has_had_enough_is_no_finding(folder: Path) -> None:
    """`nianbao read … | head`: standard output is closed before anything is written."""
    ends = os.pipe()
    os.close(ends[0])
    done = subprocess.run(
        [sys.executable, "-m", "cli", "read", "--json", folder],
        cwd=ROOT,
        check=False,
        stdout=ends[1],
        stderr=subprocess.PIPE,
    )
    os.close(ends[1])
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_told_in_one_sentence(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", "--lang", "zh", "read", "--json", folder],
            cwd=ROOT, check=False, stdout=full, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "错误: 输出：磁盘空间已满"
