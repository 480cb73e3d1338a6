"""What the servers' clocks say of ours: a machine whose clock is a year ahead would find reports missing that are not due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

AGREES = timedelta(days=1)
"""How far a server's time may be from ours: legal dates are days, and pages that caches keep are a little old."""


class Witnesses:
    """The times that servers told in `Date` (RFC 9110 §6.6.1). One that agrees bears our clock out: no two clocks are wrong
    by the same accident. Those that disagree say something only while none agrees."""

    def __init__(self) -> None:
        self.borne_out = False
        self._told: dict[str, datetime] = {}

    def hear(self, host: str, headers: Mapping[str, str], now: datetime) -> None:
        """The headers of an answer of the host, received `now`."""
        if self.borne_out:
            return
        time = told(headers)
        if time is not None:
            self.borne_out = abs(now - time) <= AGREES
            self._told[host] = time

    def against(self, hosts: Collection[str]) -> Mapping[str, datetime]:
        """Those of the hosts that tell another time, with it; empty as soon as any server bore our clock out."""
        return {} if self.borne_out else {host: self._told[host] for host in hosts if host in self._told}


def told(headers: Mapping[str, str]) -> datetime | None:
    """When the answer left its server, by that server's clock and the age a cache says it has."""
    try:
        time = parsedate_to_datetime(headers["date"])
        age = timedelta(seconds=int(headers.get("age", "0")))
        return (time if time.tzinfo else time.replace(tzinfo=UTC)) + age
    except (KeyError, ValueError, OverflowError):
        return None
