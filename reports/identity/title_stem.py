"""The words before the report's name in a title: whose report it is, and whether they are those of news about one."""

from __future__ import annotations

import re

from reports.identity.regions import regions_of
from reports.identity.wording import (
    AGENCY_END,
    BRACKET_YEAR,
    HARMLESS,
    NEVER,
    PHRASE,
    VERB,
    WEAK_VERB,
)
from reports.identity.years import around_years

_YEAR_LEFT = re.compile(r"20[012]\d|\d年")
"""No agency bears a year: where one is left of years run together, whose the report is cannot be told."""


def agency_text(stem: str) -> str:
    """Whose report it is, in the words before its name: without years, the column's name and marks. "" for nothing."""
    text = BRACKET_YEAR.sub("", PHRASE.sub("", stem))
    text = around_years(text)
    text = re.sub(r"^(?:年度|年份)|(?:年度|年份)$", "", text)
    text = re.sub(
        r"^(?:关于(?:公开|公布|发布)?|附件\d*[:.、]?|附:|\d{1,2}月(?:\d{1,2}日)?(?:发布|公布)的?)", "", text
    )
    text = text.strip("《》<>「」“”\"'‘’:：,，。;；-—_|·.、 ")
    text = re.sub(r"(?:关于|的|本级|(?<=[局委厅会])机关|年度|年)$", "", text).strip("-—_、,，")
    whole = re.fullmatch(r"[(\[【]([^()\[\]【】]+)[)\]】]", text)
    text = whole.group(1) if whole else text
    return "" if _YEAR_LEFT.search(text) else text


def stem_before(text: str, at: int) -> str:
    """Words before the report's name. In 褚庙乡人民政府信息公开年报 the word 政府 is the agency's."""
    return text[:at] + "政府" if text[:at].endswith("人民") else text[:at]


def tells_of_work(stem: str) -> bool:
    """Whether words before the report's name are those of news or notices, once agency names that hold them are out."""
    words = HARMLESS.sub("", stem)
    if not _telling(words):
        return False
    regions = regions_of(agency_text(words))
    return _telling(words.replace(regions.text, "", 1)) if regions.codes else True


def _telling(words: str) -> bool:
    if NEVER.search(words) or VERB.search(words):
        return True
    return bool(WEAK_VERB.search(words)) and not AGENCY_END.search(agency_text(words))
