"""Nobody is accused of an odd but lawful way of writing: dates, telephones, signatures, quotations, other years, small totals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import rules
from reports import AgencyLevel, AgencyType
from rules import Outcome
from rules.engine.draft import Draft, give_cell

RULES = rules.load()
ODDITIES = Path(__file__).with_name("lawful_oddities.txt")
SECTIONS = {"总体情况": "overview", "问题及改进": "problems", "其他事项": "other_matters"}
FIGURES = {
    "applications.new_received.natural_person": 60,
    "applications.new_received.business": 8,
    "applications.new_received.total": 68,
    "applications.carried_in.natural_person": 5,
    "applications.carried_in.total": 5,
    "applications.granted.natural_person": 22,
    "applications.granted.business": 2,
    "applications.granted.total": 24,
    "applications.partially_granted.natural_person": 6,
    "applications.partially_granted.total": 6,
    "applications.denied_third_party.natural_person": 8,
    "applications.denied_third_party.total": 8,
    "applications.unable_not_held.natural_person": 15,
    "applications.unable_not_held.business": 4,
    "applications.unable_not_held.total": 19,
    "applications.not_processed_petition.natural_person": 1,
    "applications.not_processed_petition.business": 2,
    "applications.not_processed_petition.total": 3,
    "applications.result_total.natural_person": 52,
    "applications.result_total.business": 8,
    "applications.result_total.total": 60,
    "applications.carried_out.natural_person": 13,
    "applications.carried_out.total": 13,
    "disclosure.normative_docs.issued": 7,
    "disclosure.normative_docs.repealed": 4,
    "disclosure.normative_docs.in_force": 28,
    "disclosure.licensing.decisions": 126,
    "disclosure.penalty.decisions": 12,
    "disclosure.coercion.decisions": 3,
    "disclosure.admin_fees.fee_amount": Decimal("12.5"),
    "litigation.review.upheld": 2,
    "litigation.review.total": 2,
    "litigation.suit_direct.pending": 1,
    "litigation.suit_direct.total": 1,
}


def oddities() -> list[tuple[str, str]]:
    found = []
    section = ""
    for line in ODDITIES.read_text("utf-8").splitlines()[1:]:
        if line.startswith("# "):
            section = line[2:]
        else:
            found.append((section, line.replace("⏎", "\n")))
    return found


def report(section: str, text: str) -> Draft:
    draft = Draft(
        name="枞阳县教育局",
        type=AgencyType.DEPARTMENT,
        level=AgencyLevel.COUNTY,
        division="340722",
        year=2024,
        title="枞阳县教育局2024年政府信息公开工作年度报告",
    )
    draft.texts = {
        "overview": "2024年，我局认真公开。",
        "problems": "公开意识不强，将加强培训。",
        "other_matters": "无。",
    }
    if section == "序言":
        draft.preamble = text
    else:
        draft.texts[SECTIONS[section]] = text
    for address, value in FIGURES.items():
        give_cell(draft, address, value)
    return draft


def failures(draft: Draft) -> dict[str, str]:
    return {v.rule: v.message for v in RULES.judge(draft.case()) if v.outcome is Outcome.FAIL}


@pytest.fixture(scope="module")
def usual() -> set[str]:
    """What is said of the draft itself, which is no whole report."""
    return {*failures(report("总体情况", "按要求开展工作。")), "STR-FIVE-ASPECTS"}


@pytest.mark.parametrize("section", ["总体情况", "问题及改进", "其他事项", "序言"])
def test_an_odd_but_lawful_way_of_writing_accuses_nobody(section: str, usual: set[str]) -> None:
    found = [text for where, text in oddities() if where == section]
    assert len(found) >= 5
    for text in found:
        said = failures(report(section, text))
        assert said.keys() <= usual, (text, said)


@pytest.mark.parametrize(
    ("section", "text", "rule"),
    [
        ("总体情况", "2024年11月31日召开培训会。", "TXT-DATE-IMPOSSIBLE"),
        ("其他事项", "无。\n枞阳县教育局\n2025年  月  日", "TXT-DATE-BLANK"),
        ("总体情况", "（请根据本单位实际情况填写）", "TXT-REMNANT"),
        ("其他事项", "联系电话：0562-321234", "TXT-CONTACT-NUMBER"),
        ("其他事项", "其他需要报告的事项。", "STR-SEC-HEADING-ONLY"),
        ("总体情况", "2023年，我局认真公开信息312条。", "TXT-YEAR-OVERVIEW"),
        ("问题及改进", "2024年，我局将进一步加强培训。", "TXT-YEAR-WILL"),
        ("其他事项", "无。\n枞阳县教育局\n2024年1月20日", "TXT-SIGNED-YEAR"),
        ("序言", "根据《政府信息公开条例》第五十九条编制。", "TXT-LAW-ARTICLE"),
        ("总体情况", "共收到政府信息公开申请68件，无上年结转。", "TXT-CARRY-NONE"),
        ("总体情况", "我局落实条例，我镇主动公开信息12条。", "TXT-SELF-KIND"),
        ("总体情况", "共收到政府信息公开申请 件，均已答复。", "TXT-MISSING-COUNT"),
        ("其他事项", "无。\n湖南省邵阳县教育局\n2025年1月20日", "TXT-FOREIGN-ORG"),
        ("总体情况", "全年未作出行政处罚决定。", "TXT-NUM-T2"),
        ("总体情况", "全年共收到政府信息公开申请28件，均已答复。", "TXT-NUM-RECEIVED"),
        ("总体情况", "全年发生政府信息公开行政诉讼12件，均涉及本机关。", "TXT-NUM-SUIT"),
        ("总体情况", "全年作出行政许可决定1.26万件。", "TXT-NUM-T2"),
    ],
)
def test_its_guilty_neighbour_is_told(section: str, text: str, rule: str, usual: set[str]) -> None:
    assert rule in failures(report(section, text)).keys() - usual
