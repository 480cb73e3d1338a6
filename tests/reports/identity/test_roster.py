"""The roster gives a report to the agency that is meant, or to none: never to a neighbour of the same name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import AgencyLevel, AgencyType
from reports.identity import Alias, Fit, Roster, RosterAgency, divisions, national_agencies, recognise
from reports.identity.canonical import canonical, is_short_for


def department(name: str, id: str = "", **more: object) -> RosterAgency:
    return RosterAgency(
        id=id or name,
        name=name,
        type=AgencyType.DEPARTMENT,
        level=AgencyLevel.COUNTY,
        division="620423",
        **more,  # type: ignore[arg-type]  # fields of a RosterAgency
    )


JINGTAI = [
    *national_agencies("620423"),
    department("景泰县人民政府办公室", "office"),
    department("景泰县教育和体育局"),
    department("景泰县住房和城乡建设局"),
    department("景泰县卫生健康委员会"),
    department("景泰县国土资源局", "land", last_year=2018, successor="景泰县自然资源局"),
    department("景泰县自然资源局", first_year=2018, aliases=(Alias("县自然资源和规划局", 2022),)),
    department("景泰县扶贫开发办公室", "poverty", last_year=2020),
    department("景泰县农业农村局"),
    department("景泰县农业机械局"),
]


@pytest.fixture(scope="module")
def roster() -> Roster:
    return Roster(JINGTAI)


@pytest.mark.parametrize(
    ("printed", "id", "fit"),
    [
        ("景泰县教育和体育局", "景泰县教育和体育局", Fit.EXACT),
        ("景泰县教育体育局", "景泰县教育和体育局", Fit.SAME),
        ("教育和体育局", "景泰县教育和体育局", Fit.SAME),
        ("县教育和体育局", "景泰县教育和体育局", Fit.SAME),
        ("县政府办", "office", Fit.SAME),
        ("景泰县政府办公室", "office", Fit.SAME),
        ("县卫健委", "景泰县卫生健康委员会", Fit.SHORT),
        ("县教体局", "景泰县教育和体育局", Fit.SHORT),
        ("住建局", "景泰县住房和城乡建设局", Fit.SHORT),
        ("芦阳镇", "gov-620423101", Fit.EXACT),
        ("景泰县芦阳镇人民政府", "gov-620423101", Fit.EXACT),
        ("芦阳镇政府", "gov-620423101", Fit.SAME),
        ("景泰县", "gov-620423", Fit.EXACT),
        ("县人民政府", "gov-620423", Fit.SAME),
    ],
)
def test_a_name_written_another_way_is_the_same_agency(
    roster: Roster, printed: str, id: str, fit: Fit
) -> None:
    got = roster.match(printed, region="620423")
    assert got.agency is not None, got.why
    assert (got.agency.id, got.fit) == (id, fit)


def test_an_abbreviation_that_fits_two_agencies_fits_none(roster: Roster) -> None:
    got = roster.match("农业局", region="620423")
    assert got.agency is None
    assert {a.name for a in got.candidates} == {"景泰县农业农村局", "景泰县农业机械局"}


def test_a_name_of_another_county_is_never_matched_here(roster: Roster) -> None:
    assert roster.match("靖远县教育和体育局", region="620423").agency is None
    assert roster.match("靖远县教育和体育局").agency is None


def test_a_county_is_not_taken_for_its_province_or_its_towns(roster: Roster) -> None:
    assert roster.match("甘肃省人民政府").agency is None
    got = roster.match("人民政府", region="620423")
    assert got.agency is not None
    assert got.agency.id == "gov-620423"


def test_a_body_that_was_merged_is_answered_for_by_its_successor(roster: Roster) -> None:
    before = roster.match("景泰县国土资源局", year=2017, region="620423")
    after = roster.match("景泰县国土资源局", year=2020, region="620423")
    assert before.agency is not None
    assert after.agency is not None
    assert (before.agency.id, before.fit) == ("land", Fit.EXACT)
    assert (after.agency.id, after.fit) == ("景泰县自然资源局", Fit.SUCCESSOR)


def test_a_body_gone_without_successor_owes_nothing(roster: Roster) -> None:
    assert roster.match("景泰县扶贫开发办公室", year=2023, region="620423").agency is None
    assert "poverty" not in {a.id for a in roster.expected("620423", 2023)}
    assert "poverty" in {a.id for a in roster.expected("620423", 2020)}


def test_an_alias_counts_only_in_its_years(roster: Roster) -> None:
    assert roster.match("县自然资源和规划局", year=2023, region="620423").fit is Fit.EXACT
    assert roster.match("县自然资源和规划局", year=2019, region="620423").fit is not Fit.EXACT


def test_a_town_that_became_another_kind_of_town_is_the_same_town(roster: Roster) -> None:
    got = roster.match("景泰县芦阳乡人民政府", year=2012, region="620423")
    assert got.agency is not None
    assert (got.agency.id, got.fit) == ("gov-620423101", Fit.UPGRADED)
    both = [
        RosterAgency("t1", "城关镇", AgencyType.TOWNSHIP, AgencyLevel.TOWNSHIP, "620423198"),
        RosterAgency("t2", "城关街道", AgencyType.SUBDISTRICT, AgencyLevel.TOWNSHIP, "620423098"),
    ]
    assert Roster(both).match("城关乡", region="620423").agency is None


def test_nothing_is_expected_on_the_portal_of_who_publishes_elsewhere() -> None:
    weather = department("景泰县气象局", own_site="http://gs.cma.gov.cn/")
    assert Roster([weather]).expected("620423", 2023) == ()


def test_successors_in_a_circle_end_in_nobody() -> None:
    one = department("景泰县甲局", "a", last_year=2018, successor="b")
    two = department("景泰县乙局", "b", last_year=2018, successor="a")
    assert Roster([one, two]).match("景泰县甲局", year=2022).agency is None


def test_two_agencies_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same"):
        Roster([department("景泰县甲局", "same"), department("景泰县乙局", "same")])


def test_a_new_town_of_a_name_known_elsewhere_is_found_where_the_roster_has_it() -> None:
    table = divisions()
    elsewhere = [c for c in table.codes("太平镇") if not c.startswith("620423")]
    assert elsewhere
    here = RosterAgency("new", "太平镇", AgencyType.TOWNSHIP, AgencyLevel.TOWNSHIP, "620423199")
    got = Roster([*JINGTAI, here]).match("太平镇人民政府", region="620423")
    assert got.agency is here


def test_every_county_and_township_of_the_codes_is_on_the_base_roster() -> None:
    base = list(national_agencies("62"))
    ids = {agency.id for agency in base}
    assert len(ids) == len(base)
    table = divisions()
    wanted = {f"gov-{d.code}" for d in table.counties() if d.code.startswith("62")}
    wanted |= {f"gov-{d.code}" for d in table.townships("620000")}
    assert ids == wanted


def test_every_base_name_finds_its_own_agency_in_its_own_county() -> None:
    base = list(national_agencies("6204"))
    roster = Roster(base)
    for agency in base:
        for name in agency.names_in(None):
            got = roster.match(name, region=agency.region).agency
            assert got is None or got == agency, f"{name} went to {got}"
        assert roster.match(agency.name).agency == agency


def test_a_recognised_title_finds_its_roster_entry(roster: Roster) -> None:
    title = recognise("景泰县教体局2023年政府信息公开工作年度报告")
    assert title.printed is not None
    got = roster.match(title.printed, year=title.year, region=title.region)
    assert got.agency is not None
    assert got.agency.name == "景泰县教育和体育局"


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("教体局", "教育体育局", True),
        ("城管局", "城市管理综合行政执法局", True),
        ("卫健委", "卫生健康委", True),
        ("教育局", "教育局", False),
        ("规划局", "自然资源规划局", False),
        ("局", "教育局", False),
        ("教体局", "体育教育局", False),
    ],
)
def test_an_abbreviation_keeps_first_last_and_order(short: str, full: str, fits: bool) -> None:
    assert is_short_for(short, full) is fits


@given(st.text(max_size=30))
def test_any_text_can_be_asked_for_and_nothing_breaks(text: str) -> None:
    canonical(text)
    got = Roster(JINGTAI[:3]).match(text, year=2022, region="620423")
    assert got.agency is None or got.fit is not None
