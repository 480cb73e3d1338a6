"""Kill patrols of the demo town at random moments; every season must end as an undisturbed one, row for row.

    python -m benchmarks.kills [--times 200] [--seed 1] [--a-stage 2] [--at 1:evidence:4,3:judged:1 …]

A season is two days of the town (the first patrol; the one after reports changed). Each day is killed `--a-stage` times with
SIGKILL, each time begun again, at last left to its end. The moments are drawn with a seed: after which step, and how many
milliseconds later. Each `--at` is one season more, killed exactly there: on that day, when that step is told for the n-th
time. Prints each season and the steps after which kills came. Exit code 1 where a season ends otherwise.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from pathlib import Path

from benchmarks.kills.season import STAGES, Moment, Moments, Told, differences, run, warm_up


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill on a day (stage) of a season. A drawn one is drawn again where the round had less to do and was over before."""

    stage: int
    moment: Callable[[], Moment]
    drawn: bool = True

    def strike(self, folder: Path) -> str:
        """Run rounds until one is killed; the step after which that was."""
        while not (done := run(folder, self.stage, self.moment())).killed:
            if not self.drawn:
                raise RuntimeError(f"the round of stage {self.stage} never came to {self.moment()}")
        return done.last


Plan = Sequence[Kill]


def exactly(plan: str) -> Plan:
    """``1:evidence:4,3:judged:1`` as kills."""
    parts = [part.split(":") for part in plan.split(",")]
    return [Kill(int(stage), partial(Told, step, int(count)), drawn=False) for stage, step, count in parts]


def at_random(times: int, seed: int, a_stage: int, lengths: dict[int, int]) -> Iterator[Plan]:
    """Seasons until there are enough kills."""
    for season in count(1):
        if times <= 0:
            return
        plan: list[Kill] = []
        for stage in STAGES:
            moments = Moments(random.Random(f"{seed}-{season}-{stage}"), lengths[stage])
            plan += [Kill(stage, moments.draw)] * min(a_stage, times - len(plan))
        yield plan
        times -= len(plan)


def disturbed(folder: Path, plan: Plan) -> Iterator[str]:
    """One season, killed as planned and begun again: the steps after which the kills came."""
    for stage in STAGES:
        yield from [kill.strike(folder) for kill in plan if kill.stage == stage]
        run(folder, stage)


def killed_seasons(
    times: int, seed: int, a_stage: int, plans: Sequence[Plan]
) -> tuple[Counter[str], list[str]]:
    """Returns the steps after which kills came, and what differed in the end."""
    warm_up()
    hit, wrong = Counter[str](), []
    with tempfile.TemporaryDirectory() as home:
        undisturbed = Path(home) / "undisturbed"
        lengths = {stage: run(undisturbed, stage).steps for stage in STAGES}
        for season, plan in enumerate(chain(plans, at_random(times, seed, a_stage, lengths)), start=1):
            folder = Path(home) / f"season-{season}"
            hit.update(disturbed(folder, plan))
            found = differences(undisturbed, folder)
            wrong += [f"season {season}: {what}" for what in found]
            print(f"season {season}: {hit.total()} kills, {', '.join(found) or 'as undisturbed'}", flush=True)
    return hit, wrong


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
    chosen = parser.parse_args()
    hit, wrong = killed_seasons(chosen.times, chosen.seed, chosen.a_stage, chosen.at)
    print(
        f"{hit.total()} kills with seed {chosen.seed}, after: "
        + ", ".join(f"{s} {n}" for s, n in hit.most_common())
    )
    print("every season ended as the undisturbed one" if not wrong else "\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
