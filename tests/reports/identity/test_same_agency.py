"""Two printed names are one agency's only beyond doubt: a merged or renamed body, or a namesake elsewhere, is another."""

from __future__ import annotations

import pytest

from reports import is_same_agency


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
