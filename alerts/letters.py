"""What a destination is written: its messages, in its language and within its length.

A message's key is made of its destination and the notices it tells.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from alerts.digest import arranged, brief_line, in_order, open_line, summary
from alerts.entries import Entry, Links, Told, counted, entry_of, single_title
from alerts.offices import Destination, Office, Offices
from alerts.places import Places
from alerts.rendering import cut, in_parts, render
from alerts.sending import most_characters
from alerts.urgency import Urgency
from alerts.wording import WORDS, Words
from storage import BriefNotice, Memory, Message, Notice

FLOOD = 5
"""More than this many things at once become one digest, also where "at once" was asked for."""
ROOMY = 1500
"""Characters below which a message has no room to list by place what was open before; it says how many."""
MOST_PARTS = 6
"""A digest that a channel would take in more parts than this tells its numbers by place instead, in one message."""
MOST_IN_WORDS = 2000
"""Things of one message that are told in words: of more, a message says how many of each kind by place."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What composing needs besides the ledger."""

    memory: Memory
    offices: Offices
    now: datetime
    templates: Path | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """Division code → name of its government, as the roster gives it."""


def _key(destination: Destination, notices: Sequence[Notice | BriefNotice]) -> str:
    """Destination and the exact things told; short enough to be read aloud."""
    parts = "\n".join([destination.name, *sorted(notice.key for notice in notices)])
    return f"nb-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Letter:
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

    def counted(self) -> list[Message]:
        """The same of more than anybody reads one by one: findings by place and number, in one message; health in parts."""
        memory, name = self.desk.memory, self.destination.name
        health = memory.waiting(name, of_findings=False)
        parts = [health[start : start + MOST_IN_WORDS] for start in range(0, len(health), MOST_IN_WORDS)]
        made = [message for part in parts for message in self._health(part)]
        told = memory.waiting_briefly(name)
        if told:
            made += self._brief(told, in_order([counted(notice, self.words) for notice in told]))
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
            title = self._title(label) if whole else single_title(part[0], self.words)
            cities = arranged(part, self.places.city, self.places.county)
            return {**self._values(title, part, open_), "cities": cities}

        def size(part: Sequence[Entry]) -> int:
            return self._size(values(part, self.words.part.format(number=99, total=99)))

        parts = in_parts(entries, self.limit, size, MOST_PARTS)
        if parts is None:
            return self._brief([entry.notice for entry in entries], entries)
        made = []
        for number, part in enumerate(parts, start=1):
            label = self.words.part.format(number=number, total=len(parts)) if len(parts) > 1 else ""
            made += self._put([entry.notice for entry in part], "digest", values(part, label))
        return made

    def _brief(self, notices: Sequence[Notice | BriefNotice], entries: Sequence[Told]) -> list[Message]:
        """All of them in one message: how many of each severity by place, worst first; one by one on the pages."""
        by_place: dict[str, list[Told]] = {}
        for entry in entries:
            name = self.places.city(entry.division) or self.places.county(entry.division)
            by_place.setdefault(name, []).append(entry)
        lines = [brief_line(name, found, self.words) for name, found in by_place.items()]
        values = self._values(self._title(""), entries, {})
        empty = self._size(values)
        room = 0
        while room < len(lines) and (
            self.limit is None or empty + sum(len(one) + 8 for one in lines[: room + 1]) + 80 <= self.limit
        ):
            room += 1
        left = len(lines) - room
        more = [self.words.more_places.format(count=left)] if left else []
        return self._put(notices, "digest", {**values, "brief": [*lines[:room], *more]})

    def _title(self, part: str) -> str:
        return self.words.digest_title.format(office=self.office.name, part=part)

    def _values(
        self, title: str, told: Sequence[Told], open_: Mapping[str, Sequence[str]]
    ) -> dict[str, object]:
        open_total = sum(map(len, open_.values()))
        roomy = self.limit is None or self.limit >= ROOMY
        return {
            "title": title,
            "summary": summary(told, open_total, self.words),
            "cities": (),
            "brief": (),
            "open_total": open_total,
            "open_counties": [
                open_line(name, numbers, self.words) for name, numbers in open_.items() if roomy
            ],
        }

    def _size(self, values: Mapping[str, object]) -> int:
        """Characters of a digest, its key included."""
        filled = {**values, "key": "nb-" + "0" * 16, "words": self.words}
        rendered = render("digest", filled, self.desk.templates)
        return max(len(rendered.markdown), len(rendered.text))

    def _still_open(self, entries: Sequence[Entry]) -> dict[str, list[str]]:
        """Numbers of findings that are open, of a kind this destination hears of, and not told in this digest; by place."""
        told = {entry.number for entry in entries}
        by_place: dict[str, list[str]] = defaultdict(list)
        if not self.office.divisions:
            return by_place
        place = cache(self._place)
        with self.desk.memory.open_findings(self.office.divisions) as every:
            for number, severity, division in every:
                if number in told or not self.destination.wants("opened", severity):
                    continue
                name = place(division)
                if name is not None:
                    by_place[name].append(number)
        return dict(sorted(by_place.items()))

    def _place(self, division: str | None) -> str | None:
        """City and county of a division that is this office's to hear of; `None` where it is not."""
        if self.office not in self.desk.offices.responsible(division):
            return None
        names = (self.places.city(division), self.places.county(division))
        return " · ".join(name for name in names if name)

    def _put(
        self, notices: Sequence[Notice | BriefNotice], template: str, values: Mapping[str, object]
    ) -> list[Message]:
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
            findings=tuple(dict.fromkeys(n.number for n in notices if n.number is not None)),
        )
        told = [notice.id for notice in notices]
        fresh = self.desk.memory.put_message(message, notices=told, at=self.desk.now)
        return [message] if fresh else []
