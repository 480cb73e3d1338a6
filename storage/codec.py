"""AnnualReport ↔ plain JSON, exactly: what is rebuilt equals what was read. Cells are packed apart, by table (`storage.cells`)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from reports import (
    Agency,
    AgencyLevel,
    AgencyType,
    AnnualReport,
    Attachment,
    Cell,
    MediaType,
    PublishedDate,
    ReportKind,
    Section,
    Sentence,
    Source,
    Uncertain,
)
from storage.cells import certain_place_in, number_out, place_in, place_out
from storage.database import canonical_bytes

Plain = Any


def digest(value: Plain) -> str:
    """sha256 of the canonical JSON."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def _section_out(section: Section) -> Plain:
    return {
        "present": section.present,
        "heading": section.heading,
        "text": section.text,
        "place": place_out(section.place),
        "lines": section.lines,
        "order": section.order,
        "repeats": [place_out(place) for place in section.repeats],
        "certain": section.certain,
    }


def _section_in(plain: Plain) -> Section:
    return Section(
        plain["present"],
        plain["heading"],
        plain["text"],
        place_in(plain["place"]),
        None if plain["lines"] is None else tuple(plain["lines"]),
        plain["order"],
        tuple(certain_place_in(place) for place in plain["repeats"]),
        plain["certain"],
    )


def reading_out(report: AnnualReport) -> Plain:
    """Everything but the cells. What few reports have is left out where there is none: a reading keeps its digest."""
    source, agency = report.source, report.agency
    rare = {"pictures": report.pictures} if report.pictures else {}
    return {
        "source": [source.name, source.media_type.value, source.sha256, source.size],
        "kind": report.kind.value,
        "title": report.title,
        "agency": [agency.name, agency.type.value, agency.level.value, agency.division],
        "year": report.year,
        "format": report.format,
        "layout": dict(report.layout),
        "period": report.period,
        "dates": [[date.date, date.source, date.raw] for date in report.dates],
        "sections": {id: _section_out(section) for id, section in report.sections.items()},
        "section_order": list(report.sections),
        "narrative": [[s.section, s.text, place_out(s.place)] for s in report.narrative],
        "uncertain": [[place_out(item.place), item.why] for item in report.uncertain],
        "attachments": [[item.address, item.label] for item in report.attachments],
        "publisher": report.publisher,
        "extra": dict(report.extra),
        "reader": report.reader,
        **rare,
    }


def reading_in(plain: Plain, cells: Mapping[str, Cell]) -> AnnualReport:
    """The report again, equal to the one given to `reading_out` and `cells_out`."""
    name, media_type, sha256, size = plain["source"]
    who, type_, level, division = plain["agency"]
    return AnnualReport(
        source=Source(name, MediaType(media_type), sha256, size),
        kind=ReportKind(plain["kind"]),
        title=plain["title"],
        agency=Agency(who, AgencyType(type_), AgencyLevel(level), division),
        year=plain["year"],
        format=plain["format"],
        layout=plain["layout"],
        period=None if plain["period"] is None else (plain["period"][0], plain["period"][1]),
        dates=tuple(PublishedDate(*date) for date in plain["dates"]),
        sections={id: _section_in(plain["sections"][id]) for id in plain["section_order"]},
        cells=cells,
        narrative=tuple(Sentence(s, text, certain_place_in(place)) for s, text, place in plain["narrative"]),
        uncertain=tuple(Uncertain(place_in(place), why) for place, why in plain["uncertain"]),
        attachments=tuple(Attachment(address, label) for address, label in plain["attachments"]),
        pictures=tuple(plain.get("pictures", ())),
        publisher=plain["publisher"],
        extra=plain["extra"],
        reader=plain["reader"],
    )


def content_out(report: AnnualReport) -> Plain:
    """What the agency is answerable for: words, numbers and dates; nothing about where on the page they stand."""
    return {
        "title": report.title,
        "year": report.year,
        "agency": report.agency.name,
        "dates": sorted({(date.source, date.date) for date in report.dates}),
        "sections": {id: [s.present, s.heading, s.text] for id, s in report.sections.items()},
        "narrative": [sentence.text for sentence in report.narrative],
        "cells": {a: [c.state[0], c.raw, number_out(c.value)] for a, c in report.cells.items()},
        "attachments": sorted(item.address for item in report.attachments),
    }
