"""A hundred and more wrong rule files, generated and made by hand: each is refused with one Chinese sentence that says file,
line and remedy; none is accepted and none crashes."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

import rules
from rules.engine.draft import Draft
from rules.engine.errors import RulesInvalid
from rules.engine.load import parse_rules
from tests.rules.test_loading import GOOD

REAL = (rules.default_paths()[0] / "tables.yaml").read_text("utf-8")
KEYS = sorted(set(re.findall(r"^ *(?:- )?\{?([a-z_]+):", GOOD, re.MULTILINE)))
WORDS = ("申请人列", "本年新收", "上年结转", "办理总计", "结转下年", "自然人", "表三", "名称")


REMEDY = re.compile(
    r"请|应(?:为|写成|不|用在)|可以用的有|只能|至少|还缺|不能|不超过|最多|上限|超过|没有配对|互相引用"
)
"""What an author is told to do, or what the thing must be."""
Wrong = tuple[str, str, int]
"""Name, text of the file, and the line that the message must give."""


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _misspelled() -> list[Wrong]:
    made = []
    for key in KEYS:
        at = GOOD.index(f"{key}:")
        for wrong in (key + "s", key[:-1] + "x", key.upper(), "x" + key):
            made.append((f"{key}->{wrong}", GOOD[:at] + wrong + GOOD[at + len(key) :], _line(GOOD, at)))
    return made


def _wrong_words() -> list[Wrong]:
    found = []
    for word in WORDS:
        for wrong in (word + "额", word[:-1], word[::-1]):
            line = _line(GOOD, GOOD.index(word))
            found.append((f"{word}->{wrong}", GOOD.replace(word, wrong, 1), line))
    return found


def _wide_marks() -> list[Wrong]:
    """Full-width punctuation in place of each half-width mark of the rule's logic."""
    logic = [m.start() for m in re.finditer(r"[:+=,{}\[\]]", GOOD) if "tests" not in GOOD[: m.start()]]
    wide = dict(zip(":+=,{}[]", "：＋＝，｛｝【】", strict=True))
    return [
        (f"wide {at}", GOOD[:at] + wide[GOOD[at]] + GOOD[at + 1 :], _line(GOOD, at))
        for at in logic
        if GOOD[at : at + 5] != "[条例第五"
    ] + [("wide list", GOOD.replace("[条例第五十条]", "【条例第五十条】"), 9)]


def _wrong_types() -> list[Wrong]:
    found = []
    lines = {
        "version": "version: 1",
        "title": "title: 列勾稽",
        "status": "status: trial",
        "severity": "severity: error",
        "assert": "assert: 左 == 列.办理总计 + 列.结转下年",
        "for_each": "for_each: {列: 申请人列}",
        "message": "message: “{列.名称}”列左边{左}件。",
    }
    for name, line in lines.items():
        for value in ("[1, 2]", "{a: 1}", "~", "2024-01-01", "010", "yes", "*a", "&a b"):
            if (name, value) == ("for_each", "~"):
                continue  # the same as leaving it out
            at = GOOD.index(f"    {line}\n")
            found.append((f"{name}={value}", GOOD.replace(line, f"{name}: {value}", 1), _line(GOOD, at)))
    return found


LOGIC = "assert: 左 == 列.办理总计 + 列.结转下年"
LET = "let: {左: 列.本年新收 + 列.上年结转}"


def _by_hand() -> list[Wrong]:
    """What a tired author, or one with a grudge, writes into one field."""
    logic = {
        "unknown function": "absolut(左) == 1",
        "unknown word under a word": "列.合计数 == 1",
        "words of another table": "左 == 列.制发件数",
        "one equals sign": "左 = 1",
        "and in words": "左 == 1 and 左 == 2",
        "text against a number": '左 == "1"',
        "a number alone": "左 + 1",
        "division of a text": '左 == "甲" / 2',
        "a date against a number": "报告.发布日期 == 2024",
        "an open bracket": "(左 == 1",
        "an open quote": '"左 == 1',
        "a pattern that is none": "报告.标题.matches(r'[甲')",
        "a pattern that is not written out": "报告.标题.matches(报告.标题)",
        "a pattern that looks back": "报告.标题.matches(r'(甲)\\1')",
        "attribute of the machine": "左.__class__ == 1",
        "a call of the machine": '__import__("os").system("true") == 1',
        "too few arguments": "abs() == 1",
        "too many arguments": "abs(左, 左) == 1",
        "a list that is none": "左.all(格, 格 == 1)",
        "chained comparison": "1 < 左 < 3",
        "a huge number": "左 == " + "9" * 5000,
        "a long chain": " + ".join(["左"] * 3000) + " == 1",
        "deep brackets": "(" * 400 + "左" + ")" * 400 + " == 1",
        "deep negations": "!" * 2000 + "(左 == 1)",
        "lists in lists in lists": "法定章节.all(甲, 法定章节.all(乙, 法定章节.all(丙, 法定章节.all(丁, 左 == 1))))",
        "a pattern that grows": "报告.标题.matches(r'(((甲{1,1000}){1,1000}){1,1000}){1,1000}')",
        "a long text": 'found(报告.标题) || 报告.标题 == "' + "长" * 60_000 + '"',
        "nothing": '""',
        "only blanks": '"   "',
    }
    made = [(name, GOOD.replace(LOGIC, f"assert: {_quoted(text)}", 1), 12) for name, text in logic.items()]
    lets = {
        "a let of itself": "{左: 左 + 1}",
        "two lets of each other": "{左: 右, 右: 左}",
        "a circle of three": "{左: 乙, 乙: 丙, 丙: 左}",
        "a circle nobody uses": "{左: 列.本年新收, 甲: 乙, 乙: 甲}",
        "a let with a blank in its name": "{左 边: 列.本年新收}",
        "a let with the name of a word": "{报告: 列.本年新收, 左: 报告}",
        "a let given twice": "{左: 列.本年新收, 左: 列.上年结转}",
        "more lets than allowed": "{左: 列.本年新收, " + ", ".join(f"多{n}: 左" for n in range(200)) + "}",
    }
    made += [(name, GOOD.replace(LET, f"let: {text}", 1), 11) for name, text in lets.items()]
    other = [
        ("severity: error", "severity: 严重", 8),
        ("status: trial", "status: 试行", 7),
        ("id: SUM-TEST", "id: sum test", 4),
        ("version: 1\n", "version: 0\n", 5),
        ("version: 1\n", "version: 1.5\n", 5),
        ("version: 1\n", "version: -1\n", 5),
        ("title: 列勾稽", 'title: ""', 6),
        ("legal_basis: [条例第五十条]", "legal_basis: []", 9),
        ("legal_basis: [条例第五十条]", "legal_basis: [{document: 条例, from: 去年}]", 9),
        ("for_each: {列: 申请人列}", "for_each: {列: 申请人列, 章: 法定章节}", 10),
        ("for_each: {列: 申请人列}", "for_each: {列: 年度报告}", 10),
        ("message: “{列.名称}”列左边{左}件。", "message: “{列.名称”列左边{左}件。", 13),
        ("message: “{列.名称}”列左边{左}件。", "message: 左边{右}件。", 13),
        ("message: “{列.名称}”列左边{左}件。", "message: 左边{}件。", 13),
        ("expect: pass", "expect: passes", 16),
        ("{表三.自然人.本年新收: 1}", "{表三.自然人.本年新收: [1]}", 17),
        ("{表三.自然人.本年新收: 1}", "{列.本年新收: 1}", 17),
        ("{表三.自然人.本年新收: 1}", "{左: 1}", 17),
        ("remedy: 核对。", "remedy: 核对。\n    status: draft", 15),
        ("    tests:\n", "    applies_to: {years: {from: 2024, to: 2021}}\n    tests:\n", 15),
        ("    tests:\n", "    applies_to: {agency: [厅局]}\n    tests:\n", 15),
        ("    tests:\n", '    effective: {from: "2024-02-30"}\n    tests:\n', 15),
    ]
    made += [(f"{old} -> {new}", GOOD.replace(old, new, 1), line) for old, new, line in other]
    return made


def test_lets_that_double_are_counted_once_each() -> None:
    """No bomb: each name is worked out once, and what it is worth stays a bounded number."""
    doubled = ", ".join(f"甲{n}: 甲{n - 1} + 甲{n - 1}" for n in range(1, 30))
    text = GOOD.replace(LET, "let: {左: 列.本年新收 + 列.上年结转, 甲0: 左, " + doubled + "}")
    (rule,) = parse_rules(text.replace(LOGIC, "assert: 甲29 == 0 || 左 == 列.办理总计"), "rules.yaml")
    assert {v.outcome for v in rules.RuleSet([rule]).judge(Draft().case())} == {rules.Outcome.PASS}


def _quoted(text: str) -> str:
    return (
        text
        if text.startswith('"') and text.endswith('"') and text.count('"') == 2
        else "'" + text.replace("'", "''") + "'"
    )


CASES = _misspelled() + _wrong_words() + _wide_marks() + _wrong_types() + _by_hand()


def test_there_are_many_more_than_a_hundred_and_no_two_the_same() -> None:
    texts = [text for _, text, _ in CASES]
    assert GOOD not in texts
    assert len(set(texts)) == len(texts) > 200


@pytest.mark.parametrize(("text", "line"), [pytest.param(*case, id=name) for name, *case in CASES])
def test_a_wrong_file_is_refused_by_one_sentence_with_its_line_and_remedy(text: str, line: int) -> None:
    with pytest.raises(rules.RulesInvalid) as caught:
        parse_rules(text, "rules.yaml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("rules.yaml", line), problem.chinese
    assert re.search(r"[\u4e00-\u9fff]", problem.chinese), problem.chinese
    assert REMEDY.search(problem.chinese), problem.chinese
    assert len(problem.chinese) < 400
    assert "\n" not in problem.chinese


def test_one_number_for_two_rules_is_one_sentence_that_names_the_first(tmp_path: Path) -> None:
    once = GOOD.index("  - id:")
    (tmp_path / "a.yaml").write_text(GOOD + GOOD[once:], "utf-8")
    with pytest.raises(rules.RulesInvalid) as caught:
        rules.load([tmp_path])
    (problem,) = caught.value.problems
    assert (problem.line, problem.rule) == (19, "SUM-TEST")
    assert problem.chinese.startswith("编号已用过（")
    assert problem.chinese.endswith("a.yaml:4），请换一个")


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


def test_a_file_in_another_encoding_hides_no_mistake_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_bytes(GOOD.encode("gbk"))
    (tmp_path / "乙.yaml").write_text(GOOD.replace("version:", "vresion:"), encoding="utf-8")
    said = "\n".join(map(str, rules.lint([tmp_path])))
    assert "不是 UTF-8 编码" in said
    assert "是否应为“version”" in said


def test_the_chinese_name_of_a_word_is_answered_with_the_word() -> None:
    wrong = GOOD.replace("status: trial", "status: 试行").replace("severity: error", "severity: 错误")
    with pytest.raises(RulesInvalid) as refused:
        parse_rules(wrong, "甲.yaml")
    assert {"trial", "error"} <= set(re.findall(r"是否应为“(\w+)”", str(refused.value)))


@pytest.mark.parametrize(
    ("pasted", "line", "said"),
    [
        (GOOD.replace("status: trial", "status: trial\u200b"), 7, "看不见的字符"),
        (GOOD.replace("    status: trial", "\u3000\u3000status: trial"), 7, "行首用的是全角空格"),
        (GOOD.replace("    status: trial", "\u00a0\u00a0\u00a0\u00a0status: trial"), 7, "不换行空格"),
        (GOOD.replace("version: 1\n", "version: １\n"), 5, "用半角数字"),
        (GOOD.replace("remedy: 核对", "remedy: *核对"), 14, "以“*”开头的值请加引号"),
        (GOOD.replace("remedy: 核对", "remedy: !核对"), 14, "以“!”开头的值请加引号"),
        (GOOD.replace("remedy: 核对", "remedy: {表三} 核对"), 14, "这个值以“{”开头"),
        (GOOD.replace("remedy: 核对", "remedy: [表三] 核对"), 14, "这个值以“[”开头"),
        (GOOD.replace("remedy: 核对", "remedy:　核对"), 14, "“remedy:”后面是全角空格"),
        (GOOD.replace("    remedy: 核对", "    ＃ 说明\n    remedy: 核对"), 14, "请改用半角“#”"),
    ],
)
def test_what_cannot_be_seen_in_a_file_is_named(pasted: str, line: int, said: str) -> None:
    with pytest.raises(RulesInvalid) as caught:
        parse_rules(pasted, "rules.yaml")
    (problem,) = caught.value.problems
    assert problem.line == line
    assert said in problem.chinese


def test_what_editors_and_systems_leave_in_a_folder_is_no_rule_and_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "规则.YAML").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    (tmp_path / "~$规则.yaml").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "._规则.yaml").write_bytes(b"\0\5\x16\7")
    (tmp_path / "说明.txt").write_text("不是规则", "utf-8")
    assert set(rules.load([tmp_path]).rules) == {"SUM-TEST"}


def test_an_office_file_under_a_rule_files_name_is_called_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "规则.yaml"
    path.write_bytes(b"PK\x03\x04\x14\0")
    with pytest.raises(RulesInvalid) as caught:
        rules.load([path])
    assert "Word" in caught.value.problems[0].chinese
