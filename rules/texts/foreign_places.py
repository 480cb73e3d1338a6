"""Regions named where only the agency's own can stand: the title, subject, website or contact of its own report.

A region named anywhere else proves nothing (学习、合作、帮扶、客商 …), and a list of such words can never be complete. So only
four places are looked at in which a report speaks of itself, and a region counts there only when the national codes know it
and every region of that name lies outside the agency's own city and is none above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def _foreign(words: str, homes: tuple[str, ...], digits: int) -> str | None:
    """The region that `words` begin with, if it is another's beyond doubt."""
    region = regions_of(words)
    if not region.codes or not _REGION.search(region.text[-1]):
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
    if len(tail) >= 3 and tail in text:
        yield _subject(tail), _CITY


def foreign_places(
    narrative: tuple[Sentence, ...], division: str, names: tuple[str, ...]
) -> tuple[Spotted, ...]:
    """Each foreign region once: `text` the region, `detail` the passage. `names`: the agency's own, as roster and title have them."""
    tail = regions_of(names[0]).tail if names else ""
    texts = ["".join(sentence.text.split()) for sentence in narrative]
    if next(_looked_for("\n".join(texts), tail), None) is None:
        return ()
    homes = _homes(division, names)
    found: dict[str, tuple[str, list[Place]]] = {}
    for sentence, text in zip(narrative, texts, strict=True):
        for pattern, digits in _looked_for(text, tail):
            for said in pattern.finditer(text):
                region = _foreign(said[1], homes, digits)
                if region is not None and not any(region in name for name in names):
                    passage = said[0].strip("。；;")
                    found.setdefault(region, (passage, []))[1].append(sentence.place)
    return tuple(
        Spotted(region, len(places), tuple(places), passage) for region, (passage, places) in found.items()
    )
