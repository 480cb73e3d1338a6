"""A real HTTP/1.1 server on loopback for simulated portals: one event loop in one thread, many hosts and addresses.

It does little and does it fast, so that benchmarks measure the client: keep-alive, GET, HEAD and POST with a length,
conditional answers, and the misbehaviours of `Wire`.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from specimens.web import Asked, Reply, Site, Wire, http_date

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}
_ENDLESS_BLOCK = b"<p>" + "无尽".encode() * 600 + b"</p>\n"


@dataclass(frozen=True, slots=True)
class Door:
    """Where one host is served: a loopback address and what listens there.

    `greeting` makes the https port answer the client's hello with these bytes alone. `exact` names both ports in
    `Server.resolve` even where nothing listens, so that a client which tries the other scheme is refused here, on
    loopback, and does not go looking elsewhere.
    """

    host: str
    site: Site
    address: str = "127.0.0.1"
    plain: bool = True
    tls: ssl.SSLContext | None = None
    greeting: bytes | None = None
    exact: bool = False


_NOBODY = 1
"""A port of loopback where nothing listens."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request in the server's log."""

    host: str
    method: str
    target: str
    status: int
    conditional: bool
    user_agent: str


class Server:
    """Serves doors from entering to leaving the `with` block. `resolve` tells a client where the hosts are."""

    def __init__(self, doors: Iterable[Door], *, log: bool = True) -> None:
        self._doors = tuple(doors)
        self._sites = {door.host: door.site for door in self._doors}
        self._log: list[Visit] | None = [] if log else None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="specimen-town", daemon=True)
        self._listening: list[asyncio.Server] = []
        self._open: set[_Connection] = set()
        self._ports: dict[tuple[str, bool, int], int] = {}
        self._resolve: dict[str, tuple[str, int]] = {}

    @property
    def address(self) -> tuple[str, int]:
        """Address and port of the first host."""
        return next(iter(self._resolve.values()))

    @property
    def resolve(self) -> Mapping[str, tuple[str, int]]:
        """``host`` (any port), or ``host:80`` and ``host:443`` where both schemes are served → (address, port)."""
        return dict(self._resolve)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """What was asked so far, in order."""
        return tuple(self._log or ())

    def forget(self) -> None:
        """Empties the log."""
        if self._log is not None:
            self._log.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> None:
        for door in self._doors:
            secure = door.tls is not None or door.greeting is not None
            exact = door.exact or (door.plain and secure)
            if exact:
                self._resolve |= {f"{door.host}:{port}": (door.address, _NOBODY) for port in (80, 443)}
            if door.plain:
                self._resolve[f"{door.host}:80" if exact else door.host] = await self._bind(
                    door, secure=False
                )
            if secure:
                self._resolve[f"{door.host}:443" if exact else door.host] = await self._bind(
                    door, secure=True
                )

    async def _bind(self, door: Door, *, secure: bool) -> tuple[str, int]:
        """One listening socket for each address, scheme and certificate."""
        tls, greeting = (door.tls, door.greeting) if secure else (None, None)
        key = (door.address, secure, id(tls) if greeting is None else id(greeting))
        if key not in self._ports:

            def connection() -> asyncio.Protocol:
                return _Connection(self, secure) if greeting is None else _Greeter(greeting)

            server = await self._loop.create_server(connection, door.address, 0, ssl=tls, backlog=512)
            self._listening.append(server)
            self._ports[key] = server.sockets[0].getsockname()[1]
        return door.address, self._ports[key]

    async def _close(self) -> None:
        for server in self._listening:
            server.close()
        for connection in tuple(self._open):
            connection.abort()
        # One turn lets the transports report their loss before the loop stops.
        await asyncio.sleep(0)
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)

    def answer(self, asked: Asked) -> Reply:
        """The site's answer, made conditional where the request is; an unknown host is a server's default page."""
        site = self._sites.get(asked.host)
        reply = site.answer(asked) if site else Reply(404, b"<html><h1>nginx</h1></html>")
        if reply.status == 200 and _unchanged(asked, reply):
            reply = Reply(304, b"", None, reply.headers, reply.etag, reply.changed)
        if self._log is not None:
            conditional = "if-none-match" in asked.headers or "if-modified-since" in asked.headers
            agent = asked.headers.get("user-agent", "")
            self._log.append(Visit(asked.host, asked.method, asked.target, reply.status, conditional, agent))
        return reply

    def came(self, connection: _Connection) -> None:
        self._open.add(connection)

    def left(self, connection: _Connection) -> None:
        self._open.discard(connection)


def _unchanged(asked: Asked, reply: Reply) -> bool:
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


class _Connection(asyncio.Protocol):
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


class _Greeter(asyncio.Protocol):
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
