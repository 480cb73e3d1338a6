"""Office files made to mislead: each trick of `tricks_word` and `tricks_sheet` in turn, on a report drawn from a number."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.reading import tricks_sheet, tricks_word
from benchmarks.reading.figures import Expected
from benchmarks.reading.render_common import PrintedReport, sample
from benchmarks.reading.render_word import Word

FIRST = 4_000_000
"""Numbers of these cases begin here."""
_TRICKS = (
    *(("docx", name) for name in (*tricks_word.CELLS, *tricks_word.BODIES)),
    *(("xlsx", name) for name in tricks_sheet.CELLS),
)
_CELLS = 12
"""Values of a report that a trick of cells is done to."""


@dataclass(frozen=True, slots=True)
class Tricked:
    """`may_miss` are the addresses whose own figure may be left unread."""

    report: PrintedReport
    trick: str
    ending: str
    data: bytes
    expected: dict[str, Expected]
    may_miss: frozenset[str]


def made(number: int) -> Tricked:
    turn = number - FIRST
    ending, trick = _TRICKS[turn % len(_TRICKS)]
    report = sample(number, ("2021", "2019")[turn // len(_TRICKS) % 2])
    expected = {address: Expected("number", text) for address, text in report.cells.items()}
    whole = [address for address, text in report.cells.items() if "." not in text]
    chosen = frozenset(random.Random(number).sample(sorted(whole), _CELLS))
    if ending == "xlsx":
        _, reading = tricks_sheet.CELLS[trick]
        data = tricks_sheet.saved(report, trick, chosen)
    else:
        data, reading, chosen = _word(report, trick, chosen)
    if reading in ("shown", "nothing"):
        state = "shown" if reading == "shown" else "any"
        expected |= dict.fromkeys(chosen, Expected(state, None))
    missed = chosen if reading == "careful" else frozenset()
    return Tricked(report, trick, ending, data, expected, missed)


def _word(report: PrintedReport, trick: str, chosen: frozenset[str]) -> tuple[bytes, str, frozenset[str]]:
    word = Word(report, styles=tricks_word.STYLES)
    if trick in tricks_word.BODIES:
        tricks_word.BODIES[trick](word)
        return word.saved(), "own", frozenset()
    reading = ""
    for address in chosen:
        word.cells[address], reading = tricks_word.CELLS[trick](report.cells[address])
    return word.saved(), reading, chosen
