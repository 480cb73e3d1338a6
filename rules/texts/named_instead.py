"""Another agency of the same place named where a report names whose report it is: 现公布某县统计局2023年…年度报告 in another bureau's.

Bureaus are renamed, merged and bear two plates (城市管理局 and 综合行政执法局), so a name alone proves nothing. Only fields of work
that have bureaus of their own everywhere and are never one body are told apart, and townships by names without one letter in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import AgencyType, Place, Sentence, regions_of
from rules.texts.spotted import Spotted

_NAME = r"[\u4e00-\u9fa5]{3,24}?(?:局|委员会|镇|乡|街道|街道办事处|镇人民政府|乡人民政府)"
_OF_YEAR = r"20\d\d年?度?(?:的)?(?:政府|政务)信息公开"
_OWN = (
    re.compile(
        rf"(?:编制|编写|撰写|形成|公布|发布)(?:了|完成)?《({_NAME}){_OF_YEAR}(?:工作)?(?:年度(?:工作)?报告|年报)》"
    ),
    re.compile(rf"现(?:将|就|公布|发布|予以公布|向社会公布)《?({_NAME}){_OF_YEAR}"),
    re.compile(rf"(?:^|[。；;，,])本(?:年度)?报告由({_NAME})(?:负责)?(?:编制|编写)"),
)
_FIELD = re.compile(
    "教育|公安|民政|司法|财政|审计|统计|卫生|医疗保障|退役军人|税务|气象|信访|交通运输|市场监督|文化|农业农村|应急管理|民族宗教"
)
"""No two of them have ever been one bureau's in a county."""
_CHANGED = re.compile(r"机构改革|撤并|合并|更名|并入|划转|合署|加挂|两块牌子|组建|挂牌")
_TOWNSHIP = re.compile(r"(?:民族)?(?:街道办事处|街道|[镇乡])(?:人民政府)?$")
_TOWNSHIPS = (AgencyType.TOWNSHIP, AgencyType.SUBDISTRICT)
_LETTERS = 2
"""Of a township's own name, at least: of 城关 and 东关 nobody can say that they are two."""


def named_instead(
    narrative: tuple[Sentence, ...], kind: AgencyType, names: tuple[str, ...]
) -> tuple[Spotted, ...]:
    """Each other agency once: `text` its name, `detail` the passage. `names`: the agency's own, as roster and title have them."""
    spoken = [sentence for sentence in narrative if sentence.section in (None, "overview")]
    if not names or any(_CHANGED.search(sentence.text) for sentence in spoken):
        return ()
    found: dict[str, tuple[str, list[Place]]] = {}
    for sentence in spoken:
        for name, passage in _said(sentence.text):
            if all(_is_other(name, own, kind) for own in names):
                found.setdefault(name, (passage, []))[1].append(sentence.place)
    return tuple(
        Spotted(name, len(places), tuple(places), passage) for name, (passage, places) in found.items()
    )


def _said(text: str) -> Iterator[tuple[str, str]]:
    if "编" not in text and "布" not in text and "现" not in text and "形成" not in text:
        return
    plain = "".join(text.split())
    for pattern in _OWN:
        for said in pattern.finditer(plain):
            yield said[1], said[0].strip("。；;，,")


def _is_other(name: str, own: str, kind: AgencyType) -> bool:
    """Whether both names are plain, and of two bodies. `own` may be a whole title."""
    if kind in _TOWNSHIPS:
        theirs = _stem(name)
        if _TOWNSHIP.search(name) is None:
            return bool(_fields(name))
        return len(theirs) >= _LETTERS and not set(theirs) & set(own)
    field, ours = _fields(regions_of(name).tail), _fields(own)
    return kind is AgencyType.DEPARTMENT and bool(field and ours) and not field & ours


def _fields(name: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(name))


def _stem(name: str) -> str:
    """A township's own name: 平桥 of 青溪县平桥镇人民政府."""
    region = regions_of(name)
    return _TOWNSHIP.sub("", region.deepest if _TOWNSHIP.search(region.deepest) else region.tail)
