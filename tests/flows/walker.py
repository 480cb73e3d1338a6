"""One worker's patrol without Prefect, as a process: ``python -m tests.flows.walker PORTAL …`` with NIANBAO_* set.

Says "ready" when everything is opened, begins at a line on its standard input, says "elsewhere" for each portal that it
leaves to another worker, and at last how many those were.
"""

from __future__ import annotations

import asyncio
import sys

from flows import steps
from flows.progress import listening
from flows.workplace import workplace


def main(names: list[str]) -> None:
    with workplace() as work:
        print("ready", flush=True)
        sys.stdin.readline()
        with listening(_say):
            counts = asyncio.run(steps.patrol_portals(work, [work.portals[name] for name in names]))
        print(counts.elsewhere, flush=True)


def _say(step: str, what: str) -> None:
    if step == "elsewhere":
        print(step, what, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
