"""Crawl the same pages of the specimen region with our fetcher, bare httpx and Scrapy, several rounds in turn.

    python -m benchmarks.crawl [--portals 200] [--pages 10] [--rounds 3] [--at-once 32] [--scrapy PYTHON] [--only NAME …]

The region is served by a process of its own; each client runs in a process of its own; CPU is the client's. `--scrapy` is an
interpreter that has Scrapy and warcio (``python -m venv …; pip install scrapy warcio``); without it those columns are left out
and said so. Like stands against like: "ours" and "scrapy" write each body to a file, "ours, WARC" (the product's evidence
archive, with its chain of digests) and "scrapy, WARC" (warcio) write response and request records.
Prints medians and the ratios that are promised: at least 2.5 times Scrapy and 0.8 of bare httpx, pages a CPU second.
Exit code 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from specimens.region import Region

HERE = Path(__file__).parent
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where every client stores: in memory, since what a disk's file system does with inodes deleted a minute ago (ext4 passes over
them one by one) would be charged to whoever comes next."""


def run(command: list[str], job: dict[str, Any]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        done = subprocess.run(
            command, input=json.dumps({**job, "folder": folder}), capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _clients(chosen: argparse.Namespace) -> dict[str, list[str]]:
    """By name, the command of each client that is to be measured."""
    clients: dict[str, list[str]] = {
        "httpx": [sys.executable, "-m", "benchmarks.crawl.with_httpx"],
        "ours": [sys.executable, "-m", "benchmarks.crawl.with_ours", "files"],
        "ours, WARC": [sys.executable, "-m", "benchmarks.crawl.with_ours", "warc"],
        "ours, read": [sys.executable, "-m", "benchmarks.crawl.with_ours", "patrol"],
    }
    clients = {name: command for name, command in clients.items() if not chosen.only or name in chosen.only}
    if chosen.scrapy:
        clients["scrapy"] = [chosen.scrapy, str(HERE / "with_scrapy.py")]
        clients["scrapy, WARC"] = [chosen.scrapy, str(HERE / "with_scrapy.py"), "warc"]
    return clients


@contextmanager
def _served(portals: int, pages: int) -> Iterator[dict[str, list[Any]]]:
    """The region in a process of its own: host → where it answers. `pages` is how many of each portal are asked for."""
    kept = ["--kept-pages", str(portals * pages + 10)]
    server = subprocess.Popen(
        [sys.executable, "-m", "specimens.region", "--portals", str(portals), *kept],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None and server.stdout is not None
    try:
        yield json.loads(server.stdout.readline())["resolve"]
    finally:
        server.stdin.close()
        server.wait()


def _pages(region: Region, portals: int, pages: int, resolve: dict[str, list[Any]]) -> list[tuple[Any, ...]]:
    """(host, address, port, path) of every page."""
    found: list[tuple[Any, ...]] = []
    for index in range(portals):
        host = region.host(index)
        prefix = len(f"http://{host}")
        found += [(host, *resolve[host], url[prefix:]) for url in region.article_urls(index)[:pages]]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__.splitlines()[0])
    parser.add_argument("--portals", type=int, default=200)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--at-once", type=int, default=32)
    parser.add_argument("--only", nargs="*", help="of our clients and httpx, these alone")
    parser.add_argument("--scrapy", help="an interpreter that has Scrapy")
    chosen = parser.parse_args()
    clients = _clients(chosen)
    taken: dict[str, list[list[dict[str, Any]]]] = {name: [] for name in clients}
    with _served(chosen.portals, chosen.pages) as resolve:
        pages = _pages(Region(1, chosen.portals), chosen.portals, chosen.pages, resolve)
        job = {"pages": pages, "at_once": chosen.at_once}
        first = [sys.executable, "-m", "benchmarks.crawl.with_httpx"]
        run(first, {**job, "at_once": 16})  # the region makes its pages
        for _ in range(chosen.rounds):
            for name, command in clients.items():
                taken[name].append(run(command, job))
    return report(taken)


def report(taken: dict[str, list[list[dict[str, Any]]]]) -> int:
    print(
        f"{'client':12} {'pages/s':>8} {'CPU ms/page':>12} {'titles':>7} {'links':>8} {'failed':>6} {'peak MiB':>9}"
    )
    cost = {}
    for name, rounds in taken.items():
        first = [one[0] for one in rounds]
        cost[name] = statistics.median(one["cpu"] / max(one["pages"], 1) for one in first)
        rate = statistics.median(one["pages"] / one["seconds"] for one in first)
        last = first[-1]
        print(
            f"{name:12} {rate:8.0f} {cost[name] * 1000:12.2f} {last['titled']:7} {last['links']:8} {last['failed']:6}"
            f" {last['peak_mib']:9.0f}"
        )
    for name, what in (
        ("ours", "fetching and storing"),
        ("ours, read", "a patrol that also keeps WARC and reads"),
    ):
        both = [one for one in taken.get(name, []) if len(one) > 1]
        if both:
            times = statistics.median(one[0]["cpu"] / one[1]["cpu"] for one in both)
            moved = both[-1][0]["size"], both[-1][1]["size"]
            print(
                f"{what}: the second, unchanged round is {times:.1f} times cheaper in CPU; bodies {moved[0]} and {moved[1]} bytes"
            )
    missed = False
    for ours, peer, floor in (
        ("ours", "httpx", 0.8),
        ("ours", "scrapy", 2.5),
        ("ours, WARC", "scrapy, WARC", 2.5),
    ):
        if peer not in cost or ours not in cost:
            print(f"{ours} against {peer}: not measured in this run (Scrapy needs --scrapy PYTHON)")
            continue
        ratio = cost[peer] / cost[ours]
        missed = missed or ratio < floor
        print(f"{ours} against {peer}: {ratio:.2f} times the pages a CPU second (promised {floor})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
