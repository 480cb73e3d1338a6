"""Regions named where only the agency's own can stand: title, maker, subject, website, contact or signature of its own report.

A region named anywhere else proves nothing (学习、合作、帮扶、客商 …), and a list of such words can never be complete. So only a
few places are looked at in which a report speaks of itself, and a region counts there only when the national codes know it and
every region of that name lies outside the agency's own city and is none above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reports import Place, Sentence, divisions, is_within, regions_of
from rules.texts.spotted import Spotted

_NAME = r"[\u4e00-\u9fa5]{2,24}?"
_OWN_TITLE = re.compile(
    rf"(?:编制|编写|撰写|形成|公布|发布|公开)(?:了|完成)?《({_NAME})20\d\d年?度?(?:政府|政务)信息公开(?:工作)?年(?:度报告|报)》"
)
_OWN_SITE = re.compile(
    rf"本(?:年度|年)?报告[^。；]{{0,30}}(?:在|到|登录|登陆|访问|通过|从|于)[“‘《]?({_NAME})(?:人民)?政府(?:门户)?网(?:站|上)?[^。；]{{0,20}}(?:下载|查阅|查询|查看|浏览|公布)"
)
_OWN_CONTACT = re.compile(
    rf"(?:对|就)本(?:年度|年)?报告(?:如)?(?:有|存在)[^。；]{{0,12}}(?:请|可)(?:与|和|向|直接与|径与|致电)({_NAME})(?:联系|咨询|反映|反馈)"
)
_BODY = rf"{_NAME}(?:局|委员会|办公室|人民政府|街道办事处|管理委员会)"  # no shorter ending: 镇 and 委 end places and words too
_OWN_MAKER = re.compile(
    rf"(?:^|[。；;，,])由?({_BODY})(?:负责)?(?:编制|编写)(?:了|完成|并公布)?本(?:年度)?(?:政府信息公开)?(?:工作)?(?:年度)?报告"
)
_MADE_BY = re.compile(rf"(?:^|[。；;，,])本(?:年度)?报告由({_BODY})(?:负责)?(?:编制|编写)")
_SIGNATURE = re.compile(
    rf"({_BODY})(?P<day>20\d\d年\d{{1,2}}月\d{{1,2}}日|二[〇○零]二.年.{{1,3}}月.{{1,3}}日)?"
)
_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日|二[〇○零]二.年.{1,3}月.{1,3}日")
_SIGNED_WITHIN = 3
"""The last paragraphs of a report, among which it is signed."""
_SUBJECT = r"(?:^|[。；;])(?:20\d\d年(?:度)?[，,]?)?({name})(?:认真|严格|高度重视|坚持|积极|深入|全面|切实|持续|不断|共?主动公开|未?收到)"
_REGION = re.compile(r"[省市县区旗州盟]")
_ALWAYS_OUTSIDE = 2
"""Digits of a code that name its province: another province's website hosts no county's reports."""
_CITY = 4
"""Digits that name the city. A county may have been moved, renamed or made a district inside it."""


@lru_cache(maxsize=4096)
def _homes(division: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Codes that are the agency's own: its division, and every region its names begin with."""
    own = {division}
    for name in names:
        own.update(regions_of(name).codes)
    return tuple(sorted(own))


@lru_cache(maxsize=4096)
def _own_regions(names: tuple[str, ...]) -> tuple[str, ...]:
    """枞阳县 of 枞阳县教育局, and of whatever else it is called."""
    found = (regions_of(name).deepest for name in names)
    return tuple(dict.fromkeys(one for one in found if len(one) > 2))


def _foreign(words: str, homes: tuple[str, ...], own: tuple[str, ...], digits: int) -> str | None:
    """The region that `words` begin with, if it is another's beyond doubt. `own`: names of the agency's own regions; after a city
    that once was above it (安庆市枞阳县) they are still its own."""
    region = regions_of(words)
    if any(deepest in words for deepest in own) or not region.codes or not _REGION.search(region.text[-1]):
        return None
    table = divisions()
    for code in region.codes:
        for home in homes:
            above = {*table.ancestors(home[:6])} if table.get(home[:6]) else set()
            if code[:digits] == home[:digits] or code in above or is_within(code, home):
                return None
    return region.text


@lru_cache(maxsize=512)
def _subject(tail: str) -> re.Pattern[str]:
    """A sentence whose subject is some region's agency of this kind: 宜宾市旅游局认真……"""
    return re.compile(_SUBJECT.format(name=rf"[\u4e00-\u9fa5]{{2,12}}?{re.escape(tail)}"))


def _looked_for(text: str, tail: str) -> Iterator[tuple[re.Pattern[str], int]]:
    """The patterns that a text can match at all, each with the digits that must differ: by the words they cannot do without."""
    if "年度报告》" in text or "年报》" in text:
        yield _OWN_TITLE, _CITY
    if "政府网" in text or "政府门户网" in text:
        yield _OWN_SITE, _ALWAYS_OUTSIDE
    if "对本" in text or "就本" in text:
        yield _OWN_CONTACT, _CITY
    if "编制" in text or "编写" in text:
        yield _OWN_MAKER, _CITY
        yield _MADE_BY, _CITY
    if len(tail) >= 3 and tail in text:
        yield _subject(tail), _CITY


def foreign_places(
    narrative: tuple[Sentence, ...], division: str, names: tuple[str, ...]
) -> tuple[Spotted, ...]:
    """Each foreign region once: `text` the region, `detail` the passage. `names`: the agency's own, as roster and title have them."""
    tail = regions_of(names[0]).tail if names else ""
    texts = ["".join(sentence.text.split()) for sentence in narrative]
    signed = _signature(texts)
    if signed is None and next(_looked_for("\n".join(texts), tail), None) is None:
        return ()
    homes, regions = _homes(division, names), _own_regions(names)
    found: dict[str, tuple[str, list[Place]]] = {}
    for sentence, text in zip(narrative, texts, strict=True):
        for pattern, digits in _looked_for(text, tail):
            for said in pattern.finditer(text):
                region = _foreign(said[1], homes, regions, digits)
                if region is not None and not any(region in name for name in names):
                    passage = said[0].strip("。；;")
                    found.setdefault(region, (passage, []))[1].append(sentence.place)
    if signed is not None:
        at, name = signed
        region = _foreign(name, homes, regions, _CITY)
        if region is not None and not any(region in own for own in names):
            found.setdefault(region, (texts[at], []))[1].append(narrative[at].place)
    return tuple(
        Spotted(region, len(places), tuple(places), passage) for region, (passage, places) in found.items()
    )


def _signature(texts: Sequence[str]) -> tuple[int, str] | None:
    """Which paragraph signs the report and with whose name: one of the last, nothing but a name, under it or in it the day.

    Two bodies may sign one report: then nobody's name is foreign.
    """
    last = range(max(len(texts) - _SIGNED_WITHIN, 0), len(texts))
    signed = [(at, said) for at in last if (said := _SIGNATURE.fullmatch(texts[at])) is not None]
    if len(signed) != 1:
        return None
    ((at, said),) = signed
    dated = said["day"] or (at + 1 < len(texts) and _DAY.fullmatch(texts[at + 1]))
    return (at, said[1]) if dated else None
