"""What of a page's letters can be seen, and which fonts do not name their letters: whatever the format of the file."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import lru_cache

from reports.formats.pdf.content import UNKNOWN, Rectangle

Shade = tuple[Rectangle, float | None]
"""A filled box or a picture (x from left to right, y from less to more) and how bright it is, 0 to 1; `None`: nobody knows."""
PAPER, DARK = 0.97, 0.7
"""Brightness from which white cannot be told from it, and up to which white is read easily."""
_FAINT = 26
"""Of 255: what is less opaque cannot be seen."""
_ODD = 6
"""Unicode's rows of 256 letters that a page's unusual letters come from, or letters of private use, before a font is doubted:
another language has few rows, a page a few rare names and bullets."""
_FEW, _WORD = 20, 3 * UNKNOWN
"""Letters of a page that nobody knows, and that are no words: bullets, a rare name's."""
_STRANGE = 0.25
"""Share of a font's letters, beside those of ASCII, that are unusual where it names them wrongly."""


def is_faint(opacity: int) -> bool:
    """Whether what is so opaque, of 255, cannot be seen."""
    return opacity < _FAINT


@lru_cache(maxsize=256)
def is_pale(colour: tuple[int, int, int, int]) -> bool:
    """Red, green, blue and opacity, each of 255: whether it is that of paper, or no colour at all."""
    return is_faint(colour[3]) or min(colour[:3]) >= int(255 * PAPER)


def brightness_of(red: float, green: float, blue: float, opacity: float) -> float:
    """Of a colour whose parts are 0 to 1; of one that lets the page through, what is seen of both."""
    return 1.0 - opacity * (1.0 - (0.299 * red + 0.587 * green + 0.114 * blue))


def shows_white(at: tuple[float, float], shades: Sequence[Shade]) -> bool | None:
    """Whether white letters can be seen at a point, before what is painted there (in order); `None`: it cannot be told."""
    x, y = at
    behind: float | None = 1.0
    for (left, low, right, high), bright in reversed(shades):
        if left <= x <= right and low <= y <= high:
            behind = bright
            break
    if behind is None or DARK < behind < PAPER:
        return None
    return behind <= DARK


def of_wrong_fonts(text: Sequence[str], font_of: Callable[[int], Hashable | None]) -> Sequence[int]:
    """Which letters are of fonts whose letters the file names wrongly: with letters of private use, or of scripts and signs that stand
    in no one text. Nothing that such a font shows can be known, its figures included."""
    if _are_usual("".join(text)):
        return ()
    odd = {letter for letter in set(text) if not _is_usual(letter)}
    private = sum("\ue000" <= letter <= "\uf8ff" for letter in odd)
    if max(len({ord(letter) >> 8 for letter in odd}), private) < _ODD:
        return ()
    fonts = [font_of(index) for index in range(len(text))]
    seen = Counter(font for font, letter in zip(fonts, text, strict=True) if not letter.isascii())
    strange = Counter(font for font, letter in zip(fonts, text, strict=True) if letter in odd)
    wrong = {font for font, times in strange.items() if font is not None and times > _STRANGE * seen[font]}
    return [index for index, font in enumerate(fonts) if font in wrong]


def _are_usual(text: str) -> bool:
    """Whether all of it is in GB 2312 as it stands: of nearly every page that is told at once."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=10_000)
def _is_usual(letter: str) -> bool:
    """Whether it is in GB 2312, the letters of nearly every Chinese text; radicals and full-width forms as what they stand for."""
    if letter == UNKNOWN:
        return True
    try:
        unicodedata.normalize("NFKC", letter).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def are_words_unknown(letters: Sequence[str], nameless: Collection[int]) -> bool:
    """Whether words of a page cannot be known: more than bullets or a rare name of its letters are `nameless`, `UNKNOWN` by now."""
    return bool(nameless) and (len(nameless) > _FEW or _WORD in "".join(letters))
