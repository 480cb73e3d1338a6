"""Evidence: every answer kept as a WARC file, each body once, and a chain of digests so that tampering shows.

Folder layout (all names made by us, none by a portal):
  warc/<portal>/<time>-<address>-<digest>.warc.gz   one answer: response (or revisit), request, how we came to it
  warc/<portal>/chain.txt                           one line a file: number, kind, its digest, name, chained digest
  index/ab/<sha256>.json                            where the body of that digest lies
  unfinished/                                       files being written; after a crash, rubbish
  bodies/ab/<sha256>                                bodies that are no answer themselves (pages joined)

A crash leaves a whole file or none; a file that a crash left out of the chain is chained when its capture is stored again.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import Path

from scrapers.chain import Chain, Fault
from scrapers.files import locked, write_whole
from scrapers.values import Capture
from scrapers.warc import Original, UnreadableWarc, payload_of, warc_date, warc_of

_DIGEST = re.compile(r"[0-9a-f]{64}")


class EvidenceMissing(Exception):
    """The archive has no body of that digest."""


class EvidenceDamaged(Exception):
    """A stored body no longer has the digest it is kept under."""


class Archive:
    """`durable` waits for the disk at every file; without it a power cut (not a crash) may lose the last ones."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self._durable = durable
        self._cradle = folder / "unfinished"
        self._chains: dict[str, Chain] = {}

    def store(self, capture: Capture) -> Path:
        """Keep one answer; returns its WARC file. The same capture twice changes nothing.

        A body kept before, and a 304, become revisit records that point at the first one.
        """
        if not capture.unchanged and hashlib.sha256(capture.body).hexdigest() != capture.sha256:
            raise EvidenceDamaged(
                f"the capture of {capture.asked} says {capture.sha256}; its body is another"
            )
        folder = self.folder / "warc" / re.sub(r"[^a-z0-9-]", "_", capture.portal)
        path = folder / _name(capture)
        with locked(folder):
            if not path.exists():
                original = self._original(capture.sha256)
                write_whole(path, warc_of(capture, original), durable=self._durable, beside=self._cradle)
            if not capture.unchanged and self._original(capture.sha256) is None:
                mine = Original(str(path.relative_to(self.folder)), capture.final, warc_date(capture))
                write_whole(
                    self._index(capture.sha256), mine.to_json(), durable=self._durable, beside=self._cradle
                )
            self._chain(folder).add(path)
        return path

    def keep(self, body: bytes, digest: str = "") -> str:
        """Keep bytes that are no answer themselves (pages joined); returns their digest. Twice changes nothing.

        `digest` is that of `body` where the caller has just computed it.
        """
        digest = digest or hashlib.sha256(body).hexdigest()
        path = self._plain(digest)
        if not path.exists() and self._original(digest) is None:
            write_whole(path, body, durable=self._durable, beside=self._cradle)
        return digest

    def load(self, sha256: str) -> bytes:
        """The body of that digest, verified. Raises `EvidenceMissing` or `EvidenceDamaged`."""
        try:
            body = self._read(sha256)
        except FileNotFoundError as error:
            raise EvidenceMissing(f"no body {sha256} in {self.folder.name}") from error
        except (OSError, ValueError, KeyError, UnreadableWarc) as error:
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

    def verify(self) -> tuple[Fault, ...]:
        """Everything that is not as it was written: changed, missing or foreign files, broken chains. Empty is good."""
        faults: list[Fault] = []
        for folder in sorted(self.folder.glob("warc/*/")):
            faults.extend(Chain(folder, durable=self._durable).verify())
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

        The chain keeps their lines and says that they were removed, so what is left can still be verified. A file whose
        body later revisits point at stays as long as one of them does not go with it.
        """
        removed = 0
        limit = before.strftime("%Y%m%dT%H%M%S.%fZ")
        spared = {one[:12] for one in needed}
        for folder in sorted(self.folder.glob("warc/*/")):
            with locked(folder):
                files = sorted(folder.glob("*.warc.gz"))
                young = {_short_digest(path) for path in files if path.name >= limit}
                for path in files:
                    if path.name < limit and _short_digest(path) not in spared | young:
                        self._chain(folder).removed(path)
                        path.unlink()
                        removed += 1
        for index in sorted(self.folder.glob("index/*/*.json")):
            if not (self.folder / Original.from_json(index.read_bytes()).file).exists():
                index.unlink()
        return removed

    def _read(self, sha256: str) -> bytes | None:
        original = self._original(sha256)
        if original is None:
            return self._plain(sha256).read_bytes()
        return payload_of((self.folder / original.file).read_bytes())

    def _original(self, sha256: str) -> Original | None:
        try:
            return Original.from_json(self._index(sha256).read_bytes())
        except FileNotFoundError:
            return None

    def _index(self, sha256: str) -> Path:
        return self.folder / "index" / _checked(sha256)[:2] / f"{sha256}.json"

    def _plain(self, sha256: str) -> Path:
        return self.folder / "bodies" / _checked(sha256)[:2] / sha256

    def _chain(self, folder: Path) -> Chain:
        return self._chains.setdefault(folder.name, Chain(folder, durable=self._durable))


def _checked(sha256: str) -> str:
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"{sha256[:80]!r} is not a sha256 digest")
    return sha256


def _name(capture: Capture) -> str:
    moment = capture.fetched_at.strftime("%Y%m%dT%H%M%S.%fZ")
    address = hashlib.sha256(f"{capture.method} {capture.asked}".encode() + capture.request_body).hexdigest()[
        :12
    ]
    return f"{moment}-{address}-{_checked(capture.sha256)[:12]}.warc.gz"


def _short_digest(path: Path) -> str:
    return path.name.removesuffix(".warc.gz").rsplit("-", 1)[-1]
