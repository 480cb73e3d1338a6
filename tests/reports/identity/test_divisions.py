"""The embedded national codes: complete, as delivered, and never matched to a region that is not meant."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from reports import AgencyLevel
from reports.identity import divisions
from reports.identity.divisions import is_within, level_of
from reports.identity.names import short_name, stem
from tests.conftest import SHARED, missing


@pytest.mark.real_reports
def test_no_division_of_the_delivered_codes_is_lost() -> None:
    folder = SHARED / "data" / "divisions"
    if not folder.is_dir():
        missing("../shared/data/divisions is absent: the embedded codes cannot be compared")
    table, lost = divisions(), []
    for file in ("areas.csv", "streets.csv"):
        with (folder / file).open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                found = table.get(row["code"])
                if found is None or found.name != row["name"]:
                    lost.append(row["code"])
    assert lost == []


def test_the_embedded_file_stays_small() -> None:
    assert files("reports.identity").joinpath("divisions.gz").stat().st_size < 600_000  # type: ignore[attr-defined]  # a Traversable on disk is a Path


def test_a_county_is_found_by_its_name_and_by_its_shortened_name() -> None:
    table = divisions()
    assert table.codes("景泰县") == ("620423",)
    assert table.codes("管城回族区") == table.codes("管城区") == ("410104",)
    assert table.codes("凉山州") == ("513400",)
    assert table.codes("没有这个县") == ()


def test_a_city_without_counties_is_one_region() -> None:
    assert divisions().codes("东莞市") == ("441900",)
    assert divisions().codes("嘉峪关市") == ("620200",)


def test_parents_skip_rows_that_only_group_counties() -> None:
    table = divisions()
    assert table.parent("310101") == "310000"
    assert table.parent("419001") == "410000"
    assert list(table.ancestors("410104006")) == ["410104", "410100", "410000"]
    assert list(table.ancestors("310000")) == []


def test_a_district_is_called_with_its_city_and_a_county_alone() -> None:
    table = divisions()
    assert table.formal_name("411302") == "南阳市宛城区"
    assert table.formal_name("500153") == "重庆市荣昌区"
    assert table.formal_name("620423") == "景泰县"
    assert table.formal_name("410104006") == "郑州市管城回族区二里岗街道"


def test_levels_and_containment_follow_the_digits() -> None:
    assert [level_of(c) for c in ("620000", "620400", "620423", "620423100")] == [
        AgencyLevel.PROVINCE,
        AgencyLevel.CITY,
        AgencyLevel.COUNTY,
        AgencyLevel.TOWNSHIP,
    ]
    assert is_within("620423100", "620000")
    assert is_within("620423", "620400")
    assert not is_within("620423", "620500")


def test_farms_and_parks_are_not_townships() -> None:
    names = {d.name for d in divisions().townships("441422")}
    assert "大埔镇" in names or "湖寮镇" in names
    assert not {n for n in names if n.endswith(("林场", "农场", "开发区"))}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("凉山彝族自治州", "凉山州"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("西藏自治区", "西藏"),
        ("龙胜各族自治县", "龙胜县"),
        ("巴音郭楞蒙古自治州", "巴音郭楞州"),
        ("东乡族自治县", None),
        ("景泰县", None),
    ],
)
def test_nationalities_are_left_out_as_titles_do(name: str, short: str | None) -> None:
    assert short_name(name) == short


def test_a_one_character_county_keeps_its_stem() -> None:
    assert (stem("单县"), stem("景泰县"), stem("二里岗街道办事处")) == ("单", "景泰", "二里岗")


def test_a_character_written_two_ways_is_one_place() -> None:
    assert divisions().codes("褚庙乡") == divisions().codes("禇庙乡") != ()
