"""Characters in one form (NFKC, UAX #15, at a hundredth of its time: what it changes in Chinese text is punctuation); white space."""

from __future__ import annotations

import re
import unicodedata

_WIDE = "，：；（）！？％＂＋－．／＜＞［］～"
_USUAL = (
    *((wide, chr(ord(wide) - 0xFEE0)) for wide in _WIDE),
    ("\u3000", " "),
    ("\xa0", " "),
    ("…", "..."),
)
"""Each stands alone: none of them joins with what is before or behind it."""
INVISIBLE = "\x00\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u2060\u2061\u2062\u2063\u2064\u2066\u2068\u2069\ufeff"
"""What takes no room and changes nothing that is seen: joiners, marks and embeddings of direction (UAX #9), soft hyphens,
byte order marks. Each may stand in brackets of a regular expression. The two that turn figures round on the page
(U+202E) or may (U+2067) are none of them: 12 may be seen as 21 there."""
LOST = "\ufffd\ue000-\uf8ff"
"""What stands for a glyph that nobody knows: the replacement character, private use; for brackets of a regular expression."""
WHOLE_FIGURE = rf"(?<![{LOST}□■▢?？*＊])(?<!\d[A-Za-z])(?!0\d)"
"""Before a figure of a regular expression: it is all there. No glyph before it was lost ("□02条", "9O2条"), and it begins like one."""
WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
"""For `str.translate`."""
_RADICALS = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
AS_LETTERS = str.maketrans(_RADICALS[::2], _RADICALS[1::2])
"""For `str.translate`: radicals (U+2E80 to 2EFF) that fonts of PDFs name instead of the letter they are. NFKC leaves them."""
_UNSEEN_OR_SPACE = re.compile(f"[\\s{INVISIBLE}]+")


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
    return " ".join(text.translate(WITHOUT_INVISIBLE).split())


def letters_of(text: str) -> str:
    """The letters and figures of `text` in NFKC, without what parts or encloses them."""
    return "".join(filter(str.isalnum, nfkc(text)))


def unspaced(text: str) -> str:
    """`text` without white space and without what is not seen."""
    return _UNSEEN_OR_SPACE.sub("", text)
