"""A stored number as the sheet shows it: its number format (ISO/IEC 29500-1 §18.8.30, §18.8.31) decides what a reader sees.

A format may show 12345 as 1.2345万, as a date, as 45%, or not at all. Only formats of plain digits are applied; what
any other one shows we cannot know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from reports.folding import squeeze

UNKNOWN_VALUE = "\ufffd"
"""Stands for a value that is printed and that we cannot know; the interpreter calls such a cell unreadable."""
BUILT_IN = {
    **dict.fromkeys(("0", "49"), "General"),
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    **dict.fromkeys(("5", "6", "37", "38", "41", "42"), "#,##0"),
    **dict.fromkeys(("7", "8", "39", "40", "43", "44"), "#,##0.00"),
}
"""Formats that files name by number alone; the others are percentages, fractions, dates and times."""
DASHES = ("-", "—", "/")
"""What an accounting format shows of a nought; who filled in 0 filled in no symbol."""
OTHER = "%"
"""Stands for a format that is not known."""
_DIGITS = re.compile(r"(?:#,##)?#*0(?:\.(0+))?|#,?#*0?")
_COLOUR = re.compile(
    r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|黑色|蓝色|青色|绿色|洋红|红色|白色|黄色|color\s?\d+|颜色\s?\d+)\]",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_SPACING = re.compile(r"_.|\*.|[ ()¥￥$+-]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|!(.)')
_UNITS = re.compile(r"[件条个次项元宗份人]|人次")
_MOST_PLACES = 10
_TYPED = 9
"""Decimals; what a sum of doubles has beyond them (7.000000000001) nobody typed, and no cell without a format shows."""
_LONGEST = 255
"""Characters of a format; Excel takes no more."""


def shown(raw: str, code: str) -> str:
    """What a reader sees of a stored number under a format; `UNKNOWN_VALUE` where that is not plain digits."""
    try:
        number = Decimal(format(float(raw), ".15g"))
    except (ValueError, InvalidOperation, OverflowError):
        return squeeze(raw)
    if code in ("", "General", "@", "G/通用格式", "G/標準"):
        return number_text(raw, None)
    if len(code) > _LONGEST:
        return UNKNOWN_VALUE
    parts = list(_cut(code))
    if any(part == OTHER or "[<" in part or "[>" in part or "[=" in part for part in parts):
        return UNKNOWN_VALUE
    zero = number == 0 and len(parts) > 2
    negative = number < 0 and len(parts) > 1
    if negative and not zero and not any(mark in parts[1] for mark in "-("):
        return UNKNOWN_VALUE
    seen = _by_section(raw, parts[2] if zero else parts[1] if negative else parts[0])
    return "0" if zero and seen in DASHES else seen


def _by_section(raw: str, section: str) -> str:
    """A number under one section of a format: digits with their places, or the words that stand for any number."""
    if section.strip() == "General":
        return number_text(raw, None)
    bare = _CURRENCY.sub("", _COLOUR.sub("", section))
    words = "".join(one for found in _LITERAL.finditer(bare) for one in found.groups() if one)
    digits = _SPACING.sub("", _LITERAL.sub("", bare)).replace("?", "")
    if not digits:
        return words.strip() if words.strip() in DASHES else UNKNOWN_VALUE
    found = _DIGITS.fullmatch(digits)
    if found is None or (words.strip(" ()-+") and not _UNITS.fullmatch(words.strip())):
        return UNKNOWN_VALUE
    places = len(found[1] or "")
    if "0" not in digits and float(raw) == 0:
        return UNKNOWN_VALUE
    return number_text(raw, places)


def _cut(code: str) -> Iterator[str]:
    """A format's sections, cut at semicolons outside quotes."""
    start, quoted = 0, False
    for at, character in enumerate(code):
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            yield code[start:at]
            start = at + 1
    yield code[start:]


def number_text(raw: str, places: int | None) -> str:
    """A stored double: 15 significant digits (what Excel keeps), then the format's decimals."""
    try:
        number = Decimal(format(float(raw), ".15g"))
    except (ValueError, InvalidOperation, OverflowError):
        return squeeze(raw)
    if not number.is_finite() or abs(number) > Decimal(10) ** 20:
        return squeeze(raw)
    if places is not None and places <= _MOST_PLACES:
        number = number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    elif isinstance(exponent := number.as_tuple().exponent, int) and -exponent > _TYPED:
        number = number.quantize(Decimal(1).scaleb(-_TYPED)).normalize()
    return format(number, "f")


def is_zero(text: str) -> bool:
    """Whether a shown number is nothing: a sheet may be set to leave it out."""
    return re.fullmatch(r"-?0(?:\.0*)?", text) is not None
