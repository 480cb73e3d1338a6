"""Thousands of county portals for benchmarks: pages made on demand from the seed, nothing on disk, little in memory.

The families stand in about the shares of portals.md §1.0. Nothing is kept but the portals asked last.
``python -m specimens.region --portals 200`` serves a region in a process of its own, so that a benchmark measures the
client alone: it prints one line of JSON (``resolve`` by host) and serves until its standard input ends.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

import yaml

from reports.model import AgencyType
from specimens.agencies import MOST_BUREAUS, SpecimenAgency, county_agencies
from specimens.chrome import PortalFace
from specimens.dice import Dice
from specimens.families import ContentSystem, Gkmlpt, HanwebJpage, Longxun, Posting, Shelf, Trs, Ucap, Vsb
from specimens.figures import Scale, all_zero, consistent
from specimens.report import title_of, write
from specimens.server import Door, Server
from specimens.web import Asked, Reply, not_found

_FAMILIES = (
    *(("trs", Trs),) * 60,
    *(("ucap", Ucap),) * 14,
    *(("hanweb_jpage", HanwebJpage),) * 10,
    *(("vsb", Vsb),) * 8,
    *(("longxun", Longxun),) * 5,
    *(("gkmlpt", Gkmlpt),) * 3,
)  # fmt: skip
_FIRST = "安白碧苍沧澄赤春慈翠丹东枫丰富高古观桂海禾河鹤横红虎华怀黄吉江金晋景九开康"
_SECOND = "安宾昌城川东丰阜冈谷关和湖化怀江津康口林陵梁宁平浦泉山水台塘田武溪阳义源远岳云州竹"
_KEPT = 400
"""Portals kept at once; a portal is some fifty rows of a list."""


class Region:
    """`portals` portals of `agencies` agencies each, all with their reports of `years`.

    ``Region()`` is 3,000 portals with 150,000 reports. `kept_pages` are kept ready after they were first made (about
    70 KB each), so that a benchmark's later rounds do not measure the making. Host names are ``www.c0000.example`` and so on, each on its own
    loopback address.
    """

    def __init__(
        self,
        seed: int = 1,
        portals: int = 3000,
        agencies: int = 50,
        *,
        years: tuple[int, ...] = (2024,),
        kept_pages: int = 0,
    ) -> None:
        self._seed = seed
        self._agencies = agencies
        self.portals = portals
        self.years = years
        self._site = lru_cache(maxsize=_KEPT)(self._make_site)
        self._page = lru_cache(maxsize=kept_pages)(self._make_page)

    @property
    def reports(self) -> int:
        return self.portals * self._agencies * len(self.years)

    def host(self, index: int) -> str:
        return f"www.c{index:04d}.example"

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(self.host(index) for index in range(self.portals))

    def address(self, index: int) -> str:
        """127.1.x.y: one for each portal, so that a client sees as many hosts."""
        return f"127.1.{index // 250}.{1 + index % 250}"

    def doors(self) -> Iterator[Door]:
        """All portals, for `Server`."""
        for index in range(self.portals):
            yield Door(self.host(index), self, self.address(index))

    def answer(self, asked: Asked) -> Reply:
        name = asked.host.removeprefix("www.c").removesuffix(".example")
        if not name.isdecimal() or int(name) >= self.portals:
            return not_found()
        # Pages depend on seed and address alone, so their tag is known without making them.
        tag = f'"{Dice(self._seed, asked.host, asked.target).token()}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(304, content_type=None, etag=tag)
        if asked.method == "GET":
            reply: Reply = self._page(int(name), asked.target, tag)
            return reply
        return self._site(int(name)).answer(asked)

    def _make_page(self, index: int, target: str, tag: str) -> Reply:
        reply = self._site(index).answer(Asked(self.host(index), "GET", target))
        return replace(reply, etag=tag) if reply.etag else reply

    def name(self, index: int) -> str:
        """A county's name; the first 1,748 differ, later ones say which of their name they are."""
        first, second = _FIRST[index % len(_FIRST)], _SECOND[index // len(_FIRST) % len(_SECOND)]
        again = index // (len(_FIRST) * len(_SECOND))
        return f"{first}{second}{'上中下'[again - 1] if again else ''}县"

    def division(self, index: int) -> str:
        return f"99{1 + index // 50:02d}{21 + index % 50}"

    def agencies(self, index: int) -> tuple[SpecimenAgency, ...]:
        bureaus = min(MOST_BUREAUS, max(self._agencies - 2, 0))
        return county_agencies(self.name(index), self.division(index), bureaus, self._agencies - 2 - bureaus)

    def column_url(self, index: int) -> str:
        site = self._site(index)
        return site.column_url(site.shelves[0])

    def article_urls(self, index: int) -> tuple[str, ...]:
        site = self._site(index)
        return tuple(site.article_url(site.shelves[0], row) for row in site.shelves[0].postings)

    def description(self, index: int) -> str:
        """The portal's description in YAML."""
        family, _ = self._family(index)
        return yaml.safe_dump(
            {
                "schema": 1,
                "id": f"c{index:04d}",
                "name": f"{self.name(index)}人民政府",
                "division": self.division(index),
                "hosts": [self.host(index)],
                "home": f"http://{self.host(index)}/",
                "family": family,
                "columns": [{"id": "nb", "url": self.column_url(index)}],
            },
            allow_unicode=True,
            sort_keys=False,
        )

    def _family(self, index: int) -> tuple[str, type[ContentSystem]]:
        return Dice(self._seed, "family", index).pick(_FAMILIES)

    def _make_site(self, index: int) -> ContentSystem:
        _, family = self._family(index)
        face = PortalFace(f"{self.name(index)}人民政府", self.host(index), self.division(index) + "0001")
        rows = [
            self._posting(index, agency, turn, year)
            for year in self.years
            for turn, agency in enumerate(self.agencies(index))
        ]
        rows.sort(key=lambda row: (row.listed, row.number), reverse=True)
        return family(face, [Shelf("zfxxgknb", "政府信息公开年报", 2000 + index, tuple(rows))])

    def _posting(self, index: int, agency: SpecimenAgency, turn: int, year: int) -> Posting:
        dice = Dice(self._seed, index, agency.id, year)
        month = 3 if agency.type is AgencyType.GOVERNMENT else 1
        published = date(year + 1, month, 3 + dice.below(25))
        return Posting(
            title=title_of(agency, year, self._words(index)),
            listed=published,
            source=agency.name,
            number=4_000_000 + dice.below(5_000_000),
            content=partial(self._content, index, agency, turn, year),
            agency=agency.name,
            year=year,
        )

    def _words(self, index: int) -> str:
        return f"region-{self._seed}-{index}"

    def _content(self, index: int, agency: SpecimenAgency, turn: int, year: int) -> str:
        form = "2019" if year < 2021 else "2021"
        dice = Dice(self._seed, index, agency.id, year, "figures")
        figures = all_zero(form) if agency.scale is Scale.NONE else consistent(form, dice, agency.scale)
        report = write(
            agency, year, date(year + 1, 1, 15), figures, seed=self._words(index), turn=turn + index
        )
        return report.content()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m specimens.region", description="Serves a region until standard input ends."
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--portals", type=int, default=3000)
    parser.add_argument("--agencies", type=int, default=50)
    parser.add_argument("--kept-pages", type=int, default=0, help="pages kept ready once made, 70 KB each")
    chosen = parser.parse_args(arguments)
    region = Region(chosen.seed, chosen.portals, chosen.agencies, kept_pages=chosen.kept_pages)
    with Server(region.doors(), log=False) as server:
        print(json.dumps({"resolve": server.resolve, "reports": region.reports}), flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
