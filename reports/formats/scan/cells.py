"""What stands in a cell of a scanned table. A number needs two readings that agree: the page's and the cell's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports.folding import squeeze
from reports.formats.pdf.cell_lines import cell_text
from reports.formats.pdf.lattice import Lattice, LatticeCell
from reports.formats.pdf.lines import into_lines
from reports.formats.scan.boxes import boxes_by_cell, glyphs_of
from reports.formats.scan.covered import is_covered
from reports.formats.scan.dust import cleaned
from reports.formats.scan.engine import Seen, read_crops, see_page
from reports.formats.scan.figures import are_full, holds_more, is_struck, wrapped_lines
from reports.formats.scan.images import Image, Page
from reports.formats.scan.ink import ONE_LINE, Box, column_of_glyphs, cut_out, find_ink, framed, is_upright
from reports.formats.scan.inside import Inside, inside_of
from reports.formats.scan.seals import without_seals

UNKNOWN = "\ufffd"
_SURE = 0.85
"""Recognition score below which a reading does not count as agreement."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SPECK = re.compile(r"(?<=[\u4e00-\u9fff])[.,'`^*:;~_‘’·´•-]+(?=[\u4e00-\u9fff])")
"""What dust makes between the glyphs of a label, which only has Chinese marks there."""
_DASHES = dict.fromkeys(map(ord, "一ー—–－‐−﹣-"), "-")
_ALIKE = str.maketrans({"，": ",", "．": ".", "。": ".", "＋": "+", "（": "(", "）": ")", " ": None})
_VALUE = re.compile(r"^(?:[+-]?\d[\d,]*(?:\.\d+)?|[-/]{1,2})$")
_NUMBER = re.compile(r"^(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?$")
_LONE = re.compile(r"^(?:[无零一二三四五六七八九十]|[+-]?\d[\d,]*(?:\.\d+)?[元件条个次份人宗起项万亿])$")
"""What a cell holds that has one glyph of Chinese: nothing, a numeral, a number with its unit."""
_ALL = 3
"""Readings of a print: the page's and two of its own."""
_DIGITS_LIKE = str.maketrans("IlL|!OoDQSsBZzg", "111110000558229")


@dataclass(slots=True)
class _Print:
    """The ink of one cell: its box in pixels (left, top, right, bottom)."""

    cell: LatticeCell
    box: tuple[int, int, int, int]
    page_text: str
    page_score: float
    cut: bool = False
    """It touches a ruling, so that a part of it may be taken for the ruling's."""
    struck: bool = False
    """A stroke runs through it: what it shows, and what stands beside it, may be read and may not count. Or a line runs down
    the cell, which beside figures may be read as a 1."""
    at_end: bool = False
    """Of the first or last row of a table on its page, whose words the end of the page may have cut between two lines."""


def fill_from_scan(lattice: Lattice, seen: Sequence[Seen], page: Page) -> list[Seen]:
    """Read every cell; returns the boxes that no cell takes."""
    grey, points = page.print, page.points
    held, outside, crossing = boxes_by_cell(lattice, seen, points)
    uncertain: list[_Print] = []
    ends, pen = _ends(lattice), without_seals(page)
    for index, cell in enumerate(lattice.cells):
        boxes = held.get(index, [])
        text, cell.full = cell_text(
            into_lines([g for box in boxes for g in glyphs_of(box, points)]), cell.rectangle
        )
        text = _SPECK.sub("", squeeze(text))
        inside = inside_of(cell.rectangle, grey, points)
        if is_covered(page.covered, inside.box):
            cell.text = UNKNOWN
            continue
        ink = find_ink(inside.box, grey, points)
        if ink is None:
            bare = not text and (page.all is grey or find_ink(inside.box, page.all, points) is None)
            cell.text = text if bare or _CHINESE.search(text) else UNKNOWN
        elif is_upright(ink, points):
            cell.text = _SPECK.sub("", column_of_glyphs(ink, grey)) or UNKNOWN
        elif _is_label(text) and index not in crossing:
            cell.text = text
        else:
            score = min((box.score for box in boxes), default=0.0)
            own = "" if index in crossing else text
            struck = _is_crossed(ink, inside.box) or is_struck(pen, ink, inside.box, points)
            at_end = not ends.isdisjoint(cell.rectangle[1::2])
            uncertain.append(_Print(cell, ink, own, score, _meets(ink, inside), struck, at_end))
    _settle(uncertain, grey, points)
    return outside


def _ends(lattice: Lattice) -> frozenset[float]:
    """Where the table begins and ends on the page, downwards."""
    heights = [height for cell in lattice.cells for height in cell.rectangle[1::2]]
    return frozenset((min(heights), max(heights)) if heights else ())


def _meets(ink: Box, inside: Inside) -> bool:
    """Whether print stands at the very edge of a cell without a gap to its rulings."""
    near = any(abs(one - other) <= 1 for one, other in zip(ink, inside.box, strict=True))
    return inside.touched and near


def _is_crossed(ink: Box, inside: Box) -> bool:
    """Whether the print reaches from the top of a cell to its bottom, as no line of figures does: the half of a double ruling."""
    return ink[1] <= inside[1] and ink[3] >= inside[3]


def _is_label(text: str) -> bool:
    """Words, and not a number with its unit."""
    chinese = len(_CHINESE.findall(text.translate(_DASHES)))
    return chinese >= 2 and not re.match(r"^[\d.,，+\-]+\D{0,2}$", text)


def _settle(prints: list[_Print], grey: Image, points: float) -> None:
    """Read each print twice more, by itself; two that agree decide, otherwise the cell says what it may hold."""
    open_: list[tuple[_Print, set[str]]] = []
    tight = read_crops([framed(grey, p.box, pad=0.25, scale=1.0) for p in prints])
    loose = read_crops([framed(grey, p.box, pad=0.6, scale=1.6) for p in prints])
    for p, one, other in zip(prints, tight, loose, strict=True):
        readings = [(p.page_text, p.page_score), one, other]
        tall = (p.box[3] - p.box[1]) * points > ONE_LINE
        sure = Counter(_plain(text) for text, score in readings if text and score >= _SURE)
        agreed, votes = sure.most_common(1)[0] if sure else ("", 0)
        all_readings = {_plain(text) for text, _ in readings if text}
        others = all_readings - {agreed, f"{agreed}."}  # a speck of dust: no figure ends in a point
        needed = _ALL if p.cut and not _CHINESE.search(agreed) else 2
        settled = votes >= needed and (votes == _ALL or not others or not p.page_text)
        said = (_wrapped(p, grey, points) or _several_lines(grey, p.box, points)) if tall else ""
        if said:
            p.cell.text = said
        elif settled and not tall and _may_be(agreed, grey, p):
            p.cell.text = agreed
        else:
            p.cell.text = UNKNOWN
            p.cell.candidates = tuple(
                sorted(all_readings | {text.translate(_DIGITS_LIKE) for text in all_readings})
            )
        if not tall and not _NUMBER.match(p.cell.text) and not _CHINESE.search(p.cell.text):
            open_.append((p, all_readings))
    _settle_without_dust(open_, grey)


def _settle_without_dust(prints: list[tuple[_Print, set[str]]], grey: Image) -> None:
    """Read those once more with the dust taken off: a number on which two such readings agree, and which no reading of
    the picture as it is contradicts with another number, unless it took dust for a point."""
    tidy = [cleaned(cut_out(grey, p.box)) for p, _ in prints]
    for (p, readings), clean, read in zip(prints, tidy, _read_twice([one.crop for one in tidy]), strict=True):
        number = read.rstrip(".")
        numbers = {text.rstrip(".") for text in readings if _NUMBER.match(text.rstrip("."))}
        agree = all(other == number or clean.explains(other, number) for other in numbers)
        if (
            agree
            and not (p.cut or p.struck)
            and _NUMBER.match(number)
            and not holds_more(grey, p.box, number)
        ):
            p.cell.text, p.cell.candidates = number, ()


def _read_twice(crops: Sequence[Image]) -> list[str]:
    """What both readings of each line say; "" where they disagree or one is unsure."""
    tight = read_crops([framed(crop, _all_of(crop), pad=0.25, scale=1.0) for crop in crops])
    loose = read_crops([framed(crop, _all_of(crop), pad=0.6, scale=1.6) for crop in crops])
    return [
        _plain(one) if _plain(one) == _plain(other) and min(score, second) >= _SURE else ""
        for (one, score), (other, second) in zip(tight, loose, strict=True)
    ]


def _all_of(crop: Image) -> Box:
    return 0, 0, crop.shape[1], crop.shape[0]


def _may_be(text: str, grey: Image, p: _Print) -> bool:
    """Words, or a value that is as long as its print. One glyph of Chinese is made out of a mark too easily, unless it
    stands where a page may have cut a label (结｜果维持)."""
    chinese = len(_CHINESE.findall(text))
    if chinese > 1:
        return True
    if p.struck and any(map(str.isdigit, text)):
        return False
    if chinese:
        return _LONE.match(text) is not None or (p.at_end and len(text) == 1)
    return _VALUE.match(text) is not None and not holds_more(grey, p.box, text)


def _wrapped(p: _Print, grey: Image, points: float) -> str:
    """A number printed on two lines for want of width, each of them read twice alike; nothing where it may be another."""
    left, _, right, _ = p.cell.rectangle
    if p.struck:
        return ""
    crop = cleaned(cut_out(grey, p.box)).crop
    lines = wrapped_lines(crop, _all_of(crop), points)
    read = _read_twice([cut_out(crop, box) for box in lines])
    for box, figures in zip(lines, read, strict=True):
        if not re.match(r"^[\d,.]+$", figures) or holds_more(crop, box, figures):
            return ""
    text = "".join(read)
    return text if _NUMBER.match(text) and are_full(crop, lines, read, right - left, points) else ""


def _several_lines(grey: Image, box: tuple[int, int, int, int], points: float) -> str:
    """A label of several lines, found and read in its cell alone: on the page a line of it ran into the next cell's.

    Nothing where it is no label: figures need two readings, and a label that is misread a little is matched or not.
    """
    boxes = see_page(framed(grey, box, pad=0.1, scale=1.0))
    lines = into_lines([glyph for one in boxes for glyph in glyphs_of(one, points)])
    text = _SPECK.sub("", squeeze("".join(line.text for line in lines)))
    return text if _is_label(text) else ""


def _plain(text: str) -> str:
    """One spelling for what prints alike: digits and signs narrow, a lone dash a dash."""
    narrow = squeeze(text).translate(_ALIKE)
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in narrow)
    narrow = _SPECK.sub("", narrow)
    dashed = narrow.translate(_DASHES)
    return dashed if len(dashed) <= 2 or re.match(r"^[\d.,+\-]+$", dashed) else narrow
