"""A hundred and more wrong rule files, made from right ones: each is refused with file, line and remedy; none crashes."""

from __future__ import annotations

import random
import re

import pytest

import rules
from rules.engine.load import parse_rules
from tests.rules.test_loading import GOOD

REAL = (rules.default_paths()[0] / "tables.yaml").read_text("utf-8")
KEYS = sorted(set(re.findall(r"^ *(?:- )?\{?([a-z_]+):", GOOD, re.MULTILINE)))
WORDS = ("申请人列", "本年新收", "上年结转", "办理总计", "结转下年", "自然人", "表三", "名称")


def _misspelled() -> list[tuple[str, str]]:
    made = []
    for key in KEYS:
        at = GOOD.index(f"{key}:")
        for wrong in (key + "s", key[:-1] + "x", key.upper(), "x" + key):
            made.append((f"{key}->{wrong}", GOOD[:at] + wrong + GOOD[at + len(key) :]))
    return made


def _wrong_words() -> list[tuple[str, str]]:
    found = []
    for word in WORDS:
        for wrong in (word + "额", word[:-1], word[::-1]):
            found.append((f"{word}->{wrong}", GOOD.replace(word, wrong, 1)))
    return found


def _wide_marks() -> list[tuple[str, str]]:
    """Full-width punctuation in place of each half-width mark of the rule's logic."""
    found = []
    logic = [m.start() for m in re.finditer(r"[:+=,{}\[\]]", GOOD) if "tests" not in GOOD[: m.start()]]
    wide = dict(zip(":+=,{}[]", "：＋＝，｛｝【】", strict=True))
    for at in logic:
        found.append((f"wide {at}", GOOD[:at] + wide[GOOD[at]] + GOOD[at + 1 :]))
    return found


def _wrong_types() -> list[tuple[str, str]]:
    found = []
    for key in ("version: 1\n", "title: 列勾稽", "status: trial", "severity: error", "assert: 左"):
        name = key.partition(":")[0]
        for value in ("[1, 2]", "{a: 1}", "null", "2024-01-01", "*a", "&a b"):
            found.append(
                (
                    f"{name}={value}",
                    GOOD.replace(key, f"{name}: {value}" + ("\n" if key[-1] == "\n" else ""), 1),
                )
            )
    return found


CASES = _misspelled() + _wrong_words() + _wide_marks() + _wrong_types()


def test_there_are_more_than_a_hundred() -> None:
    assert len({text for _, text in CASES if text != GOOD}) > 100


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in CASES])
def test_a_wrong_file_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(rules.RulesInvalid) as caught:
        parse_rules(text, "rules.yaml")
    for problem in caught.value.problems:
        assert problem.file == "rules.yaml"
        assert 1 <= problem.line <= GOOD.count("\n") + 2
        assert re.search(r"[\u4e00-\u9fff]", problem.chinese), problem.chinese


def test_lines_taken_out_of_a_real_file_never_crash_the_loader() -> None:
    lines = REAL.splitlines(keepends=True)
    chance = random.Random(11)
    for _ in range(60):
        at = chance.randrange(len(lines))
        text = "".join(lines[:at] + lines[at + chance.randrange(1, 4) :])
        try:
            parse_rules(text, "rules.yaml")
        except rules.RulesInvalid as error:
            assert error.problems
