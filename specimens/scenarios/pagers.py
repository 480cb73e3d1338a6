"""Scenarios 1, 2, 7 and 8: lists that are pages, how each system counts them, and where the count lies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from specimens.families import (
    Ewb,
    Longxun,
    Posting,
    Trs,
    Vsb,
)
from specimens.scenarios.county import Changing, County, newest_first
from specimens.scenarios.values import Expected, Found, Met, Scenario


def trs_pagers(_: Path) -> Scenario:
    """1: twins that count pages from 0 and from 1; a third that declares five pages, the fifth of which is 404."""
    absent = (("czj", 2024),)
    zero = County(1, "a", "青禾县", missing=absent)
    one = County(1, "b", "白岩县", missing=absent)
    short = County(1, "c", "乌梅县", missing=absent)
    sites = {
        zero: Trs(zero.face, [zero.shelf(zero.postings())], base=0, rows=5),
        one: Trs(one.face, [one.shelf(one.postings())], base=1, rows=5),
        short: Trs(short.face, [short.shelf(short.postings())], base=0, rows=5, declared=5),
    }
    return Scenario(
        1,
        "TRS pagers in script: 0-based, 1-based, and one that declares a page too many",
        tuple(county.door(site) for county, site in sites.items()),
        tuple(
            county.describe([county.column(site.column_url(site.shelves[0]))], "trs")
            for county, site in sites.items()
        ),
        Expected(
            zero.found() | one.found() | short.found(),
            frozenset({Met(short.id, "pagination_incomplete")}),
            not_listed=zero.absent() | one.absent(),
        ),
    )


def vsb_grows(_: Path) -> Scenario:
    """2: pages numbered backwards; between the days the list grows by a report, and every page shifts."""
    county = County(2, "a", "渔塘县", bureaus=8, townships=4)
    rows = county.postings()
    late = next(row for row in rows if row.year == 2024 and row.source.endswith("农业农村局"))
    late = Posting(
        late.title, date(2025, 3, 14), late.source, late.number, late.content, late.agency, late.year
    )
    grown = newest_first([late, *(row for row in rows if row.number != late.number)])
    first, second = date(2025, 3, 10), date(2025, 3, 18)
    site = Changing(
        {
            first: Vsb(county.face, [county.shelf([row for row in grown if row is not late])], rows=6),
            second: Vsb(county.face, [county.shelf(grown)], rows=6),
        }
    )
    url = f"http://{county.host}/zfxxgk/zfxxgknb.htm"
    return Scenario(
        2,
        "VSB pages count backwards and the list grows between two patrols",
        (county.door(site),),
        (county.describe([county.column(url)], "vsb"),),
        Expected(county.found(), late=frozenset({Found(county.id, "nyncj", 2024)})),
        move=site.move,
    )


def anhui(_: Path) -> Scenario:
    """7: ``?pageIndex=`` with the pager in script; ``?year=`` tabs; an Epoint portal with cut titles beside them."""
    index = County(7, "a", "桐溪县", bureaus=14, townships=6, missing=(("rsj", 2024),))
    tabs = County(7, "b", "皖塘县", bureaus=8, townships=3)
    epoint = County(7, "c", "淮滩县", bureaus=14, townships=6)
    index_site = Longxun(index.face, [index.shelf(index.postings())])
    tabs_site = Longxun(tabs.face, [tabs.shelf(tabs.postings())])
    ewb_site = Ewb(epoint.face, [epoint.shelf(epoint.postings())])
    return Scenario(
        7,
        "Anhui ?pageIndex= and ?year= lists; Epoint rows by JSON POST with cut titles",
        (index.door(index_site), tabs.door(tabs_site), epoint.door(ewb_site)),
        (
            index.describe([index.column(index_site.column_url(index_site.shelves[0]))], "longxun"),
            tabs.describe(
                [
                    tabs.column(
                        f"http://{tabs.host}/site/tpl/{tabs_site.shelves[0].number}?nav=4&year={{year}}"
                    )
                ],
                "longxun",
            ),
            epoint.describe([epoint.column(ewb_site.column_url(ewb_site.shelves[0]))], "ewb_rest"),
        ),
        Expected(index.found() | tabs.found() | epoint.found(), not_listed=index.absent()),
    )


def own_columns(_: Path) -> Scenario:
    """8: a column for each agency, as in Chongqing; the finance bureau's holds the audit bureau's report."""
    county = County(8, "a", "巴岭县", bureaus=6, townships=3, missing=(("czj", 2024),))
    shelves = []
    for agency in county.agencies:
        rows = [row for row in county.postings() if row.agency == agency.name]
        if agency.id == "czj":
            rows += [row for row in county.postings([2024]) if row.source.endswith("教育局")]
        shelves.append(
            county.shelf(newest_first(rows), slug=f"{agency.id}/zfxxgknb", name="政府信息公开年报")
        )
    site = Trs(county.face, shelves)
    url = f"http://{county.host}/zwgk/{{agency.slug}}/zfxxgknb/"
    return Scenario(
        8,
        "one column an agency, one of them holding a neighbour's report",
        (county.door(site),),
        (county.describe([county.column(url, scope="agency")], "trs"),),
        Expected(county.found(), arguable=frozenset({Found(county.id, "czj", 2024)})),
    )
