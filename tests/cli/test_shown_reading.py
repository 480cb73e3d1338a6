"""What a person is shown of a reading that is not certain is in the language of the run, and exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.cli.test_contract import nianbao
from tests.worn import ENGLISH, NAMES, bureau_page, worn


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("worn") / "年报.html"
    file.write_text(worn(bureau_page()), encoding="utf-8")
    return file


def _beside_the_source(page: Path, folder: Path) -> LexborHTMLParser:
    nianbao("read", page, "--lang", "zh", "--html", folder)
    (made,) = folder.glob("*.reading.html")
    return LexborHTMLParser(made.read_text(encoding="utf-8"))


def test_read_in_chinese_leaves_no_english_word_and_in_english_says_what_json_says(page: Path) -> None:
    wide = {"COLUMNS": "200"}
    chinese = nianbao("read", page, "--lang", "zh", **wide).stdout.decode()
    told = chinese.partition("不能确定：")[2]
    assert "第2张表第6行第4列" in told
    assert "“（一）予以公开”一行的7格中有1格未能读取：有上标数字或带圈数字" in told
    assert "正文有1张图片，所示内容未读取" in told
    assert ENGLISH.findall(NAMES.sub("", chinese.partition("\n")[2])) == []
    english = nianbao("read", page, "--lang", "en", **wide).stdout.decode()
    (report,) = map(json.loads, nianbao("read", page, "--lang", "zh", "--json").stdout.splitlines())
    assert len(report["uncertain"]) > 5
    for one in report["uncertain"]:
        assert one["why"] in english
        assert (one["place"] or "") in english


def test_the_page_beside_the_source_says_why_a_cell_is_not_read_in_chinese(
    page: Path, tmp_path: Path
) -> None:
    shown = _beside_the_source(page, tmp_path)
    titles = [cell.attributes["title"] or "" for cell in shown.css("td[title]")]
    assert "未能读取 · 有上标数字或带圈数字 · 第2张表第6行第4列" in titles
    noted = [each.text() for each in shown.css("ul.uncertain li")]
    assert len(noted) > 5
    assert ENGLISH.findall(NAMES.sub("", " ".join([*titles, *noted]))) == []


def test_rows_that_are_numbered_alike_stand_under_the_names_of_their_groups(
    page: Path, tmp_path: Path
) -> None:
    """（五）不予处理 and （六）其他处理 both have a row 1: without its group nobody knows which is meant."""
    shown = _beside_the_source(page, tmp_path)
    side_by_side = [cell.text() for cell in shown.css("section th")]
    printed = nianbao("read", page, "--lang", "zh", COLUMNS="200").stdout.decode()
    for told in (side_by_side, printed):
        at = [
            told.index(label)
            for label in (
                "三、本年度办理结果",
                "（三）不予公开",
                "1.属于国家秘密",
                "（四）无法提供",
                "（五）不予处理",
            )
        ]
        assert at == sorted(at)
        assert told.count("三、本年度办理结果") == told.count("（三）不予公开") == 1


def test_what_is_read_of_a_page_beside_its_tables_is_shown(page: Path, tmp_path: Path) -> None:
    shown = _beside_the_source(page, tmp_path)
    (report,) = map(json.loads, nianbao("read", page, "--json").stdout.splitlines())
    told = dict([each.text() for each in row.css("dt, dd")] for row in shown.css("dl > div"))
    assert told["统计期限"] == "至".join(report["period"].values())
    assert told["机关"].startswith(report["agency"]["name"])
    assert all(date["date"] in told["发布日期"] for date in report["dates"])
    marks = [(mark.attributes["class"], mark.text()) for mark in shown.css(".sections span")]
    assert [one for one, _ in marks] == [
        "there" if part["present"] else "missing" for part in report["sections"].values()
    ]
