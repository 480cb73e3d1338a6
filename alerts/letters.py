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

from alerts.alike import alike_as_one
from alerts.digest import arranged, brief_line, headline, in_order, open_line, summary
from alerts.entries import Entry, Links, Told, counted, entry_of, last_word, of_findings, single_title
from alerts.offices import Destination, Office, Offices
from alerts.places import Places
from alerts.rendering import Rendered, Room, in_parts, most_that_fit, render
from alerts.sending import most_bytes
from alerts.urgency import Urgency
from alerts.wording import WORDS, Words
from storage import BriefNotice, Memory, Message, Notice

FLOOD = 5
"""More than this many things at once become one digest, also where "at once" was asked for."""
ROOMY = 1500
ROOMY_BYTES = 3 * ROOMY
"""Characters, and bytes, below which a message has no room to list by place what was open before; it says how many."""
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
    names: Mapping[str, str] = field(default_factory=dict)
    """Division code → name of its government, as the roster gives it."""


def _key(destination: Destination, notices: Sequence[Notice | BriefNotice]) -> str:
    """Destination and the exact things told; short enough to be read aloud."""
    parts = "\n".join([destination.name, *sorted(notice.key for notice in notices)])
    return f"nb-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


def room_of(destination: Destination, offices: Offices) -> Room:
    """No more than the office asked for, nor than the channel takes. Looks its address up, which may ask a server."""
    return Room(destination.limit, most_bytes(offices.address(destination)))


@dataclass(frozen=True, slots=True)
class Letter:
    """Writes to one destination of one office, in its language."""

    desk: Desk
    office: Office
    destination: Destination
    room: Room
    """What one message may take."""

    @property
    def words(self) -> Words:
        return WORDS[self.destination.language]

    @property
    def places(self) -> Places:
        return Places(self.words, self.desk.names)

    def all(self, waiting: Sequence[Notice]) -> list[Message]:
        """Every message that `waiting` makes: health by itself, findings singly or as a digest."""
        told = [notice for notice in waiting if notice.finding is not None]
        health = [notice for notice in waiting if notice.finding is None]
        made = self._health(health) if health else []
        by_finding = of_findings(told)
        singly = self.destination.urgency is Urgency.AT_ONCE and len(by_finding) <= FLOOD
        for batch in [[one] for one in by_finding.values()] if singly else [list(by_finding.values())]:
            made += self._digest(batch, whole=not singly) if batch else []
        return made

    def counted(self) -> list[Message]:
        """The same of more than anybody reads one by one: findings by place and number, in one message; health in parts."""
        memory, name = self.desk.memory, self.destination.name
        health = memory.waiting(name, of_findings=False)
        parts = [health[start : start + MOST_IN_WORDS] for start in range(0, len(health), MOST_IN_WORDS)]
        made = [message for part in parts for message in self._health(part)]
        told = memory.waiting_briefly(name)
        if told:
            last = [last_word(of_one) for of_one in of_findings(told).values()]
            made += self._brief(told, in_order([counted(notice, self.words) for notice in last]))
        return made

    def _health(self, notices: Sequence[Notice]) -> list[Message]:
        told = alike_as_one(notices, self.words)
        title = told[0].title if len(told) == 1 else self.words.health_title.format(count=len(notices))
        return self._put(notices, "operator", {"title": title, "notices": told})

    def _digest(self, findings: Sequence[Sequence[Notice]], *, whole: bool) -> list[Message]:
        """One digest, in as many parts as the channel's length asks for; each part tells whole findings, each of them once."""
        links = Links(self.desk.offices.pages)
        notices = {notice.number: of_one for of_one in findings for notice in of_one}
        said = {number: last_word(of_one) for number, of_one in notices.items()}
        holding = self.desk.memory.confirmed_on([number for number in said if number is not None])
        entries = in_order(
            [entry_of(notice, self.words, links, holds=number in holding) for number, notice in said.items()]
        )

        def behind(part: Sequence[Entry]) -> list[Notice]:
            return [notice for entry in part for notice in notices[entry.number]]

        open_ = self._still_open(entries) if whole else {}

        def values(part: Sequence[Entry], label: str) -> dict[str, object]:
            title = self._title(label) if whole else single_title(part[0], self.words)
            cities = arranged(part, self.places.city, self.places.county)
            return {**self._values(title, part, open_), "cities": cities}

        def fits(part: Sequence[Entry]) -> bool:
            return self._fits(values(part, self.words.part.format(number=99, total=99)))

        parts = in_parts(entries, fits, MOST_PARTS)
        if parts is None:
            return self._brief(behind(entries), entries)
        made = []
        for number, part in enumerate(parts, start=1):
            label = self.words.part.format(number=number, total=len(parts)) if len(parts) > 1 else ""
            counts = headline(part, self.words) if whole else ""
            made += self._put(behind(part), "digest", values(part, label), counts)
        return made

    def _brief(self, notices: Sequence[Notice | BriefNotice], entries: Sequence[Told]) -> list[Message]:
        """All of them in one message: how many of each severity by place, worst first; one by one on the pages."""
        by_place: dict[str, list[Told]] = {}
        for entry in entries:
            name = self.places.city(entry.division) or self.places.county(entry.division)
            by_place.setdefault(name, []).append(entry)
        lines = [brief_line(name, found, self.words) for name, found in by_place.items()]
        values = self._values(self._title(""), entries, {})

        def told(shown: Sequence[str]) -> dict[str, object]:
            left = len(lines) - len(shown)
            more = [self.words.more_places.format(count=left)] if left else []
            return {**values, "brief": [*shown, *more]}

        shown = lines[: most_that_fit(lines, lambda some: self._fits(told(some)))]
        return self._put(notices, "digest", told(shown), headline(entries, self.words))

    def _title(self, part: str) -> str:
        return self.words.digest_title.format(office=self.office.name, part=part)

    def _values(
        self, title: str, told: Sequence[Told], open_: Mapping[str, Sequence[str]]
    ) -> dict[str, object]:
        open_total = sum(map(len, open_.values()))
        room = self.room
        roomy = (room.characters or ROOMY) >= ROOMY and (room.octets or ROOMY_BYTES) >= ROOMY_BYTES
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

    def _fits(self, values: Mapping[str, object]) -> bool:
        """Whether a digest, its key included, is no longer than the channel takes."""
        return not self.room.bounded or self.room.holds(self._rendered("digest", values, "nb-" + "0" * 16))

    def _rendered(self, template: str, values: Mapping[str, object], key: str) -> Rendered:
        return render(template, {**values, "key": key, "words": self.words}, self.desk.offices.templates)

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
        self,
        notices: Sequence[Notice | BriefNotice],
        template: str,
        values: Mapping[str, object],
        counts: str = "",
    ) -> list[Message]:
        key = _key(self.destination, notices)
        rendered = self.room.cut(self._rendered(template, values, key), self.words.cut_short)
        message = Message(
            key=key,
            office=self.office.name,
            destination=self.destination.name,
            title=f"{values['title']}{counts}",
            markdown=rendered.markdown,
            text=rendered.text,
            findings=tuple(dict.fromkeys(n.number for n in notices if n.number is not None)),
        )
        told = [notice.id for notice in notices]
        fresh = self.desk.memory.put_message(message, notices=told, at=self.desk.now)
        return [message] if fresh else []
