"""Promise 5 where readings are kept: what an address answers for a day in a report's place replaces no reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from reports import BREAKS_OFF, AnnualReport, Place, ReportKind, Uncertain
from storage import Memory, ReadingChange
from tests.storage.builders import NUMBERS, READER, captured, later, read, report

ANSWER = "另一个网页"
WHOLE: Mapping[str, int] = {
    **NUMBERS, "applications.new_received.business": 1, "applications.new_received.research": 1,
}  # fmt: skip
"""Four figures and a blank: five cells read."""


def answer(**what: object) -> AnnualReport:
    return report(ANSWER, **what)  # type: ignore[arg-type]  # its own keywords


BREAKING_OFF = replace(answer(numbers=WHOLE), uncertain=(Uncertain(Place(), BREAKS_OFF),))


def answered(memory: Memory, found: AnnualReport, *, days: float, hours: float = 0) -> bool:
    """The address answers `found`, which is read where that is due; whether that reading was taken."""
    at = later(days, hours)
    memory.record_capture(captured(ANSWER, at=at))
    read = [memory.record_reading(due.id, found, at) for due in memory.due_for_reading(READER)]
    return any(one.change is not ReadingChange.UNCHANGED for one in read)


@pytest.mark.parametrize(
    ("found", "lasting"),
    [
        (answer(numbers=WHOLE, agency="财政局"), True),
        (answer(numbers=WHOLE, year=2023), True),
        (answer(numbers=dict(list(WHOLE.items())[:1])), True),
        (BREAKING_OFF, True),
        (answer(kind=ReportKind.OTHER), False),
    ],
    ids=["another agency's report", "another year's", "less than half", "it breaks off", "no report"],
)
def test_a_bad_answer_is_believed_when_a_second_day_shows_it_and_no_report_never(
    memory: Memory, found: AnnualReport, lasting: bool
) -> None:
    read(memory, numbers=WHOLE)
    assert not answered(memory, found, days=1)
    assert not answered(memory, found, days=1, hours=3), "the same day shows it twice"
    assert len(memory.open_matters("held:")) == 1
    assert {notice.audience for notice in memory.untold()} == {"operator"}
    assert answered(memory, found, days=2) is lasting
    assert bool(memory.open_matters("held:")) is not lasting


@pytest.mark.parametrize(
    "found",
    [answer(numbers=WHOLE), answer(numbers=dict(list(WHOLE.items())[:2]))],
    ids=["as many cells", "more than half"],
)
def test_a_changed_report_is_believed_at_once(memory: Memory, found: AnnualReport) -> None:
    read(memory, numbers=WHOLE)
    assert answered(memory, found, days=1)
    assert memory.open_matters("held:") == ()
