"""The first visible sheet of an XLSX roster as rows of text (ISO/IEC 29500-1 §18): values only, no formula is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join

from lxml import etree

from reports.errors import Damaged
from reports.formats.markup import attribute, child, local, parse_xml
from reports.formats.package_parts import main_part, relationships
from reports.formats.sheet_numbers import number_text
from reports.formats.zipped import Package

_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?\d{1,7}$")
_COLUMNS = 200
"""Columns beyond this hold no roster field."""


def sheet_rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """(row number from 1, its texts from column A). Raises `Damaged` or `TooMuch`."""
    package = Package(data, name)
    main = main_part(package, "xl/workbook.xml")
    part = _first_sheet(parse_xml(package.read(main), name), relationships(package, main))
    if part is None:
        raise Damaged(f"{name}: the workbook has no visible sheet", f"{name}：工作簿里没有可见的工作表")
    strings = _shared_strings(package, main, name)
    rows = child(parse_xml(package.read(part), name), "sheetData")
    number = 0
    for row in rows if rows is not None else ():
        declared = attribute(row, "r") or ""
        number = int(declared) if declared.isdecimal() and len(declared) < 8 else number + 1
        yield number, _texts(row, strings)


def _first_sheet(workbook: etree._Element, relations: dict[str, str]) -> str | None:
    sheets = child(workbook, "sheets")
    for sheet in sheets if sheets is not None else ():
        id = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        if id in relations and (attribute(sheet, "state") or "visible") == "visible":
            return relations[id]
    return None


def _shared_strings(package: Package, main: str, name: str) -> list[str]:
    part = join(dirname(main), "sharedStrings.xml")
    return [_string(item) for item in parse_xml(package.read(part), name)] if package.has(part) else []


def _string(item: etree._Element) -> str:
    """Plain and rich runs; phonetic guides are not part of the text."""
    parts = []
    for node in item:
        if local(node) == "t":
            parts.append(node.text or "")
        elif local(node) == "r":
            parts += [text.text or "" for text in node if local(text) == "t"]
    return "".join(parts)


def _texts(row: etree._Element, strings: list[str]) -> list[str]:
    texts: list[str] = []
    column = -1
    for cell in row:
        column = _column(attribute(cell, "r"), column + 1)
        if column < _COLUMNS:
            texts += [""] * (column + 1 - len(texts))
            texts[column] = _value(cell, strings)
    return texts


def _column(reference: str | None, otherwise: int) -> int:
    found = _REFERENCE.match(reference or "")
    if found is None:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: etree._Element, strings: list[str]) -> str:
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _string(inline) if inline is not None else ""
    value = child(cell, "v")
    raw = (value.text or "") if value is not None else ""
    if kind == "s":
        return strings[int(raw)] if raw.isdecimal() and len(raw) < 9 and int(raw) < len(strings) else ""
    return number_text(raw, None) if kind == "n" and raw else raw
