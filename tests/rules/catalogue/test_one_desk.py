"""An agency is never told that its own text stands in its own report under another name."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from reports import AnnualReport
from rules import Outcome
from rules.engine.draft import Draft

RULES = rules.load()
SAID = tuple(
    f"第{n}项工作是{a}{b}，由承办科室起草后送分管领导审阅，{b}情况按月通报并归档备查"
    for n, (a, b) in enumerate(
        (a, b)
        for a in ("更新公开目录", "审查拟发文件", "培训信息员")
        for b in ("留痕", "整改", "复核", "督办")
    )
)


def written(name: str, said: tuple[str, ...]) -> AnnualReport:
    return Draft(year=2024, name=name, texts={"overview": "。".join(said)}).report()


def others() -> tuple[AnnualReport, ...]:
    kinds = ("财政", "教育", "水利", "民政", "司法")
    return tuple(written(f"青溪县{kind}局", tuple(f"{kind}{n}" * 30 for n in range(9))) for kind in kinds)


@pytest.mark.parametrize(
    ("name", "other", "said"),
    [
        ("青溪县住房和城乡建设局", "青溪县住建局", False),
        ("青溪县人民政府", "青溪县人民政府办公室", False),
        ("青溪县发展和改革局", "青溪县发展和改革局（粮食和物资储备局）", False),
        ("青溪县商务局", "青溪县体育局", True),
    ],
)
def test_the_same_text_is_said_of_another_desk_only(name: str, other: str, said: bool) -> None:
    own = written(name, SAID)
    case = rules.Case(
        own, date(2025, 12, 1), agency=rules.agency_facts(own), siblings=(written(other, SAID), *others())
    )
    found = [v for v in RULES.judge(case) if v.rule == "XAG-SIMILAR" and v.outcome is Outcome.FAIL]
    assert bool(found) is said
