"""A page on its side or on its head → set right, with its lines of text read. A page that lies right pays nothing."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from reports.formats.scan.dust import without_dust
from reports.formats.scan.engine import Box, Seen, find_text, read_boxes, read_crops
from reports.formats.scan.images import Image, Page

_LONG = 2.0
"""Sides of a box of text that say which way its line runs."""
_SAMPLE = 12
"""Of the longest lines, by which is told whether a page stands on its head."""
_UNSURE, _BETTER = 0.8, 0.1
"""Scores: below the one a page may stand on its head; by the other it must be read better turned."""
_LEAST = 3
"""Lines from which a page is turned at all."""


def set_right(page: Page) -> tuple[Page, list[Seen], int]:
    """(the page, its lines of text, quarter turns clockwise that it was given)."""
    turns = 0
    image = _cleaned(page)
    boxes = find_text(image)
    if _on_its_side(boxes):
        turns = 1
        page = _turned(page, 1)
        image = _cleaned(page)
        boxes = find_text(image)
    seen = read_boxes(image, boxes)
    if _on_its_head(image, seen):
        turns += 2
        page = _turned(page, 2)
        image = np.ascontiguousarray(np.rot90(image, 2))
        seen = read_boxes(image, find_text(image))
    return page, seen, turns


def _turned(page: Page, turns: int) -> Page:
    """By quarter turns clockwise."""
    return page.changed(lambda picture: np.ascontiguousarray(np.rot90(picture, -turns)))


def _cleaned(page: Page) -> Image:
    return cv2.cvtColor(without_dust(page.print, page.points), cv2.COLOR_GRAY2BGR)


def _on_its_side(boxes: Sequence[Box]) -> bool:
    """More of the text runs down than across, by the lengths of its lines; labels that stand upright are few."""
    sides = [(right - left, bottom - top) for left, top, right, bottom in boxes]
    across = [width for width, height in sides if width >= _LONG * height]
    down = [height for width, height in sides if height >= _LONG * width]
    return len(down) >= _LEAST and sum(down) > 2 * sum(across)


def _on_its_head(image: Image, seen: Sequence[Seen]) -> bool:
    """The longest lines are read badly as they are and well turned round."""
    longest = sorted(seen, key=lambda one: one.box[0] - one.box[2])[:_SAMPLE]
    if len(longest) < _LEAST or median(one.score for one in longest) >= _UNSURE:
        return False
    boxes = [tuple(map(round, one.box)) for one in longest]
    crops = [np.ascontiguousarray(np.rot90(image[b[1] : b[3], b[0] : b[2]], 2)) for b in boxes]
    return median(score for _, score in read_crops(crops)) >= median(one.score for one in longest) + _BETTER
