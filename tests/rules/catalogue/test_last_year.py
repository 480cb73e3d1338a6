"""Last year's report is held against this year's only where it is the same agency's."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from reports import AgencyType, ReportKind
from rules import Outcome, Prior
from rules.engine.case import Case
from rules.engine.draft import Draft, give_cell

RULES = rules.load()
OVERVIEW = "".join(chr(0x4E00 + at) for at in range(400))
PROBLEMS = "一是公开意识有待加强，个别单位更新不够及时；二是解读形式单一，群众参与不足。下一步将加强培训和督促检查工作。"


def two_years(name: str, before: str, said: str = "") -> Case:
    """Five carried over last year, three taken over this year, and last year's problems word for word."""

    def year(name: str, year: int, address: str, number: int) -> Draft:
        texts: dict[str, str | None] = {"overview": said, "problems": PROBLEMS}
        draft = Draft(name=name, year=year, type=AgencyType.DEPARTMENT, texts=texts)
        give_cell(draft, address, number)
        return draft

    now = year(name, 2024, "applications.carried_in.total", 3).case()
    last = year(before, 2023, "applications.carried_out.total", 5).case().report
    return dataclasses.replace(now, previous=last, prior=Prior.READ)


def outcomes(case: Case) -> dict[str, set[Outcome]]:
    found: dict[str, set[Outcome]] = {}
    for verdict in RULES.judge(case):
        if verdict.rule in ("XYR-CARRY", "XYR-PROBLEM-SAME"):
            found.setdefault(verdict.rule, set()).add(verdict.outcome)
    return found


def test_the_same_agency_is_held_to_what_it_carried_over() -> None:
    found = outcomes(two_years("泾县交通运输局", "安徽省泾县交通运输局"))
    assert Outcome.FAIL in found["XYR-CARRY"]
    assert found["XYR-PROBLEM-SAME"] == {Outcome.FAIL}


@pytest.mark.parametrize("before", ["泾县文化局", "泾县旅游局", "绩溪县文化和旅游局", "泾县体育局"])
def test_another_name_in_last_years_report_is_never_an_accusation(before: str) -> None:
    found = outcomes(two_years("泾县文化和旅游局", before))
    assert Outcome.FAIL not in found["XYR-CARRY"] | found["XYR-PROBLEM-SAME"]
    assert Outcome.UNKNOWN in found["XYR-CARRY"]
    assert found["XYR-PROBLEM-SAME"] == {Outcome.UNKNOWN}


@pytest.mark.parametrize(
    "said", ["因机构改革，原县乡村振兴局有关职能转入。", "原县乡村振兴局并入我局。", "县体育局职能划转我局。"]
)
def test_an_agency_that_took_over_another_is_not_held_to_its_own_old_figure(said: str) -> None:
    found = outcomes(two_years("泾县农业农村局", "泾县农业农村局", said))
    assert Outcome.FAIL not in found["XYR-CARRY"]


@pytest.mark.parametrize(
    "said",
    [
        "上年度结转3件，其中1件为2023年度年报发布后行政复议责令重新答复的申请。",
        "上年结转3件中，有2件系2023年12月31日收到、于2024年1月2日登记，未列入2023年度报告。",
        "更正：2023年度报告表三“结转下年度继续办理”总计应为3。",
        "注：上年结转数比2023年度报告的结转下年数少2件，系申请人撤回后不再计入。",
        "2024年起我局将下属招考中心数据一并统计，上年结转数据相应调整。",
        "2023年度结转2件，2024年1月补登记1件，合计上年结转3件。",
        "因系统切换，2023年结转数据在新系统中重新核定为3件。",
        "统计范围较上年扩大，含局属事业单位。",
    ],
)
def test_a_difference_from_last_year_that_the_report_explains_is_no_accusation(said: str) -> None:
    found = outcomes(two_years("泾县交通运输局", "泾县交通运输局", said))
    assert Outcome.FAIL not in found["XYR-CARRY"]


@pytest.mark.parametrize(
    "said", ["新收申请68件，上年结转3件，系统登记均无遗漏。", "上年结转3件，较上年减少，均已答复。"]
)
def test_figures_without_a_reason_explain_no_difference(said: str) -> None:
    found = outcomes(two_years("泾县交通运输局", "泾县交通运输局", said))
    assert Outcome.FAIL in found["XYR-CARRY"]


@pytest.mark.parametrize(("now", "before"), [("2023", "2023"), ("2024", "2022"), ("2023", "2022")])
def test_the_wrong_file_behind_a_link_is_not_held_against_the_year_it_is_of(now: str, before: str) -> None:
    case = two_years("泾县交通运输局", "泾县交通运输局")
    assert case.previous is not None
    report = dataclasses.replace(case.report, period=(f"{now}-01-01", f"{now}-12-31"))
    previous = dataclasses.replace(case.previous, period=(f"{before}-01-01", f"{before}-12-31"))
    found = outcomes(dataclasses.replace(case, report=report, previous=previous))
    assert Outcome.FAIL not in found["XYR-CARRY"] | found["XYR-PROBLEM-SAME"]


NAME = "泾县交通运输局"
PERIOD = ("2023-01-01", "2023-12-31")


@dataclasses.dataclass(frozen=True)
class Neighbour:
    """Last year's report beside this one, and what is known of it; as it stands here it is surely the one before."""

    kind: ReportKind = ReportKind.ANNUAL_REPORT
    year: int | None = 2023
    name: str | None = "安徽省泾县交通运输局"
    division: str | None = "341823"
    period: tuple[str, str] | None = PERIOD
    copied: bool = False
    prior: Prior = Prior.READ

    def case(self) -> Case:
        case = two_years(NAME, self.name or NAME, OVERVIEW)
        assert case.previous is not None
        agency = dataclasses.replace(case.previous.agency, name=self.name, division=self.division)
        previous = dataclasses.replace(
            case.previous, kind=self.kind, year=self.year, period=self.period, agency=agency
        )
        other = dict(previous.cells)
        address = "applications.carried_out.total"
        other[address] = dataclasses.replace(other[address], value=3)
        here = dataclasses.replace(case.report.agency, division="341823")
        return dataclasses.replace(
            case,
            report=dataclasses.replace(case.report, agency=here),
            previous=previous if self.prior is Prior.READ else None,
            prior=self.prior,
            previous_copies=(dataclasses.replace(previous, cells=other),) if self.copied else (),
        )


ODD: dict[str, tuple[Any, ...]] = {
    "kind": (ReportKind.OTHER, ReportKind.UNSURE),
    "year": (None, 2021, 2022, 2024, 2025),
    "name": (None, "绩溪县交通运输局", "泾县交通局与公路局", "泾县住房和城乡建设局"),
    "division": ("341824", "110101", "341802003"),
    "period": (("2022-01-01", "2022-12-31"), ("2024-01-01", "2024-12-31")),
    "copied": (True,),
    "prior": (Prior.UNSEEN, Prior.NONE),
}
"""Each alone leaves open whether last year's report is what this one goes on from."""


def failing_over_two_years(case: Case) -> set[str]:
    failed = {one.rule for one in RULES.judge(case) if one.outcome is Outcome.FAIL}
    return {rule for rule in failed if rule.startswith("XYR-") or rule in ("LOG-IDENTICAL", "LOG-MAGNITUDE")}


def test_a_neighbour_that_is_sure_is_held_against_this_year() -> None:
    assert {"XYR-CARRY", "XYR-PROBLEM-SAME", "XYR-SIMILAR"} <= failing_over_two_years(Neighbour().case())


@given(st.data())
def test_no_accusation_comes_from_a_year_that_was_not_read_surely(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(ODD)), min_size=1, unique=True))
    odd = Neighbour()
    for name in names:
        drawn: dict[str, Any] = {name: data.draw(st.sampled_from(ODD[name]))}
        odd = dataclasses.replace(odd, **drawn)
    assert failing_over_two_years(odd.case()) == set()
