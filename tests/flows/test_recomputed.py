"""Promise 12: every verdict can be recomputed from evidence, rule version and reader version."""

from __future__ import annotations

import asyncio
from datetime import datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

import reports
from flows.settings import Settings
from flows.workplace import workplace
from reports import CHINA
from specimens import Town
from storage import pack
from storage.summary import sum_up
from storage.tables import CaptureRow, JudgementRow, PortalRow, RevisionRow
from tests.flows.rehearsal import one_round


def test_everything_read_and_judged_again_has_the_hashes_that_were_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NIANBAO_DEMO_OFFICE", "NIANBAO_DEMO_OPERATOR"):
        monkeypatch.setenv(name, "")  # the rounds set them; put back afterwards
    for stage in (1, 3):
        asyncio.run(one_round(tmp_path, stage))
    town = Town.demo()
    settings = Settings(
        var=tmp_path,
        portals=town.portal_file,
        offices=town.portal_file.with_name("demo-office.yaml"),
        now=datetime.combine(town.today, time(9), CHINA),
    )
    with workplace(settings) as work:
        with work.memory.reading() as session:
            read = session.execute(
                select(RevisionRow.reading_sha256, CaptureRow, PortalRow.division)
                .join(CaptureRow, CaptureRow.id == RevisionRow.capture_id)
                .join(PortalRow, PortalRow.id == CaptureRow.portal_id)
            ).all()
            judged = session.execute(
                select(JudgementRow.id, JudgementRow.digest, JudgementRow.revision_id)
            ).all()
        assert len(read) > 20
        assert sum(revision is not None for _, _, revision in judged) > 20
        assert sum(revision is None for _, _, revision in judged) > 2, "of reports that are not there as well"
        for stored, capture, division in read:
            again = reports.read(
                work.archive.load(capture.read_sha256 or capture.sha256),
                capture.name,
                url=capture.url,
                listed_title=capture.listed_title,
                listed_date=capture.listed_date,
                portal=division,
            )
            assert pack(again).reading_sha256 == stored, capture.url
        for id, stored, _ in judged:
            assert sum_up(work.ruleset.judge(work.memory.replay(id))).digest == stored, id
