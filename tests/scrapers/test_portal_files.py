"""A description with a mistake is refused in Chinese, with the line, the field and the nearest valid word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import Portal, PortalInvalid, load_portal, load_portals, parse_portal
from scrapers.portal_schema import SCHEMA_FILE, render

GOOD = """schema: 1
id: cn-990121-qingxi
name: 青溪县人民政府
division: "990121"
hosts: [www.qingxi.example]
home: http://www.qingxi.example/
family: trs
politeness:
  min_interval_s: 5
columns:
  - id: bm
    scope: departments
    url: http://www.qingxi.example/zfxxgknb/{year}/
"""


def wrong(old: str, new: str) -> tuple[int, str, str]:
    assert old in GOOD
    with pytest.raises(PortalInvalid) as caught:
        parse_portal(GOOD.replace(old, new), "qingxi.yaml")
    problem = caught.value.problems[0]
    assert str(caught.value).startswith(f"qingxi.yaml:{problem.line}: ")
    return problem.line, problem.field, problem.chinese


def test_a_good_description_loads() -> None:
    portal = parse_portal(GOOD, "qingxi.yaml")
    assert portal.family == "trs" and portal.columns[0].id == "bm" and portal.scheme == "either"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "words"),
    [
        ("family: trs", "famly: trs", 7, "famly", "是不是「family」"),
        ("family: trs", "family: tsr", 7, "family", "是不是「trs」"),
        (
            "  min_interval_s: 5",
            "  min_interval: 5",
            9,
            "politeness.min_interval",
            "是不是「min_interval_s」",
        ),
        ("  min_interval_s: 5", "  min_interval_s: 0", 9, "politeness.min_interval_s", "不小于"),
        ("    scope: departments", "    scope: department", 12, "columns.0.scope", "是不是「departments」"),
        ('division: "990121"', "division: 990121", 4, "division", "请加引号"),
        ('division: "990121"', 'division: "99"', 4, "division", "写法不对"),
        ("{year}", "{yaer}", 11, "columns.0", "{yaer} 不认识"),
        ("home: http://www", "home: http://mirror", 6, "", "不在 hosts 里"),
        ("\n  - id: bm", "\n\t- id: bm", 11, "", "制表符"),
        ("family: trs", "family: trs\nreview: {last: 2026-13-05}", 8, "", "没有“2026-13-05”这个日期"),
        ("home: http", "home: ftp", 6, "home", "http://"),
        ("[www.qingxi.example]", "[WWW.qingxi.example]", 5, "hosts.0", "小写"),
        ("[www.qingxi.example]", "[127.0.0.1:80]", 5, "hosts.0", "主机名"),
        ("name: 青溪县人民政府\n", "name: 甲乙\nname: 丙丁\n", 4, "name", "写了两次"),
        ("name: 青溪县人民政府", "name: *x", 3, "", "YAML 写法有误"),
        ("family: trs", "family: trs\nhealth: &a {site_name: [甲乙]}", 8, "", "锚点"),
        ("family: trs", "family: trs\ndiscover: {include: ['(a+)+']}", 8, "discover.include.0", "嵌套的重复"),
        ("family: trs", "family: trs\ntls: {profile: legacy_renegotiation}", 8, "tls", "reason"),
        ("family: trs", "family: trs\ntls: {verify: false}", 8, "tls.verify", "没有这个字段"),
        ("family: trs", "family: trs\nrobots: {on_403: allow}", 8, "robots", "reason"),
        (
            "family: trs",
            "family: trs\nreview: {last: 2026-01-05, by: 甲, expires: 2028-01-01}",
            8,
            "review",
            "每年一月",
        ),
        (
            "family: trs",
            "family: trs\nagencies: {items: [{id: a, name: 甲局, successor: b}]}",
            8,
            "",
            "不存在",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_word(
    old: str, new: str, line: int, field: str, words: str
) -> None:
    at, name, chinese = wrong(old, new)
    assert (at, name) == (line, field) and words in chinese


def test_a_missing_file_bytes_that_are_no_text_and_giants_are_refused_in_one_sentence(tmp_path: Path) -> None:
    for name, content in (
        ("no.yaml", None),
        ("gbk.yaml", "名".encode("gb18030")),
        ("big.yaml", b"#" * 2_000_000),
    ):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(PortalInvalid, match=name):
            load_portal(tmp_path / name)


def test_nesting_without_end_is_refused_and_does_not_overflow() -> None:
    with pytest.raises(PortalInvalid, match="太深"):
        parse_portal("a: " + "[" * 5000, "deep.yaml")


def test_every_problem_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("family: trs", "famly: trs"), "utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("name:", "nmae:"), "utf-8")
    with pytest.raises(PortalInvalid) as caught:
        load_portals(tmp_path)
    assert {"a.yaml famly", "b.yaml nmae"} <= {one.field for one in caught.value.problems}


@given(st.text(max_size=200))
def test_no_text_makes_the_loader_fall_over(text: str) -> None:
    try:
        portal = parse_portal(text, "any.yaml")
    except PortalInvalid:
        return
    assert isinstance(portal, Portal)


def test_the_schema_beside_the_code_is_that_of_the_code() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == render(), "run: python -m scrapers.portal_schema"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://www.qingxi.example/a", True),
        ("https://www.qingxi.example:443/a", True),
        ("http://www.qingxi.example:8080/a", False),
        ("http://qingxi.example/a", False),
        ("http://www.qingxi.example.evil.example/a", False),
        ("http://user@www.qingxi.example/a", False),
        ("file:///www.qingxi.example/a", False),
        ("http://www.qingxi.example:99999/a", False),
        ("http://[www.qingxi.example/a", False),
    ],
)
def test_the_allow_list_is_exact(url: str, allowed: bool) -> None:
    assert parse_portal(GOOD, "a.yaml").allows(url) is allowed


def test_a_folder_that_is_not_there_is_named_whole_and_without_a_line(tmp_path: Path) -> None:
    with pytest.raises(PortalInvalid) as caught:
        load_portal(tmp_path / "portals")
    assert str(caught.value).startswith(f"{tmp_path / 'portals'}: 打不开文件")


@pytest.mark.parametrize("text", [GOOD.replace("hosts", "hos\tts"), GOOD.replace("- id: bm", "-\tid: bm")])
def test_a_tab_that_libyaml_lets_pass_is_refused_as_a_tab(text: str) -> None:
    with pytest.raises(PortalInvalid, match="Tab"):
        parse_portal(text, "qingxi.yaml")
