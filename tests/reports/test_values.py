"""One printed cell: what is a number and what must never become one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import CellState, GridCell, Place, values


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("10", 10),
        ("１０", 10),
        ("1,706", 1706),
        ("1，706", 1706),
        ("+23", 23),
        ("-262", -262),
        ("－262", -262),
        ("−1", -1),
        ("96171.60", Decimal("96171.60")),
        ("\u200b3\ufeff", 3),
        ("\xa034  ", 34),
        ("12\n", 12),
        ("\u202a5\u202c", 5),
        ("\u2068-3\u2069", -3),
    ],
)
def test_a_number_is_read_as_printed(printed: str, value: int | Decimal) -> None:
    read = values.cell(printed)
    assert (read.state, read.value) == (CellState.NUMBER, value)
    assert type(read.value) is type(value)


@pytest.mark.parametrize("blank", ["", " ", "\xa0", "\u3000\n", "\u200b"])
def test_a_blank_cell_never_becomes_zero(blank: str) -> None:
    assert (values.cell(blank).state, values.cell(blank).value) == (CellState.BLANK, None)


@pytest.mark.parametrize("symbol", ["/", "—", "-", "无", "——"])
def test_a_stroke_never_becomes_zero(symbol: str) -> None:
    assert (values.cell(symbol).state, values.cell(symbol).value) == (CellState.SYMBOL, None)


@pytest.mark.parametrize("stray", ["商", "自然\n人", "（总计）", "3.其他", ")", "、"])
def test_words_of_the_form_and_lone_marks_are_not_held_against_the_agency(stray: str) -> None:
    """A header's glyph that fell into the row below, a speck on a scan: "not a number" would be said of them."""
    assert (values.cell(stray).state, values.cell(stray).value) == (CellState.UNREADABLE, None)


@pytest.mark.parametrize("written", ["见附件", "同上", "X", "待统计"])
def test_words_written_in_the_place_of_a_number_are_words(written: str) -> None:
    assert (values.cell(written).state, values.cell(written).value) == (CellState.TEXT, None)


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("24575.93万", Decimal("24575.93"), "万"),
        ("5 件", 5, "件"),
        ("零", 0, None),
        ("二十一", 21, None),
        ("伍", 5, None),
        ("贰拾壹", 21, None),
        ("减4", -4, None),
        ("增加12项", 12, "项"),
    ],
)
def test_a_number_with_words_says_so(printed: str, value: int | Decimal, unit: str | None) -> None:
    read = values.cell(printed)
    assert (read.state, read.value, read.unit) == (CellState.TEXT, value, unit)


@pytest.mark.parametrize(
    "unclear",
    [
        "\u202e12\u202c",
        "12 34",
        "12\n34",
        "000",
        "012",
        "1,70",
        "12²",
        "①",
        "1\ufffd",
        "1□",
        "3?",
        "1.2.3",
        "12-3",
        "1、2",
        "\ue0011",
    ],
)
def test_what_is_ambiguous_is_not_read(unclear: str) -> None:
    read = values.cell(unclear)
    assert (read.state, read.value) == (CellState.UNREADABLE, None)


def test_a_scanned_cell_whose_readings_disagree_keeps_all_of_them() -> None:
    read = values.printed(GridCell("\ufffd", Place(page=1), candidates=("1", "7")))
    assert (read.state, read.value, read.candidates) == (CellState.UNREADABLE, None, (1, 7))


@given(st.text())
def test_nothing_without_a_digit_or_numeral_carries_a_value(text: str) -> None:
    read = values.cell(text)
    if not any(
        character.isdigit() or character in "零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾"
        for character in text
    ):
        assert read.value is None


@given(st.integers(-(10**12), 10**12), st.sampled_from(["{}", "{:,}", " {} ", "\xa0{}", "{}\n"]))
def test_every_integer_comes_back(number: int, form: str) -> None:
    assert values.cell(form.format(number)).value == number


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from([" ", "\n", "  ", "、", "/", ";"]))
def test_two_numbers_are_never_one(one: int, other: int, between: str) -> None:
    assert values.cell(f"{one}{between}{other}").state is not CellState.NUMBER


@pytest.mark.parametrize("words", ["持平", "无增减", "无变化", "与上年持平", "不变"])
def test_words_for_no_change_stand_in_a_cell_and_are_no_figure(words: str) -> None:
    read = values.cell(words)
    assert (read.state, read.value) == (CellState.TEXT, None)
    assert values.is_value(words)


@pytest.mark.parametrize("words", ["变化", "有变化", "持平率", "本年增减", "无法提供", "不变更"])
def test_other_words_are_no_content_of_a_cell(words: str) -> None:
    assert not values.is_value(words)


@pytest.mark.parametrize("text", ["7", "96171.60", "5件", "/", "", "1\n2", "条", "?"])
def test_a_cell_that_is_placed_is_the_same_cell_there(text: str) -> None:
    read, place = values.cell(text), Place(table=1, row=2, column=3)
    assert values.cell(text, place) == replace(read, place=place)
    assert read.place is None


def test_digits_with_a_space_between_may_be_one_figure_and_are_never_read_as_it() -> None:
    found = values.cell("1 6")
    assert (found.state, found.value, found.candidates) == (CellState.UNREADABLE, None, (16, 1, 6))


@pytest.mark.parametrize(
    "text", ["未发生", "不适用", "无此项", "无。", "本年度未涉及", "共5件", "约20", "12（含简易程序3件）"]
)
def test_what_an_agency_writes_in_the_place_of_a_figure_is_no_label(text: str) -> None:
    assert values.is_value(text)
    assert values.cell(text).state is not CellState.NUMBER


@pytest.mark.parametrize(
    "text", ["1.属于国家秘密", "没有现成信息", "（三）不予公开", "未经复议直接起诉", "其他"]
)
def test_words_of_the_form_are_no_value(text: str) -> None:
    assert not values.is_value(text)
