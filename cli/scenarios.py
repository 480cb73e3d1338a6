"""`nianbao scenarios`: the product against every difficulty the specimen town knows, over several days, as one table."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from cli.console import Exit, Stop, out
from cli.scenario_trial import Trial
from specimens.scenarios import SCENARIOS
from specimens.scenarios.table import tried


def run_scenarios(numbers: Sequence[int]) -> Exit:
    """DONE where every report was found, every obstacle named and nobody accused falsely; else FINDINGS."""
    unknown = sorted(set(numbers) - set(SCENARIOS))
    if unknown:
        raise Stop(
            Exit.USAGE,
            f"there is no scenario {unknown[0]}; they are 1 to {max(SCENARIOS)}",
            f"没有场景 {unknown[0]}；编号为 1 至 {max(SCENARIOS)}",
        )
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder) / "trial")
        table, wrong = tried(trial, numbers or SCENARIOS, Path(folder))
    (out if out.is_terminal else Console(width=150)).print(table)
    for line in wrong:
        out.print(line, markup=False, soft_wrap=True)
    return Exit.FINDINGS if wrong else Exit.DONE
