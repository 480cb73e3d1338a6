"""CPU to judge stored reports again after one rule changed: milliseconds a report, each share by itself.

    python -m benchmarks.rules.again [--reports 600] [--database sqlite:///…]

Reports of the specimen region are stored as a run stores them and judged once by the catalogue. Then the words of
one rule's message change, and every report is due. Each way is measured in this one process, so that the sum is what one core
spends: the cases alone; the changed rule alone, as `rules preview` does it; the whole catalogue; what a run does (`Memory.judge`: what
changed is asked, the rest is kept, the judgement stored); and the whole with its judgements stored, as for new reports. The last
column says how long 150,000 reports take two cores at that price; `benchmarks.country.again` does it with a run's processes.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import rules
from benchmarks.rules.samples import published
from reports import AnnualReport
from rules import RuleSet
from scrapers import Capture, ListedReport, ReportCaptured
from storage import Memory, Reading, pack, sum_up, upgrade

AT = datetime(2025, 4, 2, 1, tzinfo=UTC)
TODAY = date(2025, 4, 2)
Row = TypeVar("Row")
TOGETHER = 50
CHANGED = "SUM-T3-COL"
WHOLE = 150_000


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=600)
    options.add_argument("--database", default=None)
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        database = chosen.database or f"sqlite:///{folder}/stored.db"
        upgrade(database)
        with Memory(database) as memory:
            due = _stored(memory, published(chosen.reports, 1))
            _measured(memory, due)
    return 0


def _stored(memory: Memory, found: Sequence[AnnualReport]) -> list[int]:
    memory.record_portal("p", name="示例", division="990121")
    revisions: list[int] = []
    for batch in _batches([*enumerate(found)]):
        readings = [Reading(memory.record_capture(_captured(n)).id, pack(one), AT) for n, one in batch]
        revisions += [revision.id for revision in memory.record_readings(readings)]
    return revisions


def _captured(number: int) -> ReportCaptured:
    body = str(number).encode()
    url = f"http://www.example/{number}.html"
    sha256 = hashlib.sha256(body).hexdigest()
    capture = Capture("p", url, url, 200, {}, AT, sha256, len(body), body)
    return ReportCaptured(
        ListedReport(url, f"{number}", None, "annual"), capture, body=body, name="report.html"
    )


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))


def _measured(memory: Memory, due: Sequence[int]) -> None:
    national = rules.load()
    changed = _with_other_words(national)
    once_more = _with_other_words(changed)
    alone = RuleSet([changed.rules[CHANGED]])
    memory.know_rules(national)
    judge_and_store(memory, national, due)
    ways: dict[str, Callable[[], object]] = {
        "cases read": lambda: [memory.cases(batch, TODAY) for batch in _batches(due)],
        "changed rule alone": lambda: _judged(memory, alone, due),
        "whole catalogue": lambda: _judged(memory, changed, due),
        "what changed, stored": lambda: _judged_again(memory, changed),
        "whole catalogue, stored": lambda: judge_and_store(memory, once_more, due),
    }
    print(f"{len(due)} stored reports, {memory.engine.dialect.name}, one process")
    print(f"{'':<26}{'ms a report':>12}{'150,000 on 2 cores, min':>26}{'peak MB':>9}")
    for name, way in ways.items():
        begun = time.process_time()
        way()
        each = (time.process_time() - begun) / len(due)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:<26}{each * 1e3:>12.2f}{each * WHOLE / 2 / 60:>26.1f}{peak:>9.0f}", flush=True)


def _judged(memory: Memory, ruleset: RuleSet, due: Sequence[int]) -> None:
    for batch in _batches(due):
        for case in memory.cases(batch, TODAY):
            ruleset.judge(case)


def judge_and_store(memory: Memory, ruleset: RuleSet, due: Sequence[int]) -> None:
    for batch in _batches(due):
        cases = memory.cases(batch, TODAY)
        said = [(id, sum_up(ruleset.judge(case), case)) for id, case in zip(batch, cases, strict=True)]
        memory.record_judgements(said, ruleset_hash=ruleset.hash, at=AT)


def _judged_again(memory: Memory, ruleset: RuleSet) -> None:
    for batch in _batches(memory.due_for_judging(ruleset.hash)):
        memory.record_judgements(memory.judge(ruleset, batch, TODAY), ruleset_hash=ruleset.hash, at=AT)


def _with_other_words(ruleset: RuleSet) -> RuleSet:
    """The rule set with one rule's message changed: its hash is another, and so is every verdict of that rule that fails."""
    rule = ruleset.rules[CHANGED]
    text = rule.text.model_copy(update={"message": rule.text.message + "（改）"})
    return RuleSet([*(one for one in ruleset.rules.values() if one is not rule), replace(rule, text=text)])


if __name__ == "__main__":
    sys.exit(main())
