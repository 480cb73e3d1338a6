"""A page of the specimen town as careless hands leave it: much of it cannot be read, each for another reason."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from specimens import Town
from specimens.web import Asked

NAMES = re.compile(r"OCR|PDF|HTML|utf-8|gb2312|biao\.png|“[^”]*”")
"""What may stand in Chinese words of a reason: names, and what is quoted from the page."""
ENGLISH = re.compile("[A-Za-z]+")


def bureau_page() -> str:
    """A bureau's page as the specimen town serves it; its narrative and table four say five reviews."""
    town = Town.demo()
    url = next(one.url for one in town.truth().reports if "教育局" in str(one) and "/bm/2025" in one.url)
    parts = urlsplit(url)
    page = town.answer(Asked(parts.netloc, "GET", parts.path)).body.decode("utf-8", "replace")
    assert "被申请行政复议5件" in page
    return page


def worn(page: str) -> str:
    """Another charset than it says, a picture and a frame in the text, rows without label, with lost and raised figures."""
    row = re.search(r"<td[^>]*>（一）予以公开</td>\s*<td[^>]*>\d+</td>", page)
    assert row is not None
    made = page.replace(row[0], re.sub(r"\d+</td>$", "3①</td>", row[0]), 1)
    made = made.replace("二、上年结转政府信息公开申请数量", "二、去年数量", 1)
    made = made.replace("charset=utf-8", "charset=gb2312", 1)
    told = "<p><img src='biao.png' width='800' height='600'></p><iframe src='other.html' width='900' height='700'></iframe>"
    first = re.search("<table", made)
    assert first is not None
    return made[: first.start()] + told + made[first.start() :]
