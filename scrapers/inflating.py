"""Undoing content codings without trusting them: the cap counts what comes out, before it is in memory."""

from __future__ import annotations

import zlib

from scrapers.values import FetchFailed, Obstacle


class Inflater:
    """Undoes content codings with a cap on what comes out, before it is in memory."""

    def __init__(self, url: str, coding: str, cap: int) -> None:
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchFailed(
                Obstacle.MALFORMED, url, f"content coding {coding[:40]!r}, which was not asked for"
            )
        self._url = url
        self._cap = cap
        self._decoder = None if coding in ("", "identity") else zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._raw_deflate = coding == "deflate"
        self.size = 0
        self._fed = False

    def feed(self, chunk: bytes) -> bytes:
        if not self._fed and chunk.lstrip()[:1] in (b"<", b"{"):
            self._decoder = (
                None  # said to be packed, and is not: no coding begins so, and browsers show the page
            )
        self._fed = self._fed or bool(chunk)
        if self._decoder is not None:
            chunk = self._inflate(chunk)
        self.size += len(chunk)
        if self.size > self._cap:
            raise FetchFailed(Obstacle.TOO_LARGE, self._url, f"more than {self._cap} bytes after decoding")
        return chunk

    def _inflate(self, chunk: bytes) -> bytes:
        assert self._decoder is not None
        room = self._cap - self.size + 1
        try:
            return self._decoder.decompress(chunk, room)
        except zlib.error as error:
            if self._raw_deflate and not self.size:
                self._raw_deflate = False
                self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
                return self._inflate(chunk)
            raise FetchFailed(
                Obstacle.MALFORMED, self._url, f"the compressed body is damaged: {error}"
            ) from error

    def finish(self) -> None:
        if self._decoder is not None and self._fed and not self._decoder.eof:
            raise FetchFailed(Obstacle.MALFORMED, self._url, "the compressed body ends too soon")
