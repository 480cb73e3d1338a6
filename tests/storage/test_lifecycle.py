"""One decision about a finding at a time: what ended may begin again, and either year's page may have been put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.engine.verdict import Attribution, Outcome
from storage import Cause, FindingState
from storage.lifecycle import Ground, Move, decide
from tests.storage.builders import verdict

BEFORE = Ground(1, "x", "r", "a", "p")
MENDED = replace(BEFORE, content="b")


@pytest.mark.parametrize("state", [FindingState.RECTIFIED, FindingState.WITHDRAWN])
def test_what_was_rectified_or_taken_back_is_opened_again_when_it_fails_again(state: FindingState) -> None:
    assert decide(state, BEFORE, verdict(), MENDED) == Move("reopened", FindingState.OPEN, Cause.SOURCE)


@pytest.mark.parametrize("state", [FindingState.DISMISSED, FindingState.WAIVED, FindingState.OPEN])
def test_what_a_person_set_aside_is_not_opened_again_by_failing_on(state: FindingState) -> None:
    assert decide(state, BEFORE, verdict(), MENDED) is None


@pytest.mark.parametrize("state", [None, *FindingState])
@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.ERROR])
def test_a_doubt_or_a_fault_of_ours_moves_nothing_even_where_the_page_changed(
    state: FindingState | None, outcome: Outcome
) -> None:
    assert decide(state, None if state is None else BEFORE, verdict(outcome=outcome), MENDED) is None


def test_last_years_page_put_right_is_a_rectification_too() -> None:
    now = replace(BEFORE, previous_content="q")
    passed = verdict("XYR-CARRY", outcome=Outcome.PASS)
    assert decide(FindingState.OPEN, BEFORE, passed, now) == Move(
        "rectified", FindingState.RECTIFIED, Cause.SOURCE
    )


@pytest.mark.parametrize(
    "ended",
    [
        verdict(attribution=Attribution.UNCLEAR),
        verdict(attribution=Attribution.SITE),
        verdict(outcome=Outcome.NOT_APPLICABLE),
        None,
    ],
    ids=["nobody's", "the site's", "not applicable", "no such rule any more"],
)
def test_an_edited_page_of_which_the_rule_says_nothing_good_is_not_called_rectified(ended: object) -> None:
    """It fails still, though it is not held against the agency any more; or the rule has nothing to say of it."""
    move = decide(FindingState.OPEN, BEFORE, ended, MENDED)  # type: ignore[arg-type]  # verdicts or none
    assert move == Move("withdrawn", FindingState.WITHDRAWN, Cause.SOURCE)
