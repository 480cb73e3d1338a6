"""Personal data that stands in a report for everybody to read: where, and of what kind, never what.

Only what cannot be anything else: an identity number whose birthday and check digit are right, and a mobile number that follows
the name of an applicant or a party. A number that callers are invited to dial is the agency's own and is not looked at.
"""

from __future__ import annotations

import re
from datetime import date

from reports import Place, Sentence
from rules.texts.spotted import Spotted

IDENTITY = "个人身份证号"
MOBILE = "当事人手机号码"
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-6]\d{5})((?:19|20)\d\d)(\d\d)(\d\d)\d{3}[\dXx](?![0-9A-Za-z])", re.ASCII
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
"""GB 11643-1999: the last letter, by the rest of the weighed sum over eleven."""
_MOBILE = re.compile(
    r"(?:申请人|当事人|信访人|举报人|投诉人|来访人|村民|居民)(?:姓名)?[：:]?(?P<name>[\u4e00-\u9fa5×*]{2,4}?)[\s（(，,、：:]{0,3}"
    r"(?:(?:联系|手机|移动)?(?:电话|手机|号码|方式|号){0,2}[：:为是]?\s*)?(?<!\d)1[3-9]\d{9}(?!\d)",
    re.ASCII,
)
_LONG = re.compile(r"\d{11}", re.ASCII)
_CALLED = "身份证"
"""Right before a number: then its check digit may be mistyped."""
_NO_NAME = re.compile(
    r"[可请须需应如或及和与的了向在对]|联系|咨询|电话|手机|号码|方式|服务|热线|拨|致电|办公|办理|受理|工作|负责|代表|委员|小组|组长|书记|主任|网格|监督|微信"
)
"""Between an applicant and a number: whose number it is, is not said."""


def personal_data(narrative: tuple[Sentence, ...]) -> tuple[Spotted, ...]:
    """Each kind once a section: `text` the kind, `detail` the section's id ("" before the first), never the data."""
    found: dict[tuple[str, str], list[Place]] = {}
    for sentence in narrative:
        if _LONG.search(sentence.text) is None:
            continue
        for kind in _kinds(sentence.text):
            found.setdefault((kind, sentence.section or ""), []).append(sentence.place)
    return tuple(
        Spotted(kind, len(places), tuple(places), section) for (kind, section), places in found.items()
    )


def _kinds(text: str) -> list[str]:
    kinds = [IDENTITY for said in _IDENTITY.finditer(text) if _is_identity(said)]
    return kinds + [MOBILE for said in _MOBILE.finditer(text) if not _NO_NAME.search(said["name"])]


def _is_identity(said: re.Match[str]) -> bool:
    try:
        date(int(said[2]), int(said[3]), int(said[4]))
    except ValueError:
        return False
    if _CALLED in said.string[max(said.start() - 10, 0) : said.start()]:
        return True
    weighed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, said[0][:-1], strict=True))
    return _CHECKS[weighed % 11] == said[0][-1].upper()
