"""HTTP/1.1 by hand on one connection, so that it can also be spoken badly."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from specimens.web import Asked, Reply, Wire, http_date

if TYPE_CHECKING:
    from specimens.server import Server

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}
_ENDLESS_BLOCK = b"<p>" + "无尽".encode() * 600 + b"</p>\n"


def unchanged(asked: Asked, reply: Reply) -> bool:
    """RFC 9110 §13.2.2: If-None-Match decides where it is sent, If-Modified-Since otherwise."""
    tags = asked.headers.get("if-none-match")
    if tags is not None:
        return reply.etag is not None and reply.etag in [tag.strip() for tag in tags.split(",")]
    since = asked.headers.get("if-modified-since")
    return since is not None and reply.changed is not None and since == http_date(reply.changed)


def _head(reply: Reply, length: int | None) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} {_REASONS.get(reply.status, 'Answer')}", "Server: nginx"]
    if reply.content_type is not None:
        lines.append(f"Content-Type: {reply.content_type}")
    if reply.etag:
        lines.append(f"ETag: {reply.etag}")
    if reply.changed:
        lines.append(f"Last-Modified: {http_date(reply.changed)}")
    lines += [f"{name}: {value}" for name, value in reply.headers]
    lines.append("Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


class Connection(asyncio.Protocol):
    """One client connection: parses requests one after another and writes answers in their order."""

    def __init__(self, server: Server, secure: bool) -> None:
        self._server = server
        self._secure = secure
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._slow: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.came(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._server.left(self)
        if self._slow is not None:
            self._slow.cancel()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._serve_waiting()

    def _serve_waiting(self) -> None:
        while self._slow is None and self._transport is not None:
            asked = self._next_request()
            if asked is None:
                return
            reply = self._server.answer(asked)
            if reply.wire is None:
                length = len(reply.body)
                head = b"" if reply.status == 304 else reply.body
                self._transport.write(_head(reply, length) + (b"" if asked.method == "HEAD" else head))
            else:
                self._slow = asyncio.get_running_loop().create_task(self._misbehave(reply, reply.wire))

    def _next_request(self) -> Asked | None:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        lines = self._buffer[:end].decode("latin-1").split("\r\n")
        method, _, rest = lines[0].partition(" ")
        target = rest.rpartition(" ")[0]
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        length = int(headers.get("content-length", "0") or "0")
        if len(self._buffer) < end + 4 + length:
            return None
        body = bytes(self._buffer[end + 4 : end + 4 + length])
        del self._buffer[: end + 4 + length]
        host = headers.get("host", "").partition(":")[0].lower()
        return Asked(host, method, target or "/", headers, body, self._secure)

    async def _misbehave(self, reply: Reply, wire: Wire) -> None:
        transport = self._transport
        assert transport is not None
        await asyncio.sleep(wire.delay)
        if wire.drop:
            transport.abort()
            return
        if wire.raw is not None:
            transport.write(wire.raw)
            transport.close()
            return
        if wire.endless:
            transport.write(_head(reply, None))
            await self._pour(transport)
            return
        length = wire.declare if wire.declare is not None else len(reply.body)
        transport.write(_head(reply, length))
        for piece, pause in _pieces(reply.body, wire.drip):
            if transport.is_closing():
                return
            transport.write(piece)
            await asyncio.sleep(pause)
        if length != len(reply.body):
            transport.close()
        self._slow = None
        self._serve_waiting()

    @staticmethod
    async def _pour(transport: asyncio.Transport) -> None:
        """Chunks until the client hangs up, never more than a little ahead of it."""
        chunk = f"{len(_ENDLESS_BLOCK):x}\r\n".encode() + _ENDLESS_BLOCK + b"\r\n"
        with contextlib.suppress(ConnectionError):
            while not transport.is_closing():
                if transport.get_write_buffer_size() < 1 << 20:
                    transport.write(chunk * 8)
                await asyncio.sleep(0.002)


class Greeter(asyncio.Protocol):
    """Answers the first bytes of a client with fixed ones and leaves."""

    def __init__(self, greeting: bytes) -> None:
        self._greeting = greeting
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(self._greeting)
        self._transport.close()


def _pieces(body: bytes, drip: float | None) -> Iterator[tuple[bytes, float]]:
    if drip is None:
        yield body, 0.0
        return
    size = max(1, int(drip / 10))
    for start in range(0, len(body), size):
        yield body[start : start + size], size / drip
