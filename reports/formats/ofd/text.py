"""Letters of a text object: what they are, where each stands (GB/T 33190 §11)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from reports.formats.markup import local
from reports.formats.ofd.values import at, moved, number, offsets
from reports.formats.pdf.content import UNKNOWN, Rectangle
from reports.formats.pdf.matrices import IDENTITY, Matrix, times

_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{4})")
"""A character by its code, where XML cannot hold it."""
_PLACEHOLDER = "\xa4"
"""Stands for a glyph without a character."""
_ABOVE, _BELOW = 0.88, 0.22
"""Sizes above and below its line that a letter reaches in fonts of Chinese."""
_USUAL = 3.5
"""Millimetres of type in a table."""
_NARROW, _LEAST, _MOST = 0.5, 0.25, 0.95
"""Sizes: how wide a figure is; other narrow letters are as wide as the way to the next, within these bounds."""
_QUARTER, _SLANT = math.pi / 2, 0.05
"""A quarter turn; the share of it by which a page may lie askew."""


class Letter(NamedTuple):
    """One character where it is printed, in the space of the matrix that was given."""

    text: str
    box: Rectangle
    quarters: int | None
    """Quarter turns clockwise by which it is turned; `None` where it stands slantwise, as a watermark's do."""


def letters_of(text: etree._Element, matrix: Matrix) -> Iterator[Letter]:
    """In the order of the file, spaces too."""
    size, told = number(text.get("Size")), True
    if size <= 0:  # how far its letters reach cannot be known, nor what is printed upon what
        size, told = _USUAL, False
    scale = number(text.get("HScale"), 1.0)
    turned = number(text.get("CharDirection"))
    reading = number(text.get("ReadDirection"))
    glyph = _rotation(turned)
    quarters = _quarters(times(glyph, matrix))
    x = y = 0.0
    for code in text:
        if local(code) != "TextCode":
            continue
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        said = _said(code.text or "")
        places = _places(code, said, (x, y), size * scale, reading)
        for index, (letter, (left, base)) in enumerate(zip(said, places, strict=True)):
            onwards = places[index + 1][0] - left if index + 1 < len(places) else 0.0
            width = _width(letter, onwards / (size * scale) if size * scale > 0 else 0.0) * size * scale
            x0, y0, x1, y1 = moved(glyph, (0.0, -_ABOVE * size, width, _BELOW * size))
            here = (left + x0, base + y0, left + x1, base + y1)
            known = told and letter != _PLACEHOLDER
            yield Letter(letter if known else UNKNOWN, moved(matrix, here), quarters)


def _said(raw: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw.strip("\r\n\t"))


def _places(
    code: etree._Element, said: str, start: tuple[float, float], size: float, reading: float
) -> list[tuple[float, float]]:
    """Where each character begins on its line. Where the file does not say how far it is to the next, as far as it is wide."""
    along = offsets(code.get("DeltaX"))
    down = offsets(code.get("DeltaY"))
    untold = not along and not down
    x, y = start
    places = [start]
    cosine, sine = at(_rotation(reading), 1.0, 0.0)
    for index, letter in enumerate(said[:-1]):
        own = _width(letter, 0.0) * size
        x += _step(along, index, own * cosine if untold or index >= len(along) > 0 else 0.0)
        y += _step(down, index, own * sine if untold or index >= len(down) > 0 else 0.0)
        places.append((x, y))
    return places[: len(said)]


def _step(told: list[float], index: int, otherwise: float) -> float:
    return told[index] if index < len(told) else otherwise


@lru_cache(maxsize=10_000)
def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WFA"


def _width(letter: str, onwards: float) -> float:
    """Sizes that a character takes of its line; `onwards` is it to the next one, 0 where that is not known."""
    if _is_wide(letter):
        return min(1.0, onwards) if onwards > _LEAST else 1.0
    if onwards <= 0:
        return _NARROW
    return min(_NARROW, onwards) if not letter.isalpha() else min(max(onwards, _LEAST), _MOST)


def _rotation(degrees: float) -> Matrix:
    """Clockwise: y grows downwards."""
    if degrees % 360 == 0:
        return IDENTITY
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return cosine, sine, -sine, cosine, 0.0, 0.0


def _quarters(matrix: Matrix) -> int | None:
    turns = math.atan2(matrix[1], matrix[0]) / _QUARTER
    return round(turns) % 4 if abs(turns - round(turns)) <= _SLANT else None
