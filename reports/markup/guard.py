"""Refuse pages that would take the parser for ever, before it sees them.

Parsing unclosed nested block elements takes quadratic time (8,000 levels 0.06 s, 32,000 over a second, 200,000 minutes)
and cannot be interrupted, so open minus closed block tags are counted first; real pages stay under a few hundred.
"""

from __future__ import annotations

import re

from reports.errors import TooMuch

MAX_CHARACTERS = 30_000_000
_MAX_UNCLOSED = 5_000
_COUNTED = tuple(b"div ul ol section center article blockquote dl table span font em strong".split())
_SHORT = re.compile(rb"<(/?)[abi]\b")
"""Tags too short to be counted by their beginnings."""


def refuse_if_hostile(source: bytes, characters: int, name: str) -> None:
    """Raises `TooMuch` when a page (UTF-8, so many characters) is too long or nests too deeply to parse in bounded time."""
    if characters > MAX_CHARACTERS:
        raise TooMuch(
            f"{name}: {characters:,} characters of HTML, more than {MAX_CHARACTERS:,}; no annual report is that long",
            f"{name}：网页长达{characters}字符，超出{MAX_CHARACTERS}字符的上限，未读取",
        )
    marks = source.count(b"<")
    if marks <= _MAX_UNCLOSED or marks - 2 * source.count(b"</") <= _MAX_UNCLOSED:
        return  # even with every <br> and comment taken for an open element
    lowered = source.lower()
    opened = sum(lowered.count(b"<%b" % tag) for tag in _COUNTED)
    closed = sum(lowered.count(b"</%b" % tag) for tag in _COUNTED)
    if opened <= closed + _MAX_UNCLOSED:
        shorts = _SHORT.findall(lowered)
        opened, closed = opened + shorts.count(b""), closed + shorts.count(b"/")
    if opened - closed > _MAX_UNCLOSED:
        raise TooMuch(
            f"{name}: {opened - closed:,} elements are opened and never closed; reading it could take for ever",
            f"{name}：有{opened - closed}个标签未闭合，可能导致解析停滞，未读取",
        )
