"""Two printed names are one agency's only beyond doubt: a merged or renamed body, or a namesake elsewhere, is another."""

from __future__ import annotations

import pytest

from reports import is_same_agency, may_be_same_agency


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安徽省泾县财政局", "泾县财政局"),
        ("泾县人民政府", "泾县"),
        ("景泰县芦阳镇人民政府", "芦阳镇"),
        ("临岚县石桥镇人民政府", "石桥镇人民政府"),
        ("泾县住房和城乡建设局", "泾县住房城乡建设局"),
        ("泾县人民政府办公室", "泾县政府办"),
        ("临岚县交通运输局", "交通运输局"),
    ],
)
def test_one_agency_under_several_spellings_is_one(one: str, other: str) -> None:
    assert is_same_agency(one, other)
    assert is_same_agency(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("泾县文化和旅游局", "泾县文化局"),
        ("泾县文化和旅游局", "泾县旅游局"),
        ("泾县卫生健康委员会", "泾县卫生和计划生育委员会"),
        ("泾县自然资源局", "泾县国土资源局"),
        ("泾县财政局", "绩溪县财政局"),
        ("临岚县财政局", "云峰县财政局"),
        ("泾县人民政府", "泾县人民政府办公室"),
        ("泾县人民政府", "绩溪县人民政府"),
        ("泾县石桥镇人民政府", "泾县石桥乡人民政府"),
        ("泾县石桥街道办事处", "泾县石桥镇人民政府"),
        ("中共泾县县委办公室", "泾县人民政府办公室"),
    ],
)
def test_renamed_merged_and_neighbouring_agencies_are_not_one(one: str, other: str) -> None:
    assert not is_same_agency(one, other)
    assert not is_same_agency(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("临岚县住建局", "临岚县住房和城乡建设局"),
        ("泾县教体局", "泾县教育体育局"),
        ("临岚县人民政府", "临岚县人民政府办公室"),
        ("泾县", "泾县政府办"),
        ("临岚县发展和改革局（粮食和物资储备局）", "临岚县发展和改革局"),
        ("县商务局", "临岚县商务局"),
    ],
)
def test_one_desk_under_two_names_is_never_its_own_copyist(one: str, other: str) -> None:
    assert may_be_same_agency(one, other)
    assert may_be_same_agency(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("临岚县财政局", "临岚县审计局"),
        ("临岚县财政局", "云峰县财政局"),
        ("临岚县人民政府", "临岚县财政局"),
        ("临岚县石桥镇人民政府", "临岚县青山镇人民政府"),
        ("临岚县人民政府办公室", "云峰县人民政府"),
        ("泾县人民政府", "绩溪县人民政府办公室"),
    ],
)
def test_two_desks_stay_two(one: str, other: str) -> None:
    assert not may_be_same_agency(one, other)
