"""`nianbao rules preview`: old rules against new over every stored report, shared among processes, with a page to sign."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import reports
import rules
from cli.console import Exit, Stop, err, out
from cli.database_commands import opened
from cli.language import say
from cli.preview_tables import print_preview
from cli.read import load_rules
from flows.hands import Hands
from flows.settings import Settings
from reports import CHINA, ReadingError
from rules import Case, Preview, RuleSet
from storage import Memory

EVERY = "every standing revision"
"""A rule-set hash that no set has: everything is due for judging by it."""
TOGETHER = 50
"""Cases read from the database with one question each."""
PART = 250
"""Reports judged between two words of progress, and at a time by one process."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The two sets of a preview, as paths: every process loads them itself. Without `old`, only what `new` names is compared."""

    new: tuple[Path, ...]
    old: tuple[Path, ...]

    nothing: bool = False
    """No rules at all: the reports are only counted."""

    def load(self) -> tuple[RuleSet, RuleSet]:
        """(old, new)"""
        if self.nothing:
            return RuleSet([]), RuleSet([])
        after = load_rules(self.new)
        before = load_rules(self.old)
        if self.old or not self.new:
            return before, after
        return RuleSet([rule for id, rule in before.rules.items() if id in after.rules]), after


def preview_rules(
    paths: Sequence[Path], old: Sequence[Path], files: Sequence[Path], *, page: Path | None, jobs: int | None
) -> Exit:
    """Judge every stored report (or `files`) by both sets; a table, a page for the approval file, and the facts `promote` wants."""
    compared = Compared(tuple(paths), tuple(old))
    before, after = compared.load()
    names: dict[str, str] = {}
    if files:
        shown = rules.preview(before, after, _cases_of(files))
    else:
        with opened() as memory:
            names = memory.government_names()
        shown = over_stored(compared, jobs)
    print_preview(shown, after, names)
    folder = previews()
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{shown.new_hash[:32]}.json"
    outcomes = [[rule, outcome, count] for (rule, outcome), count in sorted(shown.outcomes.items())]
    facts = {
        "old": shown.old_hash,
        "new": shown.new_hash,
        "corpus": shown.corpus_hash,
        "outcomes": outcomes,
        "files": bool(files),
    }
    kept.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    target = page or kept.with_suffix(".html")
    text = rules.approval_page(shown, before, after, day=_today(), names=names)
    target.write_text(text, encoding="utf-8")
    out.print(say(f"page for the approval file: {target}", f"审批件：{target}"), markup=False, soft_wrap=True)
    return Exit.DONE


def over_stored(compared: Compared, jobs: int | None = None, *, part_size: int = PART) -> Preview:
    """The preview over every standing report of the database, in `jobs` processes (default: one a core)."""
    with opened() as memory:
        due = [one.id for one in memory.due_for_judging(EVERY)]
        parts = [due[at : at + part_size] for at in range(0, len(due), part_size)]
        bench = _Bench(memory, *compared.load(), _today())
        total = Preview(bench.before.hash, bench.after.hash)
        jobs = min(jobs or len(os.sched_getaffinity(0)), len(parts))
        with (
            _progress(len(due)) as tell,
            Hands(jobs, bench, _prepare, Settings().database_url, compared, bench.day) as hands,
        ):
            for part, tally in hands.over(_judge, parts):
                total.merge(tally)
                tell(len(part))
    return total


def corpus_hash(jobs: int | None = None, *, part_size: int = PART) -> str:
    """Of the stored reports as they are now; nothing is judged. In `jobs` processes, as the preview that it is held against."""
    return over_stored(Compared((), (), nothing=True), jobs, part_size=part_size).corpus_hash


@dataclass(frozen=True, slots=True)
class _Bench:
    """What one process judges with."""

    memory: Memory
    before: RuleSet
    after: RuleSet
    day: date


def _prepare(database: str, compared: Compared, day: date) -> _Bench:
    return _Bench(Memory(database), *compared.load(), day)


def _judge(bench: _Bench, part: Sequence[int]) -> Preview:
    return rules.preview(bench.before, bench.after, _cases(bench.memory, part, bench.day))


def _cases(memory: Memory, part: Sequence[int], day: date) -> Iterator[Case]:
    for at in range(0, len(part), TOGETHER):
        yield from memory.cases(part[at : at + TOGETHER], day)


class _Told:
    """Counts what is done: a bar for a person, a line every tenth for a log."""

    def __init__(self, total: int, bar: Progress | None) -> None:
        self.total, self.bar, self.done, self.said = total, bar, 0, 0
        self.task = bar.add_task(say("judging", "核查"), total=total) if bar else None

    def __call__(self, more: int) -> None:
        self.done += more
        if self.bar is not None and self.task is not None:
            self.bar.advance(self.task, more)
        elif self.total and self.done * 10 // self.total > self.said:
            self.said = self.done * 10 // self.total
            err.print(f"{self.done}/{self.total}", markup=False)


@contextmanager
def _progress(total: int) -> Iterator[_Told]:
    if not err.is_terminal:
        yield _Told(total, None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err) as bar:
        yield _Told(total, bar)


def previews() -> Path:
    """Where previews are kept for `promote`."""
    return Settings().var / "previews"


def _today() -> date:
    return (Settings().now or datetime.now(CHINA)).astimezone(CHINA).date()


def _cases_of(files: Sequence[Path]) -> Iterator[Case]:
    for path in files:
        try:
            report = reports.read(path.read_bytes(), path.name)
        except (OSError, ReadingError) as problem:
            raise Stop(Exit.UNREADABLE, f"{path}: {problem}", f"{path}：无法读取（{problem}）") from problem
        yield Case(report, _today(), agency=rules.agency_facts(report))
