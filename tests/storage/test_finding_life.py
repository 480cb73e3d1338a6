"""The life of a finding: unknown is no answer, rectified is said of the source alone, people's acts survive."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.engine.verdict import Attribution, Outcome, Severity, Status, Verdict
from storage import Cause, Contradiction, EventKind, FindingState, Memory, Waiver, downgrade, upgrade
from storage.lifecycle import Ground, decide
from tests.storage.builders import NUMBERS, address, captured, judge, later, listed, listing, read, verdict

CHANGED = {**NUMBERS, "applications.new_received.total": 10}

grounds = st.builds(
    Ground,
    rule_version=st.integers(1, 2),
    ruleset_hash=st.sampled_from("xy"),
    reader=st.sampled_from("rs"),
    content=st.sampled_from([None, "a", "b"]),
    previous_content=st.sampled_from([None, "p", "q"]),
)
verdicts = st.builds(
    Verdict,
    rule=st.just("R"),
    version=st.integers(1, 2),
    outcome=st.sampled_from(Outcome),
    severity=st.sampled_from(Severity),
    attribution=st.sampled_from(Attribution),
    status=st.sampled_from(Status),
)


@given(st.none() | st.sampled_from(FindingState), grounds, st.none() | verdicts, grounds)
def test_no_state_and_no_verdict_ever_make_an_accusation_of_an_unknown(
    state: FindingState | None, before: Ground, verdict: Verdict | None, now: Ground
) -> None:
    move = decide(state, before, verdict, now)
    if move is None:
        return
    if move.after is FindingState.OPEN:
        assert verdict is not None
        assert verdict.outcome is Outcome.FAIL
        assert verdict.attribution is Attribution.AGENCY
        assert verdict.status is Status.IN_FORCE
    if verdict is not None:
        assert verdict.outcome not in (Outcome.UNKNOWN, Outcome.ERROR)
    if move.kind == "rectified":
        assert before.rule_version == now.rule_version
        assert before.content is None or before.reader == now.reader
        assert (before.content, before.previous_content) != (now.content, now.previous_content)
        appeared = before.content is None and now.content is not None
        assert appeared or (verdict is not None and verdict.outcome is Outcome.PASS)
        assert verdict is None or verdict.outcome is not Outcome.FAIL
    assert state not in (FindingState.DISMISSED, FindingState.WAIVED, FindingState.NOTED)


def only(memory: Memory, rule: str = "SUM-T3-COL") -> tuple[FindingState, Cause | None]:
    (found,) = (finding for finding in memory.findings() if finding.rule == rule)
    return found.state, found.cause


def test_an_unknown_keeps_an_open_finding_open(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    revision = read(memory, "改后", numbers=CHANGED, at=later(days=1))
    judged = judge(memory, revision, verdict(outcome=Outcome.UNKNOWN), at=later(days=1))
    assert judged.still_open == ("NB-000001",)
    assert only(memory)[0] is FindingState.OPEN


def test_an_unknown_of_the_whole_rule_keeps_the_findings_of_its_subjects_open(memory: Memory) -> None:
    judge(memory, read(memory), verdict(subject="natural_person"))
    judge(memory, read(memory), verdict(subject="", outcome=Outcome.UNKNOWN), at=later(days=1))
    assert only(memory)[0] is FindingState.OPEN


def test_a_corrected_source_is_rectified_and_a_relapse_reopens_the_same_number(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    revision = read(memory, "改后", numbers=CHANGED, at=later(days=1))
    assert judge(memory, revision, verdict(outcome=Outcome.PASS), at=later(days=1)).rectified == (
        "NB-000001",
    )
    assert only(memory) == (FindingState.RECTIFIED, Cause.SOURCE)
    again = read(memory, "又错", at=later(days=2))
    assert judge(memory, again, verdict(), at=later(days=2)).opened == ("NB-000001",)
    assert [step.kind for step in memory.history("NB-000001")] == ["opened", "rectified", "reopened"]
    told = [event.kind for _, event in memory.events() if event.resource.endswith("NB-000001")]
    assert told == [EventKind.FINDING_OPENED, EventKind.FINDING_RECTIFIED, EventKind.FINDING_OPENED]


def test_a_pass_without_any_change_of_the_source_is_withdrawn_by_scope(memory: Memory) -> None:
    revision = read(memory)
    judge(memory, revision, verdict())
    assert judge(memory, revision, verdict(outcome=Outcome.PASS), at=later(days=1)).withdrawn == (
        "NB-000001",
    )
    assert only(memory) == (FindingState.WITHDRAWN, Cause.SCOPE)


@pytest.mark.parametrize(
    ("after", "cause"),
    [
        (verdict(outcome=Outcome.PASS, version=2), Cause.RULE),
        (verdict(status=Status.TRIAL), Cause.RULE),
        (verdict(attribution=Attribution.READER), Cause.READER),
        (verdict(attribution=Attribution.UNCLEAR, version=2), Cause.RULE),
        (verdict(outcome=Outcome.NOT_APPLICABLE, subject="", version=2), Cause.RULE),
    ],
    ids=["new version", "back to trial", "our reader", "nobody's any more", "no longer applies"],
)
def test_our_own_changes_withdraw_even_when_the_source_changed_too(
    memory: Memory, after: Verdict, cause: Cause
) -> None:
    judge(memory, read(memory), verdict())
    revision = read(memory, "改后", numbers=CHANGED, at=later(days=1))
    judge(memory, revision, after, at=later(days=1))
    assert only(memory) == (FindingState.WITHDRAWN, cause)
    assert memory.events(kinds=[EventKind.FINDING_RECTIFIED]) == ()


def test_last_years_correction_rectifies_this_years_carry_over(memory: Memory) -> None:
    before = read(memory, "去年", year=2023)
    judge(memory, before)
    revision = read(memory)
    judge(memory, revision, verdict("XYR-CARRY", subject=""))
    read(memory, "去年，改后", year=2023, numbers=CHANGED, at=later(days=1))
    due = memory.due_for_judging("ruleset-1")
    assert revision.id in [item.id for item in due]
    passed = verdict("XYR-CARRY", Outcome.PASS, subject="")
    assert judge(memory, revision, passed, at=later(days=1)).rectified == ("NB-000001",)
    assert revision.id not in [item.id for item in memory.due_for_judging("ruleset-1")]


def test_a_finding_on_two_years_names_both_pages_and_any_other_only_its_own(
    memory: Memory, database_url: str
) -> None:
    read(memory, "去年", year=2023)
    both = replace(
        verdict("XYR-CARRY", subject=""), places=("previous.applications.carried_out.total", "report.text")
    )
    judge(memory, read(memory), both, verdict())
    expected = {"XYR-CARRY": address(year=2023), "SUM-T3-COL": None}
    assert {one.rule: one.previous_url for one in memory.findings()} == expected
    assert [one.previous_evidence for one in memory.findings()] == [
        hashlib.sha256("去年".encode()).hexdigest() if one.rule == "XYR-CARRY" else None
        for one in memory.findings()
    ]
    memory.close()
    downgrade(database_url, "0015")
    upgrade(database_url)
    with Memory(database_url) as again:
        assert {one.rule: one.previous_url for one in again.findings()} == expected


def test_a_dismissal_survives_every_later_run_and_only_a_person_takes_it_back(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    memory.dismiss("NB-000001", by="王科长", reason="当年机构改革", at=later(hours=1))
    revision = read(memory, "改后", numbers=CHANGED, at=later(days=1))
    judged = judge(memory, revision, verdict(), at=later(days=1))
    assert (judged.opened, judged.held) == ((), ("NB-000001",))
    memory.reinstate("NB-000001", by="王科长", reason="核实有误", at=later(days=2))
    assert only(memory) == (FindingState.OPEN, Cause.PERSON)
    assert [(step.kind, step.by) for step in memory.history("NB-000001")] == [
        ("opened", None),
        ("dismissed", "王科长"),
        ("reinstated", "王科长"),
    ]


def test_a_dismissal_without_a_reason_is_refused(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    with pytest.raises(Contradiction, match="reason"):
        memory.dismiss("NB-000001", by="王科长", reason="  ", at=later())


def waiver(**changes: object) -> Waiver:
    facts: dict[str, object] = {
        "key": "W1",
        "rule": "SUM-T3-COL",
        "reason": "系统迁移",
        "document": "云政办函〔2025〕1号",
        "approver": "李主任",
        "expires": date(2025, 2, 20),
        "division": "9901",
    }
    return Waiver(**(facts | changes))  # type: ignore[arg-type]  # a dict of the fields


def test_an_expired_waiver_lets_the_finding_return(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    memory.add_waiver(waiver(), later())
    assert memory.apply_waivers(later(days=1)) == (1, 0)
    assert memory.apply_waivers(later(days=1)) == (0, 0)
    assert only(memory)[0] is FindingState.WAIVED
    assert memory.apply_waivers(later(days=11)) == (0, 1)
    assert only(memory) == (FindingState.OPEN, Cause.WAIVER)


def test_a_new_rule_version_suspends_a_waiver_made_for_the_old(memory: Memory) -> None:
    memory.add_waiver(waiver(rule_version=1), later())
    judge(memory, read(memory), verdict())
    assert only(memory)[0] is FindingState.WAIVED
    judge(memory, read(memory), verdict(version=2), at=later(days=1), ruleset_hash="ruleset-2")
    assert memory.apply_waivers(later(days=1)) == (0, 1)


def test_a_waived_failure_is_never_told_but_counted(memory: Memory) -> None:
    memory.add_waiver(waiver(), later())
    assert judge(memory, read(memory), verdict()).held == ("NB-000001",)
    assert [notice for notice in memory.untold() if notice.audience == "office"] == []


def test_a_waiver_that_matches_nothing_is_reported(memory: Memory) -> None:
    memory.add_waiver(waiver(rule="SUM-T3-COLL"), later())
    assert memory.idle_waivers(later()) == ("W1",)


def test_a_waiver_for_nobody_in_particular_is_refused(memory: Memory) -> None:
    with pytest.raises(Contradiction, match="country"):
        memory.add_waiver(waiver(division=None), later())


def test_a_rule_that_judges_one_subject_twice_is_refused_and_nothing_is_kept(memory: Memory) -> None:
    revision = read(memory)
    with pytest.raises(Contradiction, match="twice"):
        judge(memory, revision, verdict(), verdict())
    assert memory.findings() == ()


def test_a_judgement_can_be_replayed_on_exactly_its_case(memory: Memory) -> None:
    read(memory, "去年", year=2023)
    revision = read(memory)
    case = memory.case(revision.id, date(2025, 2, 10))
    judged = judge(memory, revision, verdict())
    read(memory, "去年，改后", year=2023, numbers=CHANGED, at=later(days=1))
    assert memory.replay(judged.judgement_id) == case
    assert memory.case(revision.id, date(2025, 2, 10)) != case


def test_a_quiet_edit_is_itself_a_finding_with_both_numbers(memory: Memory) -> None:
    judge(memory, read(memory))
    read(memory, "改后", numbers=CHANGED, at=later(days=1))
    (finding,) = memory.findings()
    assert (finding.rule, finding.state, finding.severity) == ("PUB-CHANGED", FindingState.NOTED, "notice")
    assert "由“12”改为“10”" in finding.message
    assert "页面未更新发布日期" in finding.message
    assert "第" not in finding.message, "revisions are counted that a later reader made of the same page"


def test_open_errors_that_nobody_answers_are_reminded_of_and_go_one_level_up_once(memory: Memory) -> None:
    judge(memory, read(memory), verdict(), verdict("SUM-T4"), verdict("CEL-BLANK", severity=Severity.NOTICE))
    memory.acknowledge("NB-000002", by="王科长", at=later(days=1))  # NB-000001 is CEL-BLANK, a notice

    def remind(days: float) -> int:
        look_again(memory, days)
        return memory.remind(later(days=days), after_days=7, every_days=7, escalate_after_days=20)

    assert [remind(day) for day in (1, 6, 7, 8, 14, 20, 21, 21)] == [0, 0, 1, 0, 1, 1, 1, 0]
    kinds = [notice.kind for notice in memory.untold() if notice.kind in ("reminder", "escalated")]
    assert sorted(kinds) == ["escalated", "reminder", "reminder", "reminder"]


def look_again(memory: Memory, days: float, body: str = "正文", year: int = 2024) -> None:
    """The page answers what it answered before."""
    memory.record_capture(captured(body, year=year, at=later(days)))


def reminded(memory: Memory, days: float) -> int:
    return memory.remind(later(days), after_days=7, every_days=7, escalate_after_days=7)


def test_who_was_not_looked_at_since_is_not_called_overdue_and_is_when_it_is_seen_to_stand(
    memory: Memory,
) -> None:
    judge(memory, read(memory), verdict())
    memory.record_listing(listing([listed()], at=later(9)))  # the list was, its page was not
    assert reminded(memory, 9) == 0
    look_again(memory, 10)
    assert reminded(memory, 11) == 2  # the reminder, and the one step up


@pytest.mark.parametrize(
    "what",
    [
        "another page",
        "a page that nobody can read",
        "no reading any more",
        "a new reading",
        "an unknown verdict",
    ],
)
def test_what_may_have_been_rectified_meanwhile_is_not_called_overdue(memory: Memory, what: str) -> None:
    """A page that changed or was read anew and was not judged yet, one that this reader cannot read, a doubt that came
    up while another rule fails of the same subject, or this one of another: nobody knows."""
    revision = read(memory)
    judge(memory, revision, verdict())
    if what == "an unknown verdict":
        look_again(memory, 8)
        another = verdict("SUM-T3-ROW", severity=Severity.NOTICE)
        elsewhere = verdict(subject="business", severity=Severity.NOTICE)
        judge(memory, revision, verdict(outcome=Outcome.UNKNOWN), another, elsewhere, at=later(8))
    elif what == "no reading any more":
        memory.record_unreadable(memory.record_capture(captured(at=later(8))).id, "reader-2", "too much")
    elif what == "a new reading":
        read(memory, at=later(8), reader="reader-2", numbers=CHANGED)
    else:
        kept = memory.record_capture(captured("不同的网页", at=later(8)))
        if what == "a page that nobody can read":
            memory.record_unreadable(kept.id, "reader-1", "encrypted")
    assert memory.findings(numbers=["NB-000001"])[0].state is FindingState.OPEN
    assert reminded(memory, 9) == 0
    assert memory.confirmed_on(["NB-000001"]) == {}


def test_two_years_are_reminded_of_only_where_both_pages_were_seen_again(memory: Memory) -> None:
    read(memory, "去年", year=2023)
    both = replace(verdict("XYR-CARRY"), places=("previous.applications.carried_out.total",))
    judge(memory, read(memory), both)
    look_again(memory, 8)
    assert reminded(memory, 9) == 0
    look_again(memory, 9, "去年", 2023)
    assert reminded(memory, 9) == 2
    assert memory.confirmed_on(["NB-000001"]) == {"NB-000001": later(8).date()}
    read(memory, "去年，改后", year=2023, numbers=CHANGED, at=later(10))
    assert memory.confirmed_on(["NB-000001"]) == {}
