"""Consecutive years of one agency that follow from one another, through every form and damage: nothing is said of the two.

Then one figure is changed, and exactly that is said.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Iterator
from datetime import date

import pytest

import reports
import rules
from benchmarks.reading import consecutive
from benchmarks.reading.damage import KINDS
from benchmarks.reading.figures import Made
from reports import APPLICANTS, AnnualReport
from rules import Outcome, Prior, Verdict

RULES = rules.load()
DAY = date(2026, 11, 1)
TWO_YEARS = ("XYR-", "LOG-IDENTICAL")
FORM = ("STR-", "PUB-")
_OF_WHAT_WAS_DRAWN = frozenset(("STR-ART50-4", "STR-FEE-NOTE", "STR-FIVE-ASPECTS"))
TEXTS = ("stacked", "tabs", "pipes", "bars", "bare stack", "dump, raw", "dump, layout")


def read(made: Made, seed: int, form: str, injury: str | None = None) -> AnnualReport:
    data, _, ending = consecutive.render(made, seed, form, injury)
    return reports.read(data, f"report.{ending}")


def failing(now: AnnualReport, before: AnnualReport | None, *copies: AnnualReport) -> list[Verdict]:
    """What is said of a year beside the year before, of two years or of the form."""
    case = rules.Case(
        now,
        DAY,
        previous=before,
        prior=Prior.UNSEEN if before is None else Prior.READ,
        agency=rules.agency_facts(now),
        previous_copies=copies,
    )
    return [
        one
        for one in RULES.judge(case)
        if one.outcome is Outcome.FAIL
        and one.rule.startswith(TWO_YEARS + FORM)
        and one.rule not in _OF_WHAT_WAS_DRAWN
    ]


@pytest.mark.parametrize("first", [0, 1_000])
def test_no_form_and_no_damage_of_two_years_makes_one_not_follow_from_the_other(first: int) -> None:
    accused = []
    for seed in range(first, first + 40):
        dice = random.Random(seed)
        made = consecutive.years(seed, dice.choice((2019, 2020, 2021, 2022, 2023)), 3)
        how = [
            (form, None if form in ("docx", "xlsx") else dice.choice((None, None, *KINDS)))
            for form in dice.sample(consecutive.FORMS, 3)
        ]
        found = [read(one, seed * 10 + at, *how[at]) for at, one in enumerate(made)]
        for at, (before, now) in enumerate(itertools.pairwise(found)):
            accused += [
                (seed, how[at : at + 2], one.message)
                for one in failing(now, before)
                if not (one.rule == "STR-ROW-MISSING" and how[at + 1][1] == "rows")
            ]
    assert accused == []


def guilty_pairs() -> Iterator[tuple[int, Made, Made]]:
    for seed in range(24):
        before, now = consecutive.years(seed, (2019, 2020, 2021, 2022)[seed % 4], 2, printed=False)
        yield seed, before, now


def test_a_carried_number_that_was_changed_is_said_with_its_column_and_both_numbers() -> None:
    for seed, before, now in guilty_pairs():
        who = APPLICANTS[seed % len(APPLICANTS)]
        changes: dict[str, int] = {}
        told = set()
        for column in (who, "total"):
            here, new = f"applications.carried_in.{column}", f"applications.new_received.{column}"
            carried = int(now.printed[here]) + 2
            changes |= {here: carried, new: int(now.printed[new]) - 2}
            told.add((column, int(before.printed[f"applications.carried_out.{column}"]), carried))
        forms = random.Random(seed).choices(("html", "docx", "xlsx", "tabs", "pipes", "stacked"), k=2)
        guilty = read(consecutive.changed(now, changes), seed, forms[1])
        found = [one for one in failing(guilty, read(before, seed, forms[0])) if one.rule.startswith("XYR")]
        assert {
            (one.subject, one.values["列.上年报告.结转下年"], one.values["列.上年结转"]) for one in found
        } == told
        assert {one.rule for one in found} == {"XYR-CARRY"}


def test_a_stock_that_was_changed_is_said_with_both_years_numbers() -> None:
    for seed, before, now in guilty_pairs():
        if now.year < 2022:
            continue
        at = "disclosure.normative_docs.in_force"
        guilty = read(consecutive.changed(now, {at: int(now.printed[at]) + 3}), seed, "html")
        (found,) = (one for one in failing(guilty, read(before, seed, "docx")) if one.rule.startswith("XYR"))
        assert found.rule == "XYR-INFORCE"
        assert found.values["行.现行有效件数"] == int(now.printed[at]) + 3
        assert found.values["行.上年报告.现行有效件数"] == int(before.printed[at])


def test_a_year_is_not_held_to_one_of_two_versions_of_the_year_before() -> None:
    """Corrected at another address: this year goes on from the version that we do not take for last year's."""
    before, now = consecutive.years(7, 2022, 2, printed=False)
    more = {f"applications.{row}.{column}": int(before.printed[f"applications.{row}.{column}"]) + 4
            for row in ("carried_out", "new_received") for column in ("natural_person", "total")}  # fmt: skip
    first = read(consecutive.changed(before, more), 7, "html")
    second, this = read(before, 8, "docx"), read(now, 9, "html")
    assert {one.rule for one in failing(this, first)} == {"XYR-CARRY"}
    assert failing(this, first, second) == []
    assert {one.rule for one in failing(this, first, first)} == {"XYR-CARRY"}


def test_a_text_that_breaks_off_lacks_no_part_that_would_stand_behind() -> None:
    accused = []
    for seed in range(30):
        (made,) = consecutive.years(seed, 2020 + seed % 5, 1, printed=False)
        for form in TEXTS:
            data, _, ending = consecutive.render(made, seed, form)
            torn = reports.read(
                data[: int(len(data) * random.Random(seed).uniform(0.3, 0.97))], f"report.{ending}"
            )
            accused += [(seed, form, one.message) for one in failing(torn, None)]
    assert accused == []


def test_a_text_without_a_part_in_its_middle_lacks_it() -> None:
    (made,) = consecutive.years(3, 2023, 1, printed=False)
    headings = {id: heading for id, heading in made.headings.items() if id != "problems"}
    without = read(dataclasses.replace(made, headings=headings), 3, "tabs")
    assert [(one.rule, one.subject) for one in failing(without, None)] == [("STR-SEC-MISSING", "problems")]


@pytest.mark.parametrize("seed", [3, 15, 78])
def test_two_years_on_one_page_are_not_taken_for_one_report_with_its_parts_twice(seed: int) -> None:
    before, now = consecutive.years(
        seed, random.Random(seed).choice((2019, 2020, 2021, 2022, 2023)), 2, printed=False
    )
    pages = [consecutive.render(made, seed * 10 + at, "html")[0] for at, made in enumerate((before, now))]
    first, second = (
        _text(page).partition("<body>")[2].partition("</body>")[0] or _text(page) for page in pages
    )
    for both in (first + second, second + first):
        page = f"<html><meta charset=utf-8><body>{both}</body></html>".encode()
        found = failing(reports.read(page, "both.html"), reports.read(pages[0], "before.html"))
        assert [one.message for one in found if one.severity is not rules.Severity.INFO] == []


def _text(page: bytes) -> str:
    try:
        return page.decode("utf-8-sig")
    except UnicodeDecodeError:
        return page.decode("gb18030")


def test_the_form_is_not_told_by_rows_of_which_nothing_could_be_read() -> None:
    """A text whose figures run together, a label damaged: one line left of the group looks like the older form's row."""
    made = consecutive.years(1445, 2020, 3)[2]
    for seed in range(14_452, 14_457):
        torn = read(made, seed, "run together", "labels")
        assert not [one.message for one in failing(torn, None) if one.rule == "STR-TPL-MIXED"]
