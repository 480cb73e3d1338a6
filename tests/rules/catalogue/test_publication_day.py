"""The day a site prints is not the day of publication where the page or the whole site may have been published anew."""

from __future__ import annotations

import dataclasses
from datetime import date

import rules
from reports import AgencyType, AnnualReport, PublishedDate
from rules import Attribution, Outcome, Prior, Publication, Severity, Verdict
from rules.engine.draft import Draft

RULES = rules.load()


def printed(year: int, day: str) -> AnnualReport:
    """A department's report on whose page the tag, the line and the list all say that day, as one system makes them."""
    report = Draft(name="泾县财政局", year=year, type=AgencyType.DEPARTMENT).report()
    dates = tuple(PublishedDate(day, source, day) for source in ("pubdate_meta", "visible", "list"))
    return dataclasses.replace(report, dates=dates)


def late(
    report: AnnualReport,
    previous: AnnualReport | None = None,
    publication: Publication | None = None,
    copies: tuple[AnnualReport, ...] = (),
) -> Outcome:
    return verdict(report, previous, publication, copies).outcome


def verdict(
    report: AnnualReport,
    previous: AnnualReport | None = None,
    publication: Publication | None = None,
    copies: tuple[AnnualReport, ...] = (),
) -> Verdict:
    prior = Prior.READ if previous else Prior.UNSEEN
    publication = publication or Publication()
    facts = rules.agency_facts(report)
    case = rules.Case(
        report,
        date(2026, 1, 1),
        previous=previous,
        prior=prior,
        agency=facts,
        publication=publication,
        previous_copies=copies,
    )
    (found,) = (v for v in RULES.judge(case) if v.rule == "PUB-LATE")
    return found


def test_a_day_that_one_system_prints_everywhere_is_held_against_nobody() -> None:
    """A page saved, posted or moved anew bears its new day in tag, line, list and address: so did reports of January met in May."""
    report = printed(2023, "2024-05-30")
    addressed = dataclasses.replace(
        report, dates=(*report.dates, PublishedDate("2024-05-30", "url", "/t20240530_1.html"))
    )
    for one in (report, addressed):
        said = verdict(one)
        assert (said.outcome, said.severity, said.attribution) == (
            Outcome.FAIL,
            Severity.WARNING,
            Attribution.UNCLEAR,
        )
        assert said.message.startswith("网页显示")


def test_a_whole_look_without_it_after_the_term_is_a_witness_however_long_before() -> None:
    """Weekly patrols: absent on 15 February, there on the 22nd, and the page says the 20th."""
    report = printed(2023, "2024-02-20")
    weekly = Publication(first_seen=date(2024, 2, 22), unlisted_on=date(2024, 2, 15))
    said = verdict(report, publication=weekly)
    assert (said.severity, said.attribution) == (Severity.ERROR, Attribution.AGENCY)
    for unproved in (
        Publication(first_seen=date(2024, 2, 22), unlisted_on=date(2024, 1, 25)),
        Publication(first_seen=date(2024, 2, 22)),
        Publication(first_seen=date(2024, 2, 20), unlisted_on=date(2024, 2, 20)),
    ):
        assert verdict(report, publication=unproved).attribution is Attribution.UNCLEAR


def test_a_day_that_all_sources_give_is_late() -> None:
    assert late(printed(2023, "2024-02-20")) is Outcome.FAIL
    assert late(printed(2023, "2024-02-20"), printed(2022, "2023-01-18")) is Outcome.FAIL


def test_sources_a_day_apart_agree_on_the_first_and_two_days_apart_on_nothing() -> None:
    """A page made in the evening is listed the next day; more than that, and one of them is not the day of publication."""
    report = printed(2023, "2024-02-20")
    listed = dataclasses.replace(report.dates[-1], date="2024-02-21")
    assert late(dataclasses.replace(report, dates=(*report.dates, listed))) is Outcome.FAIL
    listed = dataclasses.replace(listed, date="2024-02-22")
    assert late(dataclasses.replace(report, dates=(*report.dates, listed))) is Outcome.UNKNOWN


def test_two_years_reports_published_on_one_day_were_moved_and_not_late() -> None:
    assert late(printed(2023, "2024-09-11"), printed(2022, "2024-09-11")) is Outcome.UNKNOWN
    assert late(printed(2023, "2024-09-11"), printed(2022, "2024-09-10")) is Outcome.UNKNOWN


def test_a_day_years_later_needs_our_own_sighting() -> None:
    assert late(printed(2019, "2021-04-12")) is Outcome.UNKNOWN
    watched = Publication(first_seen=date(2021, 4, 13), unlisted_on=date(2021, 4, 12))
    assert late(printed(2019, "2021-04-12"), publication=watched) is Outcome.FAIL


def test_a_report_that_came_between_two_looks_far_apart_is_not_seen_to_be_late() -> None:
    """Out on 20 January, the site moved on 20 February and dated everything anew; we looked in November and on 22 February."""
    moved, last = printed(2023, "2024-02-20"), printed(2022, "2024-02-20")
    seen = Publication(first_seen=date(2024, 2, 22), unlisted_on=date(2023, 11, 5))
    assert late(moved, last, seen) is Outcome.UNKNOWN
    alone = dataclasses.replace(moved, dates=moved.dates[:1])
    assert late(alone, publication=seen) is Outcome.UNKNOWN
    for before in (date(2024, 2, 19), date(2024, 2, 20)):
        witness = dataclasses.replace(seen, unlisted_on=before)
        assert late(moved, last, witness) is Outcome.FAIL
        assert late(alone, publication=witness) is Outcome.FAIL


def test_a_move_is_known_by_last_years_report_at_its_new_address() -> None:
    """The one that speaks for last year is the one first seen, at the old address with the old date."""
    moved, last = printed(2023, "2024-02-20"), printed(2022, "2023-01-18")
    there = dataclasses.replace(last, dates=moved.dates)
    assert late(moved, last) is Outcome.FAIL
    assert late(moved, last, copies=(there,)) is Outcome.UNKNOWN
