"""Batches: one transaction for many reports ends as many transactions do, and one refused report harms no other."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from storage import Contradiction, Judged, Memory, together
from tests.storage.builders import PORTAL, RULES, START, captured, read, report, verdict

AGENCIES = ("教育局", "水利局", "民政局")


def test_a_batch_of_readings_and_verdicts_ends_as_single_ones_do(memory: Memory) -> None:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    kept = [memory.record_capture(captured(agency, agency=agency)) for agency in AGENCIES]
    calls = [
        partial(memory.record_reading, one.id, report(agency, agency=agency), START)
        for one, agency in zip(kept, AGENCIES, strict=True)
    ]
    revisions = together(memory, calls)
    assert [one.agency for one in revisions] == list(AGENCIES)
    assert [memory.report(one.id) for one in revisions] == [report(a, agency=a) for a in AGENCIES]
    assert {one.change.value for one in together(memory, calls)} == {"unchanged"}

    judge = [
        partial(memory.record_verdicts, one.id, [verdict()], ruleset_hash=RULES, at=START)
        for one in revisions
    ]
    opened = [number for judged in together(memory, judge) for number in judged.opened]
    assert sorted(opened) == sorted(finding.number for finding in memory.findings())
    assert [judged.new for judged in together(memory, judge)] == [False] * 3


def test_a_report_that_is_refused_does_not_take_its_batch_with_it(memory: Memory) -> None:
    good, bad = read(memory), read(memory, "二", agency="水利局")
    as_of = date(2025, 2, 10)

    def calls() -> list[partial[Judged]]:
        return [
            partial(
                memory.record_verdicts,
                one.id,
                found,
                ruleset_hash=RULES,
                at=START,
                case=memory.case(one.id, as_of),
            )
            for one, found in ((good, [verdict()]), (bad, [verdict(), verdict()]))
        ]

    for _ in range(2):
        with pytest.raises(Contradiction, match="twice"):
            together(memory, calls())
        assert [finding.agency for finding in memory.findings()] == ["教育局"]
