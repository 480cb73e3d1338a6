"""Readings as the JSON that contract.md promises. Fields may be added; none may change meaning."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports.identity import Recognition
from reports.model import Agency, AnnualReport, Cell, Number, Section

_TRUST = ("visible", "pubdate_meta", "list", "url", "stated")
"""Which source `published.date` is taken from, best first; file metadata and first sightings never are."""


def to_json(report: AnnualReport) -> dict[str, Any]:
    """The object of `nianbao read --json`."""
    return {
        "source": {
            "name": report.source.name,
            "media_type": str(report.source.media_type),
            "sha256": report.source.sha256,
        },
        "kind": str(report.kind),
        "title": report.title,
        "agency": agency_to_json(report.agency),
        "year": report.year,
        "format": report.format,
        "layout": {"disclosure": report.layout["disclosure"], "applications": report.layout["applications"]},
        "period": {"from": report.period[0], "to": report.period[1]} if report.period else None,
        "published": _published(report),
        "dates": [{"date": d.date, "source": d.source, "raw": d.raw} for d in report.dates],
        "sections": {id: _section(section) for id, section in report.sections.items()},
        "tables": _tables(report),
        "uncertain": [
            {"place": str(each.place) if each.place is not None else None, "why": each.why}
            for each in report.uncertain
        ],
        "reader": report.reader,
    }


def recognition_to_json(recognition: Recognition) -> dict[str, Any]:
    """The object of `nianbao recognise`."""
    return {
        "title": recognition.title,
        "kind": str(recognition.kind),
        "agency": agency_to_json(recognition.agency),
        "year": recognition.year,
    }


def agency_to_json(agency: Agency) -> dict[str, Any]:
    return {
        "name": agency.name,
        "type": str(agency.type),
        "level": str(agency.level),
        "division": agency.division,
    }


def published(report: AnnualReport) -> tuple[str | None, str | None]:
    """(date, source) that the report itself is best dated by; (None, None) where nothing dates it."""
    for source in _TRUST:
        for date in report.dates:
            if date.source == source:
                return date.date, source
    return None, None


def _published(report: AnnualReport) -> dict[str, str | None]:
    date, source = published(report)
    return {"date": date, "source": source}


def _section(section: Section) -> dict[str, Any]:
    if not section.present:
        return {"present": False, "heading": None, "text": None, "lines": None}
    return {
        "present": True,
        "heading": section.heading,
        "text": section.text,
        "lines": list(section.lines) if section.lines else None,
        "repeats": [str(place) for place in section.repeats],
    }


def _tables(report: AnnualReport) -> dict[str, dict[str, dict[str, Any]]]:
    made: dict[str, dict[str, dict[str, Any]]] = {"disclosure": {}, "applications": {}, "litigation": {}}
    for address, cell in report.cells.items():
        table, row, column = address.split(".")
        made[table].setdefault(row, {})[column] = cell_to_json(cell)
    return made


def number_to_json(value: Number) -> int | float:
    """JSON has no decimals: an amount loses nothing below 15 digits. Our own arithmetic never sees the float."""
    return float(value) if isinstance(value, Decimal) else value


def cell_to_json(cell: Cell) -> dict[str, Any]:
    made: dict[str, Any] = {
        "state": str(cell.state),
        "value": number_to_json(cell.value) if cell.value is not None else None,
        "raw": cell.raw,
        "place": str(cell.place) if cell.place is not None else None,
    }
    if cell.unit:
        made["unit"] = cell.unit
    if cell.candidates:
        made["candidates"] = [number_to_json(candidate) for candidate in cell.candidates]
    if cell.inferred is not None:
        made["inferred"] = number_to_json(cell.inferred)
    if cell.why:
        made["why"] = cell.why
    return made
