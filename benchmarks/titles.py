"""Recognise thousands of titles made from the division table, title patterns and look-alikes; count what is wrong.

    python -m benchmarks.titles [--count 20000] [--seed 1] [--show 20] [--unsure]
    python -m benchmarks.titles --labelled FILE.tsv      (title, url, is_report, agency, year)

Truth is known because each title is built from its parts. *Wrong* is a definite answer that is not the truth: another
kind than the truth (unsure is not wrong), another name, another year, or a division that is not the agency's own.
Exit code 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reports import AgencyLevel, AgencyType, ReportKind
from reports.identity import divisions, recognise
from reports.identity.divisions import Divisions

DEPARTMENTS = """
教育局 教育和体育局 教育科技局 卫生健康局 卫生健康委员会 卫生健康委 发展和改革委员会 发展改革局 民政局 司法局 财政局 公安局 审计局 统计局
水利局 水务局 农业农村局 林业和草原局 自然资源局 自然资源和规划局 住房和城乡建设局 交通运输局 商务局 文化和旅游局 文化广电和旅游局 应急管理局
市场监督管理局 退役军人事务局 医疗保障局 信访局 行政审批局 政务服务和数据管理局 综合行政执法局 城市管理综合行政执法局 乡村振兴局
机关事务管理局 人力资源和社会保障局 工业和信息化局 科学技术局 生态环境局 人民防空办公室 国有资产监督管理委员会 体育局 民族宗教事务局
""".split()  # noqa: SIM905 - a list by the line is read more easily
OFFICES = ("人民政府办公室", "政府办公室", "人民政府办公室（金融工作局）")
PHRASES = (
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开年报",
    "政府信息公开工作年报",
    "政府信息公开工作报告",
    "信息公开工作年度报告",
    "信息公开年报",
    "政务公开工作年度报告",
    "政府信息公开年度工作报告",
    "政府信息公开工作情况年度报告",
    "政府信息公开工作的年度报告",
)
SHAPES = (
    "{agency}{year}年{phrase}",
    "{agency}{year}年度{phrase}",
    "{year}年{agency}{phrase}",
    "{year}年度{agency}{phrase}",
    "{agency}{phrase}（{year}年度）",
    "{agency}{phrase}（{year}年）",
    "{agency}{phrase}({year})",
    "{agency}{year}{phrase}",
    "{year}{agency}{year}年度{phrase}",
    "{year}年{agency}{year}年{phrase}",
    "{agency}关于{year}年度{phrase}",
    "关于{agency}{year}年{phrase}",
    "《{agency}{year}年{phrase}》",
    "{agency}（{year}年）{phrase}",
)
DECORATIONS = (
    "{title}", "{title}", "{title}", "{title}", "{title}.pdf", "{title}.docx", "{title}（图片版）", "{title}（超链版）.pdf", "附件：{title}",
    "附件1：{title}", "{title} 2024-01-20", "{title}[2024-01-20]", "· {title}", "{title}（全文）", "{title}_政府信息公开年报_门户网站",
    "【年报】{title}", "{title}（盖章版）",
)  # fmt: skip
LOOKALIKES = (
    "{agency}{year}年度法治政府建设情况报告",
    "{agency}{year}年法治政府建设年度报告",
    "{agency}{year}年度行政执法统计年报",
    "{agency}{year}年政府网站工作年度报表",
    "一图读懂{agency}{year}年政府信息公开工作年度报告",
    "一图读懂：{agency}{year}年政府信息公开工作年度报告",
    "图解：{agency}{year}年政府信息公开工作年度报告",
    "图解{agency}{year}年政府信息公开工作年度报告",
    "文字解读：{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开工作年度报告（图解）",
    "{agency}{year}年政府信息公开工作年度报告解读",
    "《{agency}{year}年政府信息公开工作年度报告》政策解读",
    "{agency}关于印发{year}年政务公开工作要点的通知",
    "{agency}{year}年政务公开工作总结",
    "{agency}{year}年政府信息公开工作总结",
    "{agency}{year}年政府信息公开工作要点",
    "{agency}召开{year}年政府信息公开工作年度报告编制工作部署会",
    "{agency}开展{year}年政府信息公开年报编制培训",
    "{agency}关于做好{year}年政府信息公开工作年度报告编制工作的通知",
    "关于报送{year}年政府信息公开工作年度报告的通知",
    "{agency}政府信息公开年度报告制度",
    "{agency}政府信息公开指南",
    "{agency}{year}年政府工作报告",
    "{agency}{year}年部门预算",
    "{agency}{year}年度绩效评价报告",
    "{agency}{year}年国民经济和社会发展统计公报",
    "{agency}{year}年第三季度政府信息公开工作报告",
    "{agency}{year}年上半年政务公开工作报告",
    "{agency}完成{year}年政府信息公开工作年度报告发布工作",
    "{agency}{year}年环境质量年报",
    "{agency}{year}年企业年报公示公告",
    "关于{agency}{year}年政府信息公开年度报告考核结果的通报",
    "转发：《{agency}{year}年政务公开工作要点》政策解读",
)
CUTS = ("政府信息公开工作年度…", "政府信息公开工作年度报...", "政府信息公开年…", "政府信息公开工作年度报告…")
EARLY_CUTS = ("政府信息公开工作…", "政府信息公开...", "政府信息…")


@dataclass(frozen=True, slots=True)
class Made:
    """One title with its truth. `division` is `None` where a right answer may not name one."""

    title: str
    kind: ReportKind
    agency: str | None
    year: int | None
    division: str | None = None
    type: AgencyType = AgencyType.UNSURE
    level: AgencyLevel = AgencyLevel.UNSURE


Name = tuple[str, str | None, AgencyType, AgencyLevel]
"""Name, its own division (None where the name alone cannot tell), type and level."""
_TYPES = {"": AgencyType.GOVERNMENT, "人民政府": AgencyType.GOVERNMENT} | dict.fromkeys(
    OFFICES, AgencyType.GOV_OFFICE
)


def agencies(random_: random.Random, table: Divisions) -> Iterator[Name]:
    """Endless agencies of every level, some with their superior's name before them."""
    regions = [
        d for d in table.counties() if not "71" <= d.code[4:] <= "80" and table.codes(d.name)[:1] == (d.code,)
    ]
    towns = list(table.townships())
    while True:
        pick = random_.random()
        if pick < 0.45:
            region = random_.choice(regions)
            name = table.formal_name(region.code) if random_.random() < 0.5 else region.name
            tail = random_.choice(["", "人民政府", *OFFICES, *random_.sample(DEPARTMENTS, 4)])
            codes = [c for c in table.codes(name) if len(c) == 6]
            known = len(codes) == 1 or name != region.name
            kind = _TYPES.get(tail, AgencyType.DEPARTMENT)
            yield name + tail, region.code if known else None, kind, region.level
            continue
        town = random_.choice(towns)
        tail = ""
        if town.name.endswith("街道"):
            tail = random_.choice(["", "办事处"])
        elif town.name.endswith(("镇", "乡", "苏木")):
            tail = random_.choice(["", "人民政府"])
        county = town.code[:6]
        before = random_.choice(["", table.names[county], table.formal_name(county)])
        alone = before == "" and len(table.codes(town.name)) != 1
        several = before == table.names[county] and len(table.codes(before)) != 1
        several = several and sum(town.name in _town_names(table, c) for c in table.codes(before)) != 1
        kind = AgencyType.SUBDISTRICT if town.name.endswith(("街道", "街")) else AgencyType.TOWNSHIP
        if town.name.endswith("地区"):
            tail, kind = "办事处", AgencyType.SUBDISTRICT
        yield before + town.name + tail, None if alone or several else town.code, kind, town.level


_TOWNS: dict[str, set[str]] = {}


def _town_names(table: Divisions, county: str) -> set[str]:
    if county not in _TOWNS:
        _TOWNS[county] = {t.name for t in table.townships(county)}
    return _TOWNS[county]


def _damaged(random_: random.Random, title: str) -> str:
    """What list pages do to a title: spaces, line breaks, full-width digits, invisible marks."""
    pick = random_.random()
    at = random_.randrange(1, len(title))
    if pick < 0.1:
        return title[:at] + random_.choice([" ", "\u3000", "\n", "\u00a0", "\u200b"]) + title[at:]
    if pick < 0.15:
        return title.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    return title


def made(count: int, seed: int) -> Iterator[Made]:
    """`count` titles with their truth, the same for the same seed."""
    random_, table = random.Random(seed), divisions()
    names = agencies(random_, table)
    for _ in range(count):
        agency, division, kind, level = next(names)
        year, pick = random_.randrange(2008, 2027), random_.random()
        if pick < 0.62:
            shape, phrase = random_.choice(SHAPES), random_.choice(PHRASES)
            title = shape.format(agency=agency, year=year, phrase=phrase)
            title = _damaged(random_, random_.choice(DECORATIONS).format(title=title))
            yield Made(title, ReportKind.ANNUAL_REPORT, agency, year, division, kind, level)
        elif pick < 0.67:
            title = f"{agency}{year}年{random_.choice(CUTS)}"
            yield Made(title, ReportKind.ANNUAL_REPORT, agency, year, division, kind, level)
        elif pick < 0.70:
            yield Made(
                f"{agency}{year}年{random_.choice(EARLY_CUTS)}",
                ReportKind.UNSURE,
                agency,
                year,
                division,
                kind,
                level,
            )
        elif pick < 0.73:
            yield Made(f"{year}年{random_.choice(PHRASES[:4])}", ReportKind.ANNUAL_REPORT, None, year)
        else:
            title = random_.choice(LOOKALIKES).format(agency=agency, year=year)
            yield Made(title, ReportKind.OTHER, agency, year, division, kind, level)


def faults(item: Made) -> list[str]:
    """What is wrong with our answer, and what is only not known (prefixed ``unsure``)."""
    got, found = recognise(item.title), []
    if got.kind is not item.kind:
        found.append("unsure kind" if got.kind is ReportKind.UNSURE else f"kind {got.kind.value}")
    if item.kind is ReportKind.OTHER:
        return found
    if got.year != item.year:
        found.append("unsure year" if got.year is None else f"year {got.year}")
    if got.agency.name != item.agency:
        found.append("unsure agency" if got.agency.name is None else f"agency {got.agency.name}")
    if got.agency.division != item.division:
        found.append("unsure division" if got.agency.division is None else f"division {got.agency.division}")
    if item.agency and got.agency.type is not item.type:
        found.append("unsure type" if got.agency.type is AgencyType.UNSURE else f"type {got.agency.type}")
    if item.agency and got.agency.level is not item.level:
        found.append(
            "unsure level" if got.agency.level is AgencyLevel.UNSURE else f"level {got.agency.level}"
        )
    return found


def labelled(path: Path) -> int:
    """Judge a labelled list of real titles and print what differs. An agency may be longer or shorter than the label."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    tally = Counter[str]()
    for row in rows:
        got = recognise(row["title"], row["url"] or None)
        wanted = ReportKind.ANNUAL_REPORT if row["is_report"] == "yes" else ReportKind.OTHER
        told = [_compared("kind", got.kind, wanted, got.kind is ReportKind.UNSURE)]
        if wanted is ReportKind.ANNUAL_REPORT:
            told.append(_compared("year", str(got.year), row["year"], got.year is None))
            told.append(_agency_compared(got.agency.name, row["agency"]))
        tally.update(told)
        for one in told:
            if not one.endswith("right"):
                print(
                    f"{one:20} | {row['title']} | {got.agency.name}, {got.year} | {row['agency']}, {row['year']}"
                )
    print(f"{len(rows)} titles; " + ", ".join(f"{n} {what}" for what, n in sorted(tally.items())))
    return int(any("wrong" in what for what in tally))


def _compared(what: str, got: object, wanted: object, unsure: bool) -> str:
    return f"{what} " + ("right" if got == wanted else "unsure" if unsure else "wrong")


def _agency_compared(got: str | None, wanted: str) -> str:
    """Right when equal; fuller or shorter by the superior regions before it or 人民政府 behind it."""
    if got is None or got == wanted:
        return "agency right" if got else "agency unsure"
    core = wanted.removesuffix("人民政府")
    if got.endswith(wanted) or got.removesuffix("人民政府").endswith(core):
        return "agency fuller"
    return "agency shorter" if wanted.endswith(got) else "agency wrong"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="how many wrong or unsure titles to print")
    parser.add_argument("--unsure", action="store_true", help="print titles we are unsure of, too")
    parser.add_argument("--labelled", type=Path, help="judge the titles of this file instead")
    options = parser.parse_args()
    if options.labelled:
        return labelled(options.labelled)
    items = list(made(options.count, options.seed))
    divisions()
    began = time.perf_counter()
    for item in items:
        recognise(item.title, "http://www.jingtai.gov.cn/zwgk/zfxxgknb/t20240120_1.html")
    seconds = time.perf_counter() - began
    tally, shown, wrong = Counter[str](), 0, 0
    for item in items:
        for fault in faults(item):
            sure = not fault.startswith("unsure")
            wrong += sure
            tally[fault if not sure else "WRONG " + fault.split(" ", 1)[0]] += 1
            if shown < options.show and (sure or options.unsure):
                shown += 1
                print(f"{fault:24} | {item.title!r} | {item}")
    print(
        f"{len(items)} titles, {wrong} wrong; " + ", ".join(f"{n} {what}" for what, n in tally.most_common())
    )
    print(f"{1000 * seconds / len(items):.3f} ms a title ({seconds:.2f} s in one process)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
