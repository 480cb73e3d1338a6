"""Our PDF reader against the extractor's own time: PDFium giving every character with its box, and every path's bounds.

    python -m benchmarks.reading.pdf_speed FILE.pdf

Ratios are of processor time in one run, best of many; bare text without positions is shown beside them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.reading import render_pdf
from benchmarks.reading.render_common import sample
from reports.formats.pdf import load_pdf


def characters_and_paths(data: bytes) -> None:
    """What a reader of tables must ask PDFium for, and nothing done with it."""
    document = pypdfium2.PdfDocument(data)
    code, box_of, box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FS_RECTF()
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            code(text.raw, index)
            box_of(text.raw, index, box)
        for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            path.get_bounds()


def bare_text(data: bytes) -> None:
    """Text in content order, without a position."""
    for page in pypdfium2.PdfDocument(data):
        page.get_textpage().get_text_range()


def best(*works: Callable[[], object], rounds: int = 30) -> list[float]:
    """Shortest processor time of each, ms. They take turns, so that what else the machine does befalls all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            started = time.process_time()
            work()
            taken.append(time.process_time() - started)
    return [1000 * min(taken) for taken in times]


def measure(data: bytes) -> dict[str, float]:
    """Times in ms, and our reader's as multiples of the two extractions."""
    ours, positions, text = best(
        lambda: load_pdf(data, "speed.pdf"), lambda: characters_and_paths(data), lambda: bare_text(data)
    )
    return {
        "ours_ms": round(ours, 2),
        "extractor_ms": round(positions, 2),
        "bare_text_ms": round(text, 2),
        "ratio": round(ours / positions, 2),
        "ratio_to_bare_text": round(ours / text, 2),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    files = options.parse_args().files
    made = {file.name: file.read_bytes() for file in files} or {"sample.pdf": render_pdf.render(sample(1))}
    for name, data in made.items():
        print(json.dumps({"file": name, **measure(data)}))


if __name__ == "__main__":
    main()
