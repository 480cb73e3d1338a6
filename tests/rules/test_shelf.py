"""Rule files found in order before are not read again: and are the same rules, with the same places, as if they were."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

import rules
from rules.engine import shelf


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return shelf.folder()


def one_file() -> Path:
    return next(iter(rules.default_paths())) / "tables.yaml"


def test_kept_rules_are_the_rules_read() -> None:
    read, kept = rules.load([one_file()]), rules.load([one_file()])
    assert read.hash == kept.hash
    for id, rule in read.rules.items():
        same = kept.rules[id]
        assert same.text == rule.text
        assert same.loaded.marks == rule.loaded.marks


def test_a_changed_file_is_read_and_a_wrong_one_is_refused_however_often(
    tmp_path: Path, own_folder: Path
) -> None:
    source = next(iter(rules.default_paths())) / "logic.yaml"
    file = tmp_path / "logic.yaml"
    text = source.read_text("utf-8")
    file.write_text(text, "utf-8")
    first = rules.load([file])
    file.write_text(text.replace("绝不作为问题", "不作为问题"), "utf-8")
    rules.load([file])
    assert len(list(own_folder.glob("*.json"))) == 2
    file.write_text(text.replace("assert: 全部单元格", "assert: 全部单元"), "utf-8")
    for _ in range(2):
        with pytest.raises(rules.RulesInvalid):
            rules.load([file])
    file.write_text(text, "utf-8")
    assert rules.load([file]).hash == first.hash


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"null", b"{}", b"\xff"])
def test_a_torn_or_strange_file_of_the_folder_changes_nothing(content: bytes, own_folder: Path) -> None:
    hash = rules.load([one_file()]).hash
    (kept,) = own_folder.glob("*.json")
    kept.write_bytes(content)
    assert rules.load([one_file()]).hash == hash


def test_a_folder_that_cannot_be_written_changes_nothing(own_folder: Path) -> None:
    own_folder.parent.parent.mkdir(parents=True)
    own_folder.parent.write_text("a file where the folder should be", "utf-8")
    assert rules.load([one_file()]).hash == rules.load([one_file()]).hash


def test_decimals_come_back_as_they_were_and_their_own_word_is_not_kept() -> None:
    shelf.keep("a", {"数": Decimal("1.50"), "列": [Decimal(3), 3, "3", True, None]})
    found = shelf.kept("a")
    assert found == {"数": Decimal("1.50"), "列": [Decimal(3), 3, "3", True, None]}
    assert repr(found) == repr({"数": Decimal("1.50"), "列": [Decimal(3), 3, "3", True, None]})
    shelf.keep("b", {"\u0000decimal": "1.50"})
    assert shelf.kept("b") is None


def test_a_file_in_daily_use_outlives_many_that_are_asked_for_once(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drafts of a rule's author pushed the national rules out: every start read them anew, which takes a second."""
    monkeypatch.setattr(shelf, "MAX_FILES", 3)
    shelf.keep("daily", [0])
    for number in range(6):
        for at, place in enumerate(own_folder.glob("*.json")):
            os.utime(place, (at, at))
        assert shelf.kept("daily") == [0]
        shelf.keep(f"draft {number}", [number])
    assert len(list(own_folder.glob("*.json"))) == 3
