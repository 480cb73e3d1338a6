"""Against Google's CEL: the same verdict on every random expression, unknowns and errors included."""

from __future__ import annotations

import importlib.util

from tests.conftest import missing
from tests.rules.differential import UNKNOWN, disagreements


def test_we_judge_as_googles_cel_does() -> None:
    if importlib.util.find_spec("cel_expr_python") is None:
        missing("cel-expr-python is not installed: our evaluator cannot be compared with Google's CEL")
    wrong, outcomes = disagreements(3000, seed=20260101)
    assert wrong == []
    assert all(outcomes[outcome] > 300 for outcome in (True, False, UNKNOWN))
