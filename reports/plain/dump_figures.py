"""Figures of a PDF's dump that a narrow cell broke behind their thousands, whole again: ``4，93`` and ``7`` are 4，937.

Only what follows at once, on the line or alone on the next, and brings the last group to three digits, is the rest of a
figure. It is believed where its row adds up, as every figure of a dump.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPEN = re.compile(r"(?<![\d,，.])(\d{1,3}(?:[,，]\d{3})*[,，]\d{1,2})$")
_ON_LINE = re.compile(r"(?<![\d,，.])(\d{1,3}(?:[,，]\d{3})*[,，]\d{1,2}) (\d{1,2})(?![\d,，.])")
_REST = re.compile(r"(\d{1,2})(?=\s|$)")
_RESTS = re.compile(r"\s*\d{1,2}(?:\s+\d{1,2})*\s*")
"""A line of nothing but rests: those of the figures above it, and what stands beside these are figures of their own."""
_THOUSANDS = re.compile(r"\d{1,3}(?:[,，]\d{3})+")


def with_whole_figures(lines: Sequence[str]) -> list[str]:
    """The lines; a rest that stood on a line of its own leaves an empty one."""
    below = [*lines[1:], ""]
    made = [
        line if _RESTS.fullmatch(rests) else _ON_LINE.sub(_joined, line)
        for line, rests in zip(lines, below, strict=True)
    ]
    for at in range(len(made) - 1):
        begun, rest = _OPEN.search(made[at].rstrip()), made[at + 1].strip()
        if begun is not None and _REST.fullmatch(rest) and _THOUSANDS.fullmatch(begun[1] + rest):
            made[at], made[at + 1] = made[at].rstrip() + rest, ""
    return made


def _joined(found: re.Match[str]) -> str:
    whole = found[1] + found[2]
    return whole if _THOUSANDS.fullmatch(whole) else found[0]
