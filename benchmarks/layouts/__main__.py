"""``python -m benchmarks.layouts [--count 5000] [--start 0] [--only html] [--show 20]``"""

from __future__ import annotations

import argparse
import sys
import time

import reports
from benchmarks.layouts.corpus import Case, cases
from benchmarks.layouts.scoring import Reading, Score


def ours(case: Case) -> Reading:
    report = reports.read(case.data, case.file)
    return {address: (str(cell.state), cell.value) for address, cell in report.cells.items()}


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.layouts")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--only")
    parser.add_argument("--show", type=int, default=20)
    chosen = parser.parse_args()
    scores: dict[str, Score] = {}
    started = time.perf_counter()
    for case in cases(chosen.count, start=chosen.start, only=chosen.only):
        form = f"{case.form}{', damaged' if case.damaged else ''}"
        scores.setdefault(form, Score()).add(case.name, case.printed, ours(case))
    for form in sorted(scores):
        s = scores[form]
        print(
            f"{form:24} cases {s.cases:5}  cells {s.cells:7}  right {s.right:7}  non-zero {s.nonzero_share:8.4%}"
            f"  wrong {s.wrong}  invented {s.invented}  accusing {s.accusing}  states {s.states_right}/{s.states}"
        )
    print(f"{time.perf_counter() - started:.1f} s")
    for form in sorted(scores):
        bad = sorted(scores[form].failures, key=lambda line: line.endswith("(missed)"))
        for line in bad[: chosen.show]:
            print(form, "|", line)
    return 1 if any(s.wrong or s.invented or s.accusing for s in scores.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
