"""The title rule: is a line the title of an annual disclosure report, and of which year.

Words decide; the code table is asked only whether a telling word is part of a region's name (新发布依族乡).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reports.folding import nfkc
from reports.identity.regions import regions_of
from reports.identity.wording import (
    AGENCY_BEHIND,
    AGENCY_END,
    ANNUAL_ONLY,
    ANY_YEAR,
    BRACKET_YEAR,
    CHINESE_YEAR,
    CIRCLED,
    CUT,
    CUT_EARLY,
    CUT_PHRASE,
    DAY,
    DAY_BEFORE,
    DIGITS,
    ENCLOSED,
    FILE,
    FOLDER,
    HARMLESS,
    INVISIBLE,
    LIST_MARK,
    LONGEST_TITLE,
    LOOKALIKE_AFTER,
    LOOKALIKE_HEAD,
    NEUTRAL_HEAD,
    NEVER,
    OFFICE_BEHIND,
    OTHER_ANNUAL,
    PHRASE,
    SAFE_AFTER,
    SITE_BEFORE,
    SITE_MARK,
    VERB,
    WEAK_VERB,
    YEAR_RANGE,
)
from reports.identity.years import around_years, year_of
from reports.model import ReportKind


@dataclass(frozen=True, slots=True)
class TitleParts:
    """A title taken apart. `agency_text` is what is left when the year and the phrase are gone, "" for nothing."""

    kind: ReportKind
    year: int | None
    agency_text: str
    why: str
    unnamed: bool = False
    """The title ends like an annual report (…2022年年报) and does not say of what."""


@lru_cache(maxsize=128)  # as `take_apart`
def plain(title: str) -> str:
    """The title in one form: NFKC (full-width digits and brackets), no spaces or invisible marks, years in digits."""
    text = INVISIBLE.sub("", nfkc(CIRCLED.sub("", title)))
    return CHINESE_YEAR.sub(lambda m: "".join(DIGITS.get(c, c) for c in m.group(0)), text)


def take_apart(title: str) -> TitleParts:
    """Apply the title rule to one line. `kind` is UNSURE wherever words alone do not settle it."""
    if len(title) > LONGEST_TITLE:
        return TitleParts(ReportKind.OTHER, None, "", "too long for a title")
    return _taken_apart(title)


@lru_cache(maxsize=128)  # one report asks after its title half a dozen times
def _taken_apart(title: str) -> TitleParts:
    text = unwrapped(_without_site(plain(title)))
    head, text = _split_head(text)
    text = unwrapped(text)
    if head is not None and LOOKALIKE_HEAD.search(head):
        return _other(text, f"begins with {head!r}: about a report, not the report")
    cut = CUT.search(text)
    if cut:
        return _cut_title(text[: cut.start()])
    found = _last_phrase(text)
    if found is None:
        return _without_phrase(text)
    stem, after = _stem_before(text, found.start()), text[found.end() :]
    return _judge(text, stem, after, found)


def _stem_before(text: str, at: int) -> str:
    """Words before the report's name. In 褚庙乡人民政府信息公开年报 the word 政府 is the agency's."""
    return text[:at] + "政府" if text[:at].endswith("人民") else text[:at]


def _judge(text: str, stem: str, after: str, found: re.Match[str]) -> TitleParts:
    year = year_of(stem, found.group("inner") or "", after)
    agency = _agency_text(stem)
    if not agency and (behind := AGENCY_BEHIND.fullmatch(after)):
        agency, after = behind.group(1) or behind.group(2), ""
    if LOOKALIKE_AFTER.search(ENCLOSED.sub("", after)):
        kind, why = ReportKind.OTHER, f"the words after the report's name, {after!r}"
    elif _tells_of_work(stem):
        kind, why = ReportKind.OTHER, "tells of something done with a report"
    else:
        doubt = _doubt(text, (stem, after, agency), found, year)
        kind, why = (ReportKind.UNSURE, doubt) if doubt else (ReportKind.ANNUAL_REPORT, "title rule")
    if kind is ReportKind.UNSURE and YEAR_RANGE.search(text):
        year = None
    return TitleParts(kind, year, agency, why)


def _doubt(text: str, around: tuple[str, str, str], found: re.Match[str], year: int | None) -> str:
    """Why the title may be of another document after all; "" for no doubt. `around` is (before, behind, agency)."""
    stem, after, agency = around
    annual = "年" in found.group("noun") or found.group("annual") or found.group("inner")
    doubts = (
        (YEAR_RANGE.search(text), "names more than one year"),
        (not SAFE_AFTER.match(after), f"unknown words after the report's name: {after!r}"),
        (not annual and year is None and "年度" not in stem, "a report, but nothing says that it is annual"),
        (not annual and found.group(0).startswith("政务公开"), "政务公开工作报告 may be another document"),
        (year is None and not agency, "a bare name: a column or a report"),
        (FOLDER.fullmatch(agency), "may be the folder of many agencies' reports"),
    )
    return next((why for holds, why in doubts if holds), "")


def _tells_of_work(stem: str) -> bool:
    """Whether words before the report's name are those of news or notices, once agency names that hold them are out."""
    words = HARMLESS.sub("", stem)
    if not _telling(words):
        return False
    regions = regions_of(_agency_text(words))
    return _telling(words.replace(regions.text, "", 1)) if regions.codes else True


def _telling(words: str) -> bool:
    if NEVER.search(words) or VERB.search(words):
        return True
    return bool(WEAK_VERB.search(words)) and not AGENCY_END.search(_agency_text(words))


def _last_phrase(text: str) -> re.Match[str] | None:
    """The last mention: a title may begin with its column's name."""
    mentions = list(PHRASE.finditer(text))
    return mentions[-1] if mentions else None


def unwrapped(text: str) -> str:
    """Drop a file ending, a day behind, a list mark or number before, and 《…》 around the whole."""
    text = DAY_BEFORE.sub("", DAY.sub("", FILE.sub("", text)))
    text = LIST_MARK.sub("", text)
    text = re.sub(r"^(?:[\[【](?:[^\]】]{1,12})[\]】])(?=.)", _keep_year, text)
    whole = re.fullmatch(r"(?:关于)?[《<「](.+)[》>」](\(.*\))?", text)
    return whole.group(1) + (whole.group(2) or "") if whole else text


def _keep_year(found: re.Match[str]) -> str:
    inside = found.group(0)[1:-1]
    if LOOKALIKE_HEAD.search(inside):
        return inside + ":"
    return inside if re.search(r"20\d\d", inside) or AGENCY_END.search(inside) else ""


def _split_head(text: str) -> tuple[str | None, str]:
    """Words before a colon or bar: 文字解读：…, 附件1：…; neutral ones are dropped, others stay with the title."""
    found = re.match(r"^([^:：丨|《]{1,16})[:：丨|]+(.+)$", text)
    if found is None:
        opened = re.match(r"^([^《]{1,10})《(.+)$", text)
        return (opened.group(1), text) if opened and LOOKALIKE_HEAD.search(opened.group(1)) else (None, text)
    head, rest = found.groups()
    if LOOKALIKE_HEAD.search(head) or NEUTRAL_HEAD.match(head):
        return head, rest
    return None, rest if rest.startswith(head) else head + rest


def _without_site(text: str) -> str:
    """Of 标题_栏目_网站名 the piece that is the title: the first that names the report with a year, or names it at all."""
    if ">" in text and "<" not in text:  # 首页>年报>标题
        text = text.rsplit(">", 1)[-1]
    pieces = [piece for piece in SITE_MARK.split(text) if piece]
    if len(pieces) == 2 and re.fullmatch(r"20[012]\d年?(?:度)?", pieces[0]):
        return "".join(pieces)
    if len(pieces) < 2 or any(LOOKALIKE_HEAD.search(piece) for piece in pieces):
        return text
    if len(pieces) == 2 and OFFICE_BEHIND.search(pieces[1]) and not _agency_text(pieces[0]):
        return f"{pieces[0]}-{pieces[1]}"
    if len(pieces) == 2 and SITE_BEFORE.search(pieces[0]) and PHRASE.search(pieces[1]):
        return pieces[1]
    naming = [piece for piece in pieces if PHRASE.search(piece)]
    dated = [piece for piece in naming if ANY_YEAR.search(piece)]
    return (dated or naming or [text])[0]


_YEAR_LEFT = re.compile(r"20[012]\d|\d年")
"""No agency bears a year: where one is left of years run together, whose the report is cannot be told."""


def _agency_text(stem: str) -> str:
    text = BRACKET_YEAR.sub("", PHRASE.sub("", stem))
    text = around_years(text)
    text = re.sub(r"^(?:年度|年份)|(?:年度|年份)$", "", text)
    text = re.sub(
        r"^(?:关于(?:公开|公布|发布)?|附件\d*[:.、]?|附:|\d{1,2}月(?:\d{1,2}日)?(?:发布|公布)的?)", "", text
    )
    text = text.strip("《》<>「」“”\"'‘’:：,，。;；-—_|·.、 ")
    text = re.sub(r"(?:关于|的|本级|年度|年)$", "", text).strip("-—_、,，")
    whole = re.fullmatch(r"[(\[【]([^()\[\]【】]+)[)\]】]", text)
    text = whole.group(1) if whole else text
    return "" if _YEAR_LEFT.search(text) else text


def _cut_title(text: str) -> TitleParts:
    """A title cut with …: enough when it reaches 年 of 年度报告 or 年报; before that it may be 工作要点 or 工作总结."""
    found = _last_phrase(text)
    if found is not None:
        parts = _judge(text, _stem_before(text, found.start()), text[found.end() :], found)
        return TitleParts(parts.kind, parts.year, parts.agency_text, parts.why + ", cut")
    reached = CUT_PHRASE.search(text)
    stem = _stem_before(text, reached.start()) if reached else CUT_EARLY.sub("", text)
    year, agency = year_of(stem, "", ""), _agency_text(stem)
    if reached and reached.group("reached") and not _tells_of_work(stem):
        return TitleParts(ReportKind.ANNUAL_REPORT, year, agency, "title rule, cut")
    if _tells_of_work(stem) or LOOKALIKE_HEAD.search(stem):
        return TitleParts(ReportKind.OTHER, year, agency, "look-alike words")
    if reached or (CUT_EARLY.search(text) and year):
        return TitleParts(ReportKind.UNSURE, year, agency, "cut before it says what it is")
    return _without_phrase(text)


def _without_phrase(text: str) -> TitleParts:
    """No name of the report: other, but for a title that ends like one (…2022年年报)."""
    short = re.search(CUT_PHRASE, text)
    if (
        short
        and short.group("reached") in ("年度报", "年度", "年")
        and year_of(text[: short.start()], "", "")
    ):
        stem = _stem_before(text, short.start())
        if not _tells_of_work(stem):
            return TitleParts(
                ReportKind.ANNUAL_REPORT, year_of(stem, "", ""), _agency_text(stem), "title rule, cut"
            )
    behind = AGENCY_BEHIND.search(text)
    if behind and behind.end() == len(text) and ANNUAL_ONLY.search(text[: behind.start()]):
        year = year_of(ANNUAL_ONLY.sub("", text[: behind.start()]), "", "")
        agency = behind.group(1) or behind.group(2)
        return TitleParts(ReportKind.UNSURE, year, agency, "does not say of what", unnamed=True)
    if ANNUAL_ONLY.search(text) and not (NEVER.search(text) or LOOKALIKE_HEAD.search(text) or "企业" in text):
        stem = ANNUAL_ONLY.sub("", text)
        if not OTHER_ANNUAL.search(stem):
            return TitleParts(
                ReportKind.UNSURE, year_of(stem, "", ""), _agency_text(stem), "does not say of what", True
            )
    return _other(text, "does not name the report")


def _other(text: str, why: str) -> TitleParts:
    found = _last_phrase(text)
    stem = text[: found.start()] if found else text
    years = {int(y) for y in ANY_YEAR.findall(text)}
    return TitleParts(
        ReportKind.OTHER, years.pop() if len(years) == 1 else None, _agency_text(stem) if found else "", why
    )
