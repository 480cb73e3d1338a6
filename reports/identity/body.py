"""What a report's own words say of itself: its headings, its period, who compiled it, which regions it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from reports.days import real_day
from reports.document import Document
from reports.form import sections
from reports.identity.body_words import words_of
from reports.identity.divisions import divisions
from reports.identity.mentioned import is_mentioned
from reports.identity.titles import TitleParts, take_apart
from reports.model import ReportKind
from reports.numerals import in_figures_or_words
from reports.remembering import WORDS

_HEADING_LENGTH = 45
_NUMERALS = frozenset("一二三四五六七八")
_STOP = "、"
_OLD_HEADINGS = (
    r"概述|概况|总体情况",
    r"主动公开.{0,8}情况",
    r"依申请公开|申请公开.{0,8}情况",
    r"收费及?减免|收费情况",
    r"行政复议|行政诉讼",
    r"存在的?(?:主要)?问题|不足|改进",
)
"""Parts of the reports before 2019 (2007年条例 第三十二条)."""
_DAY = r"(20[0-4]\d)年(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(
    rf"{_DAY}(?:起[，,]?)?(?:截?至|到|-|—|–|~|―)(?:(20[0-4]\d)年)?(\d{{1,2}})月(\d{{1,2}})日"
)
_IN_FIGURES = re.compile(
    r"(20[0-4]\d)(?<![\d.]\d{4})([./-])(0?1)\2(0?1)(?:日?起)?(?:截?至|到|-|—|–|~|―)+(?:(20[0-4]\d)\2)?(\d{1,2})\2(\d{1,2})(?![\d.])"
)
"""2023.1.1—2023.12.31. It begins with its figures: what stands before them is looked at where they are found."""
_IN_WORDS = re.compile(
    r"(20[0-4]\d)年一月一日起?(?:截?至|到|-|—|–|~|―)+(?:(20[0-4]\d)年)?([十一二三四五六七八九]{1,2})月([十一二三四五六七八九]{1,3})日"
)
"""二〇二三年一月一日至十二月三十一日, whose year is in figures here."""
_COMPILED = re.compile(
    r"(?:^|[,，。;；:：、》)）]|规定|要求)(?:现?由|本(?:年度)?报告由|本?年报由)([^,，。;；:：、《》()（）]{2,40}?)"
    r"(?:(?:负责)?(?:编制|编写|汇总编制|组织编制)|(?:按照|根据(?!地)|依据|结合(?!部)|综合(?=[各全有相]))[^。;；]{2,200}?编制)"
)
_COMPILES = re.compile(
    r"(?:^|[,，。;；])([^,，。;；:：、《》()（）]{3,40}?)(?:组织)?编制(?:完成)?了?(?=《?20[0-4]\d年)"
)
"""某局编制完成2024年…年度报告."""
_INNER_OFFICE = re.compile(
    r"(?<=[局厅镇乡府处道])(?:机关)?(?:党政|综合|党政综合|政务公开|(?:政府)?信息公开(?:工作)?(?:领导小组)?)?办公室$"
)
"""What compiles for a bureau or a township: no agency of its own, as a county government's office is."""
_SELF_TITLE = re.compile(
    r"(?:公布|编制|制作|形成|发布|现将)(?:完成)?(?:(?:并|和|及)?(?:依法)?(?:向社会|对外)?(?:公开|公布|发布))?(?:了|的)?《?"
    r"([^《》,，。;；:：、]{4,60}?信息公开(?:工作)?(?:年度报告|年度工作报告|年报|工作报告))(?=[》。,，;；(（]|如下|$)"
)
_OWN_WORDS = {
    "我局": re.compile(r"局$"),
    "我乡": re.compile(r"乡(?:人民政府)?$"),
    "我镇": re.compile(r"镇(?:人民政府)?$"),
    "我街道": re.compile(r"街道(?:办事处)?$|街$"),
    "我县": re.compile(r"县(?:人民政府)?$"),
    "我委": re.compile(r"委$|委员会$"),
    "我办": re.compile(r"办$|办公室$|办事处$"),
    "我厅": re.compile(r"厅$"),
}
"""How a report calls the body that speaks, and how such a body's name ends (domain.md §5, step 5)."""
_ZONE_COUNTY = re.compile(
    r"(?<!园)全区|我区|(?:^|[\s，,。、；;：:在经由和与及对向按照据了受报])区(?:管委|党工委)|各区直"
)
"""Not its own name: 某某工业园区管委会."""
_UNDER_COUNTY = re.compile(r"县委、?县政府|县委、县人民政府|区委、?区政府|旗委、?旗政府|在县委")

_ILLEGIBLE = 0.2
"""Share of letters that are not known."""


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a document without spaces, ASCII in half width. `lines` are its paragraphs and cells in order, `text` their beginning."""

    lines: tuple[str, ...]
    text: str

    def mentions(self, name: str) -> bool:
        """Whether the words name that region, in full or as it is shortened (管城区)."""
        return is_mentioned(name, self.text)

    @property
    def is_illegible(self) -> bool:
        """Whether so many of its letters cannot be known that it may say anything."""
        return self.text.count("\ufffd") > _ILLEGIBLE * len(self.text)

    def headings(self) -> frozenset[str]:
        """Ids of the statutory sections that have a heading: a short line, or numbered words inside a run-on one."""
        found: set[str] = set()
        for line in [line for line in self.lines if len(line) <= _HEADING_LENGTH]:
            if named := _named_in(line):
                found |= named
        if len(found) < len(_section_patterns()):
            for piece in _behind_numerals(self.text):
                found |= _named_at_begin(piece)
        return frozenset(found)

    def old_headings(self) -> int:
        """How many of the six parts of a report before 2019 have a heading line."""
        short = [
            line
            for line in self.lines
            if len(line) <= _HEADING_LENGTH and re.match(r"[(一二三四五六七八九十]", line)
        ]
        return sum(any(re.search(p, line) for line in short) for p in _OLD_HEADINGS)

    def period(self) -> tuple[str, str] | None:
        """The period its figures cover, first and last day (ISO), when it is printed whole: a year's begin to its end.

        One that ends before it begins (自2023年1月1日起至2022年12月31日止) is given only where no other is printed.
        """
        reversed_: tuple[str, str] | None = None
        for found in _PERIOD.finditer(self.text):
            year, month, day, to_year, to_month, to_day = found.groups()
            first = f"{year}-{int(month):02d}-{int(day):02d}"
            last = f"{to_year or year}-{int(to_month):02d}-{int(to_day):02d}"
            if (
                first < last
                and int(month) == 1
                and int(day) == 1
                and real_day(last[:4], *last[5:].split("-"))
            ):
                return first, last
            if (month, day, to_month, to_day) == ("1", "1", "12", "31") and last < first:
                reversed_ = reversed_ or (first, last)
        return reversed_ or self._period_otherwise()

    def _period_otherwise(self) -> tuple[str, str] | None:
        """The period in other writings of a date: 2023.1.1—2023.12.31, 二〇二三年一月一日至十二月三十一日."""
        if found := _IN_FIGURES.search(self.text):
            year, _, _, _, to_year, to_month, to_day = found.groups()
        elif "年一月一日" in self.text and (found := _IN_WORDS.search(self.text)):
            year, to_year = found.group(1, 2)
            to_month, to_day = (str(in_figures_or_words(word)) for word in found.group(3, 4))
        else:
            return None
        last = f"{to_year or year}-{to_month:0>2}-{to_day:0>2}"
        if not real_day(last[:4], *last[5:].split("-")):
            return None
        return (first, last) if (first := f"{year}-01-01") < last <= f"{last[:4]}-12-31" else None

    def compiled_by(self) -> Iterator[str]:
        """Names before 编制, with 由 or without (domain.md §5, step 3): of an office inside a bureau or a township, whose office it is."""
        for line in self.lines[:40]:
            for found in (*_COMPILED.finditer(line), *_COMPILES.finditer(line)):
                yield _whose(found.group(1))

    def self_titles(self) -> Iterator[TitleParts]:
        """The report naming itself in its preamble: 编制了《…20XX年政府信息公开工作年度报告》, 现公布20XX年…年度报告."""
        for line in self.lines[:12]:
            for found in _SELF_TITLE.finditer(line):
                parts = take_apart(found.group(1))
                if parts.kind is ReportKind.ANNUAL_REPORT:
                    yield parts

    def speaks_as(self, name: str) -> bool:
        """Whether the report may be that body's own: an office compiles its government's report, and a site's operator
        publishes everybody's. What it calls itself (我乡, 我局, 我街道) must fit; an office must say 我办 or name itself."""
        if re.search(r"政府办公?[厅室]?$|政府办$|政务服务|大数据|信息中心|政务公开", name):
            return bool(re.search(r"我办|本办|我室|我局(?=政府信息)", self.text)) and not re.search(
                r"我[县市区旗]", self.text
            )
        own = [word for word, ending in _OWN_WORDS.items() if ending.search(name)]
        others = [word for word in _OWN_WORDS if word not in own and word in self.text]
        return not others or any(word in self.text for word in own)

    def counties(self) -> Counter[str]:
        """Unambiguous counties and cities named in full, with how often; names inside 《》 count too."""
        table, made = divisions(), Counter[str]()
        for found in re.finditer("[县区市旗]", self.text):
            end = found.end()
            for start in range(max(0, end - 15), end - 1):
                codes = table.codes(self.text[start:end])
                if len(codes) == 1 and len(codes[0]) == 6:
                    made[codes[0]] += 1
                    break
        return made

    def zone_of_a_city(self) -> bool:
        """A 管委会 that speaks of 全区 and of no county above it is on a county's level."""
        return bool(_ZONE_COUNTY.search(self.text)) and not _UNDER_COUNTY.search(self.text)


def _whose(name: str) -> str:
    """某局办公室 → 某局, 某镇人民政府党政办公室 → 某镇人民政府; 某县人民政府办公室 is an agency itself."""
    whole = _INNER_OFFICE.sub("", name)
    return name if whole.endswith("府") and not re.search(r"[镇乡](?:人民)?政府$", whole) else whole


@cache
def _section_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((section.id, re.compile(section.matches)) for section in sections())


@lru_cache(maxsize=WORDS)
def _named_in(line: str) -> frozenset[str]:
    """Sections whose heading's words stand in a short line: the labels of the tables come again in every report."""
    return frozenset(id for id, words in _section_patterns() if words.search(line))


@lru_cache(maxsize=1024)
def _named_at_begin(piece: str) -> frozenset[str]:
    return frozenset(id for id, words in _section_patterns() if words.match(piece))


def _behind_numerals(text: str) -> Iterator[str]:
    """What stands behind each 一、 to 八、, as long as a heading may be."""
    at = 0
    for before in text.split(_STOP):
        at += len(before) + 1
        if before[-1:] in _NUMERALS:
            yield text[at : at + _HEADING_LENGTH]


def body_of(document: Document) -> Body:
    """A document asked what it says of itself."""
    text = words_of(document)
    return Body(tuple(filter(None, text.split("\n"))), text)
