"""Reading folders of files: all of them, each once, nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.inputs import files_in
from cli.read import read_files, write_pages

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
