"""Likeness of narratives: what is really alike is shown with its passages; templates, names and short texts accuse nobody."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reports
import rules
from reports import AnnualReport
from rules import Outcome, Severity
from rules.engine.draft import Draft
from rules.texts import Neighbours, SimilarityIndex, alike_among, compare, likeness, masked, stirred
from specimens import Town
from specimens.web import Asked

RULES = rules.load()
WORDS = "公开信息群众申请答复审查专栏检索附件台账培训考核评议解读图表企业低保入学危房改造救助预算决算采购环境安全食品就业医疗养老土地规划交通"


def sentences(seed: int, count: int = 24) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choice(WORDS) for _ in range(24)) for _ in range(count)]


def written(name: str, said: list[str], year: int = 2024) -> AnnualReport:
    return Draft(year=year, name=name, texts={"overview": "。".join(said)}).report()


UNLIKE = tuple(written(f"青溪县其{n}局", sentences(900 + n)) for n in range(5))
"""Others of the county, so that a template could be told from a copy."""


def verdicts(
    own: AnnualReport, siblings: tuple[AnnualReport, ...] = (), previous: AnnualReport | None = None
) -> dict[str, list[rules.Verdict]]:
    case = rules.Case(
        own,
        date(2025, 12, 1),
        previous=previous,
        prior=rules.Prior.READ if previous else rules.Prior.UNSEEN,
        agency=rules.agency_facts(own),
        siblings=siblings,
    )
    found: dict[str, list[rules.Verdict]] = {}
    for verdict in RULES.judge(case):
        found.setdefault(verdict.rule, []).append(verdict)
    return found


def test_another_agencys_text_is_named_with_the_shared_passage() -> None:
    said = sentences(1)
    own, other = written("青溪县教育局", said), written("青溪县水利局", [*said[:-1], *sentences(2, 1)])
    (found,) = verdicts(own, (other, *UNLIKE))["XAG-SIMILAR"]
    assert (found.outcome, found.severity) == (Outcome.FAIL, Severity.WARNING)
    assert found.subject == "青溪县水利局"
    assert said[0] in found.message
    assert "抄袭" not in found.message


def test_no_rule_speaks_of_copying_as_a_fault() -> None:
    for rule in RULES.rules.values():
        assert "抄袭" not in f"{rule.text.title}{rule.text.message}{rule.text.remedy}{rule.text.note}", (
            rule.id
        )


def test_a_template_that_five_agencies_share_accuses_none_of_them() -> None:
    said = sentences(3)
    five = tuple(written(f"青溪县第{word}局", said) for word in "甲乙丙丁戊")
    (alone,) = verdicts(five[0], (*five[1:], *UNLIKE))["XAG-SIMILAR"]
    assert alone.outcome is not Outcome.FAIL
    assert (
        len([v for v in verdicts(five[0], (*five[1:4], *UNLIKE))["XAG-SIMILAR"] if v.outcome is Outcome.FAIL])
        == 3
    )


def test_a_template_within_own_text_leaves_the_rest_to_be_compared() -> None:
    template, own_words = sentences(4, 8), sentences(5, 20)
    others = tuple(
        written(f"青溪县第{word}局", [*template, *sentences(n, 20)]) for n, word in enumerate("甲乙丙丁", 40)
    )
    copy = written("青溪县第戊局", [*template, *own_words])
    (found,) = [
        v
        for v in verdicts(written("青溪县第己局", [*template, *own_words]), (*others, copy))["XAG-SIMILAR"]
        if v.outcome is Outcome.FAIL
    ]
    assert found.subject == "青溪县第戊局"
    assert not any(sentence in found.message for sentence in template)


def test_an_own_second_edition_another_year_or_a_nameless_report_is_no_other_agency() -> None:
    said = sentences(6)
    own = written("青溪县教育局", said)
    assert alike_among(own, (written("青溪县教育局", said),), 0.8) == ()
    (same,) = verdicts(own, (written("青溪县水利局", said, 2023),))["XAG-SIMILAR"]
    assert same.outcome is Outcome.UNKNOWN
    nameless = written("", said)
    assert alike_among(own, (nameless,), 0.8) == ()
    assert alike_among(nameless, (own,), 0.8) == ()


def test_among_too_few_reports_a_template_cannot_be_told_from_a_copy() -> None:
    said = sentences(1)
    own, other = written("青溪县教育局", said), written("青溪县水利局", said)
    (found,) = verdicts(own, (other, *UNLIKE[:3]))["XAG-SIMILAR"]
    assert found.outcome is Outcome.UNKNOWN
    assert "模板" in found.message


def test_what_the_form_makes_everybody_write_is_not_compared() -> None:
    formal = [
        "根据《中华人民共和国政府信息公开条例》要求，编制本报告",
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六个部分组成",
        "所列数据的统计期限自2024年1月1日起至2024年12月31日止",
        "本报告电子版可在政府网站下载",
        "如对本报告有疑问，请与本单位联系",
    ]
    assert masked(written("青溪县教育局", formal)).plain == ("按要求开展工作",)  # the fifth section


def test_not_having_looked_is_unknown() -> None:
    (found,) = verdicts(written("青溪县教育局", sentences(7)))["XAG-SIMILAR"]
    assert found.outcome is Outcome.UNKNOWN


def test_names_years_and_numbers_do_not_make_a_text_another() -> None:
    said = sentences(8)
    own = written("青溪县教育局", [f"2024年青溪县教育局收到申请{n}件，{text}" for n, text in enumerate(said)])
    other = written(
        "白河县水利局", [f"2023年白河县水利局收到申请{n + 7}件，{text}" for n, text in enumerate(said)]
    )
    assert compare(masked(own), masked(other)).percent >= 95


@pytest.mark.parametrize(
    ("kept", "severity"), [(24, Severity.WARNING), (20, Severity.NOTICE), (6, None), (0, None)]
)
def test_last_years_own_text_is_graded_by_likeness(kept: int, severity: Severity | None) -> None:
    said = sentences(9)
    own = written("青溪县教育局", said)
    last = written("青溪县教育局", [*said[:kept], *sentences(10, 24 - kept)], 2023)
    (found,) = verdicts(own, previous=last)["XYR-SIMILAR"]
    assert (found.severity if found.outcome is Outcome.FAIL else None) is severity
    if severity is None:
        assert found.outcome is Outcome.PASS


def test_a_report_of_another_year_is_not_taken_for_last_years() -> None:
    own = written("青溪县教育局", sentences(11))
    for year in (2024, 2022):
        (found,) = verdicts(own, previous=written("青溪县教育局", sentences(11), year))["XYR-SIMILAR"]
        assert found.outcome is Outcome.UNKNOWN


def test_a_short_text_is_not_compared() -> None:
    said = sentences(12, 8)
    (found,) = verdicts(written("甲县", said), previous=written("甲县", said, 2023))["XYR-SIMILAR"]
    assert found.outcome is Outcome.NOT_APPLICABLE


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 24))
def test_likeness_is_symmetric_and_exact_at_its_ends(seed: int, kept: int) -> None:
    said = sentences(seed)
    one = masked(written("甲县", said)).grams()
    other = masked(written("甲县", [*said[:kept], *sentences(seed + 1, 24 - kept)])).grams()
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) == 1.0
    assert likeness(frozenset(), frozenset()) == 0.0


def test_the_index_finds_edited_copies_among_many_and_the_order_changes_nothing() -> None:
    narratives = {str(n): masked(written("甲县", sentences(n))) for n in range(300)}
    copies = {
        str(n): masked(written("乙县", [*sentences(n)[:-1], *sentences(900 + n, 1)])) for n in range(60)
    }
    answers = []
    for order in (list(narratives), list(reversed(narratives))):
        index = SimilarityIndex()
        for key in order:
            index.add(key, narratives[key])
        answers.append({key: index.query(copy) for key, copy in copies.items()})
    assert answers[0] == answers[1]
    assert all(key in named for key, named in answers[0].items())
    assert len(index) == 300
    with pytest.raises(ValueError, match="already exists"):
        index.add("0", narratives["0"])


def test_the_agencies_of_the_town_do_not_resemble_each_other() -> None:
    town = Town.demo()
    town.move_to(3)
    read: dict[int, list[AnnualReport]] = {}
    for expected in town.truth().reports:
        reply = town.answer(Asked(town.host, "GET", expected.url.removeprefix(f"http://{town.host}")))
        report = reports.read(
            reply.body,
            "page.html",
            content_type=reply.content_type,
            url=expected.url,
            listed_title=expected.title,
        )
        read.setdefault(expected.year, []).append(report)
    compared = 0
    for same_year in read.values():
        for own in same_year:
            found = verdicts(own, tuple(one for one in same_year if one is not own))["XAG-SIMILAR"]
            assert not [v.message for v in found if v.outcome in (Outcome.FAIL, Outcome.ERROR)]
            compared += 1
    assert compared >= 20


def test_whichever_is_asked_first_and_read_anew_says_the_same() -> None:
    county = [written(f"青溪县第{n}局", sentences(50 + n // 2)) for n in range(8)]
    alone = {}
    for own in county:
        others = [one for one in county if one is not own]
        alone[own.agency.name] = [(c.name, c.percent) for c in alike_among(own, others, 0.8)]
    for own in reversed(county):
        again = [written(one.agency.name or "", _words(one)) for one in reversed(county) if one is not own]
        assert [(c.name, c.percent) for c in alike_among(own, again, 0.8)] == alone[own.agency.name]
    assert alone["青溪县第0局"] == [("青溪县第1局", 100)]


def _words(report: AnnualReport) -> list[str]:
    return report.sections["overview"].text.split("。")


def test_a_newcomer_stirs_only_those_it_is_like() -> None:
    said = sentences(60)
    twin = written("青溪县教育局", said)
    county = (twin, *(written(f"青溪县第{n}局", sentences(70 + n)) for n in range(60)))
    newcomer = written("青溪县水利局", [*said[:-1], *sentences(61, 1)])
    assert stirred(newcomer, county, 0.8) == (0,)
    assert stirred(written("青溪县水利局", sentences(62)), county, 0.8) == ()


def test_the_one_that_makes_a_template_stirs_those_who_share_it_and_the_next_one_nobody() -> None:
    said = sentences(63)
    sharing = tuple(written(f"青溪县第{n}局", said) for n in range(4))
    county = (*sharing, *UNLIKE)
    fifth, sixth = written("青溪县水利局", said), written("青溪县农业局", said)
    assert stirred(fifth, county, 0.8) == (0, 1, 2, 3)
    assert stirred(sixth, (*county, fifth), 0.8) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4), min_size=2, max_size=9))
def test_what_one_report_changes_is_never_more_than_it_stirs(pieces: list[list[int]]) -> None:
    """Blocks of sentences are shared at random: whoever's comparison differs once the last one is there was stirred by it."""
    block = [sentences(80 + n, 14) for n in range(6)]
    county = [
        written(f"青溪县第{at}局", [one for n in blocks for one in block[n]])
        for at, blocks in enumerate(pieces)
    ]
    *before, newcomer = county
    moved = set()
    for at, own in enumerate(before):
        others = [one for one in before if one is not own]
        if alike_among(own, others, 0.8) != alike_among(own, [*others, newcomer], 0.8):
            moved.add(at)
    assert moved <= set(stirred(newcomer, before, 0.8))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4), min_size=2, max_size=9))
def test_one_more_or_one_fewer_is_the_same_as_all_of_them_anew(pieces: list[list[int]]) -> None:
    block = [sentences(80 + n, 6) for n in range(6)]
    whole = {
        f"青溪县第{at}局": masked(written(f"青溪县第{at}局", [one for n in blocks for one in block[n]]))
        for at, blocks in enumerate(pieces)
    }
    (name, narrative), *others = whole.items()
    every, without = Neighbours.of(whole), Neighbours.of(dict(others))
    assert without.joined_by(name, narrative) == every
    assert every.left_by(name) == without
