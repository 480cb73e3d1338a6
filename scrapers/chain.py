"""A chain of digests over one portal's evidence: nothing can be changed, taken out or slipped in unnoticed.

Each line of ``chain.txt`` is ``number kind digest name@file:offset+length link``: the sha256 of that stretch of that file, and
the sha256 of the link before and the line's own fields. Whoever notes the last link elsewhere (the end of the file) can
prove later that no line before it was touched.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scrapers.files import append_lines

START = "0" * 64
_PLACE = re.compile(r"(?P<name>[^@ ]+)@(?P<file>[^:@ /]+):(?P<offset>\d{1,18})\+(?P<length>\d{1,18})")


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind`: changed · missing · unchained · broken_chain."""

    file: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something kept lies: `length` bytes from `offset` of a file beside the chain."""

    name: str
    file: str
    offset: int
    length: int

    @property
    def end(self) -> int:
        return self.offset + self.length

    def __str__(self) -> str:
        return f"{self.name}@{self.file}:{self.offset}+{self.length}"

    @classmethod
    def parse(cls, text: str) -> Place | None:
        found = _PLACE.fullmatch(text)
        return found and cls(found["name"], found["file"], int(found["offset"]), int(found["length"]))


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    kind: str
    digest: str
    place: Place
    link: str

    @classmethod
    def parse(cls, text: str) -> _Line | None:
        words = text.split(" ")
        place = Place.parse(words[3]) if len(words) == 5 and words[0].isdigit() else None
        return None if place is None else cls(int(words[0]), words[1], words[2], place, words[4])

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.digest} {self.place} {self.link}"


class Chain:
    """Not safe for two writers at once: the archive holds the folder's lock."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder
        self._path = folder / "chain.txt"
        self._durable = durable
        self._size = -1
        self._kept: dict[str, tuple[Place, str]] = {}
        self._last: _Line | None = None

    @property
    def last_link(self) -> str:
        self.refresh()
        return self._last.link if self._last else START

    @property
    def kept(self) -> dict[str, tuple[Place, str]]:
        """Name → place and digest of everything kept, in the order it was chained; as of the last `refresh`."""
        return self._kept

    def add(self, kept: Sequence[tuple[Place, str]]) -> None:
        """Places with the digests of what lies there."""
        self._append("kept", kept)

    def removed(self, place: Place) -> None:
        self._append("removed", [(place, START)])

    def faults(self) -> list[Fault]:
        """Lines that do not follow from the ones before; reads the chain anew."""
        faults: list[Fault] = []
        before, number = START, 0
        for text in self._lines():
            line = _Line.parse(text)
            if line is None:
                if text:
                    faults.append(
                        self._fault("chain.txt", "broken_chain", f"line {number + 1} is cut short or foreign")
                    )
                continue
            number += 1
            if line.number != number or line.link != _link(before, line):
                why = f"line {number} does not follow from the one before"
                faults.append(self._fault(line.place.name, "broken_chain", why))
            before, number = line.link, line.number
        return faults

    def refresh(self) -> None:
        """Read the chain anew where another process has written to it."""
        size = self._path.stat().st_size if self._path.exists() else 0
        if size == self._size:
            return
        self._kept, self._last = {}, None
        for text in self._lines():
            line = _Line.parse(text)
            if line is not None:
                self._take(line)
        self._size = size

    def _take(self, line: _Line) -> None:
        self._last = line
        if line.kind == "removed":
            held = self._kept.get(line.place.name)
            if held is not None and held[0] == line.place:
                del self._kept[line.place.name]
        else:
            self._kept.pop(line.place.name, None)
            self._kept[line.place.name] = line.place, line.digest

    def _fault(self, name: str, kind: str, detail: str) -> Fault:
        return Fault(f"{self._folder.name}/{name}", kind, detail)

    def _append(self, kind: str, places: Sequence[tuple[Place, str]]) -> None:
        lines: list[_Line] = []
        last = self._last
        for place, digest in places:
            line = _Line(last.number + 1 if last else 1, kind, digest, place, "")
            last = replace(line, link=_link(last.link if last else START, line))
            lines.append(last)
        self._size = append_lines(self._path, [str(line) for line in lines], durable=self._durable)
        for line in lines:
            self._take(line)

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text("utf-8").split("\n")
        except FileNotFoundError:
            return []


def _link(before: str, line: _Line) -> str:
    return hashlib.sha256(
        f"{before} {line.number} {line.kind} {line.digest} {line.place}".encode()
    ).hexdigest()
