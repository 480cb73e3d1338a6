"""From the ledger to messages: what is new goes to the destinations that want it, in one transaction, once.

A message's key is made of its destination and the notices it tells, so composing again after a death at any moment
makes the same message or none.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from alerts.digest import Entry, entry_of, groups_of
from alerts.message import Message, Urgency
from alerts.offices import Destination, Office, Offices
from alerts.rendering import Rendered, cut, in_parts, render
from alerts.wording import SEVERITY_CHINESE
from reports.identity import divisions
from storage import FindingState, Memory, Notice

FLOOD = 5
"""More than this many things at once become one digest, also where "at once" was asked for."""
CLOSING = (
    "本消息由程序自动核对产生，每项均附依据和页面；如有异议，请凭编号反馈。同一消息可能重复送达，以编号为准。"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What composing needs besides the ledger."""

    memory: Memory
    offices: Offices
    now: datetime
    templates: Path | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """Division code → name of its government, as the roster gives it."""

    def place(self, division: str | None) -> str:
        """The county's (or city's, or province's) own name for a heading."""
        if not division:
            return "未定地区"
        code = division[:6].ljust(6, "0")
        named = self.names.get(code)
        known = divisions().get(code)
        return named or (known.name if known else f"{code} 地区")


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
            if waiting and _due(memory, destination, waiting, now):
                made.extend(_compose_for(desk, office, destination, waiting))
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


def _due(memory: Memory, destination: Destination, waiting: Sequence[Notice], now: datetime) -> bool:
    if destination.urgency is Urgency.AT_ONCE:
        return True
    last = memory.last_message_at(destination.name)
    return destination.schedule.digest_due(last, now)


def _compose_for(
    desk: Desk, office: Office, destination: Destination, waiting: Sequence[Notice]
) -> list[Message]:
    told = [notice for notice in waiting if notice.finding is not None]
    health = [notice for notice in waiting if notice.finding is None]
    made = []
    if health:
        made += _put(desk, office, destination, health, _operator_message(desk, health))
    singly = destination.urgency is Urgency.AT_ONCE and len(told) <= FLOOD
    for batch in [[notice] for notice in told] if singly else ([told] if told else []):
        made += _digest(desk, office, destination, batch, whole=not singly)
    return made


def _key(destination: Destination, notices: Sequence[Notice]) -> str:
    """Destination and the exact things told; short enough to be read aloud."""
    parts = "\n".join([destination.name, *sorted(notice.key for notice in notices)])
    return f"nb-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


def _operator_message(desk: Desk, notices: Sequence[Notice]) -> tuple[str, dict[str, object], str]:
    title = notices[0].title if len(notices) == 1 else f"监测运行情况：{len(notices)} 项"
    return title, {"title": title, "notices": notices}, "operator"


def _put(
    desk: Desk,
    office: Office,
    destination: Destination,
    notices: Sequence[Notice],
    what: tuple[str, dict[str, object], str],
) -> list[Message]:
    title, values, template = what
    key = _key(destination, notices)
    rendered = render(template, {**values, "key": key}, desk.templates)
    numbers = tuple(dict.fromkeys(notice.finding.number for notice in notices if notice.finding is not None))
    message = Message(
        key=key,
        office=office.name,
        destination=destination.name,
        title=title,
        markdown=_limited(rendered, destination).markdown,
        text=_limited(rendered, destination).text,
        findings=numbers,
    )
    fresh = desk.memory.put_message(
        key=message.key,
        office=message.office,
        destination=message.destination,
        title=message.title,
        markdown=message.markdown,
        text=message.text,
        findings=message.findings,
        notices=[notice.id for notice in notices],
        at=desk.now,
    )
    return [message] if fresh else []


def _limited(rendered: Rendered, destination: Destination) -> Rendered:
    return replace(
        rendered,
        markdown=cut(rendered.markdown, destination.limit),
        text=cut(rendered.text, destination.limit),
    )


def _digest(
    desk: Desk, office: Office, destination: Destination, notices: Sequence[Notice], *, whole: bool
) -> list[Message]:
    """One digest, in as many parts as the channel's length asks for; each part tells whole findings."""
    entries = sorted((entry_of(notice) for notice in notices), key=lambda entry: entry.order)
    open_ = _still_open(desk, office, destination, entries) if whole else {}

    def values(part: Sequence[Entry], label: str) -> dict[str, object]:
        title = f"年报监测：{office.name}{label}" if whole else _single_title(part[0])
        return {
            "title": title,
            "summary": _summary(part, sum(map(len, open_.values()))),
            "counties": groups_of(part, desk.place),
            "open_total": sum(map(len, open_.values())),
            "open_counties": [_open_line(name, numbers) for name, numbers in open_.items()],
            "closing": CLOSING,
        }

    def size(part: Sequence[Entry]) -> int:
        rendered = render("digest", {**values(part, "（99/99）"), "key": "nb-" + "0" * 16}, desk.templates)
        return max(len(rendered.markdown), len(rendered.text))

    parts = in_parts(entries, destination.limit, size)
    made = []
    for number, part in enumerate(parts, start=1):
        label = f"（{number}/{len(parts)}）" if len(parts) > 1 else ""
        filled = values(part, label)
        made += _put(
            desk,
            office,
            destination,
            [entry.notice for entry in part],
            (str(filled["title"]), filled, "digest"),
        )
    return made


def _single_title(entry: Entry) -> str:
    return f"[{entry.severity}] {entry.agency} {entry.year} 年：{entry.title}（{entry.number}）"


def _summary(entries: Sequence[Entry], open_total: int) -> str:
    by_group: dict[str, int] = defaultdict(int)
    by_severity: dict[str, int] = defaultdict(int)
    for entry in entries:
        by_group[entry.group] += 1
        if entry.is_new:
            by_severity[entry.severity] += 1
    words = [f"{group} {count} 项" for group, count in by_group.items()]
    worst = "、".join(
        f"{name} {by_severity[name]}" for name in SEVERITY_CHINESE.values() if by_severity[name]
    )
    if worst:
        words[0] += f"（{worst}）"
    if open_total:
        words.append(f"此前发现仍未整改 {open_total} 项")
    return "，".join(words) + "。"


def _still_open(
    desk: Desk, office: Office, destination: Destination, entries: Sequence[Entry]
) -> dict[str, list[str]]:
    """Numbers of findings that are open, of the kind this destination hears of, and not told in this digest; by county."""
    told = {entry.number for entry in entries}
    scope = list(office.divisions) or None
    by_county: dict[str, list[str]] = defaultdict(list)
    if scope is None:
        return by_county
    for finding in desk.memory.findings(states=[FindingState.OPEN], divisions=scope):
        heard = destination.wants("opened", finding.severity) and finding.number not in told
        if heard and office in desk.offices.responsible(finding.division):
            by_county[desk.place(finding.division)].append(finding.number)
    return dict(sorted(by_county.items()))


def _open_line(name: str, numbers: Sequence[str]) -> dict[str, object]:
    shown = "、".join(sorted(numbers)[:20]) + (" 等" if len(numbers) > 20 else "")
    return {"name": name, "count": len(numbers), "numbers": shown}
