"""Every trick of the generated office files once; many more by ``python -m benchmarks.reading --first 4000000 --cases 540``."""

from __future__ import annotations

from benchmarks.reading.__main__ import measure, total
from benchmarks.reading.tricks_office import FIRST


def test_nothing_that_an_office_file_stores_and_does_not_show_is_read() -> None:
    score = total(measure(54, FIRST))
    assert (score.wrong, score.invented, score.accusing) == (0, 0, 0), score.examples[:5]
    assert score.nonzero_share > 0.99, "a reader that reads nothing is never wrong"
