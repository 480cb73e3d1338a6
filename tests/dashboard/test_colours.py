"""A mark or a bar that cannot be told from the paper says nothing (WCAG 2.2, 1.4.11: three to one for graphics)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dashboard

ASSETS = Path(dashboard.__file__).parent / "assets"
GRAPHICS, GROUNDS = ("seal", "blue", "good", "late", "bad", "unknown", "line"), ("paper", "sheet")
FLARE = 0.05
"""What a lit screen adds to every colour."""


def _light(colour: str) -> float:
    """Relative luminance of "#rrggbb"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, bright = sorted((_light(one), _light(other)))
    return (bright + FLARE) / (dark + FLARE)


@pytest.mark.parametrize("sheet", ["pages.css", "dark.css"])
def test_every_tone_of_marks_and_bars_stands_out_from_what_it_is_printed_on(sheet: str) -> None:
    words = (ASSETS / sheet).read_text(encoding="utf-8")
    tones: dict[str, str] = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", words))
    pale = {
        (tone, ground): round(ratio, 2)
        for tone in GRAPHICS
        for ground in GROUNDS
        if (ratio := _contrast(tones[tone], tones[ground])) < 3
    }
    assert pale == {}
