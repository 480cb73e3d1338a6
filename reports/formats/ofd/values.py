"""What stands in attributes of an OFD: numbers, boxes, matrices, offsets, colours (GB/T 33190 §7.3, §8.3.2, §11.3)."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from reports.formats.markup import child
from reports.formats.pdf.content import Rectangle
from reports.formats.pdf.legible import brightness_of
from reports.formats.pdf.matrices import IDENTITY, Matrix, around

POINTS = 72 / 25.4
"""Of a millimetre, the unit of an OFD."""
_MOST = 100_000
"""Numbers in one attribute."""
_HALVES = re.compile(r"^#([0-9A-Fa-f]{1,2})$")


def number(raw: str | None, otherwise: float = 0.0) -> float:
    """A number that is one, and finite."""
    try:
        value = float(raw) if raw is not None else otherwise
    except ValueError:
        return otherwise
    return value if math.isfinite(value) else otherwise


def numbers(raw: str | None) -> list[float]:
    """Numbers with white space between them; none where one of them is none."""
    try:
        found = [float(part) for part in (raw or "").split()[:_MOST]]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def box(raw: str | None) -> Rectangle | None:
    """ST_Box: x, y, width and height, as (left, top, right, bottom)."""
    found = numbers(raw)
    if len(found) != 4 or found[2] < 0 or found[3] < 0:
        return None
    x, y, width, height = found
    return x, y, x + width, y + height


def matrix(raw: str | None) -> Matrix:
    """A CTM; that which changes nothing where there is none."""
    found = numbers(raw)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else IDENTITY


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def moved(matrix: Matrix, rectangle: Rectangle) -> Rectangle:
    """The box around a box that a matrix has moved."""
    left, top, right, bottom = rectangle
    corners = ((left, top), (right, top), (left, bottom), (right, bottom))
    return around([at(matrix, x, y) for x, y in corners])


def offsets(raw: str | None) -> list[float]:
    """DeltaX or DeltaY, from each character to the next: ``g 3 4.2`` stands for ``4.2 4.2 4.2``."""
    found: list[float] = []
    parts = iter((raw or "").split())
    try:
        for part in parts:
            times = int(float(next(parts))) if part == "g" else 1
            found += [float(next(parts) if part == "g" else part)] * min(max(times, 0), _MOST)
            if len(found) > _MOST:
                break
    except (StopIteration, ValueError, OverflowError):
        return []
    return found if all(map(math.isfinite, found)) else []


class Colour(NamedTuple):
    """Parts of 255."""

    red: int
    green: int
    blue: int
    opacity: int

    @property
    def brightness(self) -> float:
        return brightness_of(*(part / 255 for part in self))


def colour(element: etree._Element | None, otherwise: Colour | None) -> Colour | None:
    """A CT_Color; `None` where nobody can tell what it looks like: a pattern, a palette, another colour space than RGB or grey."""
    if element is None:
        return otherwise
    raw = element.get("Value")
    if raw is None:
        patterned = element.get("Index") is not None or len(element) > 0
        return None if patterned else otherwise and otherwise._replace(opacity=_opacity(element))
    return _mixed(raw, _opacity(element))


@lru_cache(maxsize=256)
def _mixed(raw: str, opacity: int) -> Colour | None:
    parts = [_part(each) for each in raw.split()]
    if len(parts) == 1:
        parts *= 3
    if len(parts) != 3 or None in parts:
        return None
    red, green, blue = (part or 0 for part in parts)
    return Colour(red, green, blue, opacity)


def _part(raw: str) -> int | None:
    halves = _HALVES.match(raw)
    if halves:
        return int(halves[1], 16)
    value = number(raw, -1.0)
    return round(value) if 0 <= value <= 255 else None


def _opacity(element: etree._Element) -> int:
    return opacity(element.get("Alpha"))


def opacity(raw: str | None) -> int:
    """Alpha: 255 where it is not said."""
    return round(min(max(number(raw, 255.0), 0.0), 255.0))


def is_true(raw: str | None, otherwise: bool) -> bool:
    return otherwise if raw is None else raw.strip().lower() in ("true", "1")


def text_of(element: etree._Element, name: str) -> str:
    """The words of a child."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""
