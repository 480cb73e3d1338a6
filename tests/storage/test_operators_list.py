"""Promise 10: what is unknown or broken is on the operator's list, told once, and leaves it when it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports import Agency, AnnualReport, ReportKind
from rules.engine.verdict import Outcome
from storage import Memory
from tests.storage.builders import PORTAL, START, captured, judge, later, read, report, verdict

NO_YEAR = replace(report(), year=None)
NO_AGENCY = replace(report(), agency=Agency(None))


def reread(memory: Memory, found: AnnualReport, *, days: float) -> None:
    """The same address answers another body, which is read as `found`."""
    again = captured(f"正文{days}", at=later(days))
    kept = memory.record_capture(again)
    source = replace(found.source, sha256=again.sha256 or again.capture.sha256)
    memory.record_reading(kept.id, replace(found, source=source), later(days))


@pytest.mark.parametrize("unknown", [NO_YEAR, NO_AGENCY], ids=["of which year", "whose"])
@pytest.mark.parametrize(
    "known", [report(), report(kind=ReportKind.OTHER)], ids=["it is told", "it is no report"]
)
def test_a_report_that_nobody_can_place_is_on_the_list_until_it_is_placed(
    memory: Memory, unknown: AnnualReport, known: AnnualReport
) -> None:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    kept = memory.record_capture(captured())
    memory.record_reading(kept.id, unknown, START)
    assert len(memory.open_matters("unidentified:")) == 1
    reread(memory, unknown, days=1)
    (notice,) = memory.untold()
    assert (notice.audience, notice.kind) == ("operator", "unidentified_report")
    assert "未作任何判断" in notice.body
    reread(memory, known, days=2)
    assert memory.open_matters("unidentified:") == ()


def test_a_rule_that_breaks_is_on_the_list_once_for_each_version(memory: Memory) -> None:
    revision = read(memory)
    for version in (1, 1, 2):
        judge(memory, revision, verdict(outcome=Outcome.ERROR, version=version))
    assert memory.open_matters("rule:") == ("rule:SUM-T3-COL:1", "rule:SUM-T3-COL:2")
    assert {(one.audience, one.kind) for one in memory.untold()} == {("operator", "rule_error")}
    assert memory.findings() == ()
