"""Scenarios 11, 15, 16, 19: pages that answer well and must still be read with care."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from specimens.families import Trs
from specimens.obstacles import Recoded
from specimens.scenarios.county import County, newest_first
from specimens.scenarios.shapes import Files, report_of
from specimens.scenarios.values import Expected, Met, Scenario
from specimens.web import HTML, Asked, Reply, Site


def charsets(_: Path) -> Scenario:
    """11: GBK without a word about it; a tag that says utf-8 over GBK bytes; a page whose bytes are damaged."""
    silent = County(11, "a", "礁石县", bureaus=4, townships=2)
    lying = County(11, "b", "楮溪县", bureaus=4, townships=2)
    damaged = County(11, "c", "麻柳县", bureaus=4, townships=2)
    sites = {
        county: Trs(county.face, [county.shelf(county.postings())]) for county in (silent, lying, damaged)
    }
    wrapped: dict[County, Site] = {
        silent: Recoded(sites[silent], declare=None, meta=None),
        lying: Recoded(sites[lying], declare="text/html", meta="utf-8"),
        damaged: _Damaged(sites[damaged]),
    }
    spoilt = [("czj", 2024)]
    return Scenario(
        11,
        "GBK undeclared; a utf-8 tag over GBK bytes; damaged bytes",
        tuple(county.door(wrapped[county]) for county in sites),
        tuple(
            county.describe([county.column(site.column_url(site.shelves[0]))], "trs")
            for county, site in sites.items()
        ),
        Expected(
            silent.found() | lying.found() | damaged.found(without=spoilt),
            frozenset({Met(damaged.id, "charset")}),
        ),
    )


@dataclass(slots=True)
class _Damaged:
    """One report's bytes went through a wrong conversion and cannot be told any more."""

    site: Trs

    def answer(self, asked: Asked) -> Reply:
        reply = self.site.answer(asked)
        shelf = self.site.shelves[0]
        row = next(one for one in shelf.postings if one.source.endswith("财政局") and one.year == 2024)
        if asked.path != self.site.article_path(shelf, row):
            return reply
        # Every third byte of the Chinese text is lost: neither UTF-8 nor GB18030 any more.
        body = bytearray(reply.body)
        for index in range(0, len(body), 3):
            if body[index] >= 0x80:
                body[index] = 0xFF
        return replace(reply, body=bytes(body), etag=None)


_TITLES = {
    # Kinds of titles met in portal-titles.tsv, with invented agencies: how an agency may write its own.
    "xzf": "2024年{county}政府信息公开工作年度报告",
    "xzfb": "县政府办2024年度政府信息公开工作年度报告",
    "fgj": "{county}发展和改革局2024年度政府信息公开年报",
    "jyj": "{county}教育局政府信息公开工作年度报告（2024年度）",
    "czj": "{county}财政局 2024年政府信息公开工作年度报告",
    "mzj": "{county}民政局2024政府信息公开工作年度报告",
    "zrzyj": "2024{county}自然资源局2024年度政府信息公开工作报告",
    "sqz": "石桥镇政府2024年信息公开工作年度报告",
    "cgjd": "2024年城关街道办事处政府信息公开工作年度报告",
    "hwz": "2024年政府信息公开工作年度报告",
}


def look_alikes(_: Path) -> Scenario:
    """15: titles of every kind beside explanations, pictures, other yearly reports and news."""
    county = County(15, "a", "砚山口县", bureaus=5, townships=3)
    rows = []
    for row in county.postings([2024]):
        agency = next(one for one in county.agencies if one.name == row.agency)
        rows.append(replace(row, title=_TITLES.get(agency.id, row.title).format(county=county.name)))
    rows += [*county.postings([2023]), *county.look_alikes(2024), *county.look_alikes(2023)]
    site = Trs(county.face, [county.shelf(newest_first(rows))], rows=10)
    return Scenario(
        15,
        "titles of every kind beside look-alikes",
        (county.door(site),),
        (county.describe([county.column(site.column_url(site.shelves[0]))], "trs"),),
        Expected(county.found()),
    )


def dates(_: Path) -> Scenario:
    """16: addresses with the epoch's date; a page published after its address; old reports stamped anew by a site move."""
    county = County(16, "a", "云雾坪县", bureaus=5, townships=2)
    moved = date(2025, 2, 27)
    rows = []
    for row in county.postings():
        if row.year == 2023:
            rows.append(replace(row, listed=moved, stamped=moved, visible=row.listed))
        elif row.source.endswith("财政局"):
            rows.append(replace(row, stamped=date(1970, 1, 1)))
        elif row.source.endswith("教育局"):
            rows.append(replace(row, stamped=date(2024, 12, 11), visible=row.listed))
        else:
            rows.append(row)
    site = Trs(county.face, [county.shelf(newest_first(rows))])
    return Scenario(
        16,
        "epoch dates in addresses, publication after the address's date, a site move that re-dates",
        (county.door(site),),
        (county.describe([county.column(site.column_url(site.shelves[0]))], "trs"),),
        Expected(county.found()),
    )


def twins_and_strangers(_: Path) -> Scenario:
    """19: mobile twins of every page; a county's report on the city portal; a weather bureau that publishes elsewhere."""
    county = County(19, "a", "马蹄湾县", bureaus=4, townships=2, missing=(("xzf", 2024),))
    city = County(19, "b", "杉岭市", bureaus=3, townships=0)
    rows = list(county.postings())
    site = Trs(county.face, [county.shelf(rows)])
    twins = [
        replace(
            row,
            href="./"
            + site.article_path(site.shelves[0], row).split("zfxxgknb/")[1].replace(".html", "_wap.html"),
        )
        for row in rows
    ]
    listed = Trs(county.face, [county.shelf([one for pair in zip(rows, twins, strict=True) for one in pair])])
    files = {
        site.article_path(site.shelves[0], row).replace(".html", "_wap.html"): Reply(
            200, site.answer(Asked(county.host, "GET", site.article_path(site.shelves[0], row))).body, HTML
        )
        for row in rows
    }
    own = replace(county, missing=())
    elsewhere = own.posting(report_of(own, "xzf", 2024))
    city_rows = newest_first([*city.postings(), elsewhere])
    city_site = Trs(city.face, [city.shelf(city_rows)])
    weather = {
        "id": "qxj", "name": f"{county.name}气象局", "level": "vertical", "division": county.division,
        "publishes_at": "http://yl.cma.example/zfxxgk/gknb/",
    }  # fmt: skip
    return Scenario(
        19,
        "mobile twins, a county report on the city portal, a bureau that publishes elsewhere",
        (county.door(Files(listed, files)), city.door(city_site)),
        (
            county.describe([county.column(site.column_url(site.shelves[0]))], "trs", strangers=[weather]),
            city.describe(
                [city.column(city_site.column_url(city_site.shelves[0]))],
                "trs",
                level="city",
                division="991900",
            ),
        ),
        # The county's own report counts as found: the city's column holds it.
        Expected(county.found() | city.found() | county.absent()),
    )
