"""A chain of digests over one portal's evidence files: nothing can be changed, taken out or slipped in unnoticed.

Each line of ``chain.txt`` is ``number kind sha256-of-file name link``, where link is the sha256 of the link before and
the line's own fields. Whoever notes the last link elsewhere (it is printed by ``nianbao evidence verify``) can prove later
that no line before it was touched.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scrapers.files import append_line

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind`: changed · missing · unchained · broken_chain."""

    file: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    kind: str
    digest: str
    name: str
    link: str

    @classmethod
    def parse(cls, text: str) -> _Line | None:
        words = text.split(" ")
        if len(words) != 5 or not words[0].isdigit():
            return None
        return cls(int(words[0]), *words[1:])

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.digest} {self.name} {self.link}"


class Chain:
    """Not safe for two writers at once: the archive holds the folder's lock."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder
        self._path = folder / "chain.txt"
        self._durable = durable
        self._size = -1
        self._names: set[str] = set()
        self._last: _Line | None = None

    @property
    def last_link(self) -> str:
        self._refresh()
        return self._last.link if self._last else START

    def add(self, path: Path) -> None:
        """Chain a file; one that is chained already is left alone."""
        self._refresh()
        if path.name not in self._names:
            self._append("kept", path)

    def removed(self, path: Path) -> None:
        self._refresh()
        self._append("removed", path)

    def verify(self) -> list[Fault]:
        faults: list[Fault] = []
        kept: dict[str, str] = {}
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
                faults.append(
                    self._fault(
                        line.name, "broken_chain", f"line {number} does not follow from the one before"
                    )
                )
            before, number = line.link, line.number
            if line.kind == "removed":
                kept.pop(line.name, None)
            else:
                kept[line.name] = line.digest
        faults.extend(self._against(kept))
        return faults

    def _against(self, kept: dict[str, str]) -> list[Fault]:
        faults = []
        present = {path.name: path for path in self._folder.glob("*.warc.gz")}
        for name, digest in kept.items():
            path = present.pop(name, None)
            if path is None:
                faults.append(self._fault(name, "missing", "the chain says it was kept"))
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                faults.append(self._fault(name, "changed", "its digest is not the one in the chain"))
        faults.extend(
            self._fault(name, "unchained", "not in the chain: a crash, or slipped in")
            for name in sorted(present)
        )
        return faults

    def _fault(self, name: str, kind: str, detail: str) -> Fault:
        return Fault(f"{self._folder.name}/{name}", kind, detail)

    def _append(self, kind: str, path: Path) -> None:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        number = self._last.number + 1 if self._last else 1
        line = _Line(number, kind, digest, path.name, "")
        line = _Line(number, kind, digest, path.name, _link(self._last.link if self._last else START, line))
        append_line(self._path, str(line), durable=self._durable)
        self._names.add(path.name)
        self._last = line
        self._size = self._path.stat().st_size

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text("utf-8").split("\n")
        except FileNotFoundError:
            return []

    def _refresh(self) -> None:
        """Read the chain anew where another process has written to it."""
        size = self._path.stat().st_size if self._path.exists() else 0
        if size == self._size:
            return
        lines = [line for text in self._lines() if (line := _Line.parse(text))]
        self._names = {line.name for line in lines}
        self._last = lines[-1] if lines else None
        self._size = size


def _link(before: str, line: _Line) -> str:
    return hashlib.sha256(
        f"{before} {line.number} {line.kind} {line.digest} {line.name}".encode()
    ).hexdigest()
