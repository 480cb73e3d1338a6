"""Batches: one transaction for many reports ends as many transactions do, and one refused report harms no other."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from storage import Contradiction, Memory, Reading, pack, sum_up, together
from tests.storage.builders import PORTAL, RULES, START, captured, read, report, verdict

AGENCIES = ("教育局", "水利局", "民政局")


def test_a_batch_of_readings_and_verdicts_ends_as_single_ones_do(memory: Memory) -> None:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    kept = [memory.record_capture(captured(agency, agency=agency)) for agency in AGENCIES]
    readings = [
        Reading(one.id, pack(report(agency, agency=agency)), START)
        for one, agency in zip(kept, AGENCIES, strict=True)
    ]
    revisions = together(memory.record_readings, readings)
    assert [one.agency for one in revisions] == list(AGENCIES)
    assert [memory.report(one.id) for one in revisions] == [report(a, agency=a) for a in AGENCIES]
    assert {one.change.value for one in together(memory.record_readings, readings)} == {"unchanged"}

    record = partial(memory.record_judgements, ruleset_hash=RULES, at=START)
    words = [(one.id, sum_up([verdict()])) for one in revisions]
    opened = [number for judged in together(record, words) for number in judged.opened]
    assert sorted(opened) == sorted(finding.number for finding in memory.findings())
    assert [judged.new for judged in together(record, words)] == [False] * 3


def test_a_report_that_is_refused_does_not_take_its_batch_with_it(memory: Memory) -> None:
    good, bad = read(memory), read(memory, "二", agency="水利局")
    as_of = date(2025, 2, 10)
    record = partial(memory.record_judgements, ruleset_hash=RULES, at=START)
    for _ in range(2):
        first, second = memory.cases([good.id, bad.id], as_of)
        with pytest.raises(Contradiction, match="twice"):
            together(
                record,
                [(good.id, sum_up([verdict()], first)), (bad.id, sum_up([verdict(), verdict()], second))],
            )
        assert [finding.agency for finding in memory.findings()] == ["教育局"]
