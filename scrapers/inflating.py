"""Undoing content codings without trusting them: the cap counts what comes out, before it is in memory."""

from __future__ import annotations

import zlib

from scrapers.values import FetchFailed, Obstacle

_KNOWN = ("gzip", "x-gzip", "deflate")
MAX_LAYERS = 3
"""A cache in front of a server that packs already packs once more; nobody packs four times."""


class Inflater:
    """Undoes content codings with a cap on what comes out, before it is in memory.

    Only what was asked for is known: brotli and zstd are not asked for, and an answer in them is no page of ours.
    """

    def __init__(self, url: str, coding: str, cap: int) -> None:
        codings = [one for one in (name.strip() for name in coding.split(",")) if one not in ("", "identity")]
        if len(codings) > MAX_LAYERS or any(one not in _KNOWN for one in codings):
            raise FetchFailed(
                Obstacle.MALFORMED, url, f"content coding {coding[:40]!r}, which was not asked for"
            )
        # RFC 9110 §8.4: listed in the order in which they were applied
        self._layers = [_Layer(url, one, cap) for one in reversed(codings)]
        self._url = url
        self._cap = cap
        self.size = 0

    def feed(self, chunk: bytes) -> bytes:
        for layer in self._layers:
            chunk = layer.feed(chunk)
        self.size += len(chunk)
        if self.size > self._cap:
            raise FetchFailed(Obstacle.TOO_LARGE, self._url, f"more than {self._cap} bytes after decoding")
        return chunk

    def finish(self) -> None:
        for layer in self._layers:
            layer.finish()


class _Layer:
    """One coding."""

    def __init__(self, url: str, coding: str, cap: int) -> None:
        self._url = url
        self._cap = cap
        self._decoder: zlib._Decompress | None = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._raw_deflate = coding == "deflate"
        self._size = 0
        self._fed = False

    def feed(self, chunk: bytes) -> bytes:
        if not self._fed and chunk.lstrip()[:1] in (b"<", b"{"):
            self._decoder = (
                None  # said to be packed, and is not: no coding begins so, and browsers show the page
            )
        self._fed = self._fed or bool(chunk)
        if self._decoder is not None:
            chunk = self._inflate(self._decoder, chunk)
        self._size += len(chunk)
        if self._size > self._cap:
            raise FetchFailed(Obstacle.TOO_LARGE, self._url, f"more than {self._cap} bytes after decoding")
        return chunk

    def _inflate(self, decoder: zlib._Decompress, chunk: bytes) -> bytes:
        try:
            return decoder.decompress(chunk, self._cap - self._size + 1)
        except zlib.error as error:
            if self._raw_deflate and not self._size:
                self._raw_deflate = False
                self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
                return self._inflate(self._decoder, chunk)
            raise FetchFailed(
                Obstacle.MALFORMED, self._url, f"the compressed body is damaged: {error}"
            ) from error

    def finish(self) -> None:
        if self._decoder is not None and self._fed and not self._decoder.eof:
            raise FetchFailed(Obstacle.MALFORMED, self._url, "the compressed body ends too soon")
