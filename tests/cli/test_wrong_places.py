"""What is asked for in the wrong words or the wrong place is told: an empty answer to a slip of the pen reads as good news."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import make_url
from typer.testing import CliRunner

import storage
from cli.application import application
from cli.console import Exit, Stop
from storage import DatabaseAway, DatabaseUnusable, Memory
from tests.storage.builders import judge, read, verdict

TITLE = "景泰县2020年政府信息公开工作年度报告"


class Ended(NamedTuple):
    code: int
    out: str
    err: str


def nianbao(*arguments: str | Path, **environment: str) -> Ended:
    done = CliRunner().invoke(application, list(map(str, arguments)), env=environment, catch_exceptions=False)
    return Ended(done.exit_code, done.stdout, done.stderr)


def stopped(*arguments: str | Path, **environment: str) -> Stop:
    with pytest.raises(Stop) as found:
        nianbao(*arguments, **environment)
    return found.value


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database with one finding."""
    address = f"sqlite:///{tmp_path / 'nianbao.db'}"
    storage.upgrade(address)
    with Memory(address) as memory:
        judge(memory, read(memory), verdict())
    return address


@pytest.mark.parametrize(
    "text", ["not an address", "ftp://www.example/nb", "http://", "http://[", "www.a.cn/nb"]
)
def test_a_text_that_is_no_address_is_not_taken_for_one(text: str) -> None:
    stop = stopped("recognise", TITLE, "--url", text)
    assert (stop.code, text in stop.chinese) == (Exit.USAGE, True)


def test_an_address_is_taken() -> None:
    assert nianbao("recognise", TITLE, "--url", "https://www.example.gov.cn/nb/1.html").code == Exit.DONE


def test_a_mistyped_office_file_is_not_previewed_as_ours(tmp_path: Path) -> None:
    """What was shown were our own templates, and `alerts send` stopped at the file that is not there."""
    missing = tmp_path / "offces.yaml"
    stop = stopped("alerts", "preview", NIANBAO_OFFICES=str(missing))
    assert stop.code == Exit.USAGE
    assert stop.chinese.startswith(f"{missing}: 打不开文件")


def test_a_fault_of_an_office_file_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "offices.yaml"
    file.write_text("offices: 7\n", "utf-8")
    assert stopped("alerts", "test", NIANBAO_OFFICES=str(file)).chinese.startswith(f"{file}:1: offices：")


def test_a_mistyped_database_is_not_an_empty_list_without_a_word(database: str) -> None:
    elsewhere = database.replace("nianbao.db", "nianbo.db")
    first = nianbao("findings", "list", NIANBAO_DATABASE=elsewhere)
    assert "nianbo.db" in first.err
    assert first.out.strip() in ("no findings", "没有问题")
    assert nianbao("findings", "list", NIANBAO_DATABASE=elsewhere).err == ""
    assert nianbao("findings", "list", NIANBAO_DATABASE=database).err == ""


def test_nothing_is_copied_from_a_database_that_is_not_there(database: str, tmp_path: Path) -> None:
    missing = database.replace("nianbao.db", "nianbo.db")
    stop = stopped("db", "copy", f"sqlite:///{tmp_path / 'to.db'}", NIANBAO_DATABASE=missing)
    assert (stop.code, "nianbo.db" in stop.chinese) == (Exit.USAGE, True)
    assert sorted(file.name for file in tmp_path.glob("*.db")) == ["nianbao.db"]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("no database", "utf-8")
    with pytest.raises(DatabaseUnusable, match=r"letter\.db cannot be opened") as found:
        nianbao("findings", "list", NIANBAO_DATABASE=f"sqlite:///{file}")
    assert f"{file}：这个文件不是数据库" in found.value.chinese


@pytest.mark.parametrize("wrong", ["", "in-a-file/copy.db", "here.db"])
def test_a_backup_that_cannot_be_written_is_told_by_its_name_and_leaves_nothing(
    database: str, tmp_path: Path, wrong: str
) -> None:
    """A folder, a place below a file, a disk that takes no file: `nianbao: a fault of the program itself`, and a `.part` left."""
    there = tmp_path / "backups"
    there.mkdir()
    (there / "in-a-file").write_text("", "utf-8")
    (there / "here.db.part").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError, match="backups") as found:
        nianbao("db", "backup", there / wrong, NIANBAO_DATABASE=database)
    assert str(found.value.filename).startswith(str(there))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_backup_is_never_written_over_the_database_it_is_of(database: str, tmp_path: Path) -> None:
    """What a patrol wrote at that moment went into a file that nobody can open any more."""
    kept = (tmp_path / "nianbao.db").stat().st_ino
    with pytest.raises(DatabaseUnusable, match="the database itself"):
        nianbao("db", "backup", tmp_path / "." / "nianbao.db", NIANBAO_DATABASE=database)
    assert (tmp_path / "nianbao.db").stat().st_ino == kept


def test_a_backup_can_be_made_twice(database: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert nianbao("db", "backup", tmp_path / "copy.db", NIANBAO_DATABASE=database).code == Exit.DONE
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM findings").fetchone() == (1,)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    "command",
    [
        ("findings", "list"),
        ("agencies", "list"),
        ("agencies", "import", "--national"),
        ("export", "csv", "never.csv"),
        ("accounts", "add", "li"),
    ],
)
def test_what_is_no_division_code_finds_nothing_and_is_told(database: str, command: tuple[str, ...]) -> None:
    stop = stopped(*command, "--division", "甘肃", NIANBAO_DATABASE=database)
    assert (stop.code, "甘肃" in stop.chinese) == (Exit.USAGE, True)


def test_a_year_without_reports_is_not_called_free_of_findings(database: str) -> None:
    assert nianbao("findings", "list", "--year", "1900", NIANBAO_DATABASE=database).code == Exit.USAGE
    said = nianbao("findings", "list", "--year", "2035", NIANBAO_DATABASE=database).out.strip()
    assert said in ("no findings of that kind", "没有符合条件的问题")


def test_a_role_that_is_none_is_told_before_a_password_is_asked_for(database: str) -> None:
    stop = stopped("accounts", "add", "li", "--role", "boss", NIANBAO_DATABASE=database)
    assert stop.chinese == "没有“boss”这种角色，只能是 operator, office, reader 之一"


@pytest.mark.postgres
@pytest.mark.parametrize("part", ["database", "username"])
def test_a_mistyped_name_on_a_server_is_not_told_as_a_server_that_is_down(
    postgres_url: str, part: str
) -> None:
    """Whoever read that looked at the service and its disk."""
    right = make_url(postgres_url)
    changed = right.set(database="nianbo") if part == "database" else right.set(username="nianbo")
    wrong = changed.render_as_string(hide_password=False)
    with pytest.raises(DatabaseAway, match=r'"nianbo" does not exist\); nothing was changed: check') as found:
        nianbao("findings", "list", NIANBAO_DATABASE=wrong)
    assert "请核对 NIANBAO_DATABASE" in found.value.chinese


def test_a_fault_of_one_of_two_descriptions_of_one_name_says_which(tmp_path: Path) -> None:
    for folder in ("gansu", "ningxia"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "portal.yaml").write_text("nane: 青溪县\n", "utf-8")
    said = nianbao("portal", "check", tmp_path / "gansu", tmp_path / "ningxia")
    assert said.code == Exit.USAGE
    for folder in ("gansu", "ningxia"):
        assert f"{tmp_path / folder / 'portal.yaml'}:1: " in said.err
