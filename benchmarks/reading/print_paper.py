"""Reports of `paper`, printed by Chromium and read: one line for each manner of ruling.

    python -m benchmarks.reading.print_paper --cases 60 [--first 0] [--show 10]

About half a second a page, so it is no part of the quick corpus. Fails when a number is wrong or invented, or a cell that
shows something is called blank, a symbol or absent.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections import defaultdict

import pypdfium2

from benchmarks.reading import paper, readers, render_pdf
from benchmarks.reading.corpus import Case
from benchmarks.reading.scoring import Score


def printed(seed: int) -> Case:
    """The case of a seed, printed. Raises RuntimeError where Chromium is not installed."""
    how = paper.dress_of(seed)
    sheet, _ = paper.sheet_of(seed)
    data = render_pdf.print_page(paper.page_of(sheet, how, seed))
    return paper.case_of(seed, _turned(data, how.turned))


def _turned(data: bytes, degrees: int) -> bytes:
    """With /Rotate, which no printing program sets for us."""
    if not degrees:
        return data
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(degrees)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.print_paper", description=__doc__)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", type=int, default=10)
    asked = parser.parse_args()
    scores: dict[str, Score] = defaultdict(Score)
    for seed in range(paper.FIRST + asked.first, paper.FIRST + asked.first + asked.cases):
        case = printed(seed)
        scores[f"{case.form}, {'trick' if seed % 2 else 'plain'}"].add(
            case, readers.ours(case.data, case.name)
        )
    for name in sorted(scores):
        print(f"{name:28} {scores[name].figures()}")
    everything = Score()
    for score in scores.values():
        everything.merge(score)
    for line in everything.examples[: asked.show]:
        print("  ", line)
    print(f"all: {everything.figures()}")
    return 1 if everything.wrong or everything.invented or everything.accusing else 0


if __name__ == "__main__":
    sys.exit(main())
