"""Batches of any cut leave the tables that single calls leave."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import case, null, select

from storage import Memory, Reading, pack, sum_up
from storage.tables import JudgementRow, OutboxRow, RevisionRow, Table
from tests.storage import databases
from tests.storage.builders import PORTAL, READER, captured, later, report, verdict

AGENCIES = ("教育局", "水利局", "民政局")
Step = tuple[str, str, str, int, bool]
"""(agency, words, reader, year, whether a rule fails)"""

STEPS = st.lists(
    st.tuples(
        st.sampled_from(AGENCIES),
        st.sampled_from(("正文", "改过的正文")),
        st.sampled_from((READER, "reader-2")),
        st.sampled_from((2023, 2024)),
        st.booleans(),
    ),
    min_size=2,
    max_size=7,
)


_CURRENT = RevisionRow.id.is_(None) | RevisionRow.current
_JUDGED = select(
    *(
        case((_CURRENT, c), else_=null()) if c.name == "previous_content" else c
        for c in JudgementRow.__table__.columns
    )
).outerjoin(RevisionRow, RevisionRow.id == JudgementRow.revision_id)
"""Of a revision that another has overtaken nothing is due: what spoke while it was current, only single calls see."""


@example(
    steps=[
        ("水利局", "正文", READER, 2024, True),
        ("水利局", "正文", "reader-2", 2024, True),
        ("水利局", "正文", READER, 2023, True),
        ("民政局", "正文", READER, 2023, True),
        ("水利局", "改过的正文", READER, 2024, False),
        ("水利局", "改过的正文", READER, 2024, False),
        ("水利局", "正文", READER, 2024, False),
    ],
    cut=3,
    misnamed=True,
)
@example(
    steps=[
        ("教育局", "改过的正文", "reader-2", 2023, True),
        ("水利局", "正文", "reader-2", 2024, True),
        ("民政局", "正文", "reader-2", 2024, True),
        ("水利局", "正文", "reader-2", 2023, True),
    ],
    cut=6,
    misnamed=True,
)
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(steps=STEPS, cut=st.integers(2, 7), misnamed=st.booleans())
def test_a_batch_leaves_what_single_calls_leave(
    sqlite_template: Path, steps: list[Step], cut: int, misnamed: bool
) -> None:
    left = []
    for size in (1, cut):
        with (
            tempfile.TemporaryDirectory() as folder,
            Memory(databases.sqlite_copy(sqlite_template, Path(folder))) as memory,
        ):
            for start in range(0, len(steps), cut):  # what is fetched and judged together, is so in both
                _one_part(memory, steps[start : start + cut], later(days=start), size, misnamed)
            left.append(_every_row(memory))
    assert left[0] == left[1]


def _one_part(memory: Memory, steps: list[Step], at: datetime, size: int, misnamed: bool) -> None:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    readings = []
    for place, (agency, words, reader, year, _) in enumerate(steps):
        kept = memory.record_capture(captured(words, agency=agency, year=year, at=later(place, hours=1)))
        said = AGENCIES[0] if misnamed else agency  # several addresses then claim one agency's year
        readings.append(Reading(kept.id, pack(report(words, agency=said, year=year, reader=reader)), at))
    revisions = [
        one
        for start in range(0, len(readings), size)
        for one in memory.record_readings(readings[start : start + size])
    ]
    words_ = [
        (revision.id, sum_up([verdict()] if fails else []))
        for revision, (*_, fails) in zip(revisions, steps, strict=True)
    ]
    for start in range(0, len(words_), size):
        memory.record_judgements(words_[start : start + size], ruleset_hash="r", at=at)
    for start in range(0, len(revisions), size):
        memory.cases([one.id for one in revisions[start : start + size]], date(2025, 2, 10))


def _every_row(memory: Memory) -> dict[str, list[tuple[object, ...]]]:
    with memory.reading() as session:
        left = {
            name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for name, table in Table.metadata.tables.items()
        }
        left["judgements"] = sorted((tuple(row) for row in session.execute(_JUDGED)), key=repr)
        copies = select(OutboxRow.key).where(OutboxRow.kind == "several_reports")
        left["matters"] = sorted(
            (row[1:] for row in left["matters"]), key=repr
        )  # what is told, not in which turn
        left["copies"] = sorted(tuple(row) for row in session.execute(copies))
        told = select(OutboxRow.__table__).where(OutboxRow.kind != "several_reports")
        left["outbox"] = sorted((tuple(row) for row in session.execute(told)), key=repr)
        return left  # of copies found in one batch the operator hears how many there are, not of the second
