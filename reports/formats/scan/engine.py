"""The recogniser (RapidOCR with the PP-OCR models its wheel carries; nothing is fetched), loaded once a process."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from reports.errors import NotReadable

_MODULES = ("rapidocr", "onnxruntime", "cv2")
_SMALLEST = 0.3
"""Detection score; faint boxes are kept, for dropping one would make its cell look empty."""


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
    threads = min(os.cpu_count() or 1, 4)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.text_score": _SMALLEST,
            "Global.max_side_len": 4000,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )


def see_page(image: Any) -> list[Seen]:
    """Every line of text on a page, by detection and recognition. `image` is a BGR or grey array."""
    result = _engine()(image, use_det=True, use_cls=False, use_rec=True)
    if result.boxes is None or result.txts is None:
        return []
    seen = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        seen.append(Seen((min(xs), min(ys), max(xs), max(ys)), text, float(score)))
    return seen


def read_crops(crops: Sequence[Any]) -> list[tuple[str, float]]:
    """(text, score) of pictures of one line each, by recognition alone."""
    from rapidocr.ch_ppocr_rec import TextRecInput  # noqa: PLC0415  # see above

    if not crops:
        return []
    recogniser = _engine()._load_rec_model()
    result = recogniser(TextRecInput(img=list(crops), return_word_box=False))
    return [(text.strip(), float(score)) for text, score in zip(result.txts, result.scores, strict=True)]
