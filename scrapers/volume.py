"""One portal's evidence on disk: WARC files that grow answer by answer, and the chain over them.

One file for many answers, because making a file costs more CPU than compressing a page (benchmarks/crawl). A crash may leave
a torn end behind a file's last chained answer: it is chained as it is, under its own name, and a new file is begun.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scrapers.chain import Chain, Fault, Place
from scrapers.files import locked, undone_at, write_whole

FULL = 256 * 1024 * 1024
"""Bytes after which a new file is begun."""


class Volume:
    """`name` of an answer is the archive's; the same name is kept once."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self._durable = durable
        self._chain = Chain(folder, durable=durable)
        self._turn = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def last_link(self) -> str:
        return self._chain.last_link

    @contextmanager
    def mine(self) -> Iterator[None]:
        """No other thread or process writes here meanwhile."""
        with self._turn, locked(self.folder):
            self._chain.refresh()
            yield

    def place_of(self, name: str) -> Place | None:
        held = self._chain.kept.get(name)
        return held[0] if held else None

    def append(self, named: Sequence[tuple[str, bytes]]) -> list[Place]:
        """Keep blocks of whole gzip members behind the last one; call it inside `mine`.

        The blocks are on the disk before the chain says so: what a crash cuts off is torn, never missing.
        """
        if not named:
            return []
        file, end = self._open_file(named[0][0])
        handle = os.open(self.folder / file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        places = []
        try:
            with undone_at(handle, end):
                for name, block in named:
                    written = 0
                    while written < len(block):
                        written += os.pwrite(handle, block[written:] if written else block, end + written)
                    places.append(Place(name, file, end, len(block)))
                    end += len(block)
                if self._durable:
                    os.fsync(handle)
                digests = [hashlib.sha256(block).hexdigest() for _, block in named]
                self._chain.add(list(zip(places, digests, strict=True)))
        finally:
            os.close(handle)
        return places

    def _open_file(self, name: str) -> tuple[str, int]:
        """The file to write to and where its chained part ends."""
        last = next(reversed(self._chain.kept.values()), None)
        if last is not None:
            file, end = last[0].file, last[0].end
            size = _size(self.folder / file)
            if size == end and end < FULL and not last[0].name.startswith("torn-"):
                return file, end
            if size is not None and size > end:
                self._chain_torn(file, end)
        else:
            for path in sorted(self.folder.glob("*.warc.gz")):
                self._chain_torn(path.name, 0)
        moment = name.partition("-")[0]
        tries = (f"{moment}{f'-{n}' if n else ''}.warc.gz" for n in range(1_000_000))
        return next(one for one in tries if not (self.folder / one).exists()), 0

    def _chain_torn(self, file: str, end: int) -> None:
        rest = (self.folder / file).read_bytes()[end:]
        place = Place(f"torn-{end}-{file}", file, end, len(rest))
        self._chain.add([(place, hashlib.sha256(rest).hexdigest())])

    def read(self, file: str, offset: int, length: int) -> bytes:
        """That stretch of a file; shorter where the file has been cut. Raises OSError."""
        with (self.folder / file).open("rb") as opened:
            opened.seek(offset)
            return opened.read(length)

    def names(self) -> tuple[str, ...]:
        return tuple(self._chain.kept)

    def prune(self, doomed: Callable[[str], bool], moved: Callable[[Place, Place | None], None]) -> int:
        """Take out the answers whose name is doomed; call it inside `mine`. Files that keep others are written anew.

        `moved` hears of every answer that lies elsewhere now, or nowhere (`None`).
        """
        going = {held.name for held, _ in self._chain.kept.values() if doomed(held.name)}
        for file in sorted({self._chain.kept[name][0].file for name in going}):
            inside = [held for held in self._chain.kept.values() if held[0].file == file]
            staying = [held for held in inside if held[0].name not in going]
            if staying:
                self._rewrite(file, [place for place, _ in staying], moved)
            for place, _ in inside:
                if place.name in going:
                    self._chain.removed(place)
                    moved(place, None)
            (self.folder / file).unlink(missing_ok=True)
        return len(going)

    def _rewrite(self, file: str, places: list[Place], moved: Callable[[Place, Place | None], None]) -> None:
        stem = file.removesuffix(".warc.gz")
        new = next(
            name for n in range(1, 1_000_000) if not (self.folder / (name := f"{stem}-p{n}.warc.gz")).exists()
        )
        blocks = [self.read(place.file, place.offset, place.length) for place in places]
        write_whole(self.folder / new, b"".join(blocks), durable=self._durable)
        offset = 0
        for place, block in zip(places, blocks, strict=True):
            here = Place(place.name, new, offset, len(block))
            offset += len(block)
            self._chain.removed(place)
            self._chain.add([(here, hashlib.sha256(block).hexdigest())])
            moved(place, here)

    def verify(self) -> list[Fault]:
        """Everything that is not as it was written."""
        self._chain.refresh()
        faults = self._chain.faults()
        ends: dict[str, int] = {}
        for place, digest in sorted(
            self._chain.kept.values(), key=lambda held: (held[0].file, held[0].offset)
        ):
            try:
                block = self.read(place.file, place.offset, place.length)
            except FileNotFoundError:
                faults.append(
                    self._fault(place.name, "missing", f"the chain says it was kept in {place.file}")
                )
                continue
            if place.offset != ends.get(place.file, 0):
                faults.append(
                    self._fault(place.file, "unchained", f"bytes before {place.offset} are not in the chain")
                )
            ends[place.file] = place.end
            if hashlib.sha256(block).hexdigest() != digest:
                faults.append(self._fault(place.name, "changed", "its digest is not the one in the chain"))
        for path in sorted(self.folder.glob("*.warc.gz")):
            if path.stat().st_size > ends.get(path.name, 0):
                faults.append(self._fault(path.name, "unchained", "not in the chain: a crash, or slipped in"))
        return faults

    def _fault(self, name: str, kind: str, detail: str) -> Fault:
        return Fault(f"{self.folder.name}/{name}", kind, detail)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None
