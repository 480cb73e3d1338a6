"""Totals of the narrative with the parts listed after them: "公开信息2700条，其中网站1706条，新媒体711条……".

Only a list that can be added up is given: every part exact and in the unit of the total, nothing open (等, 余, 约), nothing
nested, no other figure in between. Parts in brackets are parts of a part and are left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports import WHOLE_FIGURE, AnnualReport, Place, Sentence

_UNIT = r"条次?|件次?|份|篇|期|场次?|个|次|项|宗|起|例|人次"
_NUMBER = WHOLE_FIGURE + r"(?<![\d.〔\[第])(?:\d{1,3}(?:[,，]\d{3}){1,4}(?![\d,，])|\d{1,12}(?![\d.]))"
_TOTAL = re.compile(
    rf"(?P<total>{_NUMBER})\s*(?P<unit>{_UNIT})\s*(?P<lead>[，,]?\s*(?:其中包括|包括|分别(?:为|是))|[，,。（(]\s*其中|[：:])"
)
_LEADS = re.compile(
    r"[条次件份篇期场个项宗起例]\s*(?:[，,]?\s*(?:其中包括|包括|分别)|[，,。（(]\s*其中|[：:])"
)
"""What every total and its lead have at their seam: quicker to look for than a number."""
_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_OPEN = re.compile(
    r"等|余|多[条件份篇期场个次项]|约|近\d|超过|以上|左右|其中|包括|分别|合计|共计|总计|总共|同比|环比|比上|较|增长|增加|减少|下降|占|累计|同时|此外|另有?|重复|[%％万亿]|倍|含|同属|交叉|兼|不计|剔除|扣除|实际|合并|最终|主要|例如|重点"
)
_OVERLAPPING = re.compile(
    r"同属|重复|交叉|重叠|兼|互含|包含|同步|共享|同时|两处|多处|之内|含在|已含|分别(?:计算|统计|计数|计入)|涉及多|多平台发布|各计[一1]"
)
"""Said in brackets: the parts share members."""
_HEDGED_TOTAL = re.compile(
    r"(?:约|近|超过?|逾|累计|历年|以来|截至|截止)[^，。；]{0,6}$|(?:增加|减少|增长|下降|多|少|增|减)了?\s*$"
)
"""Before a figure: not exactly meant, or only the difference from another year's."""
_END = re.compile(r"[。；;！？\n]")
_CLAUSES = re.compile(r"(?<!\d)[，,]|[，,](?!\d)")
EXHAUSTIVE = ("包括", "分别", "：", ":")
COMPLETE = ("分别", "：", ":")
"""包括 names parts that are disjoint, but need not name them all."""
MIN_PARTS = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """One total and its parts. `whole` where the wording says that they are parts of it and nothing else (其中包括, 分别为,
    a colon), `complete` where it says that these are all (not 包括)."""

    total: int
    parts: tuple[int, ...]
    unit: str
    whole: bool
    text: str
    place: Place
    complete: bool = False

    @property
    def id(self) -> str:
        """Stable while the wording is."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:10]

    @property
    def lines(self) -> tuple[int, ...]:
        return () if self.place.line is None else (self.place.line,)


def listed_sums(report: AnnualReport) -> tuple[Listed, ...]:
    """Every total of the narrative whose parts can be added up, in printed order."""
    return tuple(found for paragraph in report.narrative for found in _of_paragraph(paragraph))


def _of_paragraph(paragraph: Sentence) -> Iterator[Listed]:
    text = paragraph.text
    if _LEADS.search(text) is None:
        return
    for match in _TOTAL.finditer(text):
        end = _END.search(text, match.end())
        listing = text[match.end() : end.start() if end else len(text)]
        before = _HEDGED_TOTAL.search(text[max(0, match.start() - 12) : match.start()])
        if before or (match["lead"][0] in "（(" and not listing.rstrip().endswith(("）", ")"))):
            continue
        parts = _parts(listing, match["unit"])
        total = _figure(match["total"])
        whole = any(word in match["lead"] for word in EXHAUSTIVE)
        if parts is None or _divided_again(parts, total, whole):
            continue
        beside = _beside(text[: match.start()], match["unit"], across=match["lead"].startswith("。"))
        if beside and sum(parts) <= total + beside:
            continue
        complete = any(word in match["lead"] for word in COMPLETE)
        text = (match[0] + listing).strip()
        yield Listed(total, parts, match["unit"], whole, text, paragraph.place, complete)


def _beside(before: str, unit: str, *, across: bool) -> int:
    """Figures in the same unit that the sentence counts before its total: the parts may be those of all of them
    ("行政复议12件，行政诉讼9件，其中涉及信息公开的复议8件、诉讼5件"). `across`: the parts are a sentence of their own, which may
    go on about any before it."""
    counted = before if across else _END.split(before)[-1]
    return sum(_figure(one["number"]) for one in _PART.finditer(counted) if one["unit"] == unit)


def _figure(printed: str) -> int:
    return int(re.sub(r"[,，]", "", printed))


def _divided_again(parts: tuple[int, ...], total: int, whole: bool) -> bool:
    """Whether the parts are several divisions of the total one after another (自然人4件、法人1件，网络3件、信函2件).

    Each must make it up exactly; after 其中, which promises no whole, the last may be left open (图文12件，负责人3件 of 12).
    """
    divisions, so_far, members = 0, 0, 0
    for number in parts:
        so_far, members = so_far + number, members + 1
        if so_far == total and (members > 1 or not whole):
            divisions, so_far, members = divisions + 1, 0, 0
    if whole:
        return divisions > 1 and so_far == 0
    return sum(parts) != total and (divisions > 0 or _holds_a_division(parts, total))


def _holds_a_division(parts: tuple[int, ...], total: int) -> bool:
    """Whether some parts that follow one another make up the total (自然人44件，办结51件，结转4件 of 55: the last two)."""
    first_with: dict[int, int] = {}
    so_far = 0
    for index, number in enumerate(filter(None, parts)):
        first_with[so_far] = index
        so_far += number
        if index + 1 - first_with.get(so_far - total, index) > 1:
            return True
    return False


def _parts(listing: str, unit: str) -> tuple[int, ...] | None:
    """The parts, or `None` where they cannot be added up."""
    flat = _BRACKETS.sub("", listing)
    if _OPEN.search(flat) or _OVERLAPPING.search(listing):
        return None
    found = list(_PART.finditer(flat))
    rest = _PART.sub("", flat)
    if len(found) < MIN_PARTS or any(mark.isdigit() for mark in rest):
        return None
    if any(one["unit"] != unit for one in found) or _lost(rest) or _goes_on(flat):
        return None
    return tuple(_figure(one["number"]) for one in found)


def _goes_on(listing: str) -> bool:
    """Whether the list is over and the sentence goes on counting ("网络5件，信函4件，已按时办理，发生行政复议1件")."""
    counts = [_PART.search(clause) is not None for clause in _CLAUSES.split(listing)]
    first, last = counts.index(True), len(counts) - counts[::-1].index(True)
    return not all(counts[first:last])


def _lost(rest: str) -> bool:
    """A part whose figure is missing ("微博公开信息条，"): a lost glyph, or words we cannot add."""
    return re.search(r"(?:信息|公开|发布|答复|申请)\s*(?:条|件|篇|份)", rest) is not None
