"""Scenarios 1-8: how each family lists its reports, and where a list lies or falls short."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from specimens.attachments import docx_of
from specimens.dice import Dice
from specimens.families import (
    Ewb,
    Gkmlpt,
    HanwebAnnual,
    HanwebJpage,
    HanwebXxgk,
    Jpaas,
    Longxun,
    Posting,
    Trs,
    Ucap,
    UcapJson,
    Vsb,
)
from specimens.scenarios.county import Changing, County, newest_first, with_body
from specimens.scenarios.values import Expected, Found, Met, Scenario
from specimens.web import Asked, Reply, not_found


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


def hanweb(_: Path) -> Scenario:
    """3: 45 rows embedded in a script and the rest behind a proxy; the xxgk module; the annual endpoint, one shell empty."""
    jpage = County(3, "a", "沙河湾县", bureaus=18, townships=8)
    annual = County(3, "b", "鹿鸣县", bureaus=4, townships=2, missing=(("mzj", 2024),))
    module = County(3, "c", "北墅县", bureaus=12, townships=5, missing=(("jyj", 2024),))
    jpage_site = HanwebJpage(jpage.face, [jpage.shelf(jpage.postings())])
    areas = {one.name: f"1199012{index:02d}00432576{index}B" for index, one in enumerate(annual.agencies)}
    annual_site = HanwebAnnual(annual.face, [annual.shelf(annual.postings())], areas)
    module_site = HanwebXxgk(module.face, [module.shelf(module.postings())])
    endpoint = f"http://{annual.host}{HanwebAnnual.endpoint}?area={{agency.area}}&fbtime={{year}}"
    return Scenario(
        3,
        "Hanweb: embedded records and a proxy; rows by POST in a session; an annual endpoint with an empty shell",
        (jpage.door(jpage_site), annual.door(annual_site), module.door(module_site)),
        (
            jpage.describe([jpage.column(jpage_site.column_url(jpage_site.shelves[0]))], "hanweb_jpage"),
            annual.describe(
                [annual.column(endpoint, scope="agency")],
                "hanweb_annual",
                roster={one.id: {"area": areas[one.name]} for one in annual.agencies},
            ),
            module.describe([module.column(module_site.column_url(module_site.shelves[0]))], "hanweb_xxgk_post"),
        ),
        Expected(
            jpage.found() | annual.found() | module.found(), not_listed=annual.absent() | module.absent(),
            also_met=frozenset({Met(annual.id, "column_empty")}),
        ),
    )  # fmt: skip


class _ExpiringLink:
    """An attachment gateway: a link works on the day its page was asked for, and answers 404 afterwards."""

    def __init__(self, site: Jpaas, file: bytes) -> None:
        self._site, self._file, self.today = site, file, date.min

    def link(self) -> str:
        return f"/api-gateway/jpaas-web-server/front/document/file-download?token={Dice('link', str(self.today)).token(24)}"

    def move(self, day: date) -> None:
        self.today = day

    def answer(self, asked: Asked) -> Reply:
        if asked.path.endswith("/file-download"):
            if asked.target != self.link():
                return not_found()
            name = ("Content-Disposition", 'attachment; filename="report.docx"')
            return Reply(200, self._file, "application/octet-stream", (name,))
        reply = self._site.answer(asked)
        if b"@@LINK@@" in reply.body:
            return Reply(200, reply.body.replace(b"@@LINK@@", self.link().encode()), reply.content_type)
        return reply


def jpaas(_: Path) -> Scenario:
    """4: a gateway that shows page one whatever the bare pageNo; one report is an attachment behind an expiring link."""
    county = County(4, "a", "新桥区", bureaus=14, townships=6)
    rows = list(county.postings())
    index = next(i for i, row in enumerate(rows) if row.source.endswith("水利局") and row.year == 2024)
    report = next(one for one in county.reports if one.agency.name == rows[index].agency and one.year == 2024)
    link = f'<p>附件：<a href="@@LINK@@">{report.title}.docx</a></p>'
    rows[index] = with_body(rows[index], link)
    site = Jpaas(county.face, [county.shelf(rows)])
    gateway = _ExpiringLink(site, docx_of(report))
    return Scenario(
        4,
        "JPaaS units heed only paramJson; a report behind a link that expires",
        (county.door(gateway),),
        (county.describe([county.column(site.column_url(site.shelves[0]))], "jpaas_unit"),),
        Expected(county.found()),
        move=gateway.move,
    )


def gkmlpt(_: Path) -> Scenario:
    """5: the platform declares every row and hands out 40 of them; a twin hands out all."""
    absent = (("sjj", 2024),)
    cut = County(5, "a", "榕江湾区", bureaus=16, townships=6, missing=absent)
    whole = County(5, "b", "木棉县", bureaus=16, townships=6, missing=absent)
    cut_rows = cut.postings()
    cut_site = Gkmlpt(cut.face, [cut.shelf(cut_rows)], rows=25, reachable=40)
    whole_site = Gkmlpt(whole.face, [whole.shelf(whole.postings())], rows=25)
    beyond = {(row.source, row.year) for row in cut_rows[40:]}
    unreachable = [(one.agency.id, one.year) for one in cut.reports if (one.agency.name, one.year) in beyond]
    return Scenario(
        5,
        "gkmlpt declares more rows than it hands out; a twin is whole",
        (cut.door(cut_site), whole.door(whole_site)),
        tuple(
            county.describe([county.column(site.column_url(site.shelves[0]))], "gkmlpt")
            for county, site in ((cut, cut_site), (whole, whole_site))
        ),
        Expected(
            cut.found(without=unreachable) | whole.found(),
            frozenset({Met(cut.id, "pagination_incomplete")}),
            not_listed=whole.absent(),
        ),
    )


def ucap(_: Path) -> Scenario:
    """6: JSON rows without a scheme; the new year in a new channel behind a script; a twin with static lists."""
    json_county = County(6, "a", "雪松县", bureaus=16, townships=6, missing=(("slj", 2024),))
    static_county = County(6, "b", "芦花县", bureaus=8, townships=4)
    old = json_county.shelf(json_county.postings([2023]), name="政府信息公开年报", number=116485)
    new = json_county.shelf(json_county.postings([2024]), name="政府信息公开年报", number=128570)
    json_site = UcapJson(json_county.face, [old, new], jumps={"/qxx/zfxxgknb/jump.shtml": new})
    static_site = Ucap(
        static_county.face, [static_county.shelf(static_county.postings(), number=101039)], rows=7
    )
    jump = f"http://{json_county.host}/qxx/zfxxgknb/jump.shtml"
    return Scenario(
        6,
        "ucap: JSON rows, a new channel for the new year behind jump.shtml; static lists",
        (json_county.door(json_site), static_county.door(static_site)),
        (
            json_county.describe(
                [json_county.column(jump, years={2023: json_site.column_url(old), 2024: jump})], "ucap_json"
            ),
            static_county.describe(
                [static_county.column(static_site.column_url(static_site.shelves[0]))], "ucap"
            ),
        ),
        Expected(json_county.found() | static_county.found(), not_listed=json_county.absent()),
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
