"""Evidence as files: bodies by their digest, and for every answer a small record of what was asked and what came.

A crash never leaves half a file: each is written beside its place, flushed to the disk, and renamed into it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from scrapers.values import Capture

_DIGEST = re.compile(r"[0-9a-f]{64}")


class EvidenceMissing(Exception):
    """The archive has no body of that digest."""


class EvidenceDamaged(Exception):
    """A stored body no longer has the digest it is kept under."""


class Archive:
    """``bodies/ab/abcd…`` holds each body once; ``records/<portal>/<time>-<digest>.json`` each answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def store(self, capture: Capture) -> Path:
        """Keep one answer; returns the path of its body. The same capture twice changes nothing.

        For a 304 only the record is written: its body is the one kept before.
        """
        path = self._body_path(capture.sha256)
        if not capture.unchanged and not path.exists():
            digest = hashlib.sha256(capture.body).hexdigest()
            if digest != capture.sha256:
                raise EvidenceDamaged(
                    f"the capture of {capture.asked} says {capture.sha256} and its body is {digest}"
                )
            _write(path, capture.body)
        record = self._record_path(capture)
        if not record.exists():
            _write(record, json.dumps(_facts(capture), ensure_ascii=False, sort_keys=True, indent=1).encode())
        return path

    def keep(self, body: bytes) -> str:
        """Keep bytes that are no answer themselves (pages joined); returns their digest. Twice changes nothing."""
        digest = hashlib.sha256(body).hexdigest()
        path = self._body_path(digest)
        if not path.exists():
            _write(path, body)
        return digest

    def load(self, sha256: str) -> bytes:
        """The body of that digest, verified. Raises `EvidenceMissing` or `EvidenceDamaged`."""
        path = self._body_path(sha256)
        try:
            body = path.read_bytes()
        except FileNotFoundError as error:
            raise EvidenceMissing(f"no body {sha256} in {self.folder.name}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise EvidenceDamaged(f"the body kept as {sha256} has changed on disk")
        return body

    def load_or_none(self, sha256: str) -> bytes | None:
        """As `load`, `None` where it is missing or damaged: the patrol then asks for the page anew."""
        try:
            return self.load(sha256)
        except (EvidenceMissing, EvidenceDamaged):
            return None

    def _body_path(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise ValueError(f"{sha256[:80]!r} is not a sha256 digest")
        return self.folder / "bodies" / sha256[:2] / sha256

    def _record_path(self, capture: Capture) -> Path:
        moment = capture.fetched_at.strftime("%Y%m%dT%H%M%S.%fZ")
        address = hashlib.sha256(capture.asked.encode()).hexdigest()[:12]
        portal = re.sub(r"[^a-z0-9-]", "_", capture.portal)
        return self.folder / "records" / portal / f"{moment}-{address}-{capture.sha256[:12]}.json"


def _facts(capture: Capture) -> dict[str, Any]:
    return {
        "portal": capture.portal,
        "asked": capture.asked,
        "final": capture.final,
        "redirects": list(capture.redirects),
        "remote_address": capture.remote_address,
        "status": capture.status,
        "headers": dict(capture.headers),
        "fetched_at": capture.fetched_at.isoformat(),
        "sha256": capture.sha256,
        "size": capture.size,
    }


def _write(path: Path, content: bytes) -> None:
    """Write all of it or nothing; afterwards it is on the disk, and so is its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
