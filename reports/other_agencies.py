"""Lines that give what stands below them to an agency: 县教育局, 填报单位：东河镇, 附件3：县公安局2023年…数据表.

A county prints its departments' tables, and at times their whole reports, below its own on one page.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reports.labels import bare, plain
from reports.remembering import WORDS

_LONGEST = 60
"""Characters; longer lines are no captions."""
_BEFORE = re.compile(
    r"^(?:附[件表录]?[一二三四五六七八九十\d]{0,3}[、.:]?|(?:填报|报送|编制|公开|发布)?(?:单位|部门|机关)(?:名称|\(盖章\))?:|其中:|表[一二三四五\d]{0,2}[、.:])+"
)
_BEHIND = re.compile(r"(?:\(盖章\)|20\d\d年度?.*|(?:政府信息|政务|信息)公开.*|[:。,、])$")
_NAME = re.compile(
    r"[\u4e00-\u9fa5]{1,22}(?:局|委|委员会|管委会|办公?室|政府办|厅|镇|乡|街道|办事处|政府|苏木|分局|大队|支队|中心|医院|学校|公司|开发区|高新区|新区|[县市区旗])(?:\([\u4e00-\u9fa5]{2,20}\))?"
)
_WHOLE = re.compile(
    r"(?:全|本|我|各)[省市州盟县区旗镇乡]|.*(?:本级|合计|汇总|总计|总表|各单位|各部门|各乡镇)"
)
"""What stands under it is the report's own."""
_SAME = frozenset(("", "人民政府", "政府", "办事处", "街道办事处", "管委会", "管理委员会"))
"""Behind the name of a region, or between two spellings of one agency."""


@lru_cache(maxsize=WORDS)
def _named(line: str) -> str | None:
    words = _BEFORE.sub("", bare(line))
    words = _BEHIND.sub("", _BEFORE.sub("", bare(words)))
    return words if words and _NAME.fullmatch(words) and not _WHOLE.match(words) else None


def agency_named(line: str) -> str | None:
    """The agency that a line names, where it says nothing else but what of that agency's follows."""
    return _named(line) if len(line) <= _LONGEST and not line.endswith("。") else None


def names_another(line: str, own: str | None) -> bool:
    """Whether a line names an agency, and clearly another than `own`."""
    name = agency_named(line)
    return name is not None and is_another(name, own)


def names_the_whole(line: str) -> bool:
    """全县汇总, 本级: the report's own again, below others' or above them."""
    return len(line) <= _LONGEST and _WHOLE.match(_BEFORE.sub("", bare(line))) is not None


def is_another(name: str, own: str | None) -> bool:
    """Whether a name is clearly that of another agency than `own`; never where that is not known."""
    if not own:
        return False
    ours, theirs = plain(own), plain(name)
    if ours.endswith(theirs) or theirs.endswith(ours):
        return False
    for longer, shorter in ((ours, theirs), (theirs, ours)):
        if longer.startswith(shorter):
            return longer.removeprefix(shorter) not in _SAME
    return True
