"""`nianbao crawl`: the flow that the schedule runs, now and here."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from cli.console import Exit, Stop, complain, err, out
from cli.demo import report_table
from cli.language import say
from cli.progress import Ticker
from flows.local_server import local_prefect
from flows.prefect_settings import say_nothing
from flows.progress import listening
from flows.settings import Settings
from flows.workplace import workplace
from scrapers import PortalInvalid


def _prefect(settings: Settings) -> AbstractContextManager[object]:
    """The server the operator set, or one of our own while the command runs."""
    if os.environ.get("PREFECT_API_URL"):
        return nullcontext()
    say_nothing()
    return local_prefect(settings.var / "prefect")


def run_crawl(portals: Sequence[str]) -> Exit:
    """Patrol, inspect, announce; then the table of reports. Troubles are printed and do not stop the rest."""
    settings = Settings()
    code = Exit.DONE
    try:
        with (
            workplace(settings) as work,
            err.status(say("starting Prefect", "正在启动 Prefect")),
            _prefect(settings),
            Ticker() as ticker,
            listening(ticker.tell),
        ):
            from flows.patrol import UnknownPortal, patrol  # noqa: PLC0415  (importing Prefect takes a second)
            from flows.patrolling import PortalsFailed  # noqa: PLC0415

            try:
                counts = asyncio.run(patrol(list(portals) or None))
            except UnknownPortal as problem:
                raise Stop(Exit.USAGE, str(problem), f"没有这个门户：{problem}") from problem
            except PortalsFailed as some:
                complain(str(some), some.chinese)
                counts, code = some.counts, Exit.UNREADABLE
            out.print(report_table(work.memory.report_lines()))
            out.print(str(counts), markup=False)
    except PortalInvalid as problem:
        raise Stop(Exit.USAGE, str(problem), str(problem)) from problem
    return code
