"""The recognised boxes of a scanned page → the cells of a table that hold them, and the glyphs each box may stand for."""

from __future__ import annotations

from collections.abc import Sequence

from reports.folding import squeeze
from reports.formats.pdf.content import Glyph
from reports.formats.pdf.lattice import Lattice
from reports.formats.scan.engine import Seen


def boxes_by_cell(
    lattice: Lattice, seen: Sequence[Seen], points: float
) -> tuple[dict[int, list[Seen]], list[Seen], set[int]]:
    """(boxes by cell, boxes outside, cells that share a box with a neighbour and so cannot trust it)."""
    held: dict[int, list[Seen]] = {}
    outside: list[Seen] = []
    crossing: set[int] = set()
    for one in seen:
        left, top, right, bottom = (value * points for value in one.box)
        index = lattice.cell_at((left + right) / 2, (top + bottom) / 2)
        if index is None:
            outside.append(one)
            continue
        middle, inset = (top + bottom) / 2, min(3.0, (right - left) / 4)
        ends = {lattice.cell_at(left + inset, middle), lattice.cell_at(right - inset, middle)} - {None}
        if ends == {index}:
            held.setdefault(index, []).append(one)
        else:
            crossing.update(end for end in (*ends, index) if end is not None)
            _split(lattice, one, held, points)
    return held, outside, crossing


def _split(lattice: Lattice, one: Seen, held: dict[int, list[Seen]], points: float) -> None:
    """Give each cell under a box that spans several its share of the glyphs."""
    shares: dict[int, list[Glyph]] = {}
    for glyph in glyphs_of(one, points):
        index = lattice.cell_at(glyph.centre, glyph.middle)
        if index is not None:
            shares.setdefault(index, []).append(glyph)
    for index, glyphs in shares.items():
        box = (glyphs[0].left / points, one.box[1], glyphs[-1].right / points, one.box[3])
        held.setdefault(index, []).append(Seen(box, "".join(glyph.text for glyph in glyphs), 0.0))


def glyphs_of(one: Seen, points: float) -> list[Glyph]:
    """The box's characters spread over its width, in points; a Chinese one is twice as wide as a Latin one."""
    text = squeeze(one.text)
    widths = [0.55 if character.isascii() else 1.0 for character in text]
    left, top, right, bottom = (value * points for value in one.box)
    unit = (right - left) / max(sum(widths), 0.1)
    glyphs = []
    for character, width in zip(text, widths, strict=True):
        if character != " ":
            glyphs.append(Glyph(left, top, left + width * unit, bottom, character))
        left += width * unit
    return glyphs
