"""Scenarios 3 to 6: lists behind scripts and interfaces, and where they fall short."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from specimens.attachments import docx_of
from specimens.dice import Dice
from specimens.families import (
    Gkmlpt,
    HanwebAnnual,
    HanwebJpage,
    HanwebXxgk,
    Jpaas,
    Ucap,
    UcapJson,
)
from specimens.scenarios.county import County, with_body
from specimens.scenarios.values import Expected, Met, Scenario
from specimens.web import Asked, Reply, not_found


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
