"""Prints the scenarios, and what a patrol made of them: ``python -m specimens.scenarios --patrol module:function``.

The product's own patrol is run by ``nianbao scenarios``.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from specimens.scenarios import SCENARIOS, Patrol
from specimens.scenarios.table import plan, tried


def named(words: str) -> Patrol:
    """The patrol ``module:function``; the town itself knows no crawler."""
    module, _, function = words.partition(":")
    found: Patrol = getattr(importlib.import_module(module), function)
    return found


def main(arguments: list[str] | None = None) -> int:
    """0 where every scenario came out right (or none was run), 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m specimens.scenarios", description=__doc__)
    parser.add_argument("--patrol", help="module:function of the patrol to try")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of scenarios")
    chosen = parser.parse_args(arguments)
    console = Console(width=150)
    with tempfile.TemporaryDirectory() as folder:
        if not chosen.patrol:
            console.print(plan(Path(folder)))
            return 0
        table, wrong = tried(named(chosen.patrol), chosen.only or SCENARIOS, Path(folder))
    console.print(table)
    for line in wrong:
        console.print(line, highlight=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
