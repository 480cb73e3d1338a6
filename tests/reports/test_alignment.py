"""Figures without their columns: only what every way of sharing them out agrees on is read."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import CellState, GridCell, Place
from reports.tables.align import run_together, spread

ROW_SUM = (((0, 1, 2, 3, 4, 5), 6),)
PLACE = Place(line=1)


def cell(text: str) -> GridCell:
    return GridCell(text, PLACE)


def cuts(text: str, columns: int) -> list[tuple[int, ...]]:
    """Every way to cut digits into `columns` numbers without needless leading zeros; written apart from the reader."""
    made = []
    for places in combinations(range(1, len(text)), columns - 1):
        pieces = [text[a:b] for a, b in zip((0, *places), (*places, len(text)), strict=True)]
        if all(piece == "0" or not piece.startswith("0") for piece in pieces):
            made.append(tuple(map(int, pieces)))
    return made


@given(st.lists(st.sampled_from([0, 0, 0, 0, 1, 3, 10, 23]), min_size=6, max_size=6))
def test_what_is_read_from_figures_run_together_is_in_every_cut(parts: list[int]) -> None:
    text = "".join(map(str, [*parts, sum(parts)]))
    read = run_together(cell(text), 7, ROW_SUM)
    possible = cuts(text, 7)
    for position, each in enumerate(read):
        if each.value is not None:
            assert {cut[position] for cut in possible} == {each.value}
        else:
            assert each.state is CellState.UNREADABLE


def test_a_single_cut_is_not_believed_where_a_blank_may_have_left_no_trace() -> None:
    assert [each.value for each in run_together(cell("250"), 3, ())] == [None, None, None]


def test_seven_zeros_in_seven_columns_are_zeros() -> None:
    assert [each.value for each in run_together(cell("0000000"), 7, ROW_SUM)] == [0] * 7


@pytest.mark.parametrize("text", ["0.0000", "0.00"])
def test_an_amount_of_nothing_is_not_cut_into_several(text: str) -> None:
    assert {each.value for each in run_together(cell(text), 3, ())} == {None}
    assert [each.value for each in run_together(cell(f"0{text}"), 2, ())] == [0, 0]


def test_a_single_cut_that_does_not_add_up_is_not_believed() -> None:
    assert {each.value for each in run_together(cell("1000003"), 7, ROW_SUM)} == {None}


@given(st.lists(st.integers(0, 3), min_size=8, max_size=9))
def test_a_surplus_is_read_only_where_every_choice_agrees(figures: list[int]) -> None:
    read = spread([cell(str(figure)) for figure in figures], 7, PLACE)
    choices = [tuple(figures[i] for i in kept) for kept in combinations(range(len(figures)), 7)]
    for position, each in enumerate(read):
        if each.value is not None:
            assert {choice[position] for choice in choices} == {each.value}


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_a_row_that_lost_a_figure_is_not_guessed_at(figures: list[int]) -> None:
    read = spread([cell(str(figure)) for figure in figures], 7, PLACE)
    assert {each.state for each in read} == {CellState.UNREADABLE}


def test_a_sum_that_holds_by_chance_makes_no_figure_certain() -> None:
    """A blank leaves no trace: what is left of 0 0 0 _ 0 5 27 cuts into seven figures that add up."""
    read = run_together(cell("0000 527"), 7, ROW_SUM)
    assert {each.state for each in read} == {CellState.UNREADABLE}
    assert [each.candidates for each in read][4:] == [(5,), (2,), (7,)]
