"""How the text of a page stands: upright after how many quarter turns, slantwise, or unseen as a scanner's layer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import pypdfium2.raw as pdfium

from reports.formats.pdf.quick import answers, char_angle, char_matrix, char_text, text_mode
from reports.telling import may_be_missed

_QUARTER, _SLANT = 1.5707963, 0.05
"""A quarter turn in radians; the share of it by which a page may lie askew."""
_WORDS = re.compile(r"\S{4,}")
"""What may say something; most of a page are figures of a table."""
_INVISIBLE = 3
"""Text render mode 3 (ISO 32000-1 table 106): the text layer that scanners lay over a picture."""


def slants(textpage: object) -> Callable[[int], bool]:
    """What tells of a glyph whether it runs slantwise over the page: that of a watermark does, and nothing in a report."""
    (place, *_), matrix = answers("6f")

    def is_slanted(index: int) -> bool:
        if not char_matrix(textpage, index, place):
            return False
        along, up, *_ = matrix()  # the way the line runs: letters of an italic lean, and their line does not
        if not along or not up:
            return False
        quarters = math.atan2(up, along) / _QUARTER
        return abs(quarters - round(quarters)) > _SLANT

    return is_slanted


def turned(textpage: object) -> int | None:
    """Quarter turns clockwise that set most of the page's text upright; `None` without text.

    That is what /Rotate is for; but a table is also laid sideways on an upright page, and a page displayed sideways. Names
    of columns and groups may themselves be turned: where a page has text of several turns, its figures tell.
    """
    count = pdfium.FPDFText_CountChars(textpage)
    votes = _turns(textpage, range(0, count, max(count // 48, 1)))
    if sum(map(bool, votes)) > 1:
        code_of = pdfium.FPDFText_GetUnicode
        figures = [at for at in range(count) if code_of(textpage, at) in _DIGITS]
        told = _turns(textpage, figures)
        if max(told) >= _FIGURES:
            votes = told
    return max(range(4), key=votes.__getitem__) if any(votes) else None


_DIGITS = frozenset((*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)))
_FIGURES = 5
"""Digits of a page from which they tell how it stands: a page's number is fewer."""


def _turns(textpage: object, indices: Iterable[int]) -> list[int]:
    """How many of these characters stand upright after so many quarter turns clockwise."""
    votes = [0, 0, 0, 0]
    for index in indices:
        angle = char_angle(textpage, index)
        if angle == 0:
            votes[0] += 1
        elif angle > 0:
            votes[-round(angle / _QUARTER) % 4] += 1
    return votes


def says_otherwise(textpage: object, letters: Sequence[str], upright: int) -> bool:
    """Whether words of these letters, of which those that nobody sees are empty, that stand otherwise than the page's, which is `upright` after so many quarter turns clockwise, say what may be
    missed: a heading along the margin, sections printed upright around a table that lies on its side."""
    text = "".join(letters)
    if len(text) < len(letters):
        text = "".join([letter or " " for letter in letters])
    return any(may_be_missed(words) for words in _words_otherwise(textpage, text, upright))


def _words_otherwise(textpage: object, text: str, upright: int) -> Iterator[str]:
    """Told by how the first letter stands: where the direction changes, PDFium puts a blank or begins a line."""
    for words in _WORDS.finditer(text):
        angle = char_angle(textpage, words.start())
        quarters = -angle / _QUARTER
        if angle >= 0 and abs((quarters - upright + 2) % 4 - 2) > _SLANT:
            yield words[0]


def without_ink(textpage: object) -> float:
    """Share of the page's text that is a hidden layer, as scanners make one, by a sample of its glyphs."""
    characters = pdfium.FPDFText_CountChars(textpage)
    seen = hidden = 0
    for index in range(0, characters, max(characters // 24, 1)):
        text = char_text(textpage, index)
        if text:
            seen += 1
            hidden += text_mode(text) == _INVISIBLE
    return hidden / seen if seen else 0.0
