"""A report judged again by what changed alone ends as one judged whole: the same rows in every table."""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

import rules
from reports import AnnualReport, Place, Section, Sentence
from rules import Outcome, Rule, RuleSet
from rules.engine.parts import CODE
from storage import DueRevision, Memory, Reading, RosterEntry, Why, pack
from tests.storage import databases
from tests.storage.builders import NUMBERS, PORTAL, captured, later, listed, listing, read, report, verdict
from tests.storage.dump import everything

CATALOGUE = rules.load()
SOME = ("PUB-FUTURE", "PUB-LATE", "SUM-T3-COL", "TXT-CONTACT", "XAG-SIMILAR", "XYR-CARRY", "XYR-SIMILAR")
FIRST = RuleSet([CATALOGUE.rules[id] for id in SOME])
AGENCIES = ("教育局", "水利局", "民政局", "财政局", "交通局", "农业局")
CHANGES: dict[str, dict[str, object]] = {
    "words": {"message": "改过的话"},
    "logic": {"claim": "1 > 2", "version": 9},
    "trial": {"status": "trial"},
    "retired": {"status": "retired"},
    "other agencies": {"severity": "notice", "when": '报告.单位类别 == "乡镇"', "version": 7},
}


def _said(number: int) -> tuple[str, ...]:
    dice = random.Random(number)
    letters = "公开信息群众申请答复审查专栏检索附件台账培训考核评议解读图表企业低保入学危房改造"
    return tuple("".join(dice.choice(letters) for _ in range(24)) for _ in range(24))


TEXTS = tuple(_said(number) for number in range(3))


def _sets() -> tuple[tuple[tuple[str, str], ...], ...]:
    """Every rule is changed in every way in one of them; few, for each takes its time to compile."""
    dice = random.Random(4)
    every = [(id, how) for id in SOME for how in (*CHANGES, "removed")]
    dice.shuffle(every)
    return ((), *(tuple(every[start : start + 3]) for start in range(0, len(every), 3)))


SETS = _sets()


@dataclass(frozen=True)
class Round:
    """What happens before reports that are due are judged."""

    published: tuple[tuple[str, int, int, int], ...]
    """(agency, year, which text, a number of table three)"""
    changed: tuple[tuple[str, str], ...]
    """Rules and how they are changed from the first set."""
    days: int
    roster: int
    listed: bool


ROUNDS = st.lists(
    st.builds(
        Round,
        st.lists(
            st.tuples(
                st.sampled_from(AGENCIES),
                st.sampled_from((2023, 2024, 2024)),
                st.integers(0, len(TEXTS) - 1),
                st.sampled_from((10, 11)),
            ),
            max_size=2,
        ).map(tuple),
        st.sampled_from(SETS),
        st.sampled_from((0, 0, 1, 400)),
        st.sampled_from((0, 0, 0, 2020, 2024)),
        st.sampled_from((False, False, True)),
    ),
    min_size=4,
    max_size=6,
)
EXAMPLES = 5
"""Each opens two databases, which costs more than its rounds."""


@cache
def ruleset(changes: tuple[tuple[str, str], ...]) -> RuleSet:
    found: dict[str, Rule] = dict(FIRST.rules)
    for id, how in changes:
        if how == "removed" or id not in found:
            found.pop(id, None)
            continue
        rule = found[id]
        found[id] = replace(rule, text=rule.text.model_copy(update=CHANGES[how]))
    return RuleSet(list(found.values()))


def written(agency: str, year: int, text: int, number: int) -> AnnualReport:
    said = "。".join(TEXTS[text])
    made = report(f"{year}{number}{said}", agency=agency, year=year, numbers={**NUMBERS, _TOTAL: number})
    section = Section(True, "一、总体情况", said, Place(line=3), (3, 9), 1)
    sentence = Sentence("overview", said, Place(line=4))
    return replace(made, narrative=(sentence,), sections={"overview": section}, uncertain=())


_TOTAL = "applications.new_received.natural_person"


def happens(memory: Memory, number: int, now: Round) -> None:
    at = later(days=number)
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    readings = []
    for place, (agency, year, text, amount) in enumerate(now.published):
        body = f"{agency}{year}{text}{amount}"
        kept = memory.record_capture(captured(body, agency=agency, year=year, at=later(number, hours=place)))
        made = written(agency, year, text, amount)
        source = replace(made.source, sha256=hashlib.sha256(body.encode()).hexdigest())
        readings.append(Reading(kept.id, pack(replace(made, source=source)), at))
    for one in readings:
        memory.record_readings([one])
    if now.roster:
        entry = RosterEntry("教育局", "department", "county", "990121", founded=date(now.roster, 3, 1))
        memory.record_agencies([entry], at)
    if now.listed:
        shown = [replace(listed(agency), date=f"2025-0{number + 2}-20") for agency in AGENCIES]
        memory.record_listing(listing(shown, at=at))


Due = Callable[[tuple[DueRevision, ...]], tuple[DueRevision, ...]]


def judged(memory: Memory, number: int, now: Round, seen_as: Due) -> int:
    """Judge what is due until nothing is; how many were."""
    set = ruleset(now.changed)
    memory.know_rules(set)
    done = 0
    for _ in range(5):
        due = memory.due_for_judging(set.hash)
        done += len(due)
        if not due:
            break
        said = memory.judge(set, seen_as(due), date(2025, 2, 10) + timedelta(days=now.days))
        memory.record_judgements(said, ruleset_hash=set.hash, at=later(number, hours=9))
    return done


def as_they_are(due: tuple[DueRevision, ...]) -> tuple[DueRevision, ...]:
    for one in due:
        event(one.why.value)
    return due


def as_new(due: tuple[DueRevision, ...]) -> tuple[DueRevision, ...]:
    """So that nothing of an earlier judgement is used."""
    return tuple(replace(one, why=Why.NEW) for one in due)


def both_ends(rounds: list[Round], fresh: Callable[[Path], str]) -> list[dict[str, list[tuple[object, ...]]]]:
    """All that is stored in the end: judged by what changed alone, and judged whole each time."""
    start = Round(
        tuple((agency, 2024, n % 3, 10 + n % 2) for n, agency in enumerate(AGENCIES)), (), 0, 0, False
    )
    ends = []
    for seen_as in (as_they_are, as_new):
        with tempfile.TemporaryDirectory() as folder, Memory(fresh(Path(folder))) as memory:
            for number, now in enumerate([start, *rounds]):
                happens(memory, number, now)
                judged(memory, number, now, seen_as)
            ends.append(everything(memory))
    return ends


@settings(max_examples=EXAMPLES, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(rounds=ROUNDS)
def test_what_changed_alone_ends_as_the_whole(sqlite_template: Path, rounds: list[Round]) -> None:
    again, whole = both_ends(rounds, lambda folder: databases.sqlite_copy(sqlite_template, folder))
    assert again == whole


@pytest.mark.postgres
@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(rounds=ROUNDS)
def test_what_changed_alone_ends_as_the_whole_on_postgresql(
    postgres_url: str, postgres_template: str, rounds: list[Round]
) -> None:
    again, whole = both_ends(rounds, lambda _: databases.postgres_copy(postgres_url, postgres_template))
    assert again == whole


DAY = date(2025, 2, 10)


def said_before(memory: Memory) -> None:
    """One report, of which the first rule set is made to have said what it would never say."""
    revision = read(memory)
    memory.know_rules(FIRST)
    case = memory.case(revision.id, DAY)
    memory.record_verdicts(
        revision.id, [verdict("TXT-CONTACT", subject="")], ruleset_hash=FIRST.hash, at=later(), case=case
    )


def failing(memory: Memory, set: RuleSet, day: date = DAY) -> list[str]:
    ((_, said),) = memory.judge(set, memory.due_for_judging(set.hash), day)
    return [one.rule for one in said.loud if one.outcome == Outcome.FAIL.value and one.rule == "TXT-CONTACT"]


def test_a_rule_that_did_not_change_is_not_asked_again(memory: Memory) -> None:
    said_before(memory)
    assert failing(memory, ruleset((("PUB-LATE", "words"),))) == ["TXT-CONTACT"]
    assert failing(memory, ruleset((("PUB-LATE", "words"),)), DAY + timedelta(days=1)) == ["TXT-CONTACT"]


def test_a_rule_whose_words_changed_is_asked_again(memory: Memory) -> None:
    said_before(memory)
    assert failing(memory, ruleset((("TXT-CONTACT", "words"),))) == []


def test_a_fact_of_the_case_that_moved_has_every_rule_asked_again(memory: Memory) -> None:
    said_before(memory)
    memory.record_agencies(
        [RosterEntry("教育局", "department", "county", "990121", founded=date(2020, 1, 1))], later(1)
    )
    assert failing(memory, ruleset((("PUB-LATE", "words"),))) == []


def test_what_a_rule_set_nobody_noted_has_said_is_not_built_upon(memory: Memory) -> None:
    revision = read(memory)
    said = [verdict("TXT-CONTACT", subject="")]
    memory.record_verdicts(
        revision.id, said, ruleset_hash="unknown", at=later(), case=memory.case(revision.id, DAY)
    )
    assert failing(memory, FIRST) == []


def test_where_other_code_judged_by_the_same_rules_nothing_is_built_upon_it(memory: Memory) -> None:
    said_before(memory)
    upgraded = RuleSet(list(FIRST.rules.values()))
    upgraded.parts = {**FIRST.parts, CODE: "a later version of ours"}
    memory.know_rules(upgraded)
    assert failing(memory, ruleset((("PUB-LATE", "words"),))) == []


def test_due_says_why(memory: Memory) -> None:
    said_before(memory)
    assert [one.why for one in memory.due_for_judging(FIRST.hash)] == []
    assert [one.why for one in memory.due_for_judging("other")] == [Why.RULES]
    read(memory, "去年", year=2023)
    assert [one.why for one in memory.due_for_judging("other")] == [Why.NEW, Why.PREVIOUS]
