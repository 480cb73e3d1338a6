"""One HTTP exchange, bounded in bytes and time. This module and `scrapers.asking` alone know httpx.

No redirect is followed here and no answer judged: that is the fetcher's. Every host has its own small client, which
keeps one connection and the host's cookies (one large shared keep-alive pool costs about ten times the CPU a page).
Requests and cookies are httpx's; they go straight to a connection of httpcore, httpx's own engine, because httpx offers
no public way to pass a network backend (the address guard), and because a pool and a client for one connection cost about
a third of the CPU of a page (benchmarks/crawl).
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import httpcore
import httpx

from scrapers.asking import Ask, Sent, sent
from scrapers.inflating import Inflater
from scrapers.network import CONNECTED, AddressRefused, GuardedBackend, NameNotResolved, TlsFault
from scrapers.values import FetchFailed, Obstacle

ACCEPT_ENCODING = "gzip, deflate"
KEPT_OPEN = 75.0
"""Seconds an idle connection is kept: longer than any portal's pause between two requests."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`raw` and `decoded` in bytes, before and after content decoding; times in seconds."""

    raw: int
    decoded: int
    connect: float
    total: float


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` have lower-case names; repeated fields are joined with a comma, as RFC 9110 §5.2 allows."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    remote_address: str | None
    method: str
    request_headers: Mapping[str, str]
    request_body: bytes


class HostClient:
    """One host: one connection at a time, one cookie jar. `exchange` raises `FetchFailed` and nothing else.

    Not for two requests at once: the fetcher holds the host's lock, since one connection a host is what it promises.
    """

    def __init__(
        self, *, backend: GuardedBackend, context: ssl.SSLContext, limits: Limits, headers: Mapping[str, str]
    ) -> None:
        self._backend = backend
        self._context = context
        self._limits = limits
        self._headers = {**headers, "Accept-Encoding": ACCEPT_ENCODING, "Connection": "keep-alive"}
        self._cookies = httpx.Cookies()
        self._connection: httpcore.AsyncHTTP11Connection | None = None

    async def aclose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.aclose()

    async def exchange(self, ask: Ask, headers: Mapping[str, str]) -> Answer:
        addresses: list[str] = []
        token = CONNECTED.set(addresses)
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._exchange(ask, headers, addresses)
        except TimeoutError as error:
            raise FetchFailed(
                Obstacle.TIMEOUT, ask.url, f"not finished in {self._limits.total:g} s"
            ) from error
        except httpcore.TimeoutException as error:
            raise FetchFailed(Obstacle.TIMEOUT, ask.url, str(error) or type(error).__name__) from error
        except NameNotResolved as error:
            raise FetchFailed(Obstacle.DNS, ask.url, str(error)) from error
        except AddressRefused as error:
            raise FetchFailed(Obstacle.ADDRESS_REFUSED, ask.url, str(error)) from error
        except TlsFault as error:
            raise FetchFailed(Obstacle.TLS, ask.url, str(error)) from error
        except (httpcore.ProtocolError, httpx.InvalidURL, ValueError) as error:
            raise FetchFailed(Obstacle.MALFORMED, ask.url, str(error) or type(error).__name__) from error
        except (httpcore.NetworkError, OSError) as error:
            raise FetchFailed(Obstacle.CONNECT, ask.url, str(error) or type(error).__name__) from error
        finally:
            CONNECTED.reset(token)

    async def _exchange(self, ask: Ask, headers: Mapping[str, str], addresses: list[str]) -> Answer:
        what = sent(ask, {**self._headers, **(ask.headers or {}), **headers}, self._cookies)
        response = await self._send(what)
        try:
            received = _fields(response.headers)
            body = await self._body(ask.url, response, received)
        except (
            BaseException
        ):  # a cancelled walk too: what is left of this answer must not be taken for the next one
            await self.aclose()
            raise
        if "set-cookie" in received:
            asked = httpx.Request(what.method, ask.url)
            self._cookies.extract_cookies(
                httpx.Response(response.status, headers=response.headers, request=asked)
            )
        remote = addresses[-1] if addresses else _peer(response)
        return Answer(ask.url, response.status, received, body, remote, what.method, what.fields(), what.body)

    async def _send(self, what: Sent) -> httpcore.Response:
        """Send on the kept connection, or on a new one; a kept one that the server has closed meanwhile is replaced once."""
        message = httpcore.Request(what.method, what.url, headers=what.headers, content=what.body)
        origin = what.url.origin
        kept = self._connection
        if kept is not None:
            free = kept.can_handle_request(origin) and kept.is_available() and not kept.has_expired()
            if free and not _sent_more(kept):
                try:
                    return await kept.handle_async_request(message)
                except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                    pass
            await self.aclose()
        self._connection = await self._connected(origin)
        return await self._connection.handle_async_request(message)

    async def _connected(self, origin: httpcore.Origin) -> httpcore.AsyncHTTP11Connection:
        host = origin.host.decode("ascii")
        stream = await self._backend.connect_tcp(host, origin.port, timeout=self._limits.connect)
        if origin.scheme == b"https":
            stream = await stream.start_tls(self._context, server_hostname=host)
        return httpcore.AsyncHTTP11Connection(origin, stream, keepalive_expiry=KEPT_OPEN)

    async def _body(self, url: str, response: httpcore.Response, received: Mapping[str, str]) -> bytes:
        limits = self._limits
        declared = received.get("content-length", "")
        if declared.isascii() and declared.isdigit() and (len(declared) > 18 or int(declared) > limits.raw):
            raise FetchFailed(
                Obstacle.TOO_LARGE, url, f"declares {declared[:30]} bytes; the limit is {limits.raw}"
            )
        inflater = Inflater(url, received.get("content-encoding", "").strip().lower(), limits.decoded)
        chunks, raw = [], 0
        async for chunk in response.aiter_stream():
            raw += len(chunk)
            if raw > limits.raw:
                raise FetchFailed(Obstacle.TOO_LARGE, url, f"more than {limits.raw} bytes")
            chunks.append(inflater.feed(chunk))
        inflater.finish()
        await response.aclose()
        return b"".join(chunks)


def _sent_more(connection: httpcore.AsyncHTTP11Connection) -> bool:
    """Whether bytes lie behind the last answer: on the next request they would be taken for its answer."""
    behind: tuple[bytes, bool] = connection._h11_state.trailing_data  # httpcore has no public word for it
    return bool(behind[0])


def _fields(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case; repeated fields joined with a comma. Bytes that are not UTF-8 are read as Latin-1."""
    fields: dict[str, str] = {}
    for name, value in headers:
        key = name.decode("latin-1").lower()
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields


def _peer(response: httpcore.Response) -> str | None:
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return str(peer[0]) if peer else None


@cache
def tls_context(profile: str, authorities: str | None = None) -> ssl.SSLContext:
    """Certificates and host names are always verified. `profile` is ``default``, ``p256_only`` or ``legacy_renegotiation``.

    `authorities` is a PEM file of further trusted authorities (a simulated town's own). One of a kind in a process: the
    authorities of a system are hundreds, and reading them takes 25 ms.
    """
    context = ssl.create_default_context()
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # on from Python 3.13: it refuses what browsers open
    if authorities:
        context.load_verify_locations(authorities)
    context.set_alpn_protocols(["http/1.1"])
    if profile == "p256_only":
        context.set_ecdh_curve("prime256v1")
    elif profile == "legacy_renegotiation":
        context.options |= 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; named in ssl only from Python 3.12
    return context
