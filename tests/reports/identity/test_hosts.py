"""An address is weak evidence: it agrees or it does not, and a mirror says nothing at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.identity import recognise
from reports.identity.divisions import divisions
from reports.identity.hosts import Agreement, agreement, choose, labels, region_spelled


def code(name: str) -> str:
    (found,) = divisions().codes(name)
    return found


@pytest.mark.parametrize(
    ("url", "name", "least"),
    [
        ("http://rongan.gov.cn/x", "融安县", Agreement.SPELLED),
        ("https://www.qiaokou.gov.cn/x", "硚口区", Agreement.SPELLED),
        ("http://www.hongtong.gov.cn/x", "洪洞县", Agreement.SPELLED),
        ("http://www.luan.gov.cn/x", "六安市", Agreement.SPELLED),
        ("https://www.jiuyuanqu.gov.cn/x", "九原区", Agreement.SPELLED),
        ("https://www.ahtlyaq.gov.cn/x", "义安区", Agreement.LONG_INITIALS),
        ("http://hrbdl.gov.cn/x", "道里区", Agreement.LONG_INITIALS),
        ("http://sjtq.gov.cn/x", "苏家屯区", Agreement.INITIALS),
        ("http://scjg.baotou.gov.cn/x", "包头市", Agreement.SPELLED),
        ("http://scjg.baotou.gov.cn/x", "九原区", Agreement.CITY),
        ("https://slt.zj.gov.cn/x", "磐安县", Agreement.PROVINCE),
        ("http://fg.gov.cn/x", "府谷县", Agreement.NONE),
        ("http://rongan.example.com/x", "融安县", Agreement.NONE),
        ("http://rongan.gov.cn.evil.com/x", "融安县", Agreement.NONE),
    ],
)
def test_addresses_of_real_portals_agree_with_their_regions(url: str, name: str, least: Agreement) -> None:
    assert agreement(code(name), url) == least


def test_two_regions_that_an_address_fits_equally_choose_none() -> None:
    baiyun = divisions().codes("白云区")
    assert choose(baiyun, "http://www.baiyun.gov.cn/") is None
    assert choose(baiyun, "http://www.gzby.gov.cn/") in (None, "440111")
    assert choose(baiyun, None) is None


def test_two_letters_choose_nothing_though_a_province_is_called_so() -> None:
    assert choose(divisions().codes("龙泉镇"), "http://www.sc.gov.cn/") is None


@given(st.sampled_from(sorted(c for c in divisions().names if len(c) == 9)), st.integers(0, 3))
def test_an_address_never_leads_a_town_to_another_county(town: str, way: int) -> None:
    county = divisions().get(town[:6])
    assert county is not None
    if not divisions().is_township(town) or not county.spellings:
        return
    spelled = county.spellings[0].replace("-", "")
    initials = "".join(syllable[0] for syllable in county.spellings[0].split("-"))
    host = (spelled, initials, spelled + "xian", initials + "zf")[way]
    name = divisions().names[town]
    got = recognise(
        f"{name}2022年政府信息公开工作年度报告", f"http://www.{host}.gov.cn/a.html"
    ).agency.division
    assert got in (town, None) or spelled in _spellings(got)


def _spellings(town: str) -> set[str]:
    """Of the county a town is in: 城关镇 at yixian.gov.cn may be of 黟县 or of 易县 when only one has such a town."""
    county = divisions().get(town[:6])
    return {s.replace("-", "") for s in county.spellings} if county else set()


def test_only_a_name_spelled_once_in_the_country_is_a_region() -> None:
    assert region_spelled("http://www.hengnan.gov.cn/") == code("衡南县")
    assert region_spelled("http://www.baiyun.gov.cn/") is None
    assert region_spelled("http://fg.gov.cn/") is None
    assert region_spelled("http://hengnan.example.cn/") is None


@pytest.mark.parametrize(
    "url", ["", "http://[", "http://", "//", "gov.cn", "http://gov.cn/", "javascript:alert(1)", "\0"]
)
def test_an_address_that_is_none_says_nothing(url: str) -> None:
    assert labels(url) == ()
