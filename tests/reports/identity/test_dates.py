"""Dates: every one with its source, none repaired, none invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reports
from reports import Document, Grid, GridCell, MediaType, Paragraph, Place, PublishedDate
from reports.identity import address_date, normalise_date, publication_dates


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2023-01-18 15:22:05", "2023-01-18"),
        ("2023-01-18T15:22:05+08:00", "2023-01-18"),
        ("2023/1/18", "2023-01-18"),
        ("2023.01.18", "2023-01-18"),
        ("2023年1月18日", "2023-01-18"),
        ("2023 年 1 月 18 日", "2023-01-18"),
        ("２０２３年１月１８日", "2023-01-18"),
        ("20230118", "2023-01-18"),
        ("二〇二三年十二月三十一日", "2023-12-31"),
        ("二○二三年一月十日", "2023-01-10"),
        ("发布时间：2023-01-18", "2023-01-18"),
    ],
)
def test_one_day_is_read_however_it_is_written(raw: str, day: str) -> None:
    assert normalise_date(raw) == day


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "2021926",
        "202111日",
        "202020年12月31日",
        "2023-13-01",
        "2023-02-30",
        "2023年1月",
        "1970-01-01",
        "2023-01-18 至 2023-02-01",
        "二〇二三年一一月十日",
        "二〇二三年十十月一日",
        "二〇二三年一月十十日",
        "2023-01-181",
        "12023-01-18",
        "20230118123456",
    ],
)
def test_a_damaged_or_double_date_is_not_given(raw: str) -> None:
    assert normalise_date(raw) is None


@given(
    st.dates(min_value=date(2007, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["-", "/", ".", "年"])
)
def test_every_calendar_day_survives_being_printed(day: date, mark: str) -> None:
    printed = f"{day.year}年{day.month}月{day.day}日" if mark == "年" else day.strftime(f"%Y{mark}%m{mark}%d")
    assert normalise_date(printed) == day.isoformat()


@given(st.text(alphabet="0123456789年月日-/. 〇二三一十", max_size=24))
def test_what_is_given_is_always_a_real_day(raw: str) -> None:
    day = normalise_date(raw)
    assert day is None or date.fromisoformat(day).isoformat() == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://www.tsqs.gov.cn/zwgk/202301/t20230112_11492815.html", "2023-01-12"),
        ("https://www.panan.gov.cn/art/2025/1/21/art_1229421929_4205907.html", "2025-01-21"),
        ("https://www.wancheng.gov.cn/2026/01-08/1371083.html", "2026-01-08"),
        ("http://hengnan.gov.cn/zwgk/xxgknb/20230131/i2920151.html", "2023-01-31"),
        ("https://www.sjz.gov.cn/columns/56a1/202201/20/9ef10b98.html", "2022-01-20"),
        ("http://rongan.gov.cn/xxgk/bmxxgknb/t19700101_3584822.shtml", None),
        ("http://www.a.gov.cn/202301/t20239912_1.html", None),
        ("http://www.a.gov.cn/2023/index.html", None),
        ("http://www.a.gov.cn/art/2025/1/21/t20230112_1.html", None),
        ("http://[broken", None),
    ],
)
def test_a_day_in_an_address_is_whole_or_nothing(url: str, day: str | None) -> None:
    assert address_date(url) == day


def page(*lines: str, meta: dict[str, str] | None = None, dates: tuple[PublishedDate, ...] = ()) -> Document:
    blocks = tuple(Paragraph(line, Place(line=n)) for n, line in enumerate(lines, 1))
    return Document(MediaType.HTML, blocks, meta=meta or {}, dates=dates)


def test_dates_of_all_sources_are_kept_though_they_differ() -> None:
    document = page("来源：某局 发布时间：2024-01-10 09:00", meta={"PubDate": "2024-01-09 10:00"})
    url = "https://www.sxyx.gov.cn/202312/t20231211_1781424.html"
    got = {(d.source, d.date) for d in publication_dates(document, url, "2024-01-11")}
    assert got == {
        ("pubdate_meta", "2024-01-09"),
        ("visible", "2024-01-10"),
        ("list", "2024-01-11"),
        ("url", "2023-12-11"),
    }


def test_the_same_date_of_one_source_is_given_once() -> None:
    known = PublishedDate("2024-01-09", "pubdate_meta", "2024-01-09 10:00")
    document = page("x", meta={"PubDate": "2024-01-09 10:00:00"}, dates=(known,))
    assert publication_dates(document) == (known,)


@pytest.mark.parametrize(
    "line",
    [
        "体裁分类:政府信息公开年报 发布时间: 2022-01-27 发布机构:临西县教育局",
        "发表日期:2022-01-27 15:35:23 发布机构:政务服务管理局",
        "发布日期：2022年1月27日 浏览次数：12",
        "时间：2022-01-27 来源：本站",
        "【发布时间：2022-01-27】",
        "更新时间：2024-05-06　发布时间：2022-01-27",
        "发布时间：二〇二二年一月二十七日",
        "公开日期：2022-01-27",
    ],
)
def test_a_labelled_date_at_the_head_is_seen(line: str) -> None:
    assert [(d.date, d.source) for d in publication_dates(page("标题", line))] == [("2022-01-27", "visible")]


@pytest.mark.parametrize(
    "line",
    [
        "成文日期：2022-01-27",
        "更新时间：2022-01-27 10:11",
        "当前时间：2022年1月27日",
        "日期：2022年1月27日 星期四",
        "统计期限自2022年1月1日起至2022年12月31日止。",
        "截至2022-01-27，共公开信息12条。",
        "发布时间：2021926",
        "发布时间：",
    ],
)
def test_other_dates_of_a_page_are_not_publication_dates(line: str) -> None:
    assert publication_dates(page("标题", line)) == ()


@pytest.mark.parametrize(
    "line",
    [
        "更新时间：2022-01-27 10:11",
        "成文日期：2022年01月27日",
        "发文日期：2022年01月27日",
        "当前时间：2022年1月27日 星期四",
        "日期：2022年1月27日 星期四",
        "截止时间：2022-01-27",
        "今天是2022年1月27日",
    ],
)
def test_a_pages_clock_and_its_last_change_are_not_its_publication(line: str) -> None:
    page = f"<div>{line}</div><h1>泾县财政局2021年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
    assert reports.read(page.encode(), "page.html").dates == ()
    both = page.replace("<h1>", "<p>发布时间：2022-01-20</p><h1>")
    assert [d.date for d in reports.read(both.encode(), "page.html").dates] == ["2022-01-20"]


def test_a_date_in_the_index_table_is_found_beside_its_label() -> None:
    cells = [
        GridCell(t, Place(row=1, column=n))
        for n, t in enumerate(["索引号", "1", "发布日期", "2022-01-27"], 1)
    ]
    document = Document(MediaType.HTML, (Grid((tuple(cells),), Place(table=1)),))
    assert [(d.date, d.source) for d in publication_dates(document)] == [("2022-01-27", "visible")]


def test_the_day_a_page_was_made_is_its_publication_only_where_no_other_is_printed() -> None:
    table = "<table><tr><td>生成日期</td><td>2022-01-05</td></tr><tr><td>公开日期</td><td>2022-01-27</td></tr></table>"
    page = f"{table}<h1>泾县财政局2021年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
    assert {d.date for d in reports.read(page.encode(), "page.html").dates} == {"2022-01-27"}
    alone = page.replace("公开日期", "有效期至")
    assert {d.date for d in reports.read(alone.encode(), "page.html").dates} == {"2022-01-05"}


def test_a_date_far_down_the_page_is_of_something_else() -> None:
    assert publication_dates(page(*["正文"] * 40, "发布时间：2022-01-27")) == ()


def dated(head: str) -> list[str]:
    page = f"<html><body><h1>临岚县水务局2023年政府信息公开工作年度报告</h1><p>{head}</p><p>一、总体情况</p></body></html>"
    return [one.date for one in reports.read(page.encode(), "page.html").dates]


@pytest.mark.parametrize(
    "head",
    [
        "重新发布时间：2024-03-01",
        "修改发布时间：2024-03-01",
        "发布（更新）时间：2024-03-01",
        "发布时间： 更新时间 2024-03-01",
        "更新时间：2024-03-01 发布时间： | 来源：水务局",
        "归档时间：2024-03-01",
        "添加时间：2024-03-01",
    ],
)
def test_the_day_of_a_touch_is_not_the_day_of_publication(head: str) -> None:
    assert dated(head) == []
    assert dated(f"{head} 发布日期：2024-01-12") == ["2024-01-12"]


def test_the_first_publication_is_one() -> None:
    assert dated("首次发布时间：2024-01-12 最后更新时间：2024-03-01") == ["2024-01-12"]


@pytest.mark.parametrize("head", ["发布日期：2024-02-30", "发布时间：2024-11-31 10:00", "日期：2024-02-31"])
def test_a_day_that_no_calendar_has_is_not_given_and_stops_nothing(head: str) -> None:
    assert dated(head) == []
    tagged = f'<html><head><meta name="PubDate" content="2024-02-30"></head><body><p>{head}</p></body></html>'
    assert reports.read(tagged.encode(), "page.html").dates == ()
    assert reports.read(f"临岚县水务局2023年政府信息公开工作年度报告\n{head}\n".encode(), "a.txt").dates == ()


@pytest.mark.parametrize(
    "to", ["2023年12月32日", "2023年11月31日", "11月31日", "2023.11.31", "二〇二三年十一月三十一日"]
)
def test_a_period_that_ends_on_no_day_is_not_given(to: str) -> None:
    begin = "二〇二三年一月一日" if "〇" in to else "2023.1.1" if "." in to else "2023年1月1日"
    text = f"临岚县水务局2023年政府信息公开工作年度报告\n本报告数据的统计期限自{begin}至{to}止。\n一、总体情况\n公开信息3条。\n"
    assert reports.read(text.encode(), "a.txt").period is None
