"""Every scenario of the specimen town: found what can be found, named what stood in the way, accused nobody falsely."""

from __future__ import annotations

from pathlib import Path

import pytest

from specimens.scenarios import SCENARIOS, attempt
from tests.scrapers.trial import trial


@pytest.mark.parametrize("number", sorted(SCENARIOS))
def test_the_patrol_concludes_what_a_perfect_one_would(number: int, tmp_path: Path) -> None:
    result = attempt(SCENARIOS[number](tmp_path), trial)
    assert result.wrong == ()
