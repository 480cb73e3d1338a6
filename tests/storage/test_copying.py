"""A county that grows takes its memory along: nothing is lost on the way, and nothing that was said is said again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from alerts import compose, deliver, load_offices
from cli.application import application
from storage import DatabaseUnusable, Memory, SchemaOutdated, downgrade
from storage.database import make_engine
from storage.schema import current
from tests.storage import databases
from tests.storage.builders import NUMBERS, judge, later, listed, listing, read, verdict
from tests.storage.dump import everything

OFFICES = """
offices:
  - name: 云岭省办
    divisions: ["99"]
    destinations: [{name: 渠道, address_from: CHANNEL}]
"""


@pytest.fixture
def embedded(sqlite_template: Path, tmp_path: Path) -> str:
    """The SQLite of a county that has been patrolled, judged and told; as an address."""
    address = databases.sqlite_copy(sqlite_template, tmp_path)
    with Memory(address) as memory:
        memory.record_listing(listing([listed()]))
        judge(memory, read(memory), verdict(), verdict("R-2"))
        read(memory, "改后", numbers={**NUMBERS, "applications.new_received.total": 10}, at=later(days=1))
        memory.end_run(memory.begin_run("patrol", "run-1", later()), later(hours=1), new=1)
        say(memory, tmp_path)
    return address


def say(memory: Memory, folder: Path, days: float = 0) -> int:
    """Compose and send what is due; how many messages went out."""
    file = folder / "offices.yaml"
    file.write_text(OFFICES, encoding="utf-8")
    offices = load_offices(file, {"CHANNEL": f"nianbaofile://{folder / 'channel'}"})
    compose(memory, offices, later(days))
    return len(deliver(memory, offices, later(days)).sent)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where nothing is yet: no table either."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'grown' / 'nianbao.db'}"
    return databases.postgres_empty(request.getfixturevalue("postgres_url"))


def test_a_county_that_grows_takes_every_row_along(embedded: str, target: str) -> None:
    with Memory(embedded) as source:
        before = everything(source)
        counts = source.copy(target)
        assert everything(source) == before
        assert counts == {table: len(rows) for table, rows in before.items()}
        assert sum(counts.values()) > 20
    with Memory(target) as grown:
        assert everything(grown) == before
        assert grown.check() == ()


def test_what_was_said_before_the_move_is_not_said_again_and_what_is_new_is(
    embedded: str, target: str, tmp_path: Path
) -> None:
    with Memory(embedded) as source:
        source.copy(target)
    with Memory(target) as grown:
        assert say(grown, tmp_path, days=1) == 0
        judge(grown, read(grown, agency="财政局"), verdict())  # rows are numbered on from those copied
        assert say(grown, tmp_path, days=2) == 1
        assert "NB-000004" in {
            finding.number for finding in grown.findings()
        }  # three before (one: published, then changed)


@pytest.mark.postgres
def test_the_way_back_to_a_file_is_the_same(embedded: str, postgres_url: str, tmp_path: Path) -> None:
    server, file = databases.postgres_empty(postgres_url), f"sqlite:///{tmp_path / 'back.db'}"
    with Memory(embedded) as source:
        before = everything(source)
        source.copy(server)
    with Memory(server) as grown:
        grown.copy(file)
    with Memory(file) as back:
        assert everything(back) == before


def test_a_target_that_holds_anything_is_refused_and_left_as_it_is(embedded: str, target: str) -> None:
    with Memory(embedded) as source:
        source.copy(target)
        with pytest.raises(DatabaseUnusable, match="not empty") as refused:
            source.copy(target)
        assert "另建一个新库" in refused.value.chinese
        with pytest.raises(DatabaseUnusable, match="not empty"):
            source.copy(embedded)
        kept = everything(source)
    with Memory(target) as grown:
        assert everything(grown) == kept


@pytest.mark.postgres
def test_a_value_that_the_target_refuses_leaves_nothing_half_done(embedded: str, postgres_url: str) -> None:
    target = databases.postgres_empty(postgres_url)
    with Memory(embedded) as source:
        with source.writing() as session:
            session.execute(text("UPDATE findings SET message = 'a' || char(0) || 'b'"))
        with pytest.raises(DatabaseUnusable, match="findings"):
            source.copy(target)
    with Memory(target) as grown:
        assert not any(everything(grown).values())


def test_a_full_target_of_an_older_version_is_refused_before_it_is_migrated(
    embedded: str, tmp_path: Path
) -> None:
    older = f"sqlite:///{tmp_path / 'older.db'}"
    with Memory(embedded) as source:
        source.copy(older)
        downgrade(older, "0013")
        with pytest.raises(DatabaseUnusable, match="not empty"):
            source.copy(older)
    engine = make_engine(older)
    assert current(engine) == "0013"
    engine.dispose()


def test_a_target_that_is_no_database_is_told_and_no_fault_of_ours(embedded: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("a letter, and nothing that a database could be")
    with Memory(embedded) as source, pytest.raises(DatabaseUnusable, match="cannot be opened"):
        source.copy(f"sqlite:///{tmp_path / 'letter.txt'}")


def test_a_source_of_a_newer_version_asks_for_a_newer_program(embedded: str) -> None:
    with Memory(embedded) as source, source.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable, match="update the program"):
        Memory(embedded)


def test_a_source_of_an_older_version_is_told_to_be_upgraded_not_migrated_behind_ones_back(
    embedded: str,
) -> None:
    downgrade(embedded, "0013")
    with pytest.raises(SchemaOutdated, match="db upgrade"):
        Memory(embedded)


def test_the_command_says_what_to_do_next_and_never_a_password(
    embedded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_DATABASE", embedded)
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path / "var"))
    target = f"sqlite:///{tmp_path / 'grown.db'}"
    done = CliRunner().invoke(application, ["db", "copy", target])
    assert done.exit_code == 0, done.output
    assert "NIANBAO_DATABASE" in done.stdout
    again = CliRunner().invoke(application, ["db", "copy", target])
    assert isinstance(again.exception, DatabaseUnusable)
    secret = "postgresql://somebody:Geheim7@127.0.0.1:1/none"
    away = CliRunner().invoke(application, ["db", "copy", secret])
    assert isinstance(away.exception, DatabaseUnusable)
    assert "Geheim7" not in f"{away.output}{away.exception}{away.exception.chinese}"
