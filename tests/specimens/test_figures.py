"""The specimens must be right where they claim to be right, and wrong only in the named way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.form import APPLICANTS, LITIGATION_RESULTS, forms
from specimens.dice import Dice
from specimens.figures import (
    Before,
    Figures,
    Scale,
    carried_in_as,
    consistent,
    unbalanced,
)

COLUMNS = (*APPLICANTS, "total")


def failing_identities(figures: Figures) -> set[tuple[str, str]]:
    """Every identity of the format that does not hold, by (name, row or column)."""
    form = forms()[figures.form]
    n = figures.number
    failing = set()
    for column in COLUMNS:

        def cell(row: str, column: str = column) -> int:
            return n(f"applications.{row}.{column}")

        if cell("new_received") + cell("carried_in") != cell("result_total") + cell("carried_out"):
            failing.add(("balance", column))
        if sum(cell(row) for row in form.result_rows) != cell("result_total"):
            failing.add(("results", column))
    for printed in form.table("applications")[0].rows:
        address = f"applications.{printed.id}"
        if sum(n(f"{address}.{column}") for column in APPLICANTS) != n(f"{address}.total"):
            failing.add(("row", printed.id))
    for row in ("review", "suit_direct", "suit_after_review"):
        if sum(n(f"litigation.{row}.{column}") for column in LITIGATION_RESULTS) != n(
            f"litigation.{row}.total"
        ):
            failing.add(("litigation", row))
    return failing


any_figures = st.builds(
    lambda form, seed, scale, waiting: consistent(
        form, Dice("test", seed), scale, Before({"natural_person": waiting}, 12)
    ),
    st.sampled_from(["2019", "2021"]),
    st.integers(0, 10**9),
    st.sampled_from(list(Scale)),
    st.integers(0, 20),
)


@given(any_figures)
@settings(max_examples=150, deadline=None)
def test_a_clean_specimen_never_breaks_an_identity(figures: Figures) -> None:
    assert failing_identities(figures) == set()
    assert len(figures.cells) == {"2019": 198, "2021": 200}[figures.form]
    assert not [
        address
        for address, printed in figures.cells.items()
        if printed.startswith("-") and "items_delta" not in address
    ]


@given(any_figures, st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_a_broken_balance_breaks_the_balance_and_nothing_else(figures: Figures, by: int) -> None:
    broken = unbalanced(figures, "natural_person", by)
    assert failing_identities(broken) == {("balance", "natural_person"), ("balance", "total")}


@given(any_figures, st.integers(20, 40))
@settings(max_examples=60, deadline=None)
def test_a_carry_over_mismatch_is_invisible_inside_the_report(figures: Figures, count: int) -> None:
    moved = carried_in_as(figures, "natural_person", count)
    assert failing_identities(moved) == set()
    assert moved.number("applications.carried_in.natural_person") == count


def test_the_next_year_continues_the_year_before() -> None:
    first = consistent("2021", Dice("chain", 1), Scale.LARGE)
    after = Before(first.carried_out, first.number("disclosure.normative_docs.in_force"))
    second = consistent("2021", Dice("chain", 2), Scale.LARGE, after)
    for column in COLUMNS:
        carried = second.number(f"applications.carried_in.{column}")
        assert carried == first.number(f"applications.carried_out.{column}")
    docs = "disclosure.normative_docs"
    assert second.number(f"{docs}.in_force") == (
        first.number(f"{docs}.in_force") + second.number(f"{docs}.issued") - second.number(f"{docs}.repealed")
    )
