"""What the patrol knows of the publication, as facts: dates with their sources, first sighting, column, page tags."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reports import PublishedDate
from rules.engine.case import Case
from rules.engine.draft import Draft
from rules.engine.facts import given_day
from rules.engine.published import published_fact, witnessed_fact
from rules.engine.things import DATE, NUMBER, TEXT, TRUTH, Fact, Thing, Type
from rules.engine.unknown import unknown

SOURCES = {
    "网页标签日期": "pubdate_meta",
    "页面日期": "visible",
    "列表日期": "list",
    "网址日期": "url",
    "核定日期": "stated",
}
"""Words for the date of one source; each is unknown where that source gives none or several. 核定 is an operator's word."""
_ENGLISH = {"url": "url_date"}
"""The date in the address and the address itself are two words."""


def publication_facts() -> dict[tuple[str, ...], Thing]:
    """Facts under 发布, by all their words."""
    facts: dict[tuple[str, ...], Thing] = {("日期", "date"): published_fact()}
    facts["见证", "witnessed"] = witnessed_fact()
    for word, source in SOURCES.items():
        facts[word, _ENGLISH.get(source, source)] = _dated(word, source)
    facts["来源数", "sources"] = _fact("sources", NUMBER, "日期来源数", lambda case: len(_sources(case)))
    facts["首次见到", "first_seen"] = _fact(
        "first_seen",
        DATE,
        "首次见到的日期",
        lambda case: case.publication.first_seen,
        _give_day("first_seen"),
    )
    facts["最后未列", "unlisted_on"] = _fact(
        "unlisted_on",
        DATE,
        "首次见到以前最后一次未见列出的日期",
        _last_without,
        _give_day("unlisted_on"),
    )
    facts["网址", "url"] = _fact("url", TEXT, "网址", lambda case: case.publication.url, _give_text("url"))
    facts["栏目", "column"] = _fact(
        "column", TEXT, "栏目", lambda case: case.publication.column, _give_text("column")
    )
    facts["未列出", "not_listed"] = _fact(
        "not_listed", TEXT, "未列出情形", lambda case: case.publication.not_listed, _give_text("not_listed")
    )
    facts["确认未列出", "proved_absent"] = _absent()
    facts["缺少的标签", "missing_tags"] = _missing_tags()
    facts["最早日期", "earliest"] = _fact(
        "earliest", DATE, "最早的日期", lambda case: _edge(case, first=True)
    )
    facts["最晚日期", "latest"] = _fact("latest", DATE, "最晚的日期", lambda case: _edge(case, first=False))
    return facts


def _last_without(case: Case) -> date | None:
    """The last day on which the whole column lacked the report; not where it was seen by then (its address may have changed)."""
    before, seen = case.publication.unlisted_on, case.publication.first_seen
    return before if before is not None and seen is not None and before < seen else None


def _absent() -> Fact:
    """True where absence is proved, false where there is a report (`found_elsewhere:<address>` too), else unknown."""

    def load(case: Case) -> object:
        said = case.publication.not_listed
        if said is None or said.startswith("found_elsewhere"):
            return False
        if said == "not_listed":
            return True
        return unknown("publication.not_listed", "是否已公布", f"未能查清（{said.partition(':')[2]}）")

    return Fact(
        "publication.proved_absent",
        TRUTH,
        "是否已公布",
        load,
        "publication.not_listed",
        give=_give_text("not_listed"),
    )


REQUIRED_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
"""Content-page tags that 国办发〔2017〕47号 requires; names are compared without case."""


def _missing_tags() -> Fact:
    """Required page tags that are not there, joined; unknown where the page's tags were not kept."""
    unkept = unknown("publication.page_tags", "网页标签", "没有采集")

    def load(case: Case) -> object:
        tags = case.publication.page_tags
        if tags is None:
            return unkept
        kept = {name.lower() for name, value in tags.items() if value}
        return "、".join(tag for tag in REQUIRED_TAGS if tag.lower() not in kept)

    def give(draft: Draft, raw: object) -> None:
        gone = str(raw).split("、")
        draft.tags = {tag: "x" for tag in REQUIRED_TAGS if tag not in gone}

    return Fact("publication.missing_tags", TEXT, "网页标签", load, "publication.page_tags", give=give)


def _sources(case: Case) -> tuple[PublishedDate, ...]:
    """Printed dates that may count, one a source and day."""
    dates = (*case.publication.dates, *case.report.dates)
    kept = {(d.source, d.date): d for d in dates if d.source not in ("file_metadata", "first_seen")}
    return tuple(kept.values())


def _edge(case: Case, *, first: bool) -> date | None:
    days = sorted(date.fromisoformat(dated.date) for dated in _sources(case))
    return (days[0] if first else days[-1]) if days else None


def _fact(
    key: str,
    type: Type,
    name: str,
    get: Callable[[Case], object | None],
    give: Callable[[Draft, object], None] | None = None,
) -> Fact:
    place = f"publication.{key}"
    missing = unknown(place, name, "没有查到")

    def load(case: Case) -> object:
        found = get(case)
        return missing if found is None else found

    return Fact(place, type, name, load, place, give=give)


def _dated(word: str, source: str) -> Fact:
    def get(case: Case) -> object | None:
        days = {dated.date for dated in _sources(case) if dated.source == source}
        return date.fromisoformat(days.pop()) if len(days) == 1 else None

    def give(draft: Draft, raw: object) -> None:
        day = given_day(raw).isoformat()
        draft.dates.append(PublishedDate(day, source, day))

    return _fact(_ENGLISH.get(source, source), DATE, word, get, give)


def _give_day(attribute: str) -> Callable[[Draft, object], None]:
    return lambda draft, raw: setattr(draft, attribute, given_day(raw))


def _give_text(attribute: str) -> Callable[[Draft, object], None]:
    return lambda draft, raw: setattr(draft, attribute, str(raw))
