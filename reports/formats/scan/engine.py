"""The recogniser (RapidOCR with the PP-OCR models its wheel carries; nothing is fetched), loaded once a process."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import ceil
from typing import Any

from reports.errors import NotReadable

THREADS = "OMP_NUM_THREADS"
"""The variable of the environment in which one of several processes finds its share of the cores: with a thread a core in each
of them, two on two cores took twice as long for their scans."""
_MODULES = ("rapidocr", "onnxruntime", "cv2")
_SMALLEST = 0.3
"""Recognition score; faint boxes are kept, for dropping one would make its cell look empty."""
_FINDING = 1_800
"""Pixels of a page's longer side at which its lines of text are looked for (some 155 dpi of A4): at 200 dpi the same
lines are found at two and a half times the cost. They are read from the page as it is."""
_ENLARGED = 448
"""Pixels to which the shorter side of a cell's picture is enlarged before lines are looked for in it: the detector's own 736
takes three times as long and finds no more."""
_TALL = 1.6
"""Widths of a picture's height up to which it is one sheet (A4: 1.41): portals publish a report as one long picture."""
_SHARED = 12
"""Parts of the width that the sheets of a long picture reach into each other: a line of text is lower."""
_NARROWEST = 96
"""Pixels, at the recogniser's height of 48, to which a crop is filled up: its own 320 is three times the work for a
cell of one or two figures."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One recognised box, in pixels: (left, top, right, bottom)."""

    box: tuple[float, float, float, float]
    text: str
    score: float


def is_installed() -> bool:
    """Whether the extra ``ocr`` is there."""
    return all(find_spec(module) is not None for module in _MODULES)


def refuse_without_ocr(name: str) -> NotReadable:
    return NotReadable(
        f"{name}: it is a scan or a picture, and reading those needs the extra: pip install 'nianbao-watch[ocr]'",
        f"{name}：该文件为扫描件或图片，需安装OCR组件（pip install 'nianbao-watch[ocr]'）后才能读取",
    )


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415  # heavy, and only in the worker

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    threads = min(int(os.environ.get(THREADS, len(os.sched_getaffinity(0)))), 4)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": 4000,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "Det.limit_side_len": _ENLARGED,
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
        }
    )


Box = tuple[int, int, int, int]
"""Pixels: left, top, right, bottom."""


def see_page(image: Any) -> list[Seen]:
    """Every line of text on a page that is upright, by detection and recognition. `image` is a BGR array."""
    return read_boxes(image, find_text(image))


def read_boxes(image: Any, boxes: Sequence[Box]) -> list[Seen]:
    """What stands in each box; those in which next to nothing can be told are left out."""
    read = read_crops([image[top:bottom, left:right] for left, top, right, bottom in boxes])
    return [
        Seen(box, text, score)
        for box, (text, score) in zip(boxes, read, strict=True)
        if text and score >= _SMALLEST
    ]


def find_text(image: Any) -> list[Box]:
    """Where lines of text stand on a page, as it lies; on a picture of several pages one below another, sheet by sheet."""
    height, width = image.shape[:2]
    if height <= _TALL * width:
        return _find_on_sheet(image)
    step, shared = round(_TALL * width), width // _SHARED
    found = []
    for top in range(0, height, step):
        begin, end = max(top - shared, 0), min(top + step + shared, height)
        boxes = _find_on_sheet(image[begin:end])
        moved = [(left, above + begin, right, below + begin) for left, above, right, below in boxes]
        found += [box for box in moved if top <= (box[1] + box[3]) / 2 < top + step]
    return found


def _find_on_sheet(image: Any) -> list[Box]:
    import cv2  # noqa: PLC0415  # of the extra, as the recogniser

    height, width = image.shape[:2]
    share = min(_FINDING / max(height, width), 1.0)
    small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else image
    found = _engine()(small, use_det=True, use_cls=False, use_rec=False)
    made = []
    for box in found.boxes if found.boxes is not None else ():
        xs, ys = [float(x) / share for x, _ in box], [float(y) / share for _, y in box]
        left, top = max(int(min(xs)), 0), max(int(min(ys)), 0)
        right, bottom = min(ceil(max(xs)), width), min(ceil(max(ys)), height)
        if right - left >= _LEAST and bottom - top >= _LEAST:
            made.append((left, top, right, bottom))
    return made


_LEAST = 3
"""Pixels; a box smaller than this holds nothing to be read."""


def read_crops(crops: Sequence[Any]) -> list[tuple[str, float]]:
    """(text, score) of pictures of one line each, by recognition alone."""
    from rapidocr.ch_ppocr_rec import TextRecInput  # noqa: PLC0415  # see above

    if not crops:
        return []
    recogniser = _engine()._load_rec_model()
    result = recogniser(TextRecInput(img=list(crops), return_word_box=False))
    return [(text.strip(), float(score)) for text, score in zip(result.txts, result.scores, strict=True)]
