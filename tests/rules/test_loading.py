"""Rule files: everything wrong is refused with file, line, column and what to do, in Chinese; nothing crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.engine.load import parse_rules

GOOD = """\
ruleset: 试用
version: "1"
rules:
  - id: SUM-TEST
    version: 1
    title: 列勾稽
    status: trial
    severity: error
    legal_basis: [条例第五十条]
    for_each: {列: 申请人列}
    let: {左: 列.本年新收 + 列.上年结转}
    assert: 左 == 列.办理总计 + 列.结转下年
    message: “{列.名称}”列左边{左}件。
    remedy: 核对。
    tests:
      - {name: 平, expect: pass}
      - {name: 不平, given: {表三.自然人.本年新收: 1}, expect: {fail: [自然人], message: 左边1件}}
      - {name: 空白, given: {表三.自然人.本年新收: 空白}, expect: {unknown: [自然人]}}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(rules.RulesInvalid) as caught:
        parse_rules(text, "rules.yaml")
    return str(caught.value).split("\n")


def test_the_good_file_loads() -> None:
    (rule,) = parse_rules(GOOD, "rules.yaml")
    assert rule.id == "SUM-TEST"


def test_a_wrong_word_is_named_with_line_and_column_and_the_nearest_one() -> None:
    assert problems(GOOD.replace("+ 列.上年结转", "+ 列.上年接转")) == [
        "rules.yaml:11:25: 规则 SUM-TEST 的 let.左：没有“上年接转”，是否应为“上年结转”？"
    ]


CASES = [
    ("severity: error", "severty: error", 8, "没有“severty”这一项，是否应为“severity”？"),
    ("severity: error", "severity: fatal", 8, "没有“fatal”"),
    ("severity: error", "severity： error", 8, "全角冒号"),
    ("    severity: error\n", "", 4, "缺少“severity”这一项"),
    ("status: trial", "status: in-force", 7, "是否应为“in_force”？"),
    ("version: 1\n", "version: 010\n", 5, "普通十进制"),
    ("version: 1\n", "version: 一\n", 5, "应为整数"),
    ("title: 列勾稽", "title: 2024-01-31", 6, "日期请加引号"),
    ("title: 列勾稽", "title: yes", 6, "有歧义"),
    ("title: 列勾稽", "title: 2024", 6, "应为文字"),
    ("title: 列勾稽", "title: &a 列勾稽", 6, "别名"),
    ("title: 列勾稽", "title: *a", 6, "引用别处"),
    ("title: 列勾稽", "title: !!str 列勾稽", 6, "加引号"),
    ("title: 列勾稽", "title: 列勾稽\n    title: 又一个", 7, "写了两次"),
    ("assert: 左 ==", "assert: !blank(格) ==", 12, "加引号"),
    ("assert: 左 ==", "assert: 左 =", 12, "请写“==”"),
    ("assert: 左 == 列.办理总计 + 列.结转下年", "assert: 左", 12, "应为真假"),
    ("列: 申请人列", "列: 申请人栏", 10, "没有“申请人栏”，是否应为“申请人列”？"),
    ("列: 申请人列", "列: 表三", 10, "不是一组项目"),
    ("左: 列.本年新收", "左: 右, 右: 左, 下: 列.本年新收", 11, "互相引用成了圈"),
    ("message: “{列.名称}”", "message: “{列.名字}”", 13, "没有“名字”"),
    ("{左}件", "{左件", 13, "没有配对"),
    ("{左}件", "｛左｝件", 13, "出现全角花括号“｛”，请改用半角“{”"),
    ("title: 列勾稽", "title: “列勾稽”", 6, "“列勾稽” 用的是中文引号，不起引号的作用"),
    ("id: SUM-TEST", "id: 勾稽", 4, "大写字母"),
    ("expect: pass", "expect: passed", 16, "没有“passed”"),
    ("      - {name: 空白, given: {表三.自然人.本年新收: 空白}, expect: {unknown: [自然人]}}\n", "", 16, "还缺示例"),
    ("given: {表三.自然人.本年新收: 1}", "given: {表三.自然人.本年收: 1}", 17, "没有“本年收”"),
    ("legal_basis: [条例第五十条]", "legal_basis: []", 9, "至少要有一项"),
    ("legal_basis: [条例第五十条]", "legal_basis: {document: 条例, articel: 第五十条}", 9, "articel"),
    ("    for_each", "\tfor_each", 10, "Tab"),
    ("ruleset: 试用", "rulesets: 试用", 1, "没有“rulesets”这一项，是否应为“ruleset”？"),
    ("rules:\n", "rules:\n  - 甲\n", 4, "应为若干"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "says"), CASES)
def test_each_mistake_has_its_line_and_its_remedy(old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    found = problems(GOOD.replace(old, new, 1))
    assert any(says in one for one in found), found
    assert any(one.startswith(f"rules.yaml:{line}:") for one in found), found


def test_one_number_for_two_rules_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    with pytest.raises(rules.RulesInvalid, match="编号已用过"):
        rules.load([tmp_path])


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "[" * 5000,
        "a:\n" + "".join(" " * n + "- \n" for n in range(1, 60)),
        "ruleset: x\n" * 3,
        "{" * 3000 + "}" * 3000,
        "x: " + "长" * 1_200_000,
        "- 1\n" * 100_000,
        "\x00\x01",
        "--- 1\n--- 2\n",
        "? [a]\n: b\n",
    ],
)
def test_a_bomb_is_refused_in_chinese(bomb: str) -> None:
    assert all(one.startswith("rules.yaml:") for one in problems(bomb))


@pytest.mark.parametrize(
    ("english", "chinese"), [("severity", "等级"), ("remedy", "改正办法"), ("tests", "示例")]
)
def test_a_field_named_in_chinese_is_told_its_name(english: str, chinese: str) -> None:
    said = problems(GOOD.replace(f"    {english}:", f"    {chinese}:", 1))
    assert any(f"没有“{chinese}”这一项，是否应为“{english}”？" in one for one in said), said


def test_a_missing_file_and_a_wrong_encoding_are_said(tmp_path: Path) -> None:
    with pytest.raises(rules.RulesInvalid, match=r"打不开文件（没有这个文件或文件夹），请检查路径"):
        rules.load([tmp_path / "none.yaml"])
    wrong = tmp_path / "gbk.yaml"
    wrong.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(rules.RulesInvalid, match="UTF-8"):
        rules.load([wrong])
    with pytest.raises(rules.RulesInvalid, match=r"没有 \.yaml"):
        (tmp_path / "empty").mkdir()
        rules.load([tmp_path / "empty"])


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_good_file_with_one_character_changed_loads_or_is_refused_but_never_crashes(
    data: st.DataObject,
) -> None:
    position = data.draw(st.integers(0, len(GOOD) - 1))
    character = data.draw(st.sampled_from([*"：，“”{}[]:,'\"-!&*|>%@`#\t \n.+=()甲1", ""]))
    text = GOOD[:position] + character + GOOD[position + 1 :]
    try:
        parse_rules(text, "rules.yaml")
    except rules.RulesInvalid as error:
        assert all(problem.chinese and problem.line >= 1 for problem in error.problems)
