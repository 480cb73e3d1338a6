"""`nianbao crawl`: the flow that the schedule runs, now and here."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from cli import environment
from cli.console import Exit, Stop, complain, err, out
from cli.demo import report_table, round_line
from cli.english import told
from cli.language import say
from cli.progress import Ticker
from flows.local_server import local_prefect
from flows.prefect_settings import say_nothing
from flows.progress import Counts, listening
from flows.settings import Settings
from flows.workplace import UnknownPortal, workplace
from scrapers import PortalInvalid


def _prefect(settings: Settings) -> AbstractContextManager[object]:
    """The server the operator set, or one of our own while the command runs."""
    if os.environ.get("PREFECT_API_URL"):
        return nullcontext()
    say_nothing()
    return local_prefect(settings.var / "prefect")


def run_crawl(portals: Sequence[str]) -> Exit:
    """Patrol, inspect, announce; then the table of reports. Troubles are printed and do not stop the rest."""
    settings = environment.settings()
    try:
        with workplace(settings) as work:
            work.chosen(portals)  # what nobody described is refused before anything is started
            if not work.portals:
                err.print(
                    say(
                        "no portal is described yet: nothing to patrol (`nianbao portal probe URL` drafts a description)",
                        "还没有登记门户，没有可巡查的（可用 nianbao portal probe 网址 起草门户描述）",
                    ),
                    soft_wrap=True,
                )
            counts, code = _patrolled(settings, portals)
            if lines := work.memory.report_lines():
                out.print(report_table(lines))
            out.print(round_line(counts), markup=False)
    except UnknownPortal as problem:
        raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
    except PortalInvalid as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    return code


def _patrolled(settings: Settings, portals: Sequence[str]) -> tuple[Counts, Exit]:
    """Patrol, inspect, announce. Counts, and `UNREADABLE` where a portal could not be walked to the end."""
    with (
        err.status(say("starting Prefect", "正在启动 Prefect")),
        _prefect(settings),
        Ticker() as ticker,
        listening(ticker.tell),
    ):
        from flows.patrol import patrol  # noqa: PLC0415  (importing Prefect takes a second)
        from flows.patrolling import PortalsFailed  # noqa: PLC0415

        try:
            return asyncio.run(patrol(list(portals) or None)), Exit.DONE
        except PortalsFailed as some:
            complain(str(some), some.chinese)
            return some.counts, Exit.UNREADABLE
