"""Connections that have passed the address guard: names are resolved once, every answer is checked, the checked one is used.

A backend for httpcore (its public `network_backend` argument), so no name is ever resolved behind the guard's back:
what was checked is what is connected to, and a second, different DNS answer has no effect.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

import httpcore

from scrapers.addresses import is_public

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to IP literals, every one the name has. Raises OSError where the name does not resolve."""
Connector = Callable[[str, int], Awaitable[httpcore.AsyncNetworkStream]]
"""IP literal and port to an open stream. Raises OSError."""

CONNECTED: ContextVar[list[str]] = ContextVar("connected")
"""Where the present fetch notes the address it was connected to."""


class NameNotResolved(httpcore.ConnectError):
    """DNS gave no address."""


class AddressRefused(httpcore.ConnectError):
    """DNS gave an address that is not public; nothing was sent there."""


class TlsFault(httpcore.ConnectError):
    """The TLS handshake failed; the text is OpenSSL's."""


async def system_resolver(host: str, port: int) -> Sequence[str]:
    answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


async def open_stream(address: str, port: int) -> httpcore.AsyncNetworkStream:
    reader, writer = await asyncio.open_connection(address, port, limit=256 * 1024)
    return Stream(reader, writer)


class Stream(httpcore.AsyncNetworkStream):
    """An asyncio connection in httpcore's words. Time limits are the fetch's: one limit around all of it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's name
        try:
            return await self._reader.read(max_bytes)
        except (OSError, ssl.SSLError) as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's name
        if not buffer:
            return
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except (OSError, ssl.SSLError) as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Plain connections close at once; a TLS peer that never says goodbye is not waited for."""
        if self._writer.get_extra_info("ssl_object") is None:
            self._writer.close()
        else:
            self._writer.transport.abort()
        await asyncio.sleep(0)  # the transport closes its socket in the loop's next turn

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's name
    ) -> httpcore.AsyncNetworkStream:
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except (ssl.SSLError, OSError) as error:
            self._writer.transport.abort()
            raise TlsFault(str(error) or type(error).__name__) from error
        return self

    def get_extra_info(self, info: str) -> Any:
        match info:
            case "ssl_object":
                return self._writer.get_extra_info("ssl_object")
            case "client_addr":
                return self._writer.get_extra_info("sockname")
            case "server_addr":
                return self._writer.get_extra_info("peername")
            case "is_readable":
                # closed, or something came that nobody asked for: asked of an idle connection only
                return self._reader.at_eof() or bool(getattr(self._reader, "_buffer", b""))
        return None


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves, checks and connects. `fixed` maps ``host`` or ``host:port`` to an address that is used unchecked:
    the only way to a loopback or private address, and it is an explicit setting of whoever runs the patrol."""

    def __init__(
        self,
        *,
        fixed: Mapping[str, tuple[str, int]],
        resolver: Resolver = system_resolver,
        connector: Connector = open_stream,
    ) -> None:
        self._fixed = fixed
        self._resolver = resolver
        self._connector = connector

    async def _candidates(self, host: str, port: int) -> list[tuple[str, int]]:
        fixed = self._fixed.get(f"{host}:{port}") or self._fixed.get(host)
        if fixed is not None:
            return [fixed]
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise NameNotResolved(f"{host} does not resolve: {error}") from error
        if not addresses:
            raise NameNotResolved(f"{host} has no address")
        refused = [address for address in addresses if not is_public(address)]
        if refused:
            raise AddressRefused(f"{host} resolves to {refused[0]}, which is not a public address")
        return [(address, port) for address in addresses]

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's name
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        failure: OSError | None = None
        for address, actual_port in await self._candidates(host, port):
            try:
                async with asyncio.timeout(timeout):
                    stream = await self._connector(address, actual_port)
            except TimeoutError as error:
                failure = error
                continue
            except OSError as error:
                failure = error
                continue
            noted = CONNECTED.get(None)
            if noted is not None:
                noted.append(address)
            return stream
        if isinstance(failure, TimeoutError):
            raise httpcore.ConnectTimeout(f"no connection to {host}:{port} in {timeout:g} s") from failure
        raise httpcore.ConnectError(f"{host}:{port}: {failure}") from failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's name
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefused("unix sockets are never used")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
