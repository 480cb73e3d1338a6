"""Microseconds of CPU to judge one report by the same sixty checks, engines side by side in one run.

    python -m benchmarks.rules [--reports 200] [--rounds 5]

Reports are pages of the specimen region with figures drawn from a seed, every cell a number; a tenth do not add up. First all engines must agree on every
check of every report. Then they take turns, `--rounds` times; the table shows each engine's best round. Ours alone begins with the report, as
one of the hand-written functions does (the others are given its numbers), and makes the verdicts with their sentences. The last rows: the same with a tenth of the cells blank (only ours can), and the
whole catalogue of the product on the pages as they were read.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import rules
from benchmarks.rules.checks import checks, values_of
from benchmarks.rules.engines import AS_OF, ENGINES, Judge, Values
from benchmarks.rules.samples import published, with_blanks, with_figures
from reports import AnnualReport

MODULES = {
    "cel-expr-python": "cel_expr_python",
    "common-expression-language": "cel",
    "simpleeval": "simpleeval",
    "cel-python": "celpy",
}


@dataclass(frozen=True, slots=True)
class Sample:
    report: AnnualReport
    values: Values


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=200)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args(arguments)
    random_ = random.Random(chosen.seed)
    whole = published(chosen.reports, chosen.seed)
    reports = [with_figures(random_, report, sound=random_.random() > 0.1) for report in whole]
    samples = [Sample(report, values_of(report)) for report in reports]
    judges = {name: make(checks()) for name, make in ENGINES.items() if _installed(name)}
    if wrong := _disagreement(judges, samples):
        print(wrong)
        return 1
    times = {name: float("inf") for name in judges}
    for _ in range(chosen.rounds):
        for name, judge in judges.items():
            times[name] = min(times[name], _microseconds(judge, samples))
    _print(times, len(checks()), chosen.reports)
    blanks = [Sample(with_blanks(random_, one.report), {}) for one in samples]
    ours = judges["ours"]
    print(f"ours, a tenth of the cells blank: {min(_microseconds(ours, blanks) for _ in range(3)):.0f} µs")
    _catalogue(whole)
    return 0


def _installed(name: str) -> bool:
    if name not in MODULES or find_spec(MODULES[name]) is not None:
        return True
    print(f"{name} is not installed and is left out (pip install -r requirements-bench.lock)")
    return False


def _disagreement(judges: dict[str, Judge], samples: Sequence[Sample]) -> str:
    for number, one in enumerate(samples):
        said = {name: list(judge(one.report, one.values)) for name, judge in judges.items()}
        wanted = said["hand-written Python"]
        for name, found in said.items():
            if found != wanted:
                which = [check.text for check, a, b in zip(checks(), found, wanted, strict=True) if a != b]
                return f"report {number}: {name} judges differently: {which[:3]}"
    return ""


def _microseconds(judge: Judge, samples: Sequence[Sample]) -> float:
    begun = time.process_time()
    for one in samples:
        judge(one.report, one.values)
    return (time.process_time() - begun) / len(samples) * 1e6


def _print(times: dict[str, float], count: int, reports: int) -> None:
    hand = times["hand-written Python"]
    print(f"{count} checks, {reports} reports, CPU, one core, best round\n")
    print("| engine | µs a report | times hand-written |")
    print("|---|---|---|")
    for name, spent in sorted(times.items(), key=lambda item: item[1]):
        print(f"| {name} | {spent:.0f} | {spent / hand:.1f} |")
    print()


def _catalogue(reports: Sequence[AnnualReport]) -> None:
    ruleset = rules.load()
    cases = [rules.Case(report=report, as_of=AS_OF) for report in reports]
    judge: Callable[[rules.Case], object] = ruleset.judge
    judge(cases[0])
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        for case in cases:
            judge(case)
        best = min(best, (time.process_time() - begun) / len(cases) * 1e6)
    print(
        f"ours, the whole catalogue ({len(ruleset.rules)} rules) on the pages as they were read: {best:.0f} µs"
    )


if __name__ == "__main__":
    sys.exit(main())
