"""The day a report was published, when it is beyond doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reports import AnnualReport, PublishedDate
from rules.engine.case import Case
from rules.engine.draft import Draft
from rules.engine.draft_cells import ABSENT, UNSEEN
from rules.engine.facts import given_day
from rules.engine.things import DATE, TRUTH, Fact
from rules.engine.unknown import Unknown, unknown
from rules.texts import published_again

CONFIRMING_DAYS = 7
"""Our own first sighting confirms a printed date when the whole column lacked the report on that day or the one before, and we
saw it this soon after, on a later day (one day's two looks may be the two sides of a move). Longer before, and it may have been
published on any day between, its date set anew since."""
_PROVE_NOTHING = ("file_metadata", "first_seen")


def published(case: Case) -> date | Unknown:
    """The day of publication, when it is beyond doubt.

    Two sources must give it, and none may contradict it by more than a day (a migrated site resets its own tags: the
    date that is on the page then differs). A file's own metadata proves nothing. An operator's word (`stated`) suffices.

    A site may also be migrated whole, and every page and list of it then says the day of the move (渝中 2021-04 for 2019).
    So a day on which last year's report came out too, or that is later than the year after the report's, needs our own
    sighting beside it.
    """
    place, name = "publication.date", "发布日期"
    told = [date.fromisoformat(d.date) for d in case.publication.dates if d.source == "stated"]
    if told:
        return told[-1] if len(set(told)) == 1 else unknown(place, name, "有几个说法")
    dates = (*case.publication.dates, *case.report.dates)
    by_source = {(d.source, d.date) for d in dates if d.source not in _PROVE_NOTHING}
    days = sorted(date.fromisoformat(day) for _, day in by_source)
    if not days:
        return unknown(place, name, "没有查到")
    doubt = _doubt(case, days, len({source for source, _ in by_source}))
    return unknown(place, name, doubt) if doubt else days[0]


def _doubt(case: Case, days: Sequence[date], sources: int) -> str:
    """Why the first of these days may not be the day of publication; "" where nothing speaks against it."""
    first_seen = case.publication.first_seen
    moved = ""
    if case.report.year is not None and days[0].year > case.report.year + 1:
        moved = "比报告年度晚一年以上，可能是网站改版所致"
    elif any(_near(dated, days) for last in _last_years(case) for dated in last.dates):
        moved = "与上年报告的相同，可能是网站改版所致"
    if days[-1] - days[0] > timedelta(days=1):
        doubt = "的几个来源不一致"
    elif published_again(case.report):
        doubt = "是更正或重新发布的日期，首次公布的日期不明"
    elif first_seen is not None and first_seen < days[0] - timedelta(days=1):
        doubt = "晚于我们首次见到的日期，可能是网站改版所致"
    elif _sighting_confirms(case, days[0]):
        doubt = ""
    else:
        doubt = moved or ("" if sources >= 2 else "只有一个来源，尚未得到印证")
    return doubt


def _last_years(case: Case) -> Sequence[AnnualReport]:
    """Last year's report at every address: after a move it is the one at the new address that bears the new date."""
    return case.previous_copies if case.previous is None else (case.previous, *case.previous_copies)


def _near(dated: PublishedDate, days: Sequence[date]) -> bool:
    day = date.fromisoformat(dated.date)
    return dated.source not in _PROVE_NOTHING and days[0] - timedelta(1) <= day <= days[-1] + timedelta(1)


def witnessed(case: Case) -> bool | Unknown:
    """True where we ourselves saw the report come out when its page says it did; else unknown, for not having seen proves nothing."""
    day = published(case)
    place, name = "publication.witnessed", "是否当时公布"
    if isinstance(day, date) and _sighting_confirms(case, day):
        return True
    return unknown(place, name, "没有我们自己的见证（落款在期限以内，可能先在别处公布过，或网站重置过日期）")


def _sighting_confirms(case: Case, day: date) -> bool:
    seen, before = case.publication.first_seen, case.publication.unlisted_on
    return (
        seen is not None
        and before is not None
        and before < seen
        and day - timedelta(days=1) <= before <= day
        and timedelta(0) <= seen - day <= timedelta(days=CONFIRMING_DAYS)
    )


def set_published(draft: Draft, raw: object) -> None:
    """报告.发布日期 of an example: a day that two sources agree on."""
    draft.published = None if raw in (UNSEEN, ABSENT) else given_day(raw).isoformat()


def witnessed_fact() -> Fact:
    return Fact("publication.witnessed", TRUTH, "是否当时公布", witnessed, "publication.witnessed")


def published_fact() -> Fact:
    return Fact("publication.date", DATE, "发布日期", published, "publication.date", give=set_published)
