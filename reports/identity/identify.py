"""Whose report a document is and of which year: title, preamble and publisher, in the order of domain.md §5.

Never from the path. What two sources tell differently is not known, and said so in `why`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reports.document import Document
from reports.identity.agencies import NOBODY, Named, formally, named
from reports.identity.body import Body, body_of
from reports.identity.candidates import FIRST_LINES, Candidate, best_of, candidates_of
from reports.identity.divisions import divisions, level_of
from reports.identity.regions import regions_of
from reports.identity.surroundings import Surroundings
from reports.identity.title_stem import agency_text
from reports.identity.title_wrapping import plain
from reports.identity.titles import take_apart
from reports.identity.wording import AGENCY_END, ANY_YEAR
from reports.model import Agency, AgencyLevel, AgencyType, ReportKind

_HEADINGS_NEEDED = 4
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


def identify(
    document: Document,
    url: str | None = None,
    listed_title: str | None = None,
    portal: str | None = None,
) -> Identity:
    """Identify one document. `listed_title` is the link's text; `portal` the six-digit division of the portal, if known.

    Portal and `url` only choose among regions of one name and say whose 县教育局 it is.

    `kind`: ANNUAL_REPORT needs the title rule and four of the six headings (before 2019: of the older parts); with one
    of the two, or letters that cannot be known, UNSURE; with neither OTHER.
    """
    body = body_of(document)
    candidates = list(candidates_of(document, listed_title))
    best = best_of(candidates)
    headings, period = body.headings(), body.period()
    year, year_why = _year(candidates, body, period)
    kind, kind_why = _kind(best, body, headings, year)
    who = _agency(candidates, document, body, Surroundings(url, portal, _mentions(document, body)))
    who = _with_level(who, body)
    name = _printed_name(who)
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


def _kind(
    best: Candidate | None, body: Body, headings: frozenset[str], year: int | None
) -> tuple[ReportKind, str]:
    enough = len(headings) >= _HEADINGS_NEEDED
    if not enough and year is not None and year < 2019:
        enough = body.old_headings() >= _HEADINGS_NEEDED
    title_kind = best.parts.kind if best else ReportKind.OTHER
    why = f"{len(headings)} of 6 headings, title: {best.parts.why if best else 'none'}"
    if title_kind is ReportKind.OTHER:
        return (ReportKind.UNSURE if enough or body.is_illegible else ReportKind.OTHER), why
    named_as_report = title_kind is ReportKind.ANNUAL_REPORT or bool(
        best and re.search("报告|年报", best.title)
    )
    return (ReportKind.ANNUAL_REPORT if enough and named_as_report else ReportKind.UNSURE), why


def _year(candidates: list[Candidate], body: Body, period: tuple[str, str] | None) -> tuple[int | None, str]:
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
    own = {parts.year for parts in body.self_titles() if parts.year is not None}
    return (own.pop(), "year from the report's own words") if len(own) == 1 else (None, "no year")


def _agency(candidates: list[Candidate], document: Document, body: Body, around: Surroundings) -> Named:
    """The first source that names an agency; a later one only adds the region the first leaves out. A name that lost a letter is
    none: it may be another's."""
    relative: Named | None = None
    for text in _names(candidates, document, body):
        if "\ufffd" in (text or ""):
            continue
        who = named(text, around)
        if who.agency.name:
            return who
        if who.printed and relative is None:
            relative = _from_surroundings(who, body, document)
    return relative or NOBODY


def _names(candidates: list[Candidate], document: Document, body: Body) -> Iterator[str]:
    yield from (c.parts.agency_text for c in candidates if c.parts.kind is ReportKind.ANNUAL_REPORT)
    yield from (c.parts.agency_text for c in candidates if c.parts.kind is ReportKind.UNSURE)
    yield from _before_the_year(best_of(candidates))
    yield from _cover_names(body)
    yield from (parts.agency_text for parts in body.self_titles())
    yield from (name for name in body.compiled_by() if body.speaks_as(name))
    publisher = plain(document.publisher or "")
    if publisher and not _PUBLISHER_NOISE.match(publisher) and body.speaks_as(publisher):
        yield publisher


def _before_the_year(best: Candidate | None) -> Iterator[str]:
    """What a title that is not quite a report's begins with (…局2022-2023年度…, …局2023年上半年…): it is no one else's, either."""
    name = agency_text(ANY_YEAR.split(plain(best.title), maxsplit=1)[0]) if best else ""
    if AGENCY_END.search(name):
        yield name


def _cover_names(body: Body) -> Iterator[str]:
    """A line under the title that is nothing but a name: the cover of a document, year and agency below each other."""
    titled = False
    for line in body.lines[:FIRST_LINES]:
        parts = take_apart(line)
        if parts.kind is not ReportKind.OTHER:
            titled = True
        elif (
            titled
            and AGENCY_END.search(name := _unwrapped(line))
            and len(line) <= 30
            and body.speaks_as(name)
        ):
            yield name
        elif titled and not re.fullmatch(r"[(\d年度月日)\-]+", line):
            return


def _unwrapped(line: str) -> str:
    """Without brackets around the whole of it; those behind a name belong to it (武昌经开区管委会(滨江商务区管委会))."""
    return line[1:-1] if re.fullmatch(r"\([^()]*\)", line) else line


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
    full = table.formal_name(code) + formally(rest)
    agency = Agency(full, who.agency.type, level_of(code), code)
    return Named(agency, who.printed, code, f"the report names no other {word} than {table.names[code]}")


def _with_level(who: Named, body: Body) -> Named:
    if (
        who.agency.type is AgencyType.ZONE
        and who.agency.level is AgencyLevel.UNSURE
        and not _named_for_a_county(who.printed or "")
        and body.zone_of_a_city()
    ):
        agency = replace(who.agency, level=AgencyLevel.COUNTY)
        return replace(who, agency=agency, why=who.why + "; speaks of 全区 and of no county above it")
    return who


def _named_for_a_county(zone: str) -> bool:
    """昆山开发区: 昆山市 has no districts, so a zone of its own is not on a county's level (平潭综合实验区 is no county's own)."""
    if not re.search(r"开发区|高新|园区|产业园", zone):
        return False
    named = (zone[:end] + suffix for end in (2, 3, 4) for suffix in "县市区旗")
    codes = (code for name in named for code in divisions().codes(name) if len(code) == 6)
    return any(level_of(code) is AgencyLevel.COUNTY for code in codes)


def _printed_name(who: Named) -> str | None:
    """The name as the report prints it; a relative or bare one (县教育局, 教育局) with the region it was resolved to."""
    if who.agency.name is None or who.printed is None:
        return who.agency.name
    regions = regions_of(who.printed)
    return who.printed if regions.text else who.agency.name


def _full_name(who: Named, name: str | None) -> str | None:
    """The name with its county or city before it, where the division is known and the printed name lacks it."""
    if who.agency.name and name and len(who.agency.name) > len(name):
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
