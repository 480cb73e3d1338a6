"""One worker's patrol without Prefect, as a process: ``python -m tests.flows.walker PORTAL …`` with NIANBAO_* set.

Says "ready" when everything is opened, begins at a line on its standard input, and says how many portals it left to others.
"""

from __future__ import annotations

import asyncio
import sys

from flows import steps
from flows.workplace import workplace


def main(names: list[str]) -> None:
    with workplace() as work:
        print("ready", flush=True)
        sys.stdin.readline()
        counts = asyncio.run(steps.patrol_portals(work, [work.portals[name] for name in names]))
        print(counts.elsewhere, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
