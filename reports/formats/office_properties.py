"""Title and dates of an office package's core properties (ISO/IEC 29500-2 §11). Names of people in it are never read."""

from __future__ import annotations

from datetime import UTC, datetime

from reports.days import china_day
from reports.document import PublishedDate
from reports.errors import ReadingError
from reports.folding import squeeze
from reports.formats.markup import local, parse_xml
from reports.formats.zipped import Package

_CORE = "docProps/core.xml"
_DATES = ("created", "modified")


def core_facts(package: Package, name: str) -> tuple[tuple[str, ...], tuple[PublishedDate, ...]]:
    """(titles, dates). Properties are a courtesy: broken ones are as good as none."""
    if not package.has(_CORE):
        return (), ()
    try:
        root = parse_xml(package.read(_CORE), name)
    except ReadingError:
        return (), ()
    titles = [squeeze(node.text or "") for node in root if local(node) == "title"]
    stamps = [(local(node), (node.text or "").strip()) for node in root if local(node) in _DATES]
    dates = [made for _, raw in stamps if (made := metadata_date(raw)) is not None]
    return tuple(filter(is_title, titles)), tuple(dates)


def is_title(text: str) -> bool:
    """Whether a title property is one, and not the name of a file or a program's default."""
    return any("\u4e00" <= character <= "\u9fff" for character in text) and len(text) <= 200


def metadata_date(raw: str) -> PublishedDate | None:
    """A W3C date-time as the day it was in China (UTC+8); `None` when it is not one."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        day = china_day(moment)
    except OverflowError:
        return None
    return PublishedDate(day.isoformat(), "file_metadata", raw)
