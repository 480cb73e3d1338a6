"""A real HTTP/1.1 server on loopback for simulated portals: one event loop in one thread, many hosts and addresses.

It does little and does it fast, so that benchmarks measure the client: keep-alive, GET, HEAD and POST with a length,
conditional answers, and the misbehaviours of `Wire`.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from specimens.connections import Connection, Greeter, unchanged
from specimens.web import Asked, Reply, Site


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
        self._open: set[Connection] = set()
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
                return Connection(self, secure) if greeting is None else Greeter(greeting)

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
        if reply.status == 200 and unchanged(asked, reply):
            reply = Reply(304, b"", None, reply.headers, reply.etag, reply.changed)
        if self._log is not None:
            conditional = "if-none-match" in asked.headers or "if-modified-since" in asked.headers
            agent = asked.headers.get("user-agent", "")
            self._log.append(Visit(asked.host, asked.method, asked.target, reply.status, conditional, agent))
        return reply

    def came(self, connection: Connection) -> None:
        self._open.add(connection)

    def left(self, connection: Connection) -> None:
        self._open.discard(connection)
