"""One HTTP exchange, bounded in bytes and time. The only module that imports httpx.

No redirect is followed here and no answer judged: that is the fetcher's. Every host has its own small client, which
keeps one connection and the host's cookies (one large shared keep-alive pool costs about ten times the CPU a page).
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import httpcore
import httpx

from scrapers.network import CONNECTED, AddressRefused, GuardedBackend, NameNotResolved, TlsFault
from scrapers.values import FetchFailed, Obstacle

ACCEPT_ENCODING = "gzip, deflate"


@dataclass(frozen=True, slots=True)
class Limits:
    """`raw` and `decoded` in bytes, before and after content decoding; times in seconds."""

    raw: int
    decoded: int
    connect: float
    total: float


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `form` and `json` are alternatives; either makes it a POST."""

    url: str
    form: Mapping[str, str] | None = None
    json: object = None
    headers: Mapping[str, str] | None = None

    @property
    def method(self) -> str:
        return "POST" if self.form is not None or self.json is not None else "GET"


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


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


class _Transport(httpx.AsyncBaseTransport):
    """httpx over an httpcore pool that has our network backend (httpx itself offers no public way to give one)."""

    def __init__(self, backend: GuardedBackend, context: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context, max_connections=1, max_keepalive_connections=1, network_backend=backend
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=address.raw_scheme,
                    host=address.raw_host,
                    port=address.port,
                    target=address.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Inflater:
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
        self._fed = True
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


class HostClient:
    """One host: one connection, one cookie jar. `exchange` raises `FetchFailed` and nothing else."""

    def __init__(
        self, *, backend: GuardedBackend, context: ssl.SSLContext, limits: Limits, headers: Mapping[str, str]
    ) -> None:
        self._limits = limits
        self._client = httpx.AsyncClient(
            transport=_Transport(backend, context),
            headers={**headers, "Accept-Encoding": ACCEPT_ENCODING},
            timeout=httpx.Timeout(limits.total, connect=limits.connect),
            follow_redirects=False,
            trust_env=False,
        )

    async def aclose(self) -> None:
        await self._client.aclose()

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
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise FetchFailed(Obstacle.TIMEOUT, ask.url, str(error) or type(error).__name__) from error
        except NameNotResolved as error:
            raise FetchFailed(Obstacle.DNS, ask.url, str(error)) from error
        except AddressRefused as error:
            raise FetchFailed(Obstacle.ADDRESS_REFUSED, ask.url, str(error)) from error
        except TlsFault as error:
            raise FetchFailed(Obstacle.TLS, ask.url, str(error)) from error
        except (httpcore.ProtocolError, httpx.ProtocolError, httpx.InvalidURL, ValueError) as error:
            raise FetchFailed(Obstacle.MALFORMED, ask.url, str(error) or type(error).__name__) from error
        except (httpcore.NetworkError, httpx.TransportError, OSError) as error:
            raise FetchFailed(Obstacle.CONNECT, ask.url, str(error) or type(error).__name__) from error
        finally:
            CONNECTED.reset(token)

    async def _exchange(self, ask: Ask, headers: Mapping[str, str], addresses: list[str]) -> Answer:
        sent = {**(ask.headers or {}), **headers}
        request = self._client.build_request(ask.method, ask.url, headers=sent, data=ask.form, json=ask.json)
        response = await self._client.send(request, stream=True)
        try:
            body = await self._body(ask.url, response)
        finally:
            await response.aclose()
        remote = addresses[-1] if addresses else self._remote(response)
        return Answer(
            ask.url,
            response.status_code,
            dict(response.headers),
            body,
            remote,
            request.method,
            dict(request.headers),
            request.content,
        )

    @staticmethod
    def _remote(response: httpx.Response) -> str | None:
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        return str(peer[0]) if peer else None

    async def _body(self, url: str, response: httpx.Response) -> bytes:
        limits = self._limits
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and (len(declared) > 18 or int(declared) > limits.raw):
            raise FetchFailed(
                Obstacle.TOO_LARGE, url, f"declares {declared[:30]} bytes; the limit is {limits.raw}"
            )
        inflater = _Inflater(
            url, response.headers.get("content-encoding", "").strip().lower(), limits.decoded
        )
        chunks, raw = [], 0
        async for chunk in response.aiter_raw():
            raw += len(chunk)
            if raw > limits.raw:
                raise FetchFailed(Obstacle.TOO_LARGE, url, f"more than {limits.raw} bytes")
            chunks.append(inflater.feed(chunk))
        inflater.finish()
        return b"".join(chunks)


def tls_context(profile: str, authorities: str | None = None) -> ssl.SSLContext:
    """Certificates and host names are always verified. `profile` is ``default``, ``p256_only`` or ``legacy_renegotiation``.

    `authorities` is a PEM file of further trusted authorities (a simulated town's own).
    """
    context = ssl.create_default_context()
    if authorities:
        context.load_verify_locations(authorities)
    if profile == "p256_only":
        context.set_ecdh_curve("prime256v1")
    elif profile == "legacy_renegotiation":
        context.options |= 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; named in ssl only from Python 3.12
    return context
