"""What leaves a legal date open: a second publication, an agency that was founded, merged or ended about then."""

from __future__ import annotations

from datetime import date

import pytest

import reports
import rules

_RULES = rules.load()


def _page(agency: str, title_end: str = "", said: str = "", year: int = 2023) -> str:
    title = f"{agency}{year}年政府信息公开工作年度报告{title_end}"
    return (
        f'<html><head><title>{title}</title><meta name="PubDate" content="{year + 1}-05-20"></head><body>'
        f"<h1>{title}</h1><p>发布时间：{year + 1}-05-20</p><p>一、总体情况</p><p>{said}情况良好。</p>"
        "<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p>"
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</p><p>无。</p>"
        "<p>六、其他需要报告的事项</p><p>无。</p></body></html>"
    )


def _late(page: str) -> str:
    report = reports.read(page.encode(), "page.html")
    verdicts = _RULES.judge(rules.Case(report, date(2026, 11, 21), agency=rules.agency_facts(report)))
    return next(str(verdict.outcome) for verdict in verdicts if verdict.rule == "PUB-LATE")


def _outcome(agency: str, title_end: str = "", said: str = "", year: int = 2023) -> str:
    return _late(_page(agency, title_end, said, year))


def test_a_report_published_once_and_late_is_found() -> None:
    assert _outcome("梧桐县教育局") == "fail"


@pytest.mark.parametrize("end", ["（更正）", "（修订版）", "（更新）", "（重新发布）", "【勘误】", "更正版"])
def test_a_correction_is_not_called_late_by_its_own_date(end: str) -> None:
    assert _outcome("梧桐县教育局", end) == "unknown"


@pytest.mark.parametrize(
    "said",
    [
        "我局于2024年3月挂牌成立。",
        "梧桐县教育局于2024年3月挂牌成立。",
        "因机构改革，原县扶贫办公室撤销，职责划入我局。",
        "本报告由县农业农村局代为编制。",
    ],
)
def test_an_agency_that_says_it_is_new_merged_or_written_for_is_not_called_late(said: str) -> None:
    assert _outcome("梧桐县教育局", said=said) == "unknown"


@pytest.mark.parametrize(
    "said",
    [
        "我局成立了政府信息公开工作领导小组。",
        "更正公开信息12条。",
        "我局新设立政务公开专栏。",
        "按照机构改革要求更新目录。",
    ],
)
def test_what_every_agency_sets_up_or_corrects_hides_no_late_report(said: str) -> None:
    assert _outcome("梧桐县教育局", said=said) == "fail"


@pytest.mark.parametrize(
    ("agency", "year", "expected"),
    [
        ("梧桐县数据局", 2023, "unknown"),
        ("梧桐县乡村振兴局", 2023, "unknown"),
        ("梧桐县教育局", 2021, "fail"),
    ],
)
def test_an_agency_of_a_kind_under_reform_that_year_is_not_called_late(
    agency: str, year: int, expected: str
) -> None:
    assert _outcome(agency, year=year) == expected


@pytest.mark.parametrize(
    "signed",
    [
        "2024年1月25日",
        "梧桐县教育局 2024年1月25日",
        "（2024年1月25日）",
        "二〇二四年一月二十五日",
        "2024-01-25",
    ],
)
def test_a_report_signed_in_time_on_a_page_of_a_later_day_is_not_called_late(signed: str) -> None:
    page = _page("梧桐县教育局").replace("</body>", f"<p>梧桐县教育局</p><p>{signed}</p></body>")
    assert _late(page) == "unknown"


@pytest.mark.parametrize(
    "signed", ["2024年5月18日", "统计时间：2024年1月25日", "本报告于2024年1月25日编制完成。"]
)
def test_a_late_signature_or_another_day_in_the_text_excuses_nobody(signed: str) -> None:
    page = _page("梧桐县教育局").replace("</body>", f"<p>{signed}</p></body>")
    assert _late(page) == "fail"
