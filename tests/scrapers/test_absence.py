"""Nobody is called missing on weak evidence: each condition of the proof, taken away alone, ends the claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import (
    Absence,
    Doubt,
    ListedReport,
    Listing,
    Look,
    Obstacle,
    Presence,
    agency_elsewhere,
    cities_failing,
    errands,
    judge_absence,
    look_of,
    roster_agency,
)
from tests.scrapers.conftest import portal

URL = "http://www.qingxi.example/zwgk/zfxxgknb/"
ROSTER = [
    {"id": "jyj", "name": "青溪县教育局", "aliases": ["县教育局"], "level": "department"},
    {"id": "czj", "name": "青溪县财政局", "level": "department"},
    {"id": "sqz", "name": "青溪县石桥镇人民政府", "aliases": ["石桥镇"], "level": "township"},
    {"id": "qxj", "name": "青溪县气象局", "level": "vertical", "publishes_at": "http://yl.cma.example/"},
    {"id": "old", "name": "青溪县国土资源局", "level": "department", "dissolved": 2019, "successor": "czj"},
    {"id": "sjj", "name": "青溪县数据局", "level": "department", "expected": {"since": 2023}},
]
COUNTY = portal(columns=[{"id": "bm", "scope": "departments", "url": URL}], agencies={"items": ROSTER})
BUREAU = COUNTY.agencies.items[0]
ONE = Look(
    COUNTY.id,
    "bm",
    URL,
    "departments",
    date(2025, 3, 10),
    True,
    recognised=frozenset({("czj", 2024)}),
    rows=9,
)
TWO = replace(ONE, day=date(2025, 3, 18))


def word(*looks: Look, year: int = 2024, **more: object) -> str | None:
    return judge_absence(COUNTY, BUREAU, year, looks, **more).word  # type: ignore[arg-type]  # its own keywords


def test_two_whole_reads_with_a_sibling_prove_that_it_was_not_listed() -> None:
    said = judge_absence(COUNTY, BUREAU, 2024, [ONE, TWO])
    assert said.presence is Presence.NOT_LISTED and said.addresses == (URL,)
    assert said.statement(BUREAU.name) == (
        f"2025年3月10日、2025年3月18日在{URL}未检索到青溪县教育局2024年政府信息公开工作年度报告"
    )
    assert "未公开" not in said.statement(BUREAU.name) and "违" not in said.statement(BUREAU.name)


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (replace(TWO, day=ONE.day), Doubt.ONE_DAY_ONLY),
        (
            replace(TWO, complete=False, obstacle=Obstacle.PAGINATION_INCOMPLETE),
            Obstacle.PAGINATION_INCOMPLETE,
        ),
        (replace(TWO, complete=False, obstacle=Obstacle.WAF_CHALLENGE), Obstacle.WAF_CHALLENGE),
        (replace(TWO, complete=False), Obstacle.PAGINATION_INCOMPLETE),
        (
            replace(TWO, complete=False, obstacle=Obstacle.COLUMN_EMPTY, recognised=frozenset()),
            Obstacle.COLUMN_EMPTY,
        ),
        (
            replace(TWO, column="home", scope="home", complete=False, obstacle=Obstacle.HTTP_5XX),
            Obstacle.HTTP_5XX,
        ),
        (replace(TWO, recognised=frozenset()), Doubt.NO_SIBLING),
        (replace(TWO, recognised=frozenset({("czj", 2023)})), Doubt.NO_SIBLING),
        (replace(TWO, unresolved=1), Doubt.UNRESOLVED_ROWS),
        (replace(TWO, scope="townships"), Doubt.NOT_YET_LOOKED),
        (replace(TWO, portal="another"), Doubt.ONE_DAY_ONLY),
        (replace(TWO, year=2023), Doubt.NOT_YET_LOOKED),
        (replace(TWO, listed_unread=frozenset({("jyj", 2024)})), Doubt.LISTED_BUT_UNREADABLE),
    ],
)
def test_taking_away_one_condition_takes_away_the_claim(second: Look, reason: Doubt | Obstacle) -> None:
    assert word(ONE, second) == f"could_not_check:{reason.value}"


def test_days_up_to_the_one_on_which_a_claim_was_taken_back_prove_nothing_any_more() -> None:
    third = replace(TWO, day=date(2025, 3, 20))
    assert word(ONE, TWO, after=ONE.day) == "could_not_check:one_day_only"
    assert word(ONE, TWO, third, after=ONE.day) == "not_listed"


@pytest.mark.parametrize(
    ("reason", "told", "falls"),
    [
        (Obstacle.CAPTCHA, True, True),
        (Obstacle.COLUMN_MOVED, True, True),
        (Doubt.CITY_FAILING, True, True),
        (Obstacle.POSTPONED, False, True),
        (Obstacle.POSTPONED, True, False),
        (Doubt.NOT_YET_LOOKED, True, False),
    ],
)
def test_a_claim_outlives_only_days_on_which_we_did_not_look_ourselves(
    reason: Obstacle | Doubt, told: bool, falls: bool
) -> None:
    now = Absence("jyj", 2024, Presence.COULD_NOT_CHECK, reason, (ONE.day, TWO.day))
    assert now.ends_claim(told=told) is (reason if falls else None)
    assert replace(now, days=(ONE.day,)).ends_claim(told=told) is reason
    assert replace(now, presence=Presence.NOT_LISTED).ends_claim(told=told) is None


def test_a_report_seen_once_is_never_missing_again() -> None:
    seen = replace(ONE, recognised=frozenset({("jyj", 2024), ("czj", 2024)}))
    assert word(seen, TWO, replace(TWO, day=date(2025, 4, 1))) is None


@pytest.mark.parametrize("columns", [[], COUNTY.model_dump(by_alias=True)["columns"]])
def test_home_pages_prove_nothing_though_no_column_was_told_of(columns: list[dict[str, object]]) -> None:
    nowhere = portal(columns=columns, agencies={"items": ROSTER})
    homes = [replace(one, column="home", scope="home", url=nowhere.home) for one in (ONE, TWO)]
    said = judge_absence(nowhere, BUREAU, 2024, homes)
    assert said.word == "could_not_check:not_yet_looked"


def test_the_obstacle_of_the_last_day_is_the_reason() -> None:
    later = replace(TWO, day=date(2025, 3, 20), complete=False, obstacle=Obstacle.HTTP_5XX)
    assert word(ONE, TWO, later) == word(later, TWO, ONE) == "could_not_check:http_5xx"
    blocked = replace(ONE, complete=False, obstacle=Obstacle.CAPTCHA)
    assert word(blocked) == "could_not_check:captcha"
    assert word() == "could_not_check:not_yet_looked"


def test_last_years_own_report_is_a_witness_only_while_others_of_this_year_are_about() -> None:
    own = frozenset({("jyj", 2023)})
    looks = [replace(one, recognised=own) for one in (ONE, TWO)]
    assert word(*looks) == "could_not_check:no_sibling"  # the whole column may have moved in January
    towns = [
        replace(one, column="xz", scope="townships", url=URL + "xz/", recognised=frozenset({("sqz", 2024)}))
        for one in looks
    ]
    assert word(*looks, *towns) == "not_listed"
    others = [replace(one, recognised=frozenset({("czj", 2023)})) for one in (ONE, TWO)]
    assert word(*others, *towns) == "could_not_check:no_sibling"


def test_a_day_on_which_the_city_failed_does_not_count() -> None:
    assert word(ONE, TWO, void_days=frozenset({TWO.day})) == "could_not_check:city_failing"
    assert word(ONE, TWO, void_days=frozenset({ONE.day})) == "could_not_check:one_day_only"
    assert word(ONE, void_days=frozenset({ONE.day})) == "could_not_check:city_failing"


@pytest.mark.parametrize(
    ("failed", "of", "void"), [(2, 10, False), (3, 10, True), (1, 3, True), (0, 3, False), (1, 1, True)]
)
def test_thirty_percent_of_a_city_is_the_city(failed: int, of: int, void: bool) -> None:
    runs = [(f"9901{n:02d}", n < failed) for n in range(of)] + [("990201", False)]
    assert ("9901" in cities_failing(runs)) is void


@pytest.mark.parametrize(
    ("index", "year", "due"),
    [
        (3, 2024, False),
        (4, 2024, False),
        (4, 2019, False),
        (4, 2018, True),
        (5, 2022, False),
        (5, 2023, True),
    ],
)
def test_who_is_not_expected_here_is_never_missing(index: int, year: int, due: bool) -> None:
    """Its reports stand on a site of its own, it was dissolved by the end of that year, or is younger."""
    said = judge_absence(COUNTY, COUNTY.agencies.items[index], year, [ONE, TWO]).presence
    assert (said is not Presence.NOT_EXPECTED) is due


def test_an_agencys_own_empty_column_counts_only_beside_a_siblings_full_one() -> None:
    empty = [
        replace(
            one,
            scope="agency",
            agency="jyj",
            complete=False,
            obstacle=Obstacle.COLUMN_EMPTY,
            recognised=frozenset(),
        )
        for one in (ONE, TWO)
    ]
    assert word(*empty) == "could_not_check:no_sibling"
    full = [replace(one, scope="agency", agency="czj", url=URL + "czj/") for one in (ONE, TWO)]
    assert word(*empty, *full) == "not_listed"


def test_a_listing_is_reduced_by_what_reading_told_and_else_by_title() -> None:
    rows = [
        ("a", "青溪县财政局2024年政府信息公开工作年度报告"),
        ("b", "青溪县教育局2024年政府信息公开工作年度报告"),
        ("c", "2024年政府信息公开工作年度报告"),
        ("d", "青溪县教育局政府信息公开工作年度报告"),  # of no year
        ("e", "青溪县教育局教研室2024年政府信息公开工作年度报告"),  # a body of the bureau's, not the bureau
        ("f", "2024年政府信息公开工作年度报告"),  # the page said whose
    ]
    listed = tuple(ListedReport(URL + name, title, "2025-01-20", "bm") for name, title in rows)
    moment = datetime(2025, 3, 9, 18, 0, tzinfo=UTC)  # the 10th in China
    listing = Listing(COUNTY.id, "bm", URL, moment, listed, 3, 1, 1, True)
    look = look_of(COUNTY, listing, {URL + "a": ("czj", 2024), URL + "f": ("sqz", 2024)})
    assert look.day == date(2025, 3, 10) and look.scope == "departments"
    assert (
        look.recognised == {("czj", 2024), ("sqz", 2024)}
        and look.listed_unread == {("jyj", 2024)}
        and look.unresolved == 3
    )


@pytest.mark.parametrize(
    ("printed", "agency"),
    [
        ("青溪县教育局", "jyj"),
        ("县教育局", "jyj"),
        ("教育局", "jyj"),
        ("青溪县 教育局", "jyj"),
        ("石桥镇人民政府", "sqz"),
        ("石桥镇", "sqz"),
        ("青溪县教育和体育局", None),
        ("白岩县教育局", None),
        ("青溪县", None),
    ],
)
def test_a_printed_name_means_one_agency_or_none(printed: str, agency: str | None) -> None:
    found = roster_agency(COUNTY, printed)
    assert (found.id if found else None) == agency


def test_a_county_is_recognised_on_its_citys_portal_by_its_full_name_only() -> None:
    other = portal(
        id="baiyan", name="白岩县人民政府", agencies={"items": [{"id": "jyj", "name": "白岩县教育局"}]}
    )
    found = agency_elsewhere([COUNTY, other], "白岩县教育局")
    assert found is not None and (found[0].id, found[1].id) == ("baiyan", "jyj")
    assert agency_elsewhere([COUNTY, other], "县教育局") is None


LOOKS = st.builds(
    lambda day, complete, siblings, unresolved, scope, year: replace(
        ONE,
        day=date(2025, 3, day),
        complete=complete,
        recognised=frozenset(siblings),
        unresolved=unresolved,
        scope=scope,
        year=year,
    ),
    st.integers(1, 4),
    st.booleans(),
    st.sets(st.sampled_from([("czj", 2024), ("czj", 2023), ("jyj", 2023)])),
    st.integers(0, 1),
    st.sampled_from(["departments", "townships", "all"]),
    st.sampled_from([None, 2023, 2024]),
)


@given(st.lists(LOOKS, max_size=6))
def test_no_claim_without_two_days_each_whole_and_with_a_witness(looks: list[Look]) -> None:
    said = judge_absence(COUNTY, BUREAU, 2024, looks)
    if said.presence is Presence.NOT_LISTED:
        good = {
            look.day
            for look in looks
            if look.complete and not look.unresolved and look.scope != "townships" and look.year != 2023
        }
        witnessed = {look.day for look in looks if any(year == 2024 for _, year in look.recognised)}
        assert len(good & witnessed) >= 2


@pytest.mark.parametrize("read_as", [None, ("czj", 2024), ("jyj", 2023)])
def test_whoever_stands_in_the_list_is_not_missing_whatever_its_page_holds(
    read_as: tuple[str, int] | None,
) -> None:
    """A login page, another agency's report, last year's under the title of this year's report."""
    row = ListedReport(
        URL + "202501/t20250120_1.html", "青溪县教育局2024年政府信息公开工作年度报告", "2025-01-20", "bm"
    )
    sibling = ListedReport(
        URL + "202501/t20250120_2.html", "青溪县财政局2024年政府信息公开工作年度报告", "2025-01-20", "bm"
    )
    days = [datetime(2025, 3, day, tzinfo=UTC) for day in (10, 18)]
    listings = [Listing(COUNTY.id, "bm", URL, day, (row, sibling), 2, 1, 1, True) for day in days]
    looks = [look_of(COUNTY, one, {row.url: read_as, sibling.url: ("czj", 2024)}) for one in listings]
    assert word(*looks) == f"could_not_check:{Doubt.LISTED_BUT_UNREADABLE}"


@pytest.mark.parametrize(
    ("rows", "may_be"),
    [
        ((("jyj", "2025-02-22"),), True),
        ((("jyj", None), ("jyj", None)), True),
        ((("jyj", "2024-01-20"), ("jyj", "2025-02-22")), True),
        ((("jyj", "2024-01-20"),), False),
        ((("jyj", "2024-01-20"), ("jyj", "2024-01-20")), False),
        ((("jyj", None),), False),
        ((("czj", "2025-02-22"),), False),
    ],
)
def test_a_report_that_came_when_this_ones_was_due_may_be_it_with_last_years_title(
    rows: tuple[tuple[str, str | None], ...], may_be: bool
) -> None:
    """The title's year is last year's by mistake: the report is there, and its agency is not called silent."""
    names = {agency.id: agency.name for agency in COUNTY.agencies.items}
    listed = [
        ListedReport(f"{URL}{at}.html", f"{names[id]}2023年政府信息公开工作年度报告", day, "bm")
        for at, (id, day) in enumerate(rows)
    ]
    read = {one.url: (id, 2023) for one, (id, _) in zip(listed, rows, strict=True)}
    sibling = ListedReport(f"{URL}s.html", "青溪县财政局2024年政府信息公开工作年度报告", None, "bm")
    for resolved in (read, dict.fromkeys(read, ("jyj", 2023)) if may_be else read, {}):
        told = {sibling.url: ("czj", 2024), **resolved}
        looks = [
            look_of(
                COUNTY,
                Listing(
                    COUNTY.id,
                    "bm",
                    URL,
                    datetime(2025, 3, day, 1, tzinfo=UTC),
                    (*listed, sibling),
                    9,
                    1,
                    1,
                    True,
                ),
                told,
            )
            for day in (10, 18)
        ]
        assert word(*looks) == ("could_not_check:may_be_mislabelled" if may_be else "not_listed")


@pytest.mark.parametrize(
    "title",
    [
        "青溪县教育局2024年政府信息公开工作年底报告",
        "县教育局2024年政府信息公开工作总结",
        "2024年政府信息公开（教育局）",
        "2024年度青溪县教育局政府信息公开工作汇报",
    ],
)
@pytest.mark.parametrize("read", [False, True])
def test_whoever_stands_in_the_list_under_a_mistyped_title_is_not_missing(title: str, *, read: bool) -> None:
    """The row was opened and its page told nobody, or was not opened yet: it may be the very report."""
    rows = (
        ListedReport(URL + "t20250120_1.html", title, "2025-01-20", "bm", certain=False),
        ListedReport(
            URL + "t20250120_2.html", "青溪县财政局2024年政府信息公开工作年度报告", "2025-01-20", "bm"
        ),
    )
    looks = []
    for day in (10, 18):
        listing = Listing(
            COUNTY.id, "bm", URL, datetime(2025, 3, day, 2, tzinfo=UTC), rows, rows=2, pages_read=1,
            pages_declared=1, complete=True,
        )  # fmt: skip
        resolved = {rows[1].url: ("czj", 2024), **({rows[0].url: None} if read else {})}
        looks.append(look_of(COUNTY, listing, resolved))
    assert word(*looks) == f"could_not_check:{Doubt.LISTED_BUT_UNREADABLE.value}"


ROOMY = portal(
    columns=[
        {"id": "bm", "scope": "departments", "url": URL},
        {"id": "gd", "scope": "departments", "url": URL + "more/"},
        {"id": "qb", "url": URL + "all/"},
        {"id": "dw", "scope": "agency", "url": URL + "{agency.id}/"},
        {"id": "xz", "scope": "townships", "url": URL + "towns/"},
    ],
    agencies={"items": ROSTER},
)
WHOLE_DAY = tuple(
    replace(
        ONE,
        column=column.id,
        scope=column.scope,
        url=errand.url,
        agency=errand.agency.id if errand.agency else None,
    )
    for column in ROOMY.columns
    for errand in errands(ROOMY, column)
)


@pytest.mark.parametrize(
    ("where", "belongs"),
    [("", True), ("more/", True), ("all/", True), ("jyj/", True), ("czj/", False), ("towns/", False)],
)
@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (lambda look: None, Doubt.NOT_YET_LOOKED),
        (lambda look: replace(look, complete=False, obstacle=Obstacle.CAPTCHA), Obstacle.CAPTCHA),
        (lambda look: replace(look, unresolved=1), Doubt.UNRESOLVED_ROWS),
        (lambda look: replace(look, recognised=frozenset()), Doubt.NO_SIBLING),
    ],
)
def test_every_place_where_the_report_belongs_must_have_been_seen(
    where: str, belongs: bool, seen: Callable[[Look], Look | None], reason: Doubt | Obstacle
) -> None:
    """One of several columns that was not looked at, not whole, not understood or without a witness may hold it."""
    second = [seen(look) if look.url == URL + where else look for look in WHOLE_DAY]
    looks = [*WHOLE_DAY, *(replace(look, day=TWO.day) for look in second if look is not None)]
    if where == "jyj/" and reason is Doubt.NO_SIBLING:
        belongs = False  # an agency's own column is witnessed by the other agencies' own ones
    said = judge_absence(ROOMY, BUREAU, 2024, looks).word
    assert said == (f"could_not_check:{reason.value}" if belongs else "not_listed")


def test_a_failure_beside_a_place_not_looked_at_is_the_reason_and_ends_a_claim() -> None:
    failed = replace(WHOLE_DAY[0], complete=False, obstacle=Obstacle.CAPTCHA)
    assert judge_absence(ROOMY, BUREAU, 2024, [failed]).word == "could_not_check:captcha"


@pytest.mark.parametrize(
    ("column", "scope"), [("bm", "departments"), ("dw", "agency"), ("xz", "townships"), ("found-1", "all")]
)
def test_a_look_belongs_to_whom_its_column_is_for(column: str, scope: str) -> None:
    listing = Listing(ROOMY.id, column, URL, datetime(2025, 3, 9, tzinfo=UTC), (), 0, 1, 1, True)
    assert look_of(ROOMY, listing, {}).scope == scope


def test_of_a_column_found_again_elsewhere_that_days_older_looks_tell_nothing() -> None:
    """A stale address fails or shows an old list; where the column was found on from the home page only that counts."""
    stale = replace(TWO, complete=False, obstacle=Obstacle.COLUMN_MOVED)
    found = replace(TWO, column="found-1", scope="all", url=URL + "new/")
    assert word(ONE, stale, found) == "not_listed"
    assert word(ONE, stale, replace(found, recognised=frozenset())) == "could_not_check:no_sibling"
    assert word(ONE, stale, replace(found, complete=False)) == "could_not_check:column_moved"
