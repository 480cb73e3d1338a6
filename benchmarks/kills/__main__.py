"""Kill patrols of the demo town at random moments; every season must end as an undisturbed one, row for row.

    python -m benchmarks.kills [--times 200] [--seed 1] [--a-stage 2]

A season is two days of the town (the first patrol; the one after reports changed). Each day is killed `--a-stage` times with
SIGKILL, each time begun again, at last left to its end. The moments are drawn with a seed: after which step, and how many
milliseconds later. Prints each season and the steps after which kills came. Exit code 1 where a season ends otherwise.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.kills.season import STAGES, Moments, differences, run, warm_up


def killed_seasons(times: int, seed: int, a_stage: int) -> tuple[int, Counter[str], tuple[str, ...]]:
    """At least `times` kills. Returns how many, the steps they came after, and what differed."""
    warm_up()
    kills, hit, wrong = 0, Counter[str](), []
    with tempfile.TemporaryDirectory() as home:
        undisturbed = Path(home) / "undisturbed"
        lengths = {stage: run(undisturbed, stage)[1] for stage in STAGES}
        season = 0
        while kills < times:
            season += 1
            folder = Path(home) / f"season-{season}"
            moments = {
                stage: Moments(random.Random(f"{seed}-{season}-{stage}"), lengths[stage]) for stage in STAGES
            }
            for stage in STAGES:
                done = 0
                while done < min(a_stage, times - kills):
                    killed, _ = run(folder, stage, moments[stage])
                    done += killed
                kills += done
                run(folder, stage)
                hit += moments[stage].hit
            found = differences(undisturbed, folder)
            wrong += [f"season {season}: {what}" for what in found]
            print(f"season {season}: {kills} kills, {', '.join(found) or 'as undisturbed'}", flush=True)
    return kills, hit, tuple(wrong)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--a-stage", type=int, default=2, help="kills of one day before it is left to its end"
    )
    chosen = parser.parse_args()
    kills, hit, wrong = killed_seasons(chosen.times, chosen.seed, chosen.a_stage)
    print(
        f"{kills} kills with seed {chosen.seed}, after: "
        + ", ".join(f"{s} {n}" for s, n in hit.most_common())
    )
    print("every season ended as the undisturbed one" if not wrong else "\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
