"""How the cells of a workbook look (ISO/IEC 29500-1 §18.8): the format of their numbers, and whether their font hides or strikes them.

What is struck out, raised, or white upon white is stored all the same: as a figure it is not there to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from reports.formats.docx_looks import is_on
from reports.formats.markup import attribute, child, local, parse_xml
from reports.formats.package_parts import part_of_kind
from reports.formats.sheet_numbers import BUILT_IN, OTHER
from reports.formats.zipped import Package

_WHITE = re.compile(r"(?:FF)?FFFFFF", re.IGNORECASE)
_WHITE_INDEXES = ("1", "9")
_WHITE_THEME = "0"
_RAISED = ("superscript", "subscript")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_AREAS = 100
_Kind = TypeVar("_Kind")
Area = tuple[int, int, int, int]
"""(first row, first column, last row, last column), from 0, both ends included."""


@dataclass(frozen=True, slots=True)
class Looks:
    """By the number of the cell's style. `changes` are the conditional formats, by their own number, that hide or restyle figures."""

    codes: tuple[str, ...] = ()
    odd: tuple[bool, ...] = ()
    changes: frozenset[int] = frozenset()

    def code(self, style: int) -> str:
        return self.codes[style] if style < len(self.codes) else ""

    def is_odd(self, style: int) -> bool:
        """Whether what the cell holds is struck out, raised, or cannot be seen."""
        return style < len(self.odd) and self.odd[style]


def looks_of(package: Package, main: str) -> Looks:
    """Of a workbook's styles part."""
    part = part_of_kind(package, main, "styles", "styles.xml")
    if part is None:
        return Looks()
    styles = parse_xml(package.read(part), package.name)
    codes = dict(BUILT_IN)
    for format in _children(styles, "numFmts"):
        codes[attribute(format, "numFmtId") or ""] = attribute(format, "formatCode") or ""
    fonts = [(_is_apart(font), _is_white(font)) for font in _children(styles, "fonts")]
    filled = [_is_filled(fill) for fill in _children(styles, "fills")]
    used = list(_children(styles, "cellXfs"))
    return Looks(
        codes=tuple(codes.get(attribute(style, "numFmtId") or "0", OTHER) for style in used),
        odd=tuple(_is_odd(style, fonts, filled) for style in used),
        changes=frozenset(number for number, dxf in enumerate(_children(styles, "dxfs")) if _changes(dxf)),
    )


def _is_odd(style: etree._Element, fonts: list[tuple[bool, bool]], filled: list[bool]) -> bool:
    apart, white = _at(fonts, attribute(style, "fontId"), (False, False))
    return apart or (white and not _at(filled, attribute(style, "fillId"), False))


def _at(of: Sequence[_Kind], number: str | None, otherwise: _Kind) -> _Kind:
    known = number is not None and number.isdecimal() and len(number) < 7 and int(number) < len(of)
    return of[int(number or 0)] if known else otherwise


def _changes(dxf: etree._Element) -> bool:
    font = child(dxf, "font")
    unseen = font is not None and (_is_apart(font) or (_is_white(font) and child(dxf, "fill") is None))
    return unseen or child(dxf, "numFmt") is not None


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    container = child(element, name)
    return iter(container if container is not None else ())


def is_odd_run(properties: etree._Element | None) -> bool:
    """Whether a run of rich text (§18.4.7) is no part of the words: struck out, raised, lowered, or white."""
    return properties is not None and (_is_apart(properties) or _is_white(properties))


def _is_apart(font: etree._Element) -> bool:
    """Struck out, raised or lowered (§18.4.10, §18.4.14)."""
    raised = child(font, "vertAlign")
    return (raised is not None and attribute(raised, "val") in _RAISED) or is_on(child(font, "strike"))


def _is_white(font: etree._Element) -> bool:
    colour = child(font, "color")
    if colour is None:
        return False
    return (
        _WHITE.fullmatch(attribute(colour, "rgb") or "") is not None
        or attribute(colour, "indexed") in _WHITE_INDEXES
        or (attribute(colour, "theme") == _WHITE_THEME and not attribute(colour, "tint"))
    )


def _is_filled(fill: etree._Element) -> bool:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return len(fill) > 0
    if (attribute(pattern, "patternType") or "none") == "none":
        return False
    colour = child(pattern, "fgColor")
    return colour is None or _WHITE.fullmatch(attribute(colour, "rgb") or "") is None


def restyled(sheet: etree._Element, looks: Looks) -> tuple[Area, ...]:
    """Where conditional formats (§18.3.1.18) may hide figures or show others than are stored."""
    found: list[Area] = []
    for node in sheet:
        if local(node) == "conditionalFormatting" and any(
            (attribute(rule, "dxfId") or "").isdecimal()
            and int(attribute(rule, "dxfId") or 0) in looks.changes
            for rule in node
        ):
            found += map(_area, _AREA.finditer(attribute(node, "sqref") or ""))
    return joined(found)


def joined(areas: Sequence[Area]) -> tuple[Area, ...]:
    """The areas; of very many the one around them all."""
    if len(areas) <= _AREAS:
        return tuple(areas)
    tops, lefts, bottoms, rights = zip(*areas, strict=True)
    return ((min(tops), min(lefts), max(bottoms), max(rights)),)


def _area(found: re.Match[str]) -> Area:
    first, top, last, bottom = found.groups()
    left, right = column_number(first), column_number(last or first)
    return int(top) - 1, left, int(bottom or top) - 1, right


def column_number(letters: str) -> int:
    """A column's letters as its number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def is_within(row: int, column: int, areas: tuple[Area, ...]) -> bool:
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas)
