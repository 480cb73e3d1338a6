"""What hands, telephones and machines do to a printed page beyond the scanner's own faults.

Each takes and gives a BGR picture of a page; `dice` decides what varies. Written from what published scans show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

Image = Any
Dice = np.random.Generator
_INK_RED, _INK_BLUE, _INK_BLACK = (60, 50, 210), (150, 60, 30), (40, 40, 40)


def by_telephone(image: Image, dice: Dice) -> Image:
    """Held in the hand over a desk: perspective of a few per cent, the shadow of the hand, the desk around the sheet."""
    height, width = image.shape[:2]
    margin = int(0.04 * width)
    sheet = np.full((height + 2 * margin, width + 2 * margin, 3), (70, 90, 110), np.uint8)
    sheet[margin : margin + height, margin : margin + width] = image
    tall, wide = sheet.shape[:2]
    flat = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
    moved = flat + dice.uniform(-0.02, 0.02, (4, 2)).astype(np.float32) * wide
    bent = cv2.warpPerspective(
        sheet,
        cv2.getPerspectiveTransform(flat, moved),
        (wide, tall),
        borderValue=(70, 90, 110),
        flags=cv2.INTER_CUBIC,
    )
    return _in_shadow(cv2.GaussianBlur(bent, (3, 3), 0.8), dice)


def _in_shadow(image: Image, dice: Dice) -> Image:
    """A soft edge of shade across the page, as the hand and the telephone throw it."""
    height, width = image.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    turn = dice.uniform(0, 2 * np.pi)
    across = x * np.cos(turn) + y * np.sin(turn) + dice.uniform(-0.3, 0.3)
    light = 0.62 + 0.38 / (1 + np.exp(-9 * across))
    return np.clip(image * light[..., None], 0, 255).astype(np.uint8)


def sealed_over_figures(image: Image, dice: Dice) -> Image:
    """Two round seals with their ring, star and words, wherever they fall, one of them pale."""
    made = image
    for strength in (1.0, 0.6):
        height, width = image.shape[:2]
        centre = (int(width * dice.uniform(0.3, 0.85)), int(height * dice.uniform(0.15, 0.85)))
        made = _stamped(made, centre, int(0.085 * width), strength, dice)
    return made


def sealed_at_the_edge(image: Image, dice: Dice) -> Image:
    """A seal across the edges of the sheets (骑缝章): each page shows a strip of it."""
    height, width = image.shape[:2]
    return _stamped(image, (width - 4, int(height * dice.uniform(0.3, 0.7))), int(0.1 * width), 1.0, dice)


def _stamped(image: Image, centre: tuple[int, int], radius: int, strength: float, dice: Dice) -> Image:
    mask = np.zeros(image.shape[:2], np.uint8)
    cv2.circle(mask, centre, radius, 255, max(radius // 16, 2))
    turns = np.arange(5) * 4 * np.pi / 5 - np.pi / 2
    star = np.stack((np.cos(turns), np.sin(turns)), 1) * radius * 0.35 + centre
    cv2.fillPoly(mask, [star.astype(np.int32)], 255)
    for turn in np.linspace(0.8 * np.pi, 2.2 * np.pi, 11):
        at = np.array(centre) + 0.75 * radius * np.array((np.cos(turn), np.sin(turn)))
        side = radius * 0.12
        for _ in range(3):
            ends = at + dice.uniform(-side, side, (2, 2))
            cv2.polylines(mask, [ends.astype(np.int32)], False, 255, max(radius // 30, 2))
    worn = (mask > 0) & (dice.random(mask.shape) > 0.06)
    share = cv2.GaussianBlur(worn.astype(np.float32), (3, 3), 0.6)[..., None] * strength
    ink = np.minimum(image, np.array(_INK_RED, np.uint8))
    return np.clip(image * (1 - share) + ink * share, 0, 255).astype(np.uint8)


def ticked(image: Image, dice: Dice) -> Image:
    """Pen marks by somebody who went through the figures: ticks, dots, a line under a number."""
    made = image.copy()
    height, width = image.shape[:2]
    for _ in range(10):
        x, y = int(dice.uniform(0.15, 0.9) * width), int(dice.uniform(0.1, 0.9) * height)
        ink = (_INK_BLUE, _INK_BLACK, _INK_RED)[dice.integers(3)]
        size = int(dice.uniform(0.008, 0.018) * width)
        shape = dice.integers(3)
        if shape == 0:
            points = [(x, y), (x + size // 2, y + size // 2), (x + 2 * size, y - size)]
        elif shape == 1:
            points = [(x, y), (x + 3 * size, y + int(dice.integers(-3, 4)))]
        else:
            points = [(x, y), (x + 2, y + 3)]
        cv2.polylines(made, [np.array(points, np.int32)], False, ink, max(width // 600, 2), cv2.LINE_AA)
    return made


def watermarked(image: Image, dice: Dice) -> Image:
    """Pale words across the page, in grey, blue or red, as a document system prints them."""
    height, width = image.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    size = width / 900
    for y in range(0, height + width, int(width * 0.22)):
        for x in range(-width // 3, width, int(width * 0.45)):
            cv2.putText(
                mask, "OPEN 2023 GOV", (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, 255, max(width // 400, 2)
            )
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 28, 1)
    mask = cv2.warpAffine(mask, matrix, (width, height))
    ink = np.array(((190, 190, 190), (225, 190, 160), (180, 180, 240))[dice.integers(3)], np.uint8)
    return np.where(mask[..., None] > 0, np.minimum(image, ink), image)


def bordered(image: Image, dice: Dice) -> Image:
    """The lid was open: black around the sheet, and a punched hole at the side."""
    height, width = image.shape[:2]
    top, bottom, left, right = (int(dice.uniform(0.01, 0.04) * width) for _ in range(4))
    made = cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(15, 15, 15))
    for share in (0.45, 0.55):
        cv2.circle(
            made, (left + int(0.03 * width), top + int(share * height)), int(0.011 * width), (15, 15, 15), -1
        )
    return made


def on_its_side(image: Image, dice: Dice) -> Image:
    return np.ascontiguousarray(np.rot90(image, int(dice.choice((1, 3)))))


def upside_down(image: Image, dice: Dice) -> Image:
    return np.ascontiguousarray(np.rot90(image, 2))


def copied_often(image: Image, dice: Dice) -> Image:
    """A copy of a copy: strokes swollen, then thinned, the paper grey, hairs on the glass."""
    kernel = np.ones((2, 2), np.uint8)
    made = cv2.GaussianBlur(cv2.erode(image, kernel), (3, 3), 0.9)
    height, width = image.shape[:2]
    for _ in range(6):
        start = dice.uniform(0, 1, 2) * (width, height)
        turns = np.cumsum(dice.normal(0, 0.3, 12)) + dice.uniform(0, 6.3)
        path = start + np.cumsum(np.stack((np.cos(turns), np.sin(turns)), 1), 0) * width * 0.006
        cv2.polylines(made, [path.astype(np.int32)], False, (90, 90, 90), 1, cv2.LINE_AA)
    return np.clip(made * 0.9 + dice.normal(0, 4, made.shape), 0, 255).astype(np.uint8)


def squeezed(image: Image, dice: Dice, quality: int = 20) -> Image:
    """JPEG, at the quality that a message app leaves if not said otherwise."""
    return cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


HANDS: dict[str, Callable[[Image, Dice], Image]] = {
    "telephone": lambda image, dice: squeezed(by_telephone(image, dice), dice, 80),
    "seals": sealed_over_figures,
    "edge seal": lambda image, dice: squeezed(sealed_at_the_edge(image, dice), dice, 80),
    "pen": lambda image, dice: squeezed(ticked(image, dice), dice, 80),
    "watermark": watermarked,
    "border": bordered,
    "side": on_its_side,
    "upside down": upside_down,
    "copy": copied_often,
    "quality 20": squeezed,
}
HIDING = ("pen", "seals", "edge seal", "watermark", "copy")
"""What lies on the print itself, so that a careful reader leaves some of it open."""
