"""What whoever runs a patrol may set about fetching; everything about one portal is in its description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

AGENT_TOKEN = "NianbaoWatch"
"""The product token robots.txt rules are looked up under."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Times in seconds, sizes in bytes. `contact` goes into the User-Agent: a mail or web address of who runs this.

    `resolve` maps ``host`` or ``host:port`` to the (IP, port) to connect to, unchecked by the address guard: the only way
    to a loopback or private address. `interval` overrides every portal's pause, hours and daily cap; for such hosts only.
    `longest_wait` is the longest Retry-After that is waited for; a longer one ends the fetch as rate_limited.
    """

    contact: str = "https://nianbao.invalid/contact"
    resolve: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    interval: float | None = None
    connect_timeout: float = 15.0
    total_timeout: float = 60.0
    max_raw: int = 30 * 1024 * 1024
    max_decoded: int = 60 * 1024 * 1024
    max_redirects: int = 6
    retries: int = 2
    backoff: float = 4.0
    longest_wait: float = 120.0
    robots_age: float = 86_400.0
    authorities: str | None = None

    @property
    def user_agent(self) -> str:
        return f"{AGENT_TOKEN}/0.1 (+{self.contact}; reads public annual disclosure reports)"
