"""What every client gets and gives: a job on standard input, one line of JSON on standard output. Standard library only,
so that Scrapy's own environment can import it."""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Job:
    """`pages` are (host, address, port, path); `folder` is where bodies are stored; `at_once` requests in flight."""

    pages: list[tuple[str, str, int, str]]
    folder: Path
    at_once: int

    @classmethod
    def read(cls) -> Job:
        facts = json.load(sys.stdin)
        return cls([(h, a, p, t) for h, a, p, t in facts["pages"]], Path(facts["folder"]), facts["at_once"])

    def hosts(self) -> dict[str, list[tuple[str, int, str]]]:
        by_host: dict[str, list[tuple[str, int, str]]] = {}
        for host, address, port, path in self.pages:
            by_host.setdefault(host, []).append((address, port, path))
        return by_host


class Tally:
    """Counts pages, titles and links, so that nobody wins by doing less."""

    def __init__(self) -> None:
        self.pages = self.titled = self.links = self.size = self.failed = 0
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def add(self, title: str | None, links: int, size: int) -> None:
        self.pages += 1
        self.titled += bool(title)
        self.links += links
        self.size += size

    def tell(self, **more: Any) -> None:
        seconds, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        facts = {
            "pages": self.pages,
            "titled": self.titled,
            "links": self.links,
            "size": self.size,
            "failed": self.failed,
        }
        print(json.dumps({**facts, "seconds": seconds, "cpu": cpu, "peak_mib": peak, **more}), flush=True)
