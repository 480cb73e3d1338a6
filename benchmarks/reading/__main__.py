"""``python -m benchmarks.reading [--cases 5000] [--first 0] [--lower-floors] [--speed [PAGE …]] [--show 10]``
and ``python -m benchmarks.reading --printed 12 --scans 2`` for the slow forms (Word binaries, PDFs, scans)

Reads the generated corpus and prints one line for each form, and for the pages the peers beside ours. Fails when a
number is wrong or invented, or a figure falls below its floor in `floors.json`, which holds for one corpus by its hash.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from benchmarks.reading import corpus, printed, readers, speed
from benchmarks.reading.scoring import Score

FLOORS = Path(__file__).with_name("floors.json")


def measure(count: int, first: int = 0, reader: readers.Reader = readers.ours) -> dict[str, Score]:
    """A score for each form, sound and damaged apart."""
    scores: dict[str, Score] = defaultdict(Score)
    for case in corpus.cases(count, first):
        answer = reader(case.data, case.name)
        scores[f"{case.form}, {case.kind}"].add(case, answer)
    return dict(scores)


def total(scores: Mapping[str, Score], kind: str = "") -> Score:
    """All scores of one kind as one."""
    whole = Score()
    for name, score in scores.items():
        if kind in name:
            whole.merge(score)
    return whole


def below(scores: Mapping[str, Score], floors: Mapping[str, float]) -> list[str]:
    """What is worse than the floors allow, in words."""
    everything, sound = total(scores), total(scores, "sound")
    found = []
    if everything.wrong or everything.invented or everything.accusing:
        found.append(
            f"{everything.wrong} wrong, {everything.invented} invented, {everything.accusing} accusing; none is allowed"
        )
    for name, value in _measured(everything, sound).items():
        if value < floors.get(name, 0):
            found.append(f"{name} is {value}, below its floor {floors[name]}")
    return found


def _measured(everything: Score, sound: Score) -> dict[str, float]:
    return {
        "nonzero_sound": round(sound.nonzero_share, 5),
        "states_sound": round(sound.states_share, 5),
        "nonzero_all": round(everything.nonzero_share, 5),
        "identity": round(everything.identity_share, 5),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument(
        "--speed", nargs="*", type=Path, metavar="PAGE", help="ratios; also of these real pages"
    )
    parser.add_argument("--printed", type=int, default=0, help="reports as doc, rtf and PDF (about 5 s each)")
    parser.add_argument(
        "--scans", type=int, default=0, help="reports as scans at 200 dpi, every damage (minutes each)"
    )
    parser.add_argument("--lower-floors", action="store_true")
    asked = parser.parse_args()
    if asked.speed is not None:
        return speed.run(asked.speed)
    if asked.printed or asked.scans:
        return _printed(asked.printed, asked.scans, asked.first, asked.show)
    started = time.perf_counter()
    scores = measure(asked.cases, asked.first)
    for name in sorted(scores):
        print(f"{name:26} {scores[name].figures()}")
    for line in [line for score in scores.values() for line in score.examples][: asked.show]:
        print("  ", line)
    print(f"ours, all: {total(scores).figures()} in {time.perf_counter() - started:.0f} s")
    _peers(min(asked.cases, 600), asked.first)
    return _judge(asked.cases, asked.first, scores, lower=asked.lower_floors)


_SCANS_RIGHT = 0.99
"""Of the cells of each damage at 200 dpi."""


def _printed(files: int, scanned: int, first: int, show: int) -> int:
    """The slow forms: a line each, pdfplumber beside ours for the PDFs. No floors: the bytes differ from machine to machine."""
    scores: dict[str, Score] = defaultdict(Score)
    plumber, by_plumber, by_ours = readers.pdfplumber_tables(), Score(), Score()
    made = (
        printed.word_files(files, first),
        printed.pdf_files(files, first),
        printed.ofd_files(files, first),
        printed.scans(scanned, first),
    )
    for case in chain(*made):
        answer = readers.ours(case.data, case.name)
        scores[f"{case.form}, {case.kind}"].add(case, answer)
        if plumber is not None and case.form.startswith("pdf"):
            by_plumber.add(case, plumber(case.data, case.name))
            by_ours.add(case, answer)
    for name in sorted(scores):
        print(f"{name:26} {scores[name].figures()}")
    for line in [line for score in scores.values() for line in score.examples][:show]:
        print("  ", line)
    print(f"PDFs by ours: {by_ours.figures()}")
    print(f"PDFs by pdfplumber: {by_plumber.figures() if plumber else 'not installed, so not measured'}")
    everything = total(scores)
    sound = {name: score for name, score in scores.items() if name.endswith("sound")}
    few = [name for name, score in sound.items() if name.startswith("scan") and _too_few(score)]
    for name in few:
        print(f"BELOW: {name}: fewer than {_SCANS_RIGHT:.0%} of its cells are right")
    return 1 if few or everything.wrong or everything.invented or everything.accusing else 0


def _too_few(score: Score) -> bool:
    return score.right < _SCANS_RIGHT * score.cells


def _peers(count: int, first: int) -> None:
    routes = {"BeautifulSoup": readers.beautiful_soup(), "pandas.read_html": readers.pandas_tables()}
    pages = [case for case in corpus.cases(count, first) if case.ending == "html"]
    for name, route in {"ours": readers.ours, **routes}.items():
        if route is None:
            print(f"{name}: not installed, so not measured")
            continue
        score = Score()
        for case in pages:
            score.add(case, route(case.data, case.name))
        print(f"pages by {name}: {score.figures()}")


def _judge(count: int, first: int, scores: Mapping[str, Score], *, lower: bool) -> int:
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    name = f"{first}+{count}"
    digest = corpus.digest(count, first)
    entry = kept.get(name, {})
    floors = entry.get("floors", {}) if entry.get("corpus") == digest else {}
    problems = below(scores, floors)
    if entry and entry.get("corpus") != digest:
        problems.append("the corpus has changed: its floors must be set anew with --lower-floors")
    for problem in problems:
        print("BELOW:", problem)
    everything = total(scores)
    sound = not (everything.wrong or everything.invented or everything.accusing)
    if sound and (lower or not entry or not problems):
        measured = _measured(everything, total(scores, "sound"))
        raised = (
            measured if lower else {each: max(value, floors.get(each, 0)) for each, value in measured.items()}
        )
        kept[name] = {"corpus": digest, "floors": raised}
        FLOORS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
