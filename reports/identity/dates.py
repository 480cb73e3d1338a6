"""Every date that a report may have been published on, each with where it stands. None is chosen here.

Sources, by `PublishedDate.source`: ``pubdate_meta`` (PubDate of 国办发〔2017〕47号), ``visible`` (发布时间 printed on the page),
``list`` (the column's list), ``url`` (a day in the address), ``file_metadata``. They differ in the field (盂县: address
2023-12-11, page 2024-01-10), so rules ask for agreement. A damaged date (``2021926``, ``202020年12月31日``) is not given:
lost characters are the crawler's or the site's doing and prove nothing about a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from reports.days import labels_of_publication, real_day
from reports.document import Document, Grid, Paragraph, PublishedDate
from reports.folding import nfkc
from reports.identity.wording import DIGITS
from reports.numerals import in_figures_or_words
from reports.sheets import COVERED, Sheet, once_for_each

_CHINESE_DAY = re.compile(
    r"([二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DAY = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})\s*(?:年|[-/.])\s*(?P<m1>\d{1,2})\s*(?:月|[-/.])\s*(?P<d1>\d{1,2})(?!\d)(?:\s*日)?"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})(?!\d)"
    r")"
)
_LABELS = (
    *(
        "发布时间",
        "发布日期",
        "发表时间",
        "发表日期",
        "公开时间",
        "公开日期",
        "信息公开日期",
        "发稿时间",
        "发稿日期",
    ),
    *("上传时间", "上网时间", "上网日期", "发布于", "公布日期", "公布时间"),
)
_LABEL = re.compile(
    rf"(?:{labels_of_publication(_LABELS)})\s*[:：]?\s*(?P<value>(?:(?!时间|日期)[^:：]){{0,12}}\d[^\n]{{0,24}})"
)
_LABEL_CELL = re.compile(rf"^(?:{'|'.join(_LABELS)})[:：]?$")
_MAY_LABEL = re.compile(r"时\s*间|日\s*期|布\s*于")
"""How every label ends."""
_PLAIN_LABEL = re.compile(r"(?:^|[\s\[【(（|])(?:时间|日期)\s*[:：]\s*(?P<value>\d[^\n]{0,24})")
"""时间：2023-01-18 beside 来源 and 字号, at the head of an article only; with a weekday it is the page's clock."""
_HEAD_BLOCKS = 30
_PLAIN_HEAD_BLOCKS = 12
_META_NAMES = ("pubdate", "publishdate", "publish_date", "article:published_time")

_ADDRESS_DAYS = (
    re.compile(r"(?:^|[/_])t(20\d\d)(\d\d)(\d\d)_\d"),
    re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)"),
    re.compile(r"/(20\d\d)[-_](\d{1,2})/(\d{1,2})(?:/|$)"),
    re.compile(r"/(20\d\d)/(\d{1,2})-(\d{1,2})(?:/|$)"),
    re.compile(r"/(20\d\d)-(\d{1,2})-(\d{1,2})(?:/|$)"),
    re.compile(r"/(20\d\d)(\d\d)/(\d\d)/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
)


def normalise_date(raw: str) -> str | None:
    """The one real day written in `raw`, as ``YYYY-MM-DD``; `None` where there is none, or several, or a damaged one.

    >>> normalise_date("2023年1月18日 15:22"), normalise_date("二〇二三年一月十八日"), normalise_date("2021926")
    ('2023-01-18', '2023-01-18', None)
    """
    text = _chinese_days(nfkc(raw))
    found = set()
    for match in _DAY.finditer(text):
        day = real_day(*(match["y1"] or match["y2"], match["m1"] or match["m2"], match["d1"] or match["d2"]))
        if day is None:
            return None
        found.add(day)
    return found.pop() if len(found) == 1 else None


def _chinese_days(text: str) -> str:
    """Days in words as days in figures; one whose month or day is no number of a calendar (二一, 十十) stays, and is no date."""
    return _CHINESE_DAY.sub(_in_figures, text)


def _in_figures(found: re.Match[str]) -> str:
    year = "".join(DIGITS[character] for character in found[1])
    month, day = in_figures_or_words(found[2]), in_figures_or_words(found[3])
    return found[0] if month is None or day is None else f"{year}年{month}月{day}日"


def address_date(url: str) -> str | None:
    """The day in an address (``/t20230118_47211.htm``, ``/art/2025/1/21/``), `None` where none or two different ones are.

    Site moves rewrite it: weak alone, useful in agreement with a printed date.
    """
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    found = set()
    for pattern in _ADDRESS_DAYS:
        for parts in pattern.findall(path):
            day = real_day(*parts)
            if day is not None:
                found.add(day)
    return found.pop() if len(found) == 1 else None


def publication_dates(
    document: Document, url: str | None = None, listed: str | None = None
) -> tuple[PublishedDate, ...]:
    """Every publication date of a document, each (date, source) once, in the order: the reader's own, meta, visible, list, URL.

    `listed` is the date printed beside the link in its column, as printed or ISO.
    """
    found: dict[tuple[str, str], PublishedDate] = {}
    for one in _all(document, url, listed):
        found.setdefault((one.date, one.source), one)
    return tuple(found.values())


def _all(document: Document, url: str | None, listed: str | None) -> Iterator[PublishedDate]:
    yield from document.dates
    for name, content in document.meta.items():
        if name.lower() in _META_NAMES:
            yield from _one(content, "pubdate_meta")
    for raw in _visible(document):
        yield from _one(raw, "visible")
    if listed:
        yield from _one(listed, "list")
    day = address_date(url) if url else None
    if url and day:
        yield PublishedDate(day, "url", url)


def _one(raw: str, source: str) -> Iterator[PublishedDate]:
    day = normalise_date(raw)
    if day is not None:
        yield PublishedDate(day, source, raw.strip())


def _visible(document: Document) -> Iterator[str]:
    """Labelled dates at the head of the page: in a line, or in the cell beside the label (the 索引号 table)."""
    for index, block in enumerate(document.blocks):
        if index >= _HEAD_BLOCKS:
            return
        if isinstance(block, Paragraph):
            yield from _in_line(block.text, plain=index < _PLAIN_HEAD_BLOCKS)
        else:
            yield from _in_grid(block)


def _in_line(text: str, *, plain: bool) -> Iterator[str]:
    if not _MAY_LABEL.search(text):
        return
    text = _chinese_days(text) if "年" in text else text
    for match in _LABEL.finditer(text):
        yield _day_only(match["value"])
    if plain and len(text) <= 160 and not _LABEL.search(text):
        for match in _PLAIN_LABEL.finditer("" if "星期" in text else text):
            yield _day_only(match["value"])


def _day_only(value: str) -> str:
    """The first date of what follows a label, with the digits that touch it: a second one belongs to another label."""
    text = _chinese_days(nfkc(value))
    found = re.search(r"\d[\d年月日\-/. ]*", text)
    return re.sub(r"(?<=[\d日])\s+\d{1,2}\s*$", "", found.group(0)) if found else value


def _in_grid(grid: Grid) -> Sequence[str]:
    """Those of a known sheet are known: its covered figures are too short for a day."""
    return _in_sheet(grid.sheet) if grid.sheet is not None else tuple(_labelled(grid))


@once_for_each
def _in_sheet(sheet: Sheet) -> tuple[str, ...]:
    return tuple(text for text in _labelled(sheet.covered) if text != COVERED)


def _labelled(grid: Grid) -> Iterator[str]:
    for row, line in enumerate(grid.rows):
        if not _MAY_LABEL.search("".join([cell.text for cell in line if cell is not None])):
            continue
        cells = [cell.text for _, cell in grid.own_cells(row)]
        for label, value in pairwise(cells):
            if _LABEL_CELL.match(re.sub(r"\s", "", label)):
                yield value
        for text in cells:
            if len(text) > 6:
                yield from _in_line(text, plain=False)
