"""Every scenario of the specimen town, by the flow's own steps on a real database, over several days: found what can be
found, named what stood in the way, called nobody missing or late that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.scenario_trial import Trial
from specimens.scenarios import SCENARIOS, attempt

NUMBERS = [pytest.param(one, marks=pytest.mark.slow) if one in (18, 21) else one for one in sorted(SCENARIOS)]
"""18 waits for Retry-After, 21 for servers that never answer."""


@pytest.mark.parametrize("number", NUMBERS)
def test_the_patrol_concludes_what_a_perfect_one_would(number: int, tmp_path: Path) -> None:
    result = attempt(SCENARIOS[number](tmp_path), Trial(tmp_path / "trial"))
    assert result.wrong == ()
