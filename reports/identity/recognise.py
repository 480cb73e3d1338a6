"""Is this link an annual disclosure report, whose, and of which year: from its title, and a little from its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from reports.identity.agencies import NOBODY, Named, named
from reports.identity.surroundings import Surroundings
from reports.identity.title_wrapping import plain, unwrapped
from reports.identity.titles import TitleParts, take_apart
from reports.identity.wording import LOOKALIKE_HEAD
from reports.model import Agency, AgencyType, ReportKind

_COLUMN = re.compile(r"(?:gk|q|bm|xz|jd|qx|zf)nb|ndbg|gzbg|gkndbg|annualreport|/nb[\d/_]", re.IGNORECASE)
_OTHER_COLUMN = re.compile(r"wz(?:gz|jg)?(?:nd)?b|fzzf|gznb", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\d{4,}[^/]*\.s?j?html?$|\.(?:pdf|docx?|wps)$|post_\d+|art_\d+|content_\d+", re.IGNORECASE
)
_LEADING_AGENCY = re.compile(
    r"^(.{1,36}?(?:人民政府办公[室厅]|政府办公室|人民政府|管理委员会|管委会|委员会|街道办事处|街道|分局|局|厅|办公室|中心|"
    r"示范区|开发区|镇|乡|苏木|县|区|市|旗))(?=20\d\d|关于|召开|开展|举办|印发|政务|法治|行政|工作|依法|政府|《|年度|$)"
)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a link's title says. `agency.name` is `None` where the title names no agency, never a guess.

    `printed` is the agency's name as the title prints it; `region` the six-digit code of the county, city or province
    it surely lies in. `why` is English, one clause for the kind and one for the agency.
    """

    title: str
    kind: ReportKind
    agency: Agency
    year: int | None
    why: str
    printed: str | None = None
    region: str | None = None


def recognise(title: str, url: str | None = None, portal: str | None = None) -> Recognition:
    """Judge one link by its title. `portal` is the six-digit division of the portal that lists it, where it is described.

    Portal and address only tell regions of the same name apart and say whose 县教育局 it is; a path never names anyone.

    `kind` is UNSURE where the words leave room (a cut title, a bare column name): look at the page then.
    """
    parts, around = take_apart(title), Surroundings(url, portal)
    if parts.kind is ReportKind.OTHER:
        bare = _bare_agency(title, url, around)
        if bare is not None:
            return bare
    who = _whose(title, parts, around)
    if parts.kind is ReportKind.OTHER and who.region is None:
        who = _leading(title, around)
    kind, why = parts.kind, parts.why
    if kind is ReportKind.UNSURE and parts.unnamed and parts.agency_text and who.printed is None:
        kind, why = ReportKind.OTHER, "an annual report of something else"
    return _made(title, kind, who, parts.year, why)


def _whose(title: str, parts: TitleParts, around: Surroundings) -> Named:
    """The agency between year and phrase. 2025年度佳镇 is 度佳镇 when the table has no 佳镇."""
    if not parts.agency_text:
        return NOBODY
    who = named(parts.agency_text, around)
    if who.region is None and f"{parts.year}年度{parts.agency_text}" in plain(title):
        longer = named("度" + parts.agency_text, around)
        return longer if longer.region else who
    return who


def _made(title: str, kind: ReportKind, who: Named, year: int | None, why: str) -> Recognition:
    return Recognition(title, kind, who.agency, year, f"{why}; {who.why}", who.printed, who.region)


def _bare_agency(title: str, url: str | None, around: Surroundings) -> Recognition | None:
    """A title that is an agency's name and nothing else, as an article of an annual-report column, is its report."""
    text = unwrapped(plain(title))
    if not url or not in_report_column(url) or LOOKALIKE_HEAD.search(text):
        return None
    if re.fullmatch(r"20\d\d年?度?", text):
        return Recognition(
            title, ReportKind.UNSURE, Agency(None), int(text[:4]), "a year in an annual-report column"
        )
    who = named(text, around)
    if who.printed is None or who.agency.type in (AgencyType.UNSURE, AgencyType.OTHER):
        return None
    kind = ReportKind.ANNUAL_REPORT if _ARTICLE.search(urlsplit(url).path) else ReportKind.UNSURE
    return _made(title, kind, who, None, "an agency's name as a page of an annual-report column")


def in_report_column(url: str) -> bool:
    """Whether the path has one of the column slugs of portals.md §2 (zfxxgknb, ndbg, xqnb …) and not 网站工作年度报表's."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return False
    return bool(_COLUMN.search(path)) and not _OTHER_COLUMN.search(path)


def _leading(title: str, around: Surroundings) -> Named:
    """The agency a look-alike begins with (恩格贝生态示范区召开…), for the record only."""
    text = re.sub(r"^(?:转发|文字解读|解读|图解)?[:：]?《?", "", plain(title))
    text = re.sub(r"^20[012]\d年?(?:度)?", "", text)
    found = _LEADING_AGENCY.match(text)
    who = named(found.group(1), around) if found else NOBODY
    return who if who.region or who.agency.type is AgencyType.ZONE else NOBODY
