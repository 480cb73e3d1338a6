"""From the ledger to messages: what is new goes to the destinations that want it, in one transaction, once.

A message's key is made of its destination and the notices it tells, so composing again after a death at any moment
makes the same message or none.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from alerts.digest import (
    Entry,
    Links,
    arranged,
    brief_line,
    entry_of,
    in_order,
    open_line,
    single_title,
    summary,
)
from alerts.message import Message, Urgency
from alerts.offices import Destination, Office, Offices
from alerts.places import Places
from alerts.rendering import cut, in_parts, render
from alerts.sending import most_characters
from alerts.wording import WORDS, Words
from storage import FindingState, Memory, Notice

FLOOD = 5
"""More than this many things at once become one digest, also where "at once" was asked for."""
ROOMY = 1500
"""Characters below which a message has no room to list by place what was open before; it says how many."""
MOST_PARTS = 6
"""A digest that a channel would take in more parts than this tells its numbers by place instead, in one message."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What composing needs besides the ledger."""

    memory: Memory
    offices: Offices
    now: datetime
    templates: Path | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """Division code → name of its government, as the roster gives it."""


def compose(
    memory: Memory, offices: Offices, now: datetime, templates: Path | None = None
) -> tuple[Message, ...]:
    """Route what is untold, then make the messages that are due. Returns the messages made; none the second time."""
    made: list[Message] = []
    with memory.batch():
        desk = Desk(memory, offices, now, templates, memory.government_names())
        for notice in memory.untold():
            routes = _routes(offices, notice)
            if routes is not None:
                memory.route(
                    notice.id, [(office.name, destination.name) for office, destination in routes], now
                )
        for office, destination in offices.destinations():
            waiting = memory.waiting(destination.name)
            if waiting and _due(destination, waiting, now):
                made.extend(_Letter(desk, office, destination).all(waiting))
    return tuple(made)


def _routes(offices: Offices, notice: Notice) -> list[tuple[Office, Destination]] | None:
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


def _due(destination: Destination, waiting: Sequence[Notice], now: datetime) -> bool:
    if destination.urgency is Urgency.AT_ONCE:
        return True
    return destination.schedule.digest_due(min(notice.at for notice in waiting), now)


def _key(destination: Destination, notices: Sequence[Notice]) -> str:
    """Destination and the exact things told; short enough to be read aloud."""
    parts = "\n".join([destination.name, *sorted(notice.key for notice in notices)])
    return f"nb-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class _Letter:
    """Writes to one destination of one office, in its language."""

    desk: Desk
    office: Office
    destination: Destination

    @property
    def words(self) -> Words:
        return WORDS[self.destination.language]

    @property
    def limit(self) -> int | None:
        """Characters of one message: what the office asked for, else what the channel takes."""
        return self.destination.limit or most_characters(self.desk.offices.address(self.destination))

    @property
    def places(self) -> Places:
        return Places(self.words, self.desk.names)

    def all(self, waiting: Sequence[Notice]) -> list[Message]:
        """Every message that `waiting` makes: health by itself, findings singly or as a digest."""
        told = [notice for notice in waiting if notice.finding is not None]
        health = [notice for notice in waiting if notice.finding is None]
        made = self._health(health) if health else []
        singly = self.destination.urgency is Urgency.AT_ONCE and len(told) <= FLOOD
        for batch in [[notice] for notice in told] if singly else ([told] if told else []):
            made += self._digest(batch, whole=not singly)
        return made

    def _health(self, notices: Sequence[Notice]) -> list[Message]:
        title = notices[0].title if len(notices) == 1 else self.words.health_title.format(count=len(notices))
        return self._put(notices, "operator", {"title": title, "notices": notices})

    def _digest(self, notices: Sequence[Notice], *, whole: bool) -> list[Message]:
        """One digest, in as many parts as the channel's length asks for; each part tells whole findings."""
        links = Links(self.desk.offices.pages)
        entries = in_order([entry_of(notice, self.words, links) for notice in notices])
        open_ = self._still_open(entries) if whole else {}

        def values(part: Sequence[Entry], label: str) -> dict[str, object]:
            return self._digest_values(part, label, open_, whole=whole)

        def size(part: Sequence[Entry]) -> int:
            label = self.words.part.format(number=99, total=99)
            filled = {**values(part, label), "key": "nb-" + "0" * 16, "words": self.words}
            rendered = render("digest", filled, self.desk.templates)
            return max(len(rendered.markdown), len(rendered.text))

        parts = in_parts(entries, self.limit, size, MOST_PARTS)
        if parts is None:
            return self._brief(entries, size)
        made = []
        for number, part in enumerate(parts, start=1):
            label = self.words.part.format(number=number, total=len(parts)) if len(parts) > 1 else ""
            made += self._put([entry.notice for entry in part], "digest", values(part, label))
        return made

    def _brief(self, entries: Sequence[Entry], size: Callable[[Sequence[Entry]], int]) -> list[Message]:
        """All of them in one message: how many of each severity by place, worst first; one by one on the pages."""
        empty = size(())
        by_place: dict[str, list[Entry]] = {}
        for entry in entries:
            name = self.places.city(entry.division) or self.places.county(entry.division)
            by_place.setdefault(name, []).append(entry)
        lines = [brief_line(name, found, self.words) for name, found in by_place.items()]
        room = 0
        while room < len(lines) and (
            self.limit is None or empty + sum(len(one) + 8 for one in lines[: room + 1]) + 80 <= self.limit
        ):
            room += 1
        values = self._digest_values(entries, "", {}, whole=True)
        left = len(lines) - room
        more = [self.words.more_places.format(count=left)] if left else []
        return self._put(
            [entry.notice for entry in entries],
            "digest",
            {**values, "cities": (), "brief": [*lines[:room], *more]},
        )

    def _digest_values(
        self, part: Sequence[Entry], label: str, open_: Mapping[str, Sequence[str]], *, whole: bool
    ) -> dict[str, object]:
        open_total = sum(map(len, open_.values()))
        roomy = self.limit is None or self.limit >= ROOMY
        return {
            "title": self.words.digest_title.format(office=self.office.name, part=label)
            if whole
            else single_title(part[0], self.words),
            "summary": summary(part, open_total, self.words),
            "cities": arranged(part, self.places.city, self.places.county),
            "brief": (),
            "open_total": open_total,
            "open_counties": [
                open_line(name, numbers, self.words) for name, numbers in open_.items() if roomy
            ],
        }

    def _still_open(self, entries: Sequence[Entry]) -> dict[str, list[str]]:
        """Numbers of findings that are open, of a kind this destination hears of, and not told in this digest; by place."""
        told = {entry.number for entry in entries}
        by_place: dict[str, list[str]] = defaultdict(list)
        if not self.office.divisions:
            return by_place
        for finding in self.desk.memory.findings(
            states=[FindingState.OPEN], divisions=list(self.office.divisions)
        ):
            heard = self.destination.wants("opened", finding.severity) and finding.number not in told
            if heard and self.office in self.desk.offices.responsible(finding.division):
                names = (self.places.city(finding.division), self.places.county(finding.division))
                by_place[" · ".join(name for name in names if name)].append(finding.number)
        return dict(sorted(by_place.items()))

    def _put(self, notices: Sequence[Notice], template: str, values: Mapping[str, object]) -> list[Message]:
        key = _key(self.destination, notices)
        rendered = render(template, {**values, "key": key, "words": self.words}, self.desk.templates)
        limit, note = self.limit, self.words.cut_short
        message = Message(
            key=key,
            office=self.office.name,
            destination=self.destination.name,
            title=str(values["title"]),
            markdown=cut(rendered.markdown, limit, note),
            text=cut(rendered.text, limit, note),
            findings=tuple(dict.fromkeys(n.finding.number for n in notices if n.finding is not None)),
        )
        fresh = self.desk.memory.put_message(
            key=message.key,
            office=message.office,
            destination=message.destination,
            title=message.title,
            markdown=message.markdown,
            text=message.text,
            findings=message.findings,
            notices=[notice.id for notice in notices],
            at=self.desk.now,
        )
        return [message] if fresh else []
