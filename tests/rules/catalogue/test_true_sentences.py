"""Nobody is accused of a true sentence: other scopes, channels, periods, kinds and organs, written as agencies write them."""

from __future__ import annotations

from pathlib import Path

import pytest

import rules
from reports import AgencyLevel, AgencyType
from rules import Outcome
from rules.engine.draft import Draft, give_cell

RULES = rules.load()
SENTENCES = Path(__file__).with_name("true_sentences.txt")
KINDS = {
    "青溪县人民政府": (AgencyType.GOVERNMENT, AgencyLevel.COUNTY),
    "临清市人民政府": (AgencyType.GOVERNMENT, AgencyLevel.COUNTY),
    "淮安市人民政府": (AgencyType.GOVERNMENT, AgencyLevel.CITY),
    "青溪县教育局": (AgencyType.DEPARTMENT, AgencyLevel.COUNTY),
    "青溪县人民政府办公室": (AgencyType.GOV_OFFICE, AgencyLevel.COUNTY),
    "石桥镇人民政府": (AgencyType.TOWNSHIP, AgencyLevel.TOWNSHIP),
    "东关街道办事处": (AgencyType.SUBDISTRICT, AgencyLevel.TOWNSHIP),
}
FULL = {
    "applications.new_received.natural_person": 60,
    "applications.new_received.business": 8,
    "applications.new_received.total": 68,
    "applications.carried_in.total": 5,
    "disclosure.normative_docs.issued": 7,
    "disclosure.normative_docs.repealed": 4,
    "disclosure.normative_docs.in_force": 28,
    "applications.result_total.total": 60,
    "applications.carried_out.total": 13,
    "litigation.review.upheld": 14,
    "litigation.review.total": 14,
    "litigation.suit_direct.upheld": 5,
    "litigation.suit_direct.total": 5,
    "litigation.suit_after_review.upheld": 2,
    "litigation.suit_after_review.total": 2,
}


def groups() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text("utf-8").splitlines()[1:]:
        if line.startswith("# "):
            current = found.setdefault(line[2:], [])
        elif line.strip():
            current.append(line)
    return found


def failures(name: str, full: bool, sentence: str) -> dict[str, str]:
    type, level = KINDS[name]
    draft = Draft(name=name, type=type, level=level, texts={"overview": sentence})
    for address, value in FULL.items() if full else ():
        give_cell(draft, address, value)
    verdicts = RULES.judge(draft.case())
    return {v.rule: v.message for v in verdicts if v.outcome is Outcome.FAIL}


@pytest.mark.parametrize("group", groups())
def test_a_true_sentence_accuses_nobody(group: str) -> None:
    name, _, tables = group.partition(" | ")
    expected = failures(name, tables == "full", "按要求开展工作。").keys()
    for sentence in groups()[group]:
        said = failures(name, tables == "full", sentence)
        assert said.keys() <= expected, (sentence, said)


@pytest.mark.parametrize(
    ("name", "sentence", "rule"),
    [
        ("青溪县人民政府", "全县共收到政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        (
            "青溪县人民政府",
            "2024年度，青溪县共受理公民、法人和其他组织政府信息公开申请66件。",
            "TXT-NUM-RECEIVED",
        ),
        ("临清市人民政府", "全市共收到政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        ("淮安市人民政府", "淮安市共收到政府信息公开申请66件。", "TXT-NUM-RECEIVED"),
        ("青溪县教育局", "我局全年共收到依申请公开66件。", "TXT-NUM-RECEIVED"),
        ("石桥镇人民政府", "石桥镇未收到政府信息公开申请。", "TXT-NUM-ZERO"),
        ("东关街道办事处", "本年度我街道未收到政府信息公开申请。", "TXT-NUM-ZERO"),
        ("青溪县人民政府", "全年共答复政府信息公开申请59件。", "TXT-NUM-ANSWERED"),
        ("青溪县人民政府", "结转下年度继续办理政府信息公开申请9件。", "TXT-NUM-CARRY"),
        ("青溪县人民政府", "因政府信息公开被申请行政复议12件。", "TXT-NUM-REVIEW"),
        ("青溪县人民政府", "因政府信息公开工作被提起行政诉讼6件。", "TXT-NUM-SUIT"),
    ],
)
def test_a_plain_false_sentence_is_still_found(name: str, sentence: str, rule: str) -> None:
    assert rule in failures(name, True, sentence)
