"""Rich strings of a BIFF8 workbook ([MS-XLS] 2.4.265, 2.5.293): which of them hold runs that are struck out, raised or white."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from itertools import pairwise

from reports.formats.sheet_numbers import UNKNOWN_VALUE

_RICH, _EXTENDED, _WIDE = 0x08, 0x04, 0x01
_MOST = 200_000


def odd_strings(records: Sequence[bytes], is_odd: Callable[[int], bool]) -> dict[int, str]:
    """By number: the words of each string with a run of an odd font, without that run and with a mark that it is there.

    `records` are the table of strings and its continuations. A table that is cut short gives what came before.
    """
    found: dict[int, str] = {}
    if not records or len(records[0]) < 8:
        return found
    reader = _Reader(records)
    reader.take(4)
    (count,) = struct.unpack("<I", reader.take(4))
    try:
        for number in range(min(count, _MOST)):
            text, runs = reader.string()
            if any(is_odd(font) for _, font in runs):
                found[number] = _without(text, runs, is_odd)
    except struct.error:
        return found
    return found


def _without(text: str, runs: Sequence[tuple[int, int]], is_odd: Callable[[int], bool]) -> str:
    kept = text[: runs[0][0]]
    for (start, font), (end, _) in pairwise([*runs, (len(text), 0)]):
        kept += UNKNOWN_VALUE if is_odd(font) and text[start:end].strip() else text[start:end]
    return kept


class _Reader:
    """Reads on from one record to its continuation; letters that go on there begin with a mark of their width."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self.records = records
        self.record = 0
        self.at = 0

    def take(self, count: int) -> bytes:
        """Exactly `count` bytes. Raises struct.error where there are fewer."""
        made = b""
        while len(made) < count:
            self._enter()
            piece = self.records[self.record][self.at : self.at + count - len(made)]
            self.at += len(piece)
            made += piece
        return made

    def _enter(self) -> bool:
        """Go to the next record where this one is used up; whether that was so."""
        moved = False
        while self.at >= len(self.records[self.record]):
            if self.record + 1 >= len(self.records):
                raise struct.error("the table of strings is cut short")
            self.record, self.at, moved = self.record + 1, 0, True
        return moved

    def string(self) -> tuple[str, list[tuple[int, int]]]:
        """The text, and where each run of a font begins."""
        count, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
        extended = struct.unpack("<I", self.take(4))[0] if flags & _EXTENDED else 0
        text = self._letters(count, wide=bool(flags & _WIDE))
        made = [struct.unpack("<HH", self.take(4)) for _ in range(runs)]
        self.take(min(extended, sum(map(len, self.records))))
        return text, [(start, font) for start, font in made]

    def _letters(self, count: int, *, wide: bool) -> str:
        made = ""
        while count:
            if self._enter():
                wide = bool(self.take(1)[0] & _WIDE)
                continue
            size = 2 if wide else 1
            whole = (len(self.records[self.record]) - self.at) // size
            piece = self.take(size * (min(whole, count) or 1))
            made += piece.decode("utf-16-le" if wide else "latin-1", "replace")
            count -= len(piece) // size
        return made
