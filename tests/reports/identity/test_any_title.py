"""Whatever a link says, the answer is well formed and nothing in it was made up."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports import AgencyType, ReportKind
from reports.identity import divisions, recognise
from reports.identity.canonical import canonical, town_stem
from reports.identity.title_wrapping import plain

WORDS = st.lists(
    st.sampled_from(
        [
            "景泰县", "鼓楼区", "芦阳镇", "太平镇", "人民政府", "教育局", "办公室", "街道", "管委会", "2022", "2021年", "年度", "政府信息公开",
            "工作", "年度报告", "年报", "解读", "（", "）", "《", "》", "：", "…", "_", "-", "关于", "的", "通知", "网站", "\n", "\u3000", "县", "市", "本", "1",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip
ADDRESSES = st.sampled_from(
    [None, "", "http://jingtai.gov.cn/a.html", "http://[", "jingtai.gov.cn", "https://x.example/"]
)


@given(st.one_of(WORDS, st.text(max_size=60)), ADDRESSES)
@example("20222021年2022景泰县年度报告", None)
@example("景泰县20222021年2022景泰县年度报告", None)
@example("景泰县2022…2022景泰县年度报告", None)
@example("12021年2022景泰县年度报告", None)
@settings(max_examples=400)
def test_every_answer_rests_on_the_title(title: str, url: str | None) -> None:
    got = recognise(title, url)
    words = plain(title).replace("(", "（").replace(")", "）")
    apart = re.sub(r"20[012]\d(?:年度|年份|年|度)?|[:：丨|]", "", words)
    assert got.printed is None or got.printed in words or got.printed.removeprefix("度") in apart
    assert got.year is None or str(got.year) in words
    if got.agency.division is not None:
        assert divisions().get(got.agency.division) is not None
    if got.agency.name is None:
        assert got.agency.division is None or got.agency.type is not AgencyType.UNSURE


@given(WORDS)
def test_the_address_never_changes_what_kind_of_thing_a_named_title_is(title: str) -> None:
    there = recognise(title, "http://www.jingtai.gov.cn/info/1/2.html").kind
    assert there is recognise(title).kind


def test_a_text_too_long_for_a_title_is_none() -> None:
    assert recognise("景泰县" * 200 + "2022年政府信息公开工作年度报告").kind is ReportKind.OTHER


def test_no_repetition_makes_a_title_slow() -> None:
    """Patterns that backtrack exponentially would never come back from these."""
    report = "2022年政府信息公开工作年度报告"
    for piece in (
        "-2022",
        "..",
        "。",
        "·",
        "(修订)",
        "12",
        "2022年",
        "《",
        "县",
        "族",
        "政府信息公开",
        "...a",
        "来",
        "_",
    ):
        for title in (piece * 100, report + piece * 60, piece * 60 + report, report + piece * 60 + "x"):
            recognise(title[:300])
            canonical(title)
    assert town_stem("族" * 300 + "x") is None
