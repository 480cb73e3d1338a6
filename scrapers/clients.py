"""The small clients of a run: one a host and TLS profile, their contexts shared."""

from __future__ import annotations

import asyncio

from scrapers.fetch_settings import FetchSettings
from scrapers.network import GuardedBackend
from scrapers.portal import Portal
from scrapers.web import HostClient, Limits, tls_context


class Clients:
    """Made when first asked for, closed when their portal is done with."""

    def __init__(self, settings: FetchSettings, backend: GuardedBackend) -> None:
        self._settings = settings
        self._backend = backend
        self._limits = Limits(
            settings.max_raw, settings.max_decoded, settings.connect_timeout, settings.total_timeout
        )
        self._clients: dict[tuple[str, str], HostClient] = {}

    def of(self, host: str, portal: Portal) -> HostClient:
        key = (host, portal.tls.profile)
        client = self._clients.get(key)
        if client is None:
            client = self._clients[key] = HostClient(
                backend=self._backend,
                context=tls_context(portal.tls.profile, self._settings.authorities),
                limits=self._limits,
                headers={
                    "User-Agent": self._settings.user_agent,
                    "Accept": "*/*",
                    "Accept-Language": "zh-CN,zh;q=0.9",
                },
            )
        return client

    async def forget(self, host: str, profile: str) -> None:
        """Close the host's connection; its cookies go with it."""
        client = self._clients.pop((host, profile), None)
        if client is not None:
            await client.aclose()

    async def aclose(self) -> None:
        clients, self._clients = list(self._clients.values()), {}
        await asyncio.gather(*(client.aclose() for client in clients))
