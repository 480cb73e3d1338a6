"""The pages of the demo town at one stage: its columns, reports, look-alikes and dead links, and what is true of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from specimens import trs
from specimens.agencies import COUNTY
from specimens.chrome import ArticleFacts, Entry, PortalFace
from specimens.demo import AGENCIES, TODAY, YEARS, Published, level_of, published
from specimens.dice import Dice
from specimens.lookalikes import LookAlike, beside_departments, beside_government
from specimens.truth import ExpectedReport, Truth
from specimens.web import Reply, page, plain

HOST = "www.qingxi.example"


FACE = PortalFace(f"{COUNTY}人民政府", HOST, "9901210001")


BASE = "/zwgk/zfxxgk/zfxxgknb"


PAGE_ROWS = 8


_LEVELS = {"xzf": "县政府年报", "bm": "县直部门年报", "xz": "乡镇（街道）年报"}


_ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search/\n"


_HOME = (("首页", "/"), ("政府信息公开", "/zwgk/zfxxgk/"))


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, rendered: pages by path, and what is true."""

    pages: Mapping[str, Reply]
    truth: Truth


class Rendering:
    """Renders one stage of the town."""

    def __init__(self, seed: str, stage: int) -> None:
        self._seed = seed
        self._stage = stage
        self._pages: dict[str, Reply] = {}
        self._reports: list[ExpectedReport] = []
        self._not_reports: list[str] = []
        self._dead: list[str] = []

    @cached_property
    def _published(self) -> tuple[Published, ...]:
        return published(self._seed, self._stage)

    def made(self) -> Stage:
        for year in YEARS:
            for level in _LEVELS:
                self._column(year, level)
            self._hub(
                f"{BASE}/{year}/",
                f"{year}年",
                [(name, f"{BASE}/{year}/{level}/") for level, name in _LEVELS.items()],
            )
        self._front()
        there = {(report.agency, report.year) for report in self._reports}
        absent = tuple((agency.name, 2024) for agency in AGENCIES if (agency.name, 2024) not in there)
        truth = Truth(
            TODAY[self._stage],
            YEARS,
            tuple(self._reports),
            tuple(self._not_reports),
            tuple(self._dead),
            absent,
        )
        return Stage(self._pages, truth)

    def _front(self) -> None:
        years = [(f"{year}年", f"{BASE}/{year}/") for year in reversed(YEARS)]
        note = "2021年、2022年年度报告因网站迁移正在整理，可到县政府办公室查阅点查阅。"
        self._hub(f"{BASE}/", "政府信息公开年报", years, note)
        self._hub(
            "/zwgk/zfxxgk/",
            "政府信息公开",
            [("政府信息公开指南", "/zwgk/zfxxgk/zn/"), ("政府信息公开制度", "/zwgk/zfxxgk/zd/"),
             ("法定主动公开内容", "/zwgk/zfxxgk/fdzdgknr/"), ("政府信息公开年报", f"{BASE}/")],
        )  # fmt: skip
        for path, title in (("/zwgk/zfxxgk/zn/", "政府信息公开指南"), ("/zwgk/zfxxgk/zd/", "政府信息公开制度"),
                            ("/zwgk/zfxxgk/fdzdgknr/", "法定主动公开内容"), ("/zfwzgzndbb/", "政府网站工作年度报表")):  # fmt: skip
            self._hub(path, title, [], "本栏目内容由县政府办公室维护。")
        news = [
            Entry(
                "全县春耕备耕工作现场会在石桥镇召开", "/xwzx/202502/t20250218_30117.html", date(2025, 2, 18)
            ),
            Entry("县图书馆延长开放时间", "/xwzx/202502/t20250213_30102.html", date(2025, 2, 13)),
        ]
        self._pages["/"] = self._pages["/index.html"] = page(trs.home(FACE, news), date(2025, 2, 18))
        self._pages["/robots.txt"] = plain(_ROBOTS)

    def _hub(self, path: str, title: str, links: Sequence[tuple[str, str]], note: str = "") -> None:
        self._pages[path] = page(trs.hub(FACE, title, [*_HOME, (title, path)], links, note), date(2025, 1, 3))

    def _column(self, year: int, level: str) -> None:
        folder = f"{BASE}/{year}/{level}/"
        name = _LEVELS[level]
        trail = [*_HOME, ("政府信息公开年报", f"{BASE}/"), (f"{year}年", f"{BASE}/{year}/"), (name, folder)]
        entries = list(self._report_pages(year, level, folder, name, trail))
        entries += self._look_alike_pages(year, level, folder, name, trail)
        if (year, level) == (2020, "bm"):
            # The grain bureau was merged away and its page with it; the row stayed.
            dead = "./202101/t20210119_8841.html"
            entries.append(Entry(f"{COUNTY}粮食局2020年政府信息公开工作年度报告", dead, date(2021, 1, 19)))
            self._dead.append(f"http://{HOST}{folder}{dead.removeprefix('./')}")
        entries.sort(key=lambda entry: (entry.listed, entry.url), reverse=True)
        pages = [entries[start : start + PAGE_ROWS] for start in range(0, len(entries), PAGE_ROWS)]
        pager = trs.Pager(len(pages))
        for number, rows in enumerate(pages, start=1):
            html = trs.column(FACE, name, trail, rows, pager=pager, current=number, total=len(entries))
            reply = page(html, max(entry.listed for entry in entries))
            self._pages[folder + pager.file(number)] = reply
            if number == 1:
                self._pages[folder] = reply

    def _report_pages(
        self, year: int, level: str, folder: str, name: str, trail: Sequence[tuple[str, str]]
    ) -> Iterator[Entry]:
        for one in self._published:
            report = one.report
            if report.year != year or level_of(report.agency) != level:
                continue
            stamped = one.stamped or report.published
            number = 9000 + Dice(self._seed, report.agency.id, year, "number").below(30000)
            link = f"./{stamped:%Y%m}/t{stamped:%Y%m%d}_{number}.html"
            path = folder + link.removeprefix("./")
            facts = ArticleFacts(
                title=report.title,
                url=f"http://{HOST}{path}",
                pub_date=stamped,
                visible=report.published,
                source=report.agency.name,
                column=name,
                number=number,
                index_no=f"99012100{number % 97:02d}/{year + 1}-{number:05d}" if number % 3 else "",
            )
            self._pages[path] = _article(one, facts, trail)
            self._reports.append(_expected(one, facts))
            yield Entry(report.title, link, stamped)

    def _look_alike_pages(
        self, year: int, level: str, folder: str, name: str, trail: Sequence[tuple[str, str]]
    ) -> Iterator[Entry]:
        beside: tuple[LookAlike, ...] = ()
        if level == "xzf":
            beside = beside_government(COUNTY, year, date(year + 1, 2, 21 if year == 2024 else 27))
        elif level == "bm":
            beside = beside_departments(COUNTY, year, date(year + 1, 1, 24))
        for index, one in enumerate(beside):
            number = 8000 + Dice(self._seed, year, level, index).below(900)
            link = f"./{one.listed:%Y%m}/t{one.listed:%Y%m%d}_{number}.html"
            path = folder + link.removeprefix("./")
            facts = ArticleFacts(
                one.title,
                f"http://{HOST}{path}",
                one.listed,
                one.listed,
                f"{COUNTY}人民政府办公室",
                name,
                number,
            )
            self._pages[path] = page(trs.article(FACE, facts, one.content, trail), one.listed)
            self._not_reports.append(facts.url)
            yield Entry(one.title, link, one.listed)


def _article(one: Published, facts: ArticleFacts, trail: Sequence[tuple[str, str]]) -> Reply:
    old = one.charset != "utf-8"
    # An old publishing host: the page says gb2312 in its meta tag and the header says nothing.
    face = PortalFace(FACE.name, FACE.host, FACE.site_code, "gb2312") if old else FACE
    html = trs.article(face, facts, one.report.content(), trail, editor=facts.number % 2 == 0)
    changed = one.edited or facts.pub_date
    return page(
        html, changed, charset=one.charset, declare="text/html" if old else "text/html; charset=utf-8"
    )


def _expected(one: Published, facts: ArticleFacts) -> ExpectedReport:
    agency = one.report.agency
    return ExpectedReport(
        agency=agency.name,
        type=agency.type,
        level=agency.level,
        division=agency.division,
        year=one.report.year,
        form="2019" if one.report.year == 2020 else "2021",
        url=facts.url,
        title=one.report.title,
        published=one.report.published,
        findings=one.findings,
        must_not=one.must_not,
        allowed=one.allowed,
        cells=one.report.figures.cells,
    )
