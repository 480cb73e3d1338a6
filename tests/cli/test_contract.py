"""contract.md, to the letter: what scripts rely on, run as they run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reports import is_same_agency

ROOT = Path(__file__).resolve().parents[2]
STATES = {"number", "blank", "symbol", "text", "unreadable", "absent"}


def nianbao(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, env={**os.environ, **environment}, check=False
    )


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


@pytest.fixture(scope="module")
def reports_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of the specimen town as files: a clean one, and one whose table three does not balance."""
    import httpx

    from specimens import Town

    folder = tmp_path_factory.mktemp("reports")
    town = Town.demo()
    with town.serve() as server:
        host, port = server.address
        wanted = (
            ("clean", "青溪县发展和改革局", 2024),
            ("clean-2023", "青溪县发展和改革局", 2023),
            ("broken", "青溪县教育局", 2024),
        )
        for name, agency, year in wanted:
            url = next(r.url for r in town.truth().reports if r.agency == agency and r.year == year)
            address = url.replace(f"http://{town.host}", f"http://{host}:{port}")
            (folder / f"{name}.html").write_bytes(httpx.get(address, headers={"Host": town.host}).content)
    return folder


def test_read_json_has_every_field_of_the_contract(reports_folder: Path) -> None:
    done = nianbao("read", "--json", reports_folder / "clean.html")
    assert done.returncode == 0, done.stderr.decode()
    (report,) = objects(done)
    assert report["source"]["media_type"] == "text/html"
    assert (report["kind"], report["year"], report["format"]) == ("annual_report", 2024, "2021")
    assert report["agency"] == {
        "name": "青溪县发展和改革局",
        "type": "department",
        "level": "county",
        "division": None,
    }
    assert set(report["published"]) == {"date", "source"}
    assert set(report["sections"]) == {
        "overview",
        "disclosure",
        "applications",
        "litigation",
        "problems",
        "other_matters",
    }
    cells = [cell for table in report["tables"].values() for row in table.values() for cell in row.values()]
    assert len(cells) == 200
    assert {cell["state"] for cell in cells} <= STATES
    assert all(
        (cell["value"] is not None) == (cell["state"] == "number")
        for cell in cells
        if cell["state"] != "text"
    )


def test_a_broken_balance_exits_1_and_says_the_numbers(reports_folder: Path) -> None:
    done = nianbao("check", "--json", reports_folder / "clean.html", reports_folder / "broken.html")
    assert done.returncode == 1
    clean, broken = objects(done)
    assert clean["summary"]["fail"] == 0
    failed = [verdict for verdict in broken["verdicts"] if verdict["outcome"] == "fail"]
    assert {verdict["rule"] for verdict in failed} == {"SUM-T3-COL"}
    for verdict in failed:
        assert verdict["severity"] == "error"
        assert verdict["attribution"] == "agency"
        assert verdict["basis"]
        assert all(place.startswith("applications.") for place in verdict["places"])
        assert all(str(value) in verdict["message"] for value in verdict["values"].values())


def test_a_missing_file_exits_3_and_the_others_are_still_read(reports_folder: Path) -> None:
    done = nianbao("read", "--json", reports_folder / "none.html", reports_folder / "clean.html")
    assert done.returncode == 3
    assert len(objects(done)) == 1
    assert "none.html" in done.stderr.decode()


def test_several_processes_print_what_one_prints_in_the_same_order(reports_folder: Path) -> None:
    files = [*sorted(reports_folder.iterdir()), reports_folder / "nothing-here.html"]
    for how in ([], ["--json"]):
        alone, shared = (nianbao("read", *how, "--jobs", str(jobs), *files) for jobs in (1, 2))
        assert len(alone.stdout) > 1_000
        assert (shared.stdout, shared.stderr, shared.returncode) == (alone.stdout, alone.stderr, 3)


def test_a_page_that_is_no_report_is_told_and_not_judged(tmp_path: Path) -> None:
    page = tmp_path / "news.html"
    page.write_text(
        "<html><body><h1>关于召开会议的通知</h1><p>定于明日召开会议。</p></body></html>", encoding="utf-8"
    )
    done = nianbao("check", "--json", page)
    assert done.returncode == 0
    (report,) = objects(done)
    assert report["kind"] == "other"
    assert report["summary"]["fail"] == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "empty.html"), (b"%PDF-1.7\nbroken", "broken.pdf"), (b"PK\x03\x04broken", "broken.docx")],
)
def test_a_damaged_file_ends_in_one_sentence_and_exit_3(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = nianbao("read", tmp_path / name, LANG="zh_CN.UTF-8")
    assert done.returncode == 3
    said = done.stderr.decode()
    assert name in said
    assert "Traceback" not in said


def test_a_typo_in_a_rule_key_names_file_line_and_the_nearest_key(tmp_path: Path) -> None:
    rules = tmp_path / "mine.yaml"
    source = (ROOT / "rules" / "statutory" / "tables.yaml").read_text(encoding="utf-8")
    lines = source.splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("severity:"))
    lines[at] = lines[at].replace("severity:", "severty:")
    rules.write_text("\n".join(lines), encoding="utf-8")
    done = nianbao("rules", "lint", rules)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert f"mine.yaml:{at + 1}:" in said
    assert "severity" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [["check", "--as-of", "2025-02-30", "x"], ["nonsense"], ["read"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    done = nianbao(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


def test_recognise_prints_a_line_a_title() -> None:
    done = nianbao(
        "recognise", "景泰县2020年政府信息公开工作年度报告", "图解：某县2023年政府信息公开工作年度报告"
    )
    assert done.returncode == 0
    report, other = objects(done)
    assert (report["kind"], report["year"], report["agency"]["division"]) == ("annual_report", 2020, "620423")
    assert other["kind"] == "other"


@pytest.mark.parametrize(
    ("environment", "word"), [({"LC_ALL": "zh_CN.UTF-8"}, "机关"), ({"LC_ALL": "C.UTF-8"}, "agency")]
)
def test_the_commands_own_words_follow_the_locale(
    reports_folder: Path, environment: dict[str, str], word: str
) -> None:
    done = nianbao("read", reports_folder / "clean.html", **environment)
    assert word in done.stdout.decode()


def test_last_years_report_is_compared_when_it_is_given(reports_folder: Path) -> None:
    alone = objects(nianbao("check", "--json", reports_folder / "clean.html"))[0]
    previous = reports_folder / "clean-2023.html"
    compared = objects(nianbao("check", "--json", "--previous", previous, reports_folder / "clean.html"))[0]
    assert {v["outcome"] for v in alone["verdicts"] if v["rule"] == "XYR-CARRY"} == {"unknown"}
    assert {v["outcome"] for v in compared["verdicts"] if v["rule"] == "XYR-CARRY"} == {"pass"}


def test_a_report_of_another_year_is_not_taken_for_last_years(reports_folder: Path) -> None:
    done = nianbao("check", "--previous", reports_folder / "broken.html", reports_folder / "clean.html")
    assert done.returncode == 2
    assert "2023" in done.stderr.decode()


def test_a_file_that_previous_does_not_fit_is_told_and_the_others_are_checked(reports_folder: Path) -> None:
    previous = reports_folder / "clean-2023.html"
    files = (previous, reports_folder / "clean.html")
    done = nianbao("check", "--json", "--previous", previous, *files)
    assert done.returncode == 2
    assert "clean-2023.html" in done.stderr.decode()
    (checked,) = objects(done)
    assert checked["source"]["name"] == "clean.html"


def test_another_agencys_report_is_not_taken_for_last_years(reports_folder: Path, tmp_path: Path) -> None:
    """青溪县教育局 may not be held to what 青溪县财政局 carried into this year."""
    other = tmp_path / "other.html"
    page = (reports_folder / "clean-2023.html").read_text("utf-8")
    other.write_text(page.replace("青溪县发展和改革局", "青溪县水务局"), encoding="utf-8")
    done = nianbao("check", "--previous", other, reports_folder / "clean.html")
    assert done.returncode == 2
    assert "青溪县水务局" in done.stderr.decode()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("景泰县", "景泰县人民政府", True),
        ("二里岗街道办事处", "郑州市管城回族区二里岗街道办事处", True),
        ("青溪县教育局", "青溪县财政局", False),
        ("青溪县人民政府", "青溪县人民政府办公室", False),
        ("石桥镇", "东石桥镇人民政府", False),
    ],
)
def test_titles_name_one_agency_in_several_ways(one: str, other: str, same: bool) -> None:
    assert is_same_agency(one, other) is same


def test_a_stated_publication_day_after_the_deadline_is_late(reports_folder: Path) -> None:
    page = reports_folder / "clean.html"
    late = objects(nianbao("check", "--json", "--published", "2025-02-20", "--as-of", "2025-03-01", page))[0]
    in_time = objects(nianbao("check", "--json", "--as-of", "2025-03-01", page))[0]
    assert [v["outcome"] for v in in_time["verdicts"] if v["rule"] == "PUB-LATE"] == ["pass"]
    assert [v["outcome"] for v in late["verdicts"] if v["rule"] == "PUB-LATE"] == ["fail"]
