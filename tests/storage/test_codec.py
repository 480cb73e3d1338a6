"""What is stored of a reading is all of it: a rule judges the stored report as it would have judged the one that was read."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from reports import AnnualReport, Cell, CellState, Number
from storage import pack

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
_PLAIN: Mapping[type, st.SearchStrategy[Any]] = {
    str: _TEXT,
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    types.NoneType: st.none(),
}
_ADDRESSES = st.tuples(*[st.sampled_from(("甲", "b", "c1"))] * 3).map(".".join)


def some(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type, every field of every value in it among them, also those that are seldom given."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin in (Union, types.UnionType):
        return st.one_of(*map(some, inner))
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(some(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(some, inner))
    if origin is Mapping:
        keys = _ADDRESSES if inner[1] is Cell else some(inner[0])
        return st.dictionaries(keys, some(inner[1]), max_size=2)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else kind._fields
    hints = get_type_hints(kind)
    made = _cell if kind is Cell else kind
    return st.builds(made, **{name: some(hints[name]) for name in names})


def _cell(state: CellState, value: Number | None, **others: Any) -> Cell:
    """Only a number, or words with one, can have a value."""
    if state is CellState.NUMBER:
        return Cell(state, value=0 if value is None else value, **others)
    return Cell(state, value=value if state is CellState.TEXT else None, **others)


@settings(max_examples=60, deadline=None)
@given(some(AnnualReport))
def test_every_field_of_a_report_comes_back_as_it_was_read(report: AnnualReport) -> None:
    assert pack(report).report == report
