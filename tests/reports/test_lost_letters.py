"""Texts that lost one letter everywhere (a font without its name, a converter that did not know it): the agency wrote it.

Of real archives' texts, and of the generated ones as archives flatten them: nothing is called missing for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

import reports
from benchmarks.reading import corpus

SHARED = Path(__file__).resolve().parents[2] / "../shared/reports"
LETTERS = sorted({letter for section in reports.sections() for letter in section.title if letter != "、"})


def missing(text: str) -> list[str]:
    found = reports.read(text.encode(), "report.txt")
    return [id for id, section in found.sections.items() if section.certain and not section.present]


def whole_texts() -> Iterator[str]:
    """Generated, each of its own form, and with every section to be seen."""
    forms = set()
    for case in corpus.cases(200, 451_000):
        if case.name.endswith(".txt") and case.form not in forms and case.injury is None:
            text = case.data.decode(errors="ignore")
            if not missing(text):
                forms.add(case.form)
                yield text


@pytest.mark.parametrize("instead", ["", "?"])
def test_a_letter_lost_everywhere_makes_no_section_missing(instead: str) -> None:
    texts = list(islice(whole_texts(), 3))
    assert len(texts) == 3
    accused = [
        (number, letter, missing(text.replace(letter, instead)))
        for number, text in enumerate(texts)
        for letter in LETTERS
    ]
    assert [one for one in accused if one[-1]] == []


@pytest.mark.real_reports
@pytest.mark.parametrize(
    "name", ["muye-2020.txt", "pingtan-2019.txt", "chumiao-2021.txt", "erligang-2020.txt"]
)
def test_a_letter_lost_in_an_archives_text_makes_no_section_missing(name: str) -> None:
    """Torn headings too: the run-together text has its fourth within a table."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/reports/{name} is not beside this checkout")
    text = path.read_text("utf-8")
    accused = [
        (letter, instead, missing(text.replace(letter, instead)))
        for letter in LETTERS
        for instead in ("", "\ufffd")
    ]
    assert [one for one in accused if one[-1]] == []


ROWS = "".join(
    f"{label}\t{chr(9).join('0' * 7)}\n"
    for label in (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "3.重复申请",
        "4.无正当理由大量反复申请",
        "四、结转下年度继续办理",
    )
)
TEXT = (
    "青溪县教育局2023年政府信息公开工作年度报告\n一、总体情况\n按要求开展工作。\n三、收到和处理政府信息公开申请情况\n"
    f"{ROWS}六、其他需要报告的事项\n无\n"
)


def test_a_section_is_not_empty_whose_words_the_text_lost() -> None:
    """无 stood there, as the label of a row shows that lacks it, too."""
    read = reports.read(TEXT.replace("无", "").encode(), "report.txt")
    assert "the text has lost letters everywhere: '无'" in [one.why for one in read.uncertain]
    assert not any(section.certain for section in read.sections.values())
    assert read.narrative == ()


def test_a_label_that_the_agency_misprinted_is_no_loss() -> None:
    """The letter stands elsewhere in the text."""
    read = reports.read(TEXT.replace("4.无正当", "4.正当").encode(), "report.txt")
    assert any("正当理由" in one.why for one in read.uncertain)
    assert not any("lost letters" in one.why for one in read.uncertain)
    assert read.sections["other_matters"].certain
