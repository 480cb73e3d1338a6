"""The large region: as large as said, made from the seed alone, cheap where nothing changed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import httpx

from scrapers import parse_portal
from specimens.region import Region
from specimens.server import Server
from specimens.web import Asked


def get(region: Region, url: str, **headers: str) -> tuple[int, bytes, str | None]:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    reply = region.answer(Asked(parts.hostname or "", "GET", target, headers))
    return reply.status, reply.body, reply.etag


def test_the_default_region_has_the_promised_size() -> None:
    region = Region()
    assert (region.portals, region.reports) == (3000, 150_000)
    assert len(set(region.hosts)) == len({region.address(i) for i in range(3000)}) == 3000
    assert len({region.name(i) for i in range(3000)}) == 3000
    assert len({region.division(i) for i in range(3000)}) == 3000


def test_every_portal_lists_fifty_reports_that_answer() -> None:
    region = Region(portals=40)
    for index in range(0, 40, 4):
        urls = region.article_urls(index)
        assert len(set(urls)) == 50
        status, body, _ = get(region, urls[7])
        assert status == 200
        assert region.name(index) in body.decode()
        assert parse_portal(region.description(index), "region.yaml").columns[0].url == region.column_url(
            index
        )


def test_the_same_seed_makes_the_same_page_in_another_process() -> None:
    url = Region(seed=5, portals=3).article_urls(2)[3]
    code = (
        "import sys, hashlib\nfrom specimens.region import Region\nfrom tests.specimens.test_region import get\n"
        f"print(hashlib.sha256(get(Region(seed=5, portals=3), {url!r})[1]).hexdigest())"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in "ab"
    )
    assert first == second != ""
    assert get(Region(seed=6, portals=3), url)[1] != get(Region(seed=5, portals=3), url)[1]


def test_an_unchanged_page_is_not_made_again() -> None:
    region = Region(portals=2)
    url = region.article_urls(0)[0]
    status, body, tag = get(region, url)
    assert (status, bool(body)) == (200, True) and tag
    again = Region(portals=2)
    assert get(again, url, **{"if-none-match": tag}) == (304, b"", tag)


def test_a_region_serves_over_the_wire_from_its_own_process() -> None:
    command = [sys.executable, "-m", "specimens.region", "--portals", "3", "--kept-pages", "10"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        told = json.loads(process.stdout.readline())
        address, port = told["resolve"]["www.c0001.example"]
        parts = urlsplit(Region(portals=3).article_urls(1)[0])
        html = httpx.get(
            f"http://{address}:{port}{parts.path}?{parts.query}", headers={"Host": "www.c0001.example"}
        ).text
        assert re.search(r"年度报告", html)
        process.stdin.close()
        assert process.wait(timeout=120) == 0


def test_a_server_listens_for_every_portal() -> None:
    region = Region(portals=300)
    with Server(region.doors(), log=False) as server:
        assert set(server.resolve) == set(region.hosts)
