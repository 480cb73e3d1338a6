"""What an office does from the command line is kept with who did it, and files say how much they hold."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

import storage
from cli.application import application
from cli.console import Stop, reasons_of
from storage import Memory
from tests.storage.builders import captured, judge, later, read, verdict


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with one finding."""
    address = f"sqlite:///{tmp_path_factory.mktemp('office') / 'nianbao.db'}"
    storage.upgrade(address)
    with Memory(address) as memory:
        judge(memory, read(memory), verdict())
    return address


def run(database: str, *arguments: str | Path) -> str:
    """What the command prints; raises what it raises."""
    done = CliRunner().invoke(
        application,
        list(map(str, arguments)),
        env={"NIANBAO_DATABASE": database},
        catch_exceptions=False,
    )
    return done.output


def test_every_act_on_a_finding_is_shown_with_who_did_it(database: str) -> None:
    for act in (
        ("acknowledge", "NB-000001", "--by", "李办", "--text", "已转办"),
        ("annotate", "NB-000001", "--by", "王办", "--text", "单位来电说明"),
        ("dismiss", "NB-000001", "--by", "李办", "--reason", "原件无误"),
        ("reinstate", "NB-000001", "--by", "赵主任", "--reason", "复核后仍成立"),
    ):
        run(database, "findings", *act)
    said = run(database, "findings", "show", "NB-000001")
    for words in (
        "李办  已转办",
        "王办  单位来电说明",
        "李办  原件无误",
        "赵主任  复核后仍成立",
    ):
        assert words in said, said


def test_a_finding_that_is_shown_names_its_basis_its_page_and_its_evidence(database: str) -> None:
    with Memory(database) as memory:
        (finding,) = memory.findings()
    said = run(database, "findings", "show", "NB-000001")
    for words in (*finding.basis, finding.remedy, finding.url, f"sha256 {finding.evidence}", "2025-02-10"):
        assert words
        assert words in said, said


def test_a_finding_of_which_nobody_knows_whether_it_still_holds_says_so(tmp_path: Path) -> None:
    """Where it is shown and where a notice is written of it: the page is another one since, and was not judged yet."""
    address = f"sqlite:///{tmp_path / 'nianbao.db'}"
    storage.upgrade(address)
    with Memory(address) as memory:
        judge(memory, read(memory), verdict())
        memory.record_capture(captured("不同的网页", at=later(3)))
        agency = memory.findings()[0].agency
    assert "not known any more" in run(address, "findings", "show", "NB-000001")
    target = tmp_path / "notice.docx"
    said = run(address, "export", "docx", target, "--agency", agency, "--year", "2024", "--office", "某办")
    assert "look before sending: NB-000001" in said


@pytest.mark.parametrize("command", ["show", "dismiss", "acknowledge"])
def test_a_number_that_does_not_exist_is_said_to_be_none(database: str, command: str) -> None:
    rest = {"show": (), "dismiss": ("--by", "甲", "--reason", "乙"), "acknowledge": ("--by", "甲")}[command]
    with pytest.raises(Stop) as stopped:
        run(database, "findings", command, "NB-999999", *rest)
    assert stopped.value.code == 2
    assert stopped.value.chinese == "没有编号为 NB-999999 的问题"


def test_a_finding_of_no_rule_file_makes_no_example_and_no_fault(tmp_path: Path) -> None:
    """What the program finds itself (a report changed after publication): `rules capture` ended with a fault of ours, 70."""
    address = f"sqlite:///{tmp_path / 'nianbao.db'}"
    storage.upgrade(address)
    with Memory(address) as memory:
        judge(memory, read(memory), verdict("PUB-CHANGED"))
    with pytest.raises(Stop, match="nothing to make an example of") as stopped:
        run(address, "rules", "capture", "NB-000001", "--name", "例")
    assert stopped.value.code == 2


def test_cells_are_exported_with_their_states(database: str, tmp_path: Path) -> None:
    file = tmp_path / "cells.jsonl"
    said = run(database, "export", "jsonl", file, "--what", "cells")
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert str(len(rows)) in said
    assert {row["state"] for row in rows} == {"number", "blank"}


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_another_program_takes_an_export_from_standard_output_and_a_full_disk_is_no_success(
    database: str, tmp_path: Path, kind: str
) -> None:
    run(database, "export", kind, file := tmp_path / "findings")
    assert run(database, "export", kind, "-").splitlines() == file.read_text("utf-8").splitlines()
    with pytest.raises(OSError, match="No space"):
        run(database, "export", kind, Path("/dev/full"))


@pytest.mark.parametrize("kind", ["agencies", "tokens", "accounts", "alerts", "findings", "waivers"])
def test_a_list_that_is_empty_says_so(tmp_path: Path, kind: str) -> None:
    """Silence reads as a fault, or as if the command had not looked."""
    storage.upgrade(address := f"sqlite:///{tmp_path / 'empty.db'}")
    assert run(address, kind, "list").startswith("no ")


def test_a_misspelt_group_is_answered_with_the_nearest(database: str) -> None:
    assert "'findings'" in run(database, "findngs", "list")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "jsonl", "parquet"])
def test_a_folder_that_does_not_exist_is_wrong_usage_and_no_fault_of_the_program(
    database: str, tmp_path: Path, kind: str
) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    with pytest.raises(OSError, match="No such file") as raised:
        run(database, "export", kind, tmp_path / "none" / f"file.{kind}")
    assert reasons_of(raised.value)[1] == "没有这个文件或文件夹"


def test_the_notice_bears_the_number_of_its_document(database: str, tmp_path: Path) -> None:
    file = tmp_path / "notice.docx"
    agency = storage_agency(database)
    about = ("--agency", agency.agency, "--year", str(agency.year), "--office", "云岭省政务公开办公室")
    run(database, "export", "docx", file, *about, "--reference", "云政办督〔2025〕3号")
    assert "云政办督〔2025〕3号" in [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


def storage_agency(database: str) -> storage.Finding:
    with Memory(database) as memory:
        return memory.findings()[0]


def test_a_state_that_messages_do_not_have_is_refused(database: str) -> None:
    assert "parked" in run(database, "alerts", "list", "--state", "lost")
