"""Last year's report is held against this year's only where it is the same agency's."""

from __future__ import annotations

import dataclasses

import pytest

import rules
from reports import AgencyType
from rules import Outcome, Prior
from rules.engine.case import Case
from rules.engine.draft import Draft, give_cell

RULES = rules.load()
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


@pytest.mark.parametrize(("now", "before"), [("2023", "2023"), ("2024", "2022"), ("2023", "2022")])
def test_the_wrong_file_behind_a_link_is_not_held_against_the_year_it_is_of(now: str, before: str) -> None:
    case = two_years("泾县交通运输局", "泾县交通运输局")
    assert case.previous is not None
    report = dataclasses.replace(case.report, period=(f"{now}-01-01", f"{now}-12-31"))
    previous = dataclasses.replace(case.previous, period=(f"{before}-01-01", f"{before}-12-31"))
    found = outcomes(dataclasses.replace(case, report=report, previous=previous))
    assert Outcome.FAIL not in found["XYR-CARRY"] | found["XYR-PROBLEM-SAME"]
