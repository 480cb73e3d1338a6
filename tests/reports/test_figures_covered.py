"""Figures are taken out of a cell's source and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.markup.figures import (
    COVERED,
    Figures,
    figures_alone_in,
    figures_in,
    without_figures,
)


@pytest.mark.parametrize("printed", ["0", "12", "1,706", "1，706", "96171.60", "&nbsp;7 ", "\u30003"])
def test_a_figure_is_covered_and_remembered(printed: str) -> None:
    plain, figures = without_figures(f"<p>{printed}</p>".encode())
    assert plain == b"<p>" + COVERED + b"</p>"
    assert figures == (printed.replace("&nbsp;", "").strip(),)


@pytest.mark.parametrize(
    "printed", ["2024", "20240118", "012", "1 2", "12%", "-3", "1,70", "", "无", "1.234"]
)
def test_what_may_be_a_year_a_day_or_no_figure_stays(printed: str) -> None:
    source = f"<p>{printed}</p>".encode()
    assert without_figures(source) == (source, ())


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "0", "15", "2023", "条", "&nbsp;", "<td", " ", ">"]), max_size=20
    )
)
def test_figures_put_back_in_order_make_the_source_again(parts: list[str]) -> None:
    source = "".join(parts).replace("&nbsp;", "").replace(" ", "").encode()
    plain, figures = without_figures(source)
    for figure in figures:
        plain = plain.replace(COVERED, figure.encode(), 1)
    assert plain == source


def test_parts_that_touch_are_one_figure() -> None:
    assert figures_in([b"1", b"\xef\xbc\x8c706", b" 3 "], [2, 1]) == Figures(
        ("1，706", "3"), ("1", "，706", "3")
    )


@pytest.mark.parametrize("parts", ["20|24", "1| 2", "1|&nbsp;", "0|12", "3|条", "1,|70", "2|"])
def test_parts_that_make_no_figure_or_do_not_touch_are_none(parts: str) -> None:
    assert figures_in(parts.encode().split(b"|"), [2]) is None


@given(
    st.lists(
        st.sampled_from(["0", "12", "431", "1,706", "96171.60", "&nbsp;7 ", "2024", "012", "1 2", "", "无"])
    )
)
def test_figures_that_are_looked_at_together_are_those_that_each_is_alone(printed: list[str]) -> None:
    sources = [each.encode() for each in printed]
    each_alone = [without_figures(b">%b<" % source) for source in sources]
    alone = tuple([figure for _, figures in each_alone for figure in figures])
    all_are = all(plain == b">%b<" % COVERED for plain, _ in each_alone)
    assert figures_alone_in(sources) == (Figures(alone, alone) if all_are else None)
