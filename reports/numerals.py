"""Numbers as they are printed: digits with their separators, and numerals below a hundred in Chinese words."""

from __future__ import annotations

import re
from decimal import Decimal

from reports.folding import nfkc
from reports.model import Number

_PLAIN = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_COUNT = re.compile(r"0|[1-9][0-9]{0,17}")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_CHINESE_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
"""As accounts and forms are filled in by hand (大写)."""
_CHINESE_TENS = re.compile(r"([一二三四五六七八九])?十([一二三四五六七八九])?")
_LONGEST_NUMBER = 24
"""Characters; what is longer is no count and no amount of any agency."""


def number(text: str) -> Number | None:
    """The one number that `text` is, digits kept as printed: ``"1,706"`` → 1706, ``"96171.60"`` → Decimal("96171.60").

    Nothing that begins with a needless zero ("000", "012"): that is several numbers printed without a gap.
    """
    if len(text) <= _LONGEST_NUMBER and (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        digits = text.replace(",", "")
        return Decimal(digits) if "." in digits else int(digits)
    return None


def is_count(text: str) -> bool:
    """Whether it is one whole number in plain digits, as nearly every figure is printed."""
    return _COUNT.fullmatch(text) is not None


def in_words(text: str) -> int | None:
    """A numeral below a hundred written in words: "零", "三", "二十一", "伍", "贰拾"."""
    text = text.translate(_CAPITALS)
    if text in _CHINESE_DIGITS:
        return _CHINESE_DIGITS[text]
    tens = _CHINESE_TENS.fullmatch(text)
    if tens:
        return _CHINESE_DIGITS.get(tens[1] or "一", 1) * 10 + _CHINESE_DIGITS.get(tens[2] or "零", 0)
    return None


def in_figures_or_words(text: str) -> Number | None:
    """A number of running text: half- or full-width digits ("２１", "1，706"), or words below a hundred ("二十一")."""
    folded = nfkc(text)
    found = number(folded)
    return in_words(folded) if found is None else found


def is_numeral(text: str) -> bool:
    """A numeral below a hundred in words, and nothing else: a figure after figures, a list mark before words."""
    return in_words(text.strip()) is not None
