"""The title rule: is a line the title of an annual disclosure report, and of which year.

Words decide; the code table is asked only whether a telling word is part of a region's name (新发布依族乡).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reports.identity.title_stem import agency_text, stem_before, tells_of_work
from reports.identity.title_wrapping import plain, split_head, unwrapped, without_site
from reports.identity.wording import (
    AGENCY_BEHIND,
    ANNUAL_ONLY,
    ANY_YEAR,
    CUT,
    CUT_EARLY,
    CUT_PHRASE,
    ENCLOSED,
    FOLDER,
    ISSUED,
    LONGEST_TITLE,
    LOOKALIKE_AFTER,
    LOOKALIKE_HEAD,
    MANY,
    NEVER,
    OTHER_ANNUAL,
    OTHER_DISCLOSURE,
    PHRASE,
    SAFE_AFTER,
    YEAR_RANGE,
)
from reports.identity.years import year_of
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


def take_apart(title: str) -> TitleParts:
    """Apply the title rule to one line. `kind` is UNSURE wherever words alone do not settle it."""
    if len(title) > LONGEST_TITLE:
        return TitleParts(ReportKind.OTHER, None, "", "too long for a title")
    return _taken_apart(title)


@lru_cache(maxsize=128)  # one report asks after its title half a dozen times
def _taken_apart(title: str) -> TitleParts:
    text = unwrapped(without_site(plain(title)))
    head, text = split_head(text)
    text = unwrapped(text)
    if head is not None and LOOKALIKE_HEAD.search(head):
        return _other(text, f"begins with {head!r}: about a report, not the report")
    cut = CUT.search(text)
    if cut:
        return _cut_title(text[: cut.start()])
    letter = ISSUED.fullmatch(text)
    if letter and (below := _below_letter(letter)) is not None:
        return below
    found = _last_phrase(text)
    if found is None:
        return _without_phrase(text)
    stem, after = stem_before(text, found.start()), text[found.end() :]
    return _judge(text, stem, after, found)


def _below_letter(letter: re.Match[str]) -> TitleParts | None:
    """The report that a letter issues: the page may be it."""
    parts = _taken_apart(letter["title"])
    if parts.kind is not ReportKind.ANNUAL_REPORT:
        return None
    return TitleParts(
        ReportKind.UNSURE, parts.year, parts.agency_text or letter["who"], "a letter that issues the report"
    )


def _judge(text: str, stem: str, after: str, found: re.Match[str]) -> TitleParts:
    year = year_of(stem, found.group("inner") or "", after)
    agency = agency_text(stem)
    if not agency and (behind := AGENCY_BEHIND.fullmatch(after)):
        agency, after = behind.group(1) or behind.group(2), ""
    if LOOKALIKE_AFTER.search(ENCLOSED.sub("", after)):
        kind, why = ReportKind.OTHER, f"the words after the report's name, {after!r}"
    elif tells_of_work(stem):
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
        (year is None and agency in ("", "政府", "本级"), "a bare name: a column or a report"),
        (FOLDER.fullmatch(agency) or MANY.search(agency), "may be the folder of many agencies' reports"),
        (
            found.group(0).startswith(("信息公开", "政务公开")) and OTHER_DISCLOSURE.search(stem),
            "may be of another disclosure",
        ),
    )
    return next((why for holds, why in doubts if holds), "")


def _last_phrase(text: str) -> re.Match[str] | None:
    """The last mention: a title may begin with its column's name."""
    mentions = list(PHRASE.finditer(text))
    return mentions[-1] if mentions else None


def _cut_title(text: str) -> TitleParts:
    """A title cut with …: enough when it reaches 年 of 年度报告 or 年报; before that it may be 工作要点 or 工作总结."""
    found = _last_phrase(text)
    if found is not None:
        parts = _judge(text, stem_before(text, found.start()), text[found.end() :], found)
        return TitleParts(parts.kind, parts.year, parts.agency_text, parts.why + ", cut")
    reached = CUT_PHRASE.search(text)
    stem = stem_before(text, reached.start()) if reached else CUT_EARLY.sub("", text)
    year, agency = year_of(stem, "", ""), agency_text(stem)
    if reached and reached.group("reached") and not tells_of_work(stem):
        return TitleParts(ReportKind.ANNUAL_REPORT, year, agency, "title rule, cut")
    if tells_of_work(stem) or LOOKALIKE_HEAD.search(stem):
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
        stem = stem_before(text, short.start())
        if not tells_of_work(stem):
            return TitleParts(
                ReportKind.ANNUAL_REPORT, year_of(stem, "", ""), agency_text(stem), "title rule, cut"
            )
    if short or CUT_EARLY.search(text):
        broken = _broken_off(text, short)
        if broken is not None:
            return broken
    behind = AGENCY_BEHIND.search(text)
    if behind and behind.end() == len(text) and ANNUAL_ONLY.search(text[: behind.start()]):
        year = year_of(ANNUAL_ONLY.sub("", text[: behind.start()]), "", "")
        agency = behind.group(1) or behind.group(2)
        return TitleParts(ReportKind.UNSURE, year, agency, "does not say of what", unnamed=True)
    if ANNUAL_ONLY.search(text) and not (NEVER.search(text) or LOOKALIKE_HEAD.search(text) or "企业" in text):
        stem = ANNUAL_ONLY.sub("", text)
        if not OTHER_ANNUAL.search(stem):
            return TitleParts(
                ReportKind.UNSURE, year_of(stem, "", ""), agency_text(stem), "does not say of what", True
            )
    return _other(text, "does not name the report")


def _broken_off(text: str, reached: re.Match[str] | None) -> TitleParts | None:
    """Lists that count characters cut a title and say nothing: …局2023年政府信息公开工作. With year and agency it may be one."""
    stem = stem_before(text, reached.start()) if reached else CUT_EARLY.sub("", text)
    year, agency = year_of(stem, "", ""), agency_text(stem)
    if year is None or not agency or tells_of_work(stem):
        return None
    if LOOKALIKE_HEAD.search(stem) or OTHER_DISCLOSURE.search(stem):
        return None
    return TitleParts(ReportKind.UNSURE, year, agency, "may break off in the report's name")


def _other(text: str, why: str) -> TitleParts:
    found = _last_phrase(text)
    stem = text[: found.start()] if found else text
    years = {int(y) for y in ANY_YEAR.findall(text)}
    return TitleParts(
        ReportKind.OTHER, years.pop() if len(years) == 1 else None, agency_text(stem) if found else "", why
    )
