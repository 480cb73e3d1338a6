"""Whose report a document is and of which year: title, preamble and publisher, in the order of domain.md §5.

Never from the path. What two sources tell differently is not known, and said so in `why`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reports.document import Document
from reports.identity.agencies import NOBODY, Named, named
from reports.identity.body import Body, body_of
from reports.identity.divisions import divisions, level_of
from reports.identity.titles import TitleParts, plain, take_apart
from reports.identity.wording import AGENCY_END
from reports.model import Agency, AgencyLevel, AgencyType, ReportKind

_HEADINGS_NEEDED = 4
_FIRST_LINES = 15
_LABEL = re.compile(r"^(?:标\s*题|文章标题|信息名称|名\s*称|题\s*名)\s*[:：]\s*")
_RUN_ON = re.compile(r"^(.{2,60}?(?:年度报告|年报))(?=\s|根据|按照|依据|为|本|一、|20\d\d)")
_PUBLISHER_NOISE = re.compile(r"^(?:本站|本网|网站|管理员|admin|来源|编辑|未知)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is. `agency.name` is as printed; `full_name` the fuller form the evidence supports, if there is one.

    `region` is the six-digit code of the county, city or province it surely lies in. `headings` are the ids of the
    statutory sections found; `period` the 统计期限 where printed. `why` is English.
    """

    kind: ReportKind
    title: str | None
    agency: Agency
    year: int | None
    why: str
    full_name: str | None = None
    region: str | None = None
    headings: frozenset[str] = frozenset()
    period: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    title: str
    parts: TitleParts


def identify(document: Document, url: str | None = None, listed_title: str | None = None) -> Identity:
    """Identify one document. `url` only chooses among regions of one name; `listed_title` is the link's text, if any.

    `kind`: ANNUAL_REPORT needs the title rule and four of the six headings (before 2019: of the older parts); with one
    of the two UNSURE; with neither OTHER.
    """
    body = body_of(document)
    candidates = list(_candidates(document, body, listed_title))
    best = _best(candidates)
    headings, period = body.headings(), body.period()
    year, year_why = _year(candidates, body, period)
    kind, kind_why = _kind(best, body, headings, year)
    who = _agency(candidates, document, body, url)
    who = _with_level(who, body)
    printed = (
        who.printed if who.agency.name and who.printed and who.agency.name.endswith(who.printed) else None
    )
    name = printed or who.agency.name
    return Identity(
        kind=kind,
        title=best.title if best else None,
        agency=replace(who.agency, name=name),
        year=year,
        why="; ".join(part for part in (kind_why, year_why, who.why) if part),
        full_name=_full_name(who, name),
        region=who.region,
        headings=headings,
        period=period,
    )


def _candidates(document: Document, body: Body, listed_title: str | None) -> Iterator[_Candidate]:
    """Titles, most trusted first: the reader's, the first lines (alone, or two or three joined), the list's."""
    seen: set[str] = set()
    for text in (*document.titles, *_first_lines(document), listed_title or ""):
        title = _tidy(text)
        if title and title not in seen:
            seen.add(title)
            yield _Candidate(title, take_apart(title))


def _first_lines(document: Document) -> Iterator[str]:
    lines = []
    for paragraph in document.paragraphs:
        lines.append(_LABEL.sub("", re.sub(r"^#+\s*", "", paragraph.text)))
        if len(lines) == _FIRST_LINES:
            break
    for index, line in enumerate(lines):
        run_on = _RUN_ON.match(line) if len(line) > 80 else None
        text = run_on.group(1) if run_on else line
        if len(plain(text)) > 80:
            continue
        if re.search(r"(?:报告|年报)(?:\(.{4,10}\))?$", plain(text)):
            yield _joined(lines, index, text)


def _joined(lines: list[str], index: int, text: str) -> str:
    """A heading broken over two or three lines: the pieces before that are short and end like a name, not a sentence."""
    made = text
    for before in reversed(lines[max(0, index - 2) : index]):
        piece = plain(before)
        parts = take_apart(made)
        if parts.agency_text and parts.year is not None:
            break
        if (
            len(piece) > 30
            or not re.search(r"[\u4e00-\u9fff\d]$", piece)
            or re.search(r"[:：,，。、]|首页|位置", piece)
        ):
            break
        if take_apart(piece + made).kind is not ReportKind.ANNUAL_REPORT:
            break
        made = before + made
    return made


def _tidy(text: str) -> str:
    """A title as printed, without spaces, label, file ending or the site's name behind it."""
    title = re.sub(r"\s+", "", _LABEL.sub("", text)).strip("\ufeff\u200b")
    title = re.sub(r"(?<=报告|年报)[_|].*$", "", title)
    return re.sub(r"(?<=年报|报告)\.(?:pdf|docx?|wps|xlsx?|html?|txt)$", "", title, flags=re.IGNORECASE)


def _best(candidates: list[_Candidate]) -> _Candidate | None:
    for kind in (ReportKind.ANNUAL_REPORT, ReportKind.UNSURE):
        matching = [c for c in candidates if c.parts.kind is kind]
        if matching:
            whole = [c for c in matching if c.parts.year and c.parts.agency_text]
            return (whole or matching)[0]
    return candidates[0] if candidates else None


def _kind(
    best: _Candidate | None, body: Body, headings: frozenset[str], year: int | None
) -> tuple[ReportKind, str]:
    enough = len(headings) >= _HEADINGS_NEEDED
    if not enough and year is not None and year < 2019:
        enough = body.old_headings() >= _HEADINGS_NEEDED
    title_kind = best.parts.kind if best else ReportKind.OTHER
    why = f"{len(headings)} of 6 headings, title: {best.parts.why if best else 'none'}"
    if title_kind is ReportKind.OTHER:
        return (ReportKind.UNSURE if enough else ReportKind.OTHER), why
    named_as_report = title_kind is ReportKind.ANNUAL_REPORT or bool(
        best and re.search("报告|年报", best.title)
    )
    return (ReportKind.ANNUAL_REPORT if enough and named_as_report else ReportKind.UNSURE), why


def _year(candidates: list[_Candidate], body: Body, period: tuple[str, str] | None) -> tuple[int | None, str]:
    """From the titles; where they differ, the one the period confirms; without one, the period, then the self-reference."""
    titled = [c.parts.year for c in candidates if c.parts.kind is not ReportKind.OTHER and c.parts.year]
    covered = int(period[0][:4]) if period and period[0][:4] == period[1][:4] else None
    years = set(titled)
    if len(years) == 1:
        return titled[0], "" if covered in (None, titled[0]) else f"the period is of {covered}"
    if len(years) > 1:
        chosen = covered if covered in years else None
        return chosen, f"titles say {sorted(years)}"
    if covered is not None:
        return covered, "year from the period its figures cover"
    own = {year for _, year in body.self_titles()}
    return (own.pop(), "year from the report's own words") if len(own) == 1 else (None, "no year")


def _agency(candidates: list[_Candidate], document: Document, body: Body, url: str | None) -> Named:
    """The first source that names an agency; a later one only adds the region the first leaves out."""
    mentions = _mentions(document, body)
    relative: Named | None = None
    for text in _names(candidates, document, body):
        who = named(text, url, mentions)
        if who.agency.name:
            return who
        if who.printed and relative is None:
            relative = _from_surroundings(who, body, document)
    return relative or NOBODY


def _names(candidates: list[_Candidate], document: Document, body: Body) -> Iterator[str]:
    yield from (c.parts.agency_text for c in candidates if c.parts.kind is ReportKind.ANNUAL_REPORT)
    yield from (c.parts.agency_text for c in candidates if c.parts.kind is ReportKind.UNSURE)
    yield from _cover_names(body)
    yield from (agency for agency, _ in body.self_titles())
    yield from (name for name in body.compiled_by() if body.speaks_as(name))
    publisher = plain(document.publisher or "")
    if publisher and not _PUBLISHER_NOISE.match(publisher) and body.speaks_as(publisher):
        yield publisher


def _cover_names(body: Body) -> Iterator[str]:
    """A line under the title that is nothing but a name: the cover of a document, year and agency below each other."""
    titled = False
    for line in body.lines[:_FIRST_LINES]:
        parts = take_apart(line)
        if parts.kind is not ReportKind.OTHER:
            titled = True
        elif titled and AGENCY_END.search(line) and len(line) <= 30 and body.speaks_as(line):
            yield line
        elif titled and not re.fullmatch(r"[(\d年度月日)\-]+", line):
            return


def _mentions(document: Document, body: Body) -> Callable[[str], bool]:
    """Whether title, publisher or body name a region."""
    beside = plain("\n".join([*document.titles, document.publisher or ""]))

    def says(name: str) -> bool:
        return name in beside or body.mentions(name)

    return says


def _from_surroundings(who: Named, body: Body, document: Document) -> Named:
    """县政府办: of the county that the report names again and again, when it names no other."""
    word = (who.printed or "").lstrip("我本全")[:1]
    table = divisions()
    counted = {c: n for c, n in body.counties().items() if (r := table.get(c)) and r.name.endswith(word)}
    if len(counted) != 1:
        return who
    ((code, times),) = counted.items()
    if times < 2 or level_of(code) not in (who.agency.level, AgencyLevel.COUNTY, AgencyLevel.CITY):
        return who
    rest = (who.printed or "").lstrip("我本全").removeprefix(word)
    full = table.formal_name(code) + re.sub(r"^政府", "人民政府", rest)
    agency = Agency(full, who.agency.type, level_of(code), code)
    return Named(agency, who.printed, code, f"the report names no other {word} than {table.names[code]}")


def _with_level(who: Named, body: Body) -> Named:
    if (
        who.agency.type is AgencyType.ZONE
        and who.agency.level is AgencyLevel.UNSURE
        and body.zone_of_a_city()
    ):
        agency = replace(who.agency, level=AgencyLevel.COUNTY)
        return replace(who, agency=agency, why=who.why + "; speaks of 全区 and of no county above it")
    return who


def _full_name(who: Named, name: str | None) -> str | None:
    """The name with its county or city before it, where the division is known and the printed name lacks it."""
    if who.agency.name and who.agency.name != name:
        return who.agency.name
    code, table = who.agency.division, divisions()
    if not name or code is None:
        return None
    own = table.names[code]
    formal = table.formal_name(code)
    if name.startswith(own) and not name.startswith(formal):
        return formal + name.removeprefix(own)
    if (
        name == own
        and level_of(code) is not AgencyLevel.TOWNSHIP
        and who.agency.type is AgencyType.GOVERNMENT
    ):
        return formal + "人民政府"
    return None
