"""What comparing narratives costs: milliseconds a report and memory, and whether every planted copy is found.

    python -m benchmarks.similarity [--reports 20000] [--seed 7]

Made-up narratives of some 1,000 characters go into one index, as those of a whole country would; one in a hundred is an
edited copy of another agency's. Printed: masking, signature and insertion, query, exact comparison of one pair, memory by
resident set, what 150,000 reports would need by proportion, copies found of those planted, strangers named.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass

from reports import Agency as ReportAgency
from reports import AgencyLevel, AgencyType, AnnualReport, MediaType, ReportKind, Section, Sentence, Source
from reports.document import Place
from rules.texts import Masked, SimilarityIndex, compare, masked

COUNTRY = 150_000
COPIES = 100
"""One report in so many is a copy."""
_WORDS = [
    "公开",
    "信息",
    "窗口",
    "群众",
    "申请",
    "答复",
    "审查",
    "专栏",
    "检索",
    "附件",
    "台账",
    "培训",
    "考核",
    "评议",
    "解读",
    "图表",
    "企业",
    "低保",
    "入学",
    "危房",
    "改造",
    "救助",
    "预算",
    "决算",
    "采购",
    "环境",
    "安全",
    "食品",
    "就业",
    "医疗",
    "养老",
    "土地",
    "征收",
    "规划",
    "交通",
    "水利",
    "农业",
    "乡村",
    "教育",
    "文化",
    "统计",
    "审计",
    "执法",
    "处罚",
    "许可",
    "备案",
    "清单",
    "目录",
    "指南",
    "时限",
    "流程",
    "登记",
    "转办",
    "送达",
    "归档",
    "保密",
    "遮盖",
    "校对",
    "更新",
    "维护",
    "值守",
    "留言",
    "回复",
    "会商",
    "反馈",
    "整改",
    "复核",
    "通报",
    "约谈",
    "座谈",
    "走访",
    "宣讲",
    "短视频",
    "公众号",
    "查阅点",
]
_JOINS = (
    "并",
    "再",
    "由专人",
    "及时",
    "逐项",
    "按季",
    "全部",
    "分类",
    "统一",
    "重点",
    "同步",
    "先行",
    "集中",
    "持续",
)


@dataclass(frozen=True, slots=True)
class Written:
    report: AnnualReport
    copied_from: int | None


def sentences(dice: random.Random) -> list[str]:
    """About 1,000 characters."""
    return [
        "，".join(
            "".join(
                dice.choice(_WORDS) + dice.choice(("", dice.choice(_JOINS)))
                for _ in range(dice.randint(4, 7))
            )
            for _ in range(3)
        )
        for _ in range(22)
    ]


def report(number: int, said: list[str]) -> AnnualReport:
    """A report with nothing but its first section."""
    name = f"示例县第{number}局"
    place = Place(line=10)
    text = "。".join(said)
    return AnnualReport(
        source=Source(name, MediaType.HTML, f"{number:064x}"),
        kind=ReportKind.ANNUAL_REPORT,
        title=f"{name}2024年政府信息公开工作年度报告",
        agency=ReportAgency(name, AgencyType.DEPARTMENT, AgencyLevel.COUNTY, None),
        year=2024,
        format="2021",
        layout={},
        period=None,
        dates=(),
        sections={"overview": Section(True, "一、总体情况", text, place, (10, 11), 1, (), True)},
        cells={},
        narrative=(Sentence("overview", text, place),),
        uncertain=(),
        extra={},
        reader="benchmark",
    )


def written(count: int, seed: int) -> Iterator[Written]:
    """Every hundredth is an earlier one with one sentence in twenty-two rewritten."""
    dice = random.Random(seed)
    kept: list[tuple[int, list[str]]] = []
    for number in range(count):
        origin = None
        said = sentences(dice)
        if number % COPIES == COPIES - 1:
            origin, base = dice.choice(kept)
            said = [*base[:-1], said[0]]
        elif number % 10 == 0:
            kept.append((number, said))
        yield Written(report(number, said), origin)


def memory() -> float:
    """The largest resident set so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int, seed: int) -> None:
    index = SimilarityIndex()
    spent = dict.fromkeys(("mask", "add", "query"), 0.0)
    planted: list[tuple[int, int, Masked]] = []
    before = memory()
    for number, one in enumerate(written(count, seed)):
        start = time.perf_counter()
        narrative = masked(one.report)
        masked_at = time.perf_counter()
        index.add(str(number), narrative)
        spent["mask"] += masked_at - start
        spent["add"] += time.perf_counter() - masked_at
        if one.copied_from is not None:
            planted.append((number, one.copied_from, narrative))
    grown = memory() - before
    found = strangers = 0
    for number, origin, narrative in planted:
        start = time.perf_counter()
        named = index.query(narrative)
        spent["query"] += time.perf_counter() - start
        found += str(origin) in named
        strangers += len(set(named) - {str(number), str(origin)})
    for step, runs in (("mask", count), ("add", count), ("query", len(planted))):
        print(f"{step:8} {spent[step] / max(runs, 1) * 1000:8.3f} ms a report")
    start = time.perf_counter()
    likeness = compare(planted[0][2], planted[0][2]).percent
    print(f"{'exact':8} {(time.perf_counter() - start) * 1000:8.3f} ms a pair (itself: {likeness} %)")
    print(f"memory   {grown:8.1f} MB for {count} reports, {grown / count * 1024:.2f} KB each")
    each = (spent["mask"] + spent["add"]) / count + spent["query"] / max(len(planted), 1)
    print(
        f"{COUNTRY} reports, by proportion: {each * COUNTRY / 60:.1f} minutes on one core, {grown / count * COUNTRY / 1024:.2f} GB"
    )
    print(f"copies   {found} of {len(planted)} planted found; {strangers} other reports named as candidates")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    measure(max(given.reports, 2 * COPIES), given.seed)
