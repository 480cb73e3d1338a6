"""Who is to be told of a notice: the ledger's rows, written once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alerts.offices import Destination, Office, Offices
from storage import Memory, Unrouted

PART = 1000
"""Notices routed at once."""


def route(memory: Memory, offices: Offices, now: datetime) -> None:
    """Everything untold, a part at a time."""
    last, known = 0, dict[Unrouted, list[tuple[str, str]] | None]()
    while part := memory.unrouted(last, PART):
        last = part[-1].id
        routed: dict[int, Sequence[tuple[str, str]]] = {}
        for notice in part:
            alike = notice._replace(id=0)
            if alike not in known:
                routes = _routes(offices, notice)
                known[alike] = None if routes is None else [(one.name, by.name) for one, by in routes]
            found = known[alike]
            if found is not None:
                routed[notice.id] = found
        memory.route_all(routed, now)


def _routes(offices: Offices, notice: Unrouted) -> list[tuple[Office, Destination]] | None:
    """Who is to be told; `None` keeps the notice until there is an operator to tell."""
    if notice.audience == "operator":
        told: tuple[Office, ...] = (offices.operator,)
    elif notice.kind == "escalated":
        told = offices.above(notice.division)
    else:
        told = offices.responsible(notice.division)
    if offices.operator in told and not offices.operator.destinations:
        return None
    return [
        (office, destination)
        for office in told
        for destination in office.destinations
        if office is offices.operator or destination.wants(notice.kind, notice.severity)
    ]
