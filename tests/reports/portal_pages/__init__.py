"""Pages as the CMS families of Chinese portals build them, in words of our own, and the ways tables are pasted into them.

Each file of this folder is a page with ``{{article}}`` where the office's report stands. What is around it has the shape of
real pages: index boxes, date lines, share bars, neighbours, attachments, copies for telephones, prefetched data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from specimens import demo
from specimens.dice import Dice
from specimens.figures import Scale, consistent
from specimens.pastes import PASTES as OFFICE
from specimens.pastes import Paste
from specimens.report import SpecimenReport, write

_HERE = Path(__file__).parent
PAGES = {file.stem: file for file in sorted(_HERE.glob("*.html"))}
UNDATED = frozenset(("founder", "phpcms", "wechat"))
"""Whose date no label names."""
TABBED = frozenset(("tabs", "wechat"))
"""Whose report is hidden until a script shows it."""
_GBK = frozenset(("old_asp", "phpcms"))


def _pastes() -> Iterator[Paste]:
    yield from OFFICE
    loaded: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        (_HERE / "pastes.yaml").read_text(encoding="utf-8")
    )
    for name, parts in loaded.items():
        pairs = {part: tuple(parts[part]) for part in ("paragraph", "heading", "table", "cell")}
        yield Paste(name, row=parts["row"], empty=parts["empty"], **pairs)


PASTES = {paste.name: paste for paste in _pastes()}


def report(paste: Paste, turn: int = 2, year: int = 2024) -> SpecimenReport:
    """A large report of one of the demo's agencies without a defect, pasted in this way."""
    agency = demo.AGENCIES[turn]
    figures = consistent(
        "2021" if year > 2020 else "2019", Dice("portal pages", agency.id, year), Scale.LARGE
    )
    made = write(agency, year, date(year + 1, 1, 15), figures, seed="portal pages", turn=turn)
    return replace(made, paste=paste)


def page(name: str, report: SpecimenReport, article: str | None = None) -> bytes:
    """The page of that family with this report in it, or with `article` in its stead."""
    content = report.content() if article is None else article
    source = PAGES[name].read_text(encoding="utf-8")
    day = report.published
    for mark, text in {
        "title": report.title,
        "agency": report.agency.signs,
        "date": day.isoformat(),
        "slash": f"{day.year}/{day.month}/{day.day}",
        "dotted": f"{day:%Y.%m.%d}",
        "year": str(report.year),
        "next": str(report.year + 1),
        "before": str(report.year - 1),
        "json": json.dumps(content, ensure_ascii=False).replace("</", "\\u003C\\u002F"),
        "plain": re.sub("<[^>]+>", "", content),
        "article": content,
    }.items():
        source = source.replace(f"{{{{{mark}}}}}", text)
    return source.encode("gb18030" if name in _GBK else "utf-8")


def bare(report: SpecimenReport, article: str | None = None) -> bytes:
    """A page of nothing but the report."""
    content = report.content() if article is None else article
    return f"<html><head><title>{report.title}</title></head><body><h1>{report.title}</h1><div>{content}</div></body></html>".encode()
