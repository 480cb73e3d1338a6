"""Evidence: every answer kept as WARC records, each body once, and a chain of digests so that tampering shows.

Folder layout (all names made by us, none by a portal):
  warc/<portal>/<time>.warc.gz   answers as they came: response (or revisit), request, how we came to it
  warc/<portal>/chain.txt        one line an answer: number, kind, its digest, name and place, chained digest
  digests.sqlite                 where the body of a digest lies; made anew from the WARC files where it is lost
  unfinished/                    files being written; after a crash, rubbish
  bodies/ab/<sha256>             bodies that are no answer themselves (pages joined)

What a crash cuts short is chained as it is when its portal is next written to; its capture is stored again by the next patrol.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from scrapers.chain import Fault, Place
from scrapers.digests import Digests, Original
from scrapers.files import write_whole
from scrapers.values import Capture
from scrapers.volume import Volume
from scrapers.warc import UnreadableWarc, response_in, warc_date, warc_of

_DIGEST = re.compile(r"[0-9a-f]{64}")


class EvidenceMissing(Exception):
    """The archive has no body of that digest."""


class EvidenceDamaged(Exception):
    """A stored body no longer has the digest it is kept under."""


_VOLUMES = 256
"""Portals whose volumes are kept open: a volume knows of every answer in it, and a country has thousands."""


class Archive:
    """`durable` waits for the disk whenever answers are kept; without it a power cut (not a crash) may lose the last ones."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self._durable = durable
        self._cradle = folder / "unfinished"
        self._volumes: OrderedDict[str, Volume] = OrderedDict()
        self._turn = threading.Lock()

    def store(self, capture: Capture) -> Path:
        """Keep one answer; returns the WARC file it lies in. The same capture twice changes nothing."""
        return self.store_all([capture])[0]

    def store_all(self, captures: Sequence[Capture]) -> list[Path]:
        """Keep answers; returns the WARC file of each. The disk is waited for once for each portal, not for each answer.

        A body kept before, and a 304, become revisit records that point at the first one. All are kept when this returns;
        a crash before may leave some of them out.
        """
        for capture in captures:
            if not capture.unchanged and hashlib.sha256(capture.body).hexdigest() != capture.sha256:
                raise EvidenceDamaged(
                    f"the capture of {capture.asked} says {capture.sha256}; its body is another"
                )
        found: dict[int, Path] = {}
        for portal in dict.fromkeys(capture.portal for capture in captures):
            here = [capture for capture in captures if capture.portal == portal]
            found |= {id(one): path for one, path in zip(here, self._store(portal, here), strict=True)}
        return [found[id(capture)] for capture in captures]

    def _store(self, portal: str, captures: Sequence[Capture]) -> list[Path]:
        volume = self._volume(re.sub(r"[^a-z0-9-]", "_", portal))
        names = [_name(capture) for capture in captures]
        digests = self._digests  # made anew from the volumes where it is lost: before this one is locked
        with volume.mine():
            fresh = {
                name: capture
                for name, capture in zip(names, captures, strict=True)
                if volume.place_of(name) is None
            }
            first: dict[str, tuple[str, str]] = {}
            blocks: list[tuple[str, bytes]] = []
            originals: list[tuple[str, Capture]] = []
            for name, capture in fresh.items():
                known = first.get(capture.sha256) or digests.source(capture.sha256)
                blocks.append((name, warc_of(capture, known)))
                if known is None and not capture.unchanged:
                    first[capture.sha256] = capture.final, warc_date(capture)
                    originals.append((name, capture))
            volume.append(blocks)
            self._index(volume, originals)
            return [volume.folder / place.file for name in names if (place := volume.place_of(name))]

    def keep(self, body: bytes, digest: str = "") -> str:
        """Keep bytes that are no answer themselves (pages joined); returns their digest. Twice changes nothing.

        `digest` is that of `body` where the caller has just computed it.
        """
        digest = digest or hashlib.sha256(body).hexdigest()
        path = self._plain(digest)
        if self._digests.get(digest) is None and not path.exists():
            write_whole(path, body, durable=self._durable, beside=self._cradle)
        return digest

    def load(self, sha256: str) -> bytes:
        """The body of that digest, verified. Raises `EvidenceMissing` or `EvidenceDamaged`."""
        original = self._digests.get(_checked(sha256))
        try:
            body = self._plain(sha256).read_bytes() if original is None else self._read(original)
        except FileNotFoundError as error:
            raise EvidenceMissing(f"no body {sha256} in {self.folder.name}") from error
        except (OSError, UnreadableWarc) as error:
            raise EvidenceDamaged(f"the body kept as {sha256} cannot be read: {error}") from error
        if body is None or hashlib.sha256(body).hexdigest() != sha256:
            raise EvidenceDamaged(f"the body kept as {sha256} has changed on disk")
        return body

    def load_or_none(self, sha256: str) -> bytes | None:
        """As `load`, `None` where it is missing or damaged: the patrol then asks for the page anew."""
        try:
            return self.load(sha256)
        except (EvidenceMissing, EvidenceDamaged):
            return None

    def lacks(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Those of which no body was ever kept here, or whose body is gone from `bodies`. Nothing is read."""
        return tuple(
            one
            for one in digests
            if self._digests.get(_checked(one)) is None and not self._plain(one).exists()
        )

    def verify(self) -> tuple[Fault, ...]:
        """Everything that is not as it was written: changed, missing or foreign bytes, broken chains. Empty is good."""
        faults: list[Fault] = []
        for name in self._portals():
            faults.extend(self._volume(name).verify())
        for path in sorted(self.folder.glob("bodies/*/*")):
            if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
                faults.append(
                    Fault(
                        str(path.relative_to(self.folder)), "changed", "its content is not that of its name"
                    )
                )
        return tuple(faults)

    def prune(self, before: datetime, needed: frozenset[str]) -> int:
        """Retention: remove answers fetched before `before` whose body digest is not `needed`; returns how many.

        The chain keeps their lines and says that they were removed, so what is left can still be verified. An answer whose
        body later revisits point at stays as long as one of them does not go with it.
        """
        removed = 0
        limit = before.strftime("%Y%m%dT%H%M%S.%fZ")
        spared, digests = {one[:12] for one in needed}, self._digests
        for portal in self._portals():
            volume = self._volume(portal)

            def moved(old: Place, new: Place | None, folder: str = portal) -> None:
                digests.move(folder, old, new)

            with volume.mine():
                young = {_short_digest(name) for name in volume.names() if name >= limit}
                held = spared | young
                removed += volume.prune(
                    lambda name, held=held: name < limit and _short_digest(name) not in held,  # type: ignore[misc] # lambda default
                    moved,
                )
        return removed

    def _read(self, original: Original) -> bytes | None:
        block = self._volume(original.folder).read(original.file, original.offset, original.length)
        kept = response_in(block)
        return kept.body if kept else None

    @cached_property
    def _digests(self) -> Digests:
        digests = Digests(self.folder / "digests.sqlite", durable=self._durable)
        if digests.empty():
            self._reindex(digests)
        return digests

    def _reindex(self, digests: Digests) -> None:
        for portal in self._portals():
            volume = self._volume(portal)
            with volume.mine():
                for name in volume.names():
                    place = volume.place_of(name)
                    assert place is not None
                    try:
                        kept = response_in(volume.read(place.file, place.offset, place.length))
                    except (OSError, UnreadableWarc):
                        continue
                    if kept is not None:
                        found = Original(portal, place.file, place.offset, place.length, kept.uri, kept.date)
                        digests.put({hashlib.sha256(kept.body).hexdigest(): found})

    def _index(self, volume: Volume, originals: Sequence[tuple[str, Capture]]) -> None:
        found = {}
        for name, capture in originals:
            place = volume.place_of(name)
            assert place is not None
            found[capture.sha256] = Original(
                volume.folder.name, place.file, place.offset, place.length, capture.final, warc_date(capture)
            )
        self._digests.put(found)

    def _portals(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("warc/*/"))

    def _plain(self, sha256: str) -> Path:
        return self.folder / "bodies" / _checked(sha256)[:2] / sha256

    def _volume(self, portal: str) -> Volume:
        with self._turn:
            volume = self._volumes.get(portal)
            if volume is None:
                volume = Volume(self.folder / "warc" / portal, durable=self._durable)
                self._volumes[portal] = volume
                if len(self._volumes) > _VOLUMES:
                    self._volumes.popitem(last=False)
            self._volumes.move_to_end(portal)
            return volume


def _checked(sha256: str) -> str:
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"{sha256[:80]!r} is not a sha256 digest")
    return sha256


def _name(capture: Capture) -> str:
    moment = capture.fetched_at.strftime("%Y%m%dT%H%M%S.%fZ")
    address = hashlib.sha256(f"{capture.method} {capture.asked}".encode() + capture.request_body).hexdigest()[
        :12
    ]
    return f"{moment}-{address}-{_checked(capture.sha256)[:12]}"


def _short_digest(name: str) -> str:
    return name.rsplit("-", 1)[-1]
