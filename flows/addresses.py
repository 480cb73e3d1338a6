"""Where the addresses of destinations are looked up: the environment first, else Prefect's Secret blocks.

An office file names a variable, as in ``address_from: NIANBAO_GANSU_MAIL``. Where it is not set and a Prefect server is
configured, the Secret block of the same name in small letters with hyphens (``nianbao-gansu-mail``) is asked. What is
found is handed to the sender and kept nowhere.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterator, Mapping

import httpx

log = logging.getLogger(__name__)


def block_name(variable: str) -> str:
    """The Secret block that stands for an environment variable."""
    return variable.lower().replace("_", "-")


class Addresses(Mapping[str, str]):
    """Variable → address. Iterating shows the environment's alone: blocks are asked for by name, never listed."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment

    def __getitem__(self, variable: str) -> str:
        if found := self._environment.get(variable):
            return found
        secret = self._secret(block_name(variable))
        if secret is None:
            raise KeyError(variable)
        return secret

    def __iter__(self) -> Iterator[str]:
        return iter(self._environment)

    def __len__(self) -> int:
        return len(self._environment)

    def _secret(self, block: str) -> str | None:
        """`None` where no server is configured, it does not answer, or it has no such block. Never call in an event loop."""
        from prefect.blocks.system import Secret  # noqa: PLC0415  # two seconds that most commands need not wait
        from prefect.exceptions import PrefectException  # noqa: PLC0415
        from prefect.settings import get_current_settings  # noqa: PLC0415

        if not get_current_settings().api.url:
            return None
        try:
            found: Secret[str] = asyncio.run(Secret.aload(block))
        except (ValueError, PrefectException, httpx.HTTPError) as error:
            log.warning("the Secret block %s could not be read: %s", block, type(error).__name__)
            return None
        return str(found.get())
