"""Characters in one form (NFKC, UAX #15, at a hundredth of its time: what it changes in Chinese text is punctuation); white space."""

from __future__ import annotations

import unicodedata

_WIDE = "，：；（）！？％＂＋－．／＜＞［］～"
_USUAL = (
    *((wide, chr(ord(wide) - 0xFEE0)) for wide in _WIDE),
    ("\u3000", " "),
    ("\xa0", " "),
    ("…", "..."),
)
"""Each stands alone: none of them joins with what is before or behind it."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\x00"))


def nfkc(text: str) -> str:
    """`text` in NFKC: full-width letters, digits and punctuation as half-width ones, 、 and 。 as they are."""
    if text.isascii():
        return text
    for printed, plain in _USUAL:
        text = text.replace(printed, plain)
    return unicodedata.normalize("NFKC", text)


def squeeze(text: str) -> str:
    """Every run of white space (nbsp and ideographic space too) becomes one space; zero-width characters vanish."""
    if text.isprintable():  # then the only white space is the plain space, and nothing is invisible
        return " ".join(text.split()) if " " in text else text
    return " ".join(text.translate(_INVISIBLE).split())
