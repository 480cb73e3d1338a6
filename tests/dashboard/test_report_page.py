"""A report's page: claims that contradict a table are marked where they stand, what a revision changed is named, and
the archived page beside it can do nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

import reports
from dashboard import Desk, create
from dashboard.headers import INERT_POLICY
from dashboard.pages.told import Piece, _pieces, quoted
from scrapers import Archive
from storage import FindingState, Memory
from tests.dashboard.people import ruleset
from tests.storage import databases
from tests.storage.builders import PORTAL, captured, later
from tests.worn import ENGLISH, NAMES, bureau_page, worn

CLAIM = "因政府信息公开被申请行政复议9件"
SECRET = "a secret of the tests, forty characters lo"


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """What a page shows of a reading does not depend on the kind of database."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def desk(memory: Memory, tmp_path: Path) -> Desk:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    archive = Archive(tmp_path / "evidence")
    return Desk(memory, archive, ruleset(), SECRET, later, login=False)


def publish(desk: Desk, page: str, at: datetime) -> None:
    """What a patrol does with one page: evidence, reading, judging by the rules in force."""
    desk.archive.keep(page.encode())
    kept = desk.memory.record_capture(captured(page, agency="教育局", at=at))
    revision = desk.memory.record_reading(kept.id, reports.read(page.encode(), "report.html"), at)
    case = desk.memory.case(revision.id, at.date())
    verdicts = desk.ruleset.judge(case)
    desk.memory.record_verdicts(revision.id, verdicts, ruleset_hash=desk.ruleset.hash, at=at, case=case)


def shown(desk: Desk) -> LexborHTMLParser:
    with TestClient(create(desk), base_url="http://127.0.0.1") as client:
        answer = client.get("/reports/1")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def words(node: LexborNode) -> str:
    """Its text as seen: without what is for screen readers only."""
    for spoken in node.css(".sr"):
        spoken.decompose()
    return node.text().strip()


def test_a_claim_that_contradicts_a_table_is_marked_and_says_both_numbers(desk: Desk) -> None:
    publish(desk, bureau_page().replace("被申请行政复议5件", "被申请行政复议9件"), later())
    found = next(one for one in desk.memory.findings() if one.rule == "TXT-NUM-REVIEW")
    marks = shown(desk).css("#narrative .claim")
    assert [words(mark) for mark in marks] == [CLAIM]
    tip = marks[0].attributes["data-tip"] or ""
    assert "9件" in tip
    assert "总计为5件" in tip
    assert marks[0].attributes["href"] == f"/findings/{found.number}"


def test_a_narrative_that_agrees_with_its_tables_has_no_mark(desk: Desk) -> None:
    publish(desk, bureau_page(), later())
    page = shown(desk)
    assert page.css("#narrative .claim") == []
    assert page.css("td.failing")  # its table three does not balance, and only that is marked


def test_a_corrected_claim_loses_its_mark(desk: Desk) -> None:
    page = bureau_page()
    publish(desk, page.replace("被申请行政复议5件", "被申请行政复议9件"), later())
    publish(desk, page, later(days=1))
    states = {one.rule: one.state for one in desk.memory.findings()}
    assert states["TXT-NUM-REVIEW"] is not FindingState.OPEN
    assert shown(desk).css("#narrative .claim") == []


def test_the_difference_from_the_earlier_revision_names_the_cell_and_both_numbers(desk: Desk) -> None:
    page = bureau_page()
    publish(desk, page, later())
    changed = page.replace("226", "227")
    assert changed != page
    publish(desk, changed, later(days=1))
    latest, first = shown(desk).css(".revision")
    (row,) = latest.css("tbody tr")
    assert "行政许可" in row.text()
    assert [one.text() for one in row.css("del, ins")] == ["226", "227"]
    assert first.css("tbody tr") == []


def test_the_archived_page_stands_beside_the_report_and_can_do_nothing(desk: Desk) -> None:
    hostile = bureau_page().replace("</body>", "<script>parent.location='/x'</script><img src=/x></body>")
    publish(desk, hostile, later())
    (frame,) = shown(desk).css(".beside > .aside iframe.archived")
    assert frame.attributes["sandbox"] == ""
    with TestClient(create(desk), base_url="http://127.0.0.1") as client:
        answer = client.get(frame.attributes["src"] or "")
    assert answer.headers["content-security-policy"] == INERT_POLICY
    assert "政府信息公开" in answer.text
    assert "<script" not in answer.text
    assert "src=" not in answer.text


def test_what_could_not_be_read_is_told_in_chinese_and_to_who_asks_in_english(desk: Desk) -> None:
    publish(desk, worn(bureau_page()), later())
    with TestClient(create(desk), base_url="http://127.0.0.1") as client:
        chinese = LexborHTMLParser(client.get("/reports/1").text)
        (token, *_) = (one.attributes["value"] for one in chinese.css("input[name=token]"))
        client.post("/language", data={"to": "en", "token": token, "next": "/reports/1"})
        english = client.get("/reports/1").text
    noted = [one.text() for one in chinese.css("details .plainlist li")]
    titles = [cell.attributes["title"] or "" for cell in chinese.css("td[title]")]
    assert "第2张表第6行第4列 “（一）予以公开”一行的7格中有1格未能读取：有上标数字或带圈数字" in noted
    assert "未能读取 · 有上标数字或带圈数字" in titles
    assert ENGLISH.findall(NAMES.sub("", " ".join([*noted, *titles]))) == []
    assert "table 2, row 6, column 4</span> row granted: 1 of 7 cells: raised or circled figures" in english


def finding(number: str, message: str, **values: str) -> Any:
    """As much of a filed finding as marking needs."""
    return SimpleNamespace(finding=SimpleNamespace(number=number, message=message), values=values)


def marked(text: str, *told: Any) -> list[tuple[str, list[str]]]:
    pieces: tuple[Piece, ...] = _pieces(
        text, [(one, (*one.values.values(), *quoted(one.finding.message))) for one in told]
    )
    assert "".join(piece.text for piece in pieces) == text
    return [(piece.text, [one.finding.number for one in piece.findings]) for piece in pieces]


def test_two_findings_about_overlapping_words_share_the_stretch_and_neither_is_lost() -> None:
    first = finding("A", "“坚持以公开为原则，紧紧围绕”不妥")
    second = finding("B", "“紧紧围绕教育中心”用了其他行业的口径")
    assert marked("坚持以公开为原则，紧紧围绕教育中心推进", first, second) == [
        ("坚持以公开为原则，", ["A"]),
        ("紧紧围绕", ["A", "B"]),
        ("教育中心", ["B"]),
        ("推进", []),
    ]


def test_a_quotation_that_holds_a_quotation_is_marked_whole() -> None:
    told = finding("A", "“……坚持“公开为原则”，紧紧围绕……”是2007年条例的提法")
    assert marked("始终坚持“公开为原则”，紧紧围绕中心", told) == [
        ("始终", []),
        ("坚持“公开为原则”，紧紧围绕", ["A"]),
        ("中心", []),
    ]


def test_spaces_and_widths_do_not_hide_the_words_a_finding_quotes() -> None:
    told = finding("A", "正文称“收到申请12件”，表三为13件")
    assert marked("全年收到 申请１２件。", told) == [("全年", []), ("收到 申请１２件", ["A"]), ("。", [])]


def test_a_word_too_short_to_tell_where_it_is_meant_marks_nothing() -> None:
    assert marked("公开为常态，公开为原则", finding("A", "“公开”一词")) == [("公开为常态，公开为原则", [])]
