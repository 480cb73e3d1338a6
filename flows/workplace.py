"""What a flow works with: the memory, the archive, the portals, the rules and the clock, opened from the settings once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

import rules
import storage
from alerts import Offices, load_offices
from flows.addresses import Addresses
from flows.clock import require_forward
from flows.hands import collect_seldom
from flows.settings import Settings
from rules import RuleSet
from scrapers import Archive, FetchSettings, Portal, load_portal, load_portals
from storage import Memory

_MOST_NAMED = 20
"""Portals in a message."""


class UnknownPortal(LookupError):
    """A portal was named that no description has; `chinese` says the same."""

    def __init__(self, unknown: Sequence[str], described: Sequence[str]) -> None:
        known = ", ".join(described[:_MOST_NAMED])
        super().__init__(f"no portal description has the id {', '.join(unknown)}; known: {known or 'none'}")
        self.chinese = f"没有编号为 {'、'.join(unknown)} 的门户描述；已登记的：{known or '无'}"


@dataclass(frozen=True, slots=True)
class Workplace:
    """Everything a step needs; nothing in here is a secret."""

    settings: Settings
    memory: Memory
    archive: Archive
    portals: Mapping[str, Portal]
    ruleset: RuleSet
    offices: Offices
    fetching: FetchSettings
    now: Callable[[], datetime]
    """The present moment, aware, UTC; a rehearsal's standing clock instead where one is set."""

    def chosen(self, names: Sequence[str] | None) -> list[Portal]:
        """Portals by id, in id order; all of them when none is named. Raises `UnknownPortal`."""
        wanted = sorted(set(names or self.portals))
        unknown = [name for name in wanted if name not in self.portals]
        if unknown:
            raise UnknownPortal(unknown, sorted(self.portals))
        return [self.portals[name] for name in wanted]


_current: ContextVar[Workplace] = ContextVar("workplace")


@contextmanager
def workplace(settings: Settings | None = None) -> Iterator[Workplace]:
    """The workplace in force: the one already open in this context, else one made from `settings` (the environment).

    Opening migrates the database. Raises each room's own errors (a portal, rule or office file that is wrong), and ClockWrong
    where the database knows of a later time than the clock does.
    """
    already = _current.get(None)
    if settings is None and already is not None:
        yield already
        return
    collect_seldom()
    opened = _open(settings or Settings())
    token = _current.set(opened)
    try:
        if opened.settings.now is None:
            require_forward(opened.memory, opened.now())
        yield opened
    finally:
        _current.reset(token)
        opened.memory.close()


def _open(settings: Settings) -> Workplace:
    settings.var.mkdir(parents=True, exist_ok=True)
    ruleset = rules.load(settings.rule_paths)
    storage.upgrade(settings.database_url)
    return Workplace(
        settings=settings,
        memory=Memory(settings.database_url),
        archive=Archive(settings.evidence),
        portals={portal.id: portal for portal in _described(settings)},
        ruleset=ruleset,
        offices=load_offices(settings.offices, Addresses()),
        fetching=FetchSettings(
            contact=settings.contact, resolve=settings.resolve, interval=settings.min_interval
        ),
        now=lambda: (settings.now or datetime.now(UTC)).astimezone(UTC),
    )


def _described(settings: Settings) -> tuple[Portal, ...]:
    """The portals of the folder or file that is set; none yet where nobody set one and the default folder is not there."""
    if settings.portals.is_dir():
        return load_portals(settings.portals)
    if "portals" not in settings.model_fields_set and not settings.portals.exists():
        return ()
    return (load_portal(settings.portals),)  # what is not there is told as a file is
