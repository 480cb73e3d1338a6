"""Refuse pages that would take the parser for ever, before it sees them.

Parsing unclosed nested block elements takes quadratic time (8,000 levels 0.06 s, 32,000 over a second, 200,000 minutes)
and cannot be interrupted, so open minus closed block tags are counted first; real pages stay under a few hundred.
"""

from __future__ import annotations

import re

from reports.errors import TooMuch

MAX_CHARACTERS = 30_000_000
_MAX_UNCLOSED = 5_000
_BLOCK = re.compile(
    r"<(/?)(div|ul|ol|li|section|center|article|blockquote|dl|dd|dt|table|tr|td|th|tbody|p|span|font|b|i|a|em|strong)\b",
    re.IGNORECASE,
)
_VOIDABLE = frozenset(("li", "p", "td", "th", "tr", "tbody", "dd", "dt"))


def refuse_if_hostile(text: str, name: str) -> None:
    """Raises `TooMuch` when the page is too long or nests too deeply to parse in bounded time."""
    if len(text) > MAX_CHARACTERS:
        raise TooMuch(
            f"{name}: {len(text):,} characters of HTML, more than {MAX_CHARACTERS:,}; no annual report is that long",
            f"{name}：网页长达{len(text)}字符，超出{MAX_CHARACTERS}字符的上限，未读取",
        )
    opened = closed = 0
    for closing, tag in _BLOCK.findall(text):
        if closing:
            closed += 1
        elif tag.lower() not in _VOIDABLE:
            opened += 1
    if opened - closed > _MAX_UNCLOSED:
        raise TooMuch(
            f"{name}: {opened - closed:,} elements are opened and never closed; reading it could take for ever",
            f"{name}：有{opened - closed}个标签未闭合，可能导致解析停滞，未读取",
        )
