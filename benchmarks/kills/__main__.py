"""Kill patrols of the demo town at random moments; every season must end as an undisturbed one, row for row.

    python -m benchmarks.kills [--times 200] [--seed 1] [--a-stage 2] [--processes 2] [--at 1:evidence:4,3:judged:1 …]

A season is two days of the town (the first patrol; the one after reports changed). Each day is killed `--a-stage` times with
SIGKILL, each time begun again, at last left to its end. The moments are drawn with a seed: after which step, and how many
milliseconds later. Each `--at` is one season more, killed exactly there: on that day, when that step is told for the n-th
time. With `--processes`, so many read and judge in the killed seasons, and kills come within a second after those have
begun. Prints each season and the steps after which kills came. Exit code 1 where a season ends otherwise.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, count
from pathlib import Path

from benchmarks.kills.season import (
    STAGES,
    Moment,
    Moments,
    Round,
    Told,
    differences,
    run,
    warm_up,
)


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill on a day (stage) of a season. One `drawn` among steps is drawn again where the round was over before it."""

    stage: int
    moment: Callable[[], Moment]
    drawn: bool = True

    def strike(self, folder: Path, processes: int | None) -> Round:
        """Run rounds until one is killed. A moment at work is not waited for again: what is read is read once."""
        while not (done := run(folder, self.stage, self.moment(), processes)).killed and not processes:
            if not self.drawn:
                raise RuntimeError(f"the round of stage {self.stage} never came to {self.moment()}")
        return done


Plan = Sequence[Kill]


def exactly(plan: str) -> Plan:
    """``1:evidence:4,3:judged:1`` as kills."""
    parts = [part.split(":") for part in plan.split(",")]
    return [Kill(int(stage), partial(Told, step, int(count)), drawn=False) for stage, step, count in parts]


def at_random(
    left: Callable[[], int], seed: int, a_stage: int, lengths: dict[int, int], at_work: bool
) -> Iterator[Plan]:
    """Seasons as long as kills are left to be made."""
    for season in count(1):
        if (times := left()) <= 0:
            return
        plan: list[Kill] = []
        for stage in STAGES:
            moments = Moments(random.Random(f"{seed}-{season}-{stage}"), lengths[stage])
            draw = moments.draw_at_work if at_work else moments.draw
            plan += [Kill(stage, draw)] * min(a_stage, times - len(plan))
        yield plan


def disturbed(folder: Path, plan: Plan, processes: int | None) -> Iterator[Round]:
    """One season, killed as planned and begun again: the rounds that were to be killed."""
    for stage in STAGES:
        yield from [kill.strike(folder, processes) for kill in plan if kill.stage == stage]
        run(folder, stage, processes=processes)


@dataclass(slots=True)
class Tally:
    """The steps after which kills came, those that came while further processes worked, and what differed in the end."""

    after: Counter[str] = field(default_factory=Counter)
    at_work: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, killed: Round) -> None:
        self.after[killed.last] += killed.killed
        self.at_work[killed.last] += killed.killed and killed.hands > 0


def killed_seasons(
    times: int, seed: int, a_stage: int, plans: Sequence[Plan], processes: int | None = None
) -> Tally:
    """Every season is held against one that nobody disturbed and in which one process did everything."""
    warm_up()
    tally = Tally()
    with tempfile.TemporaryDirectory() as home:
        undisturbed = Path(home) / "undisturbed"
        lengths = {stage: run(undisturbed, stage).steps for stage in STAGES}
        wanted = times + sum(map(len, plans))
        drawn = at_random(lambda: wanted - tally.after.total(), seed, a_stage, lengths, processes is not None)
        for season, plan in enumerate(chain(plans, drawn), start=1):
            folder, before = Path(home) / f"season-{season}", tally.after.total()
            for killed in disturbed(folder, plan, processes):
                tally.add(killed)
            if tally.after.total() == before:
                raise RuntimeError(f"no kill came in season {season}: nothing is proved, and would never be")
            found = differences(undisturbed, folder)
            tally.wrong += [f"season {season}: {what}" for what in found]
            print(
                f"season {season}: {tally.after.total()} kills, {', '.join(found) or 'as undisturbed'}",
                flush=True,
            )
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--a-stage", type=int, default=2, help="kills of one day before it is left to its end"
    )
    parser.add_argument(
        "--at", type=exactly, action="append", default=[], help="a season killed exactly there"
    )
    parser.add_argument("--processes", type=int, help="processes that read and judge in a killed season")
    chosen = parser.parse_args()
    tally = killed_seasons(chosen.times, chosen.seed, chosen.a_stage, chosen.at, chosen.processes)
    print(f"{tally.after.total()} kills with seed {chosen.seed}, after: {_counted(tally.after)}")
    if chosen.processes:
        print(f"{tally.at_work.total()} of them with further processes at work: {_counted(+tally.at_work)}")
    print("every season ended as the undisturbed one" if not tally.wrong else "\n".join(tally.wrong))
    return 1 if tally.wrong else 0


def _counted(steps: Counter[str]) -> str:
    return ", ".join(f"{step} {number}" for step, number in steps.most_common())


if __name__ == "__main__":
    sys.exit(main())
