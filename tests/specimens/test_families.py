"""Each family's lists, walked the way the portal's own scripts walk them (portals.md §1)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import urlencode, urljoin, urlsplit

from specimens.families import (
    Ewb,
    Gkmlpt,
    HanwebAnnual,
    HanwebJpage,
    HanwebXxgk,
    Jpaas,
    Longxun,
    Trs,
    Ucap,
    UcapJson,
    Vsb,
)
from specimens.scenarios.county import County
from specimens.web import Site
from tests.specimens.conftest import Ask, rows_in

Asker = Callable[[Site], Ask]


def path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def everything(county: County) -> set[str]:
    return {row.title for row in county.postings()}


def test_a_trs_pager_of_either_base_leads_to_every_row_and_no_further(county: County, ask: Asker) -> None:
    for base in (0, 1):
        site = Trs(county.face, [county.shelf(county.postings())], base=base, rows=15)
        get = ask(site)
        first = get("/zwgk/zfxxgknb/").body.decode()
        assert "index_" not in first, "page 2 must exist in script alone"
        call = re.search(r"createPageHTML\((.*?)\);", first)
        assert call
        numbers = [int(one) for one in re.findall(r"\b\d+\b", call[1])]
        assert numbers[:2] == ([4, 0] if base == 0 else [4, 1])
        pages = [get(f"/zwgk/zfxxgknb/index_{n + base}.html") for n in range(1, 5)]
        assert [one.status for one in pages] == [200, 200, 200, 404]
        titles = {
            t
            for html in (first, *(p.body.decode() for p in pages[:3]))
            for t in re.findall(r'title="([^"]+报告)"', html)
        }
        assert titles == everything(county)


def test_vsb_numbers_its_pages_backwards(county: County, ask: Asker) -> None:
    site = Vsb(county.face, [county.shelf(county.postings())], rows=20)
    get = ask(site)
    address, seen, walked = "/zfxxgk/zfxxgknb.htm", set(), []
    while address:
        html = get(address).body.decode()
        walked.append(address)
        seen |= {title for _, title in rows_in(html)}
        onward = re.search(r'p_next p_fun"><a href="([^"]+)"', html)
        address = urljoin(address, onward[1]) if onward else ""
    assert walked == ["/zfxxgk/zfxxgknb.htm", "/zfxxgk/zfxxgknb/2.htm", "/zfxxgk/zfxxgknb/1.htm"]
    assert seen == everything(county)
    link, _ = rows_in(get("/zfxxgk/zfxxgknb/1.htm").body.decode())[0]
    assert get(urljoin("/zfxxgk/zfxxgknb/1.htm", link)).status == 200


def test_ucap_lists_go_on_with_numbered_names(county: County, ask: Asker) -> None:
    site = Ucap(county.face, [county.shelf(county.postings(), number=106168)])
    get = ask(site)
    seen = set()
    for name in ("xxgk_list", "xxgk_list_2", "xxgk_list_3", "xxgk_list_4"):
        seen |= {title for _, title in rows_in(get(f"/qxx/c106168/{name}.shtml").body.decode())}
    assert seen == everything(county)
    assert get("/qxx/c106168/xxgk_list_5.shtml").status == 404


def test_ucap_json_rows_lack_their_scheme_and_declare_their_total(county: County, ask: Asker) -> None:
    site = UcapJson(county.face, [county.shelf(county.postings(), number=128570)])
    get = ask(site)
    shell = get("/qxx/c128570/zfxxgk_gknb.shtml").body.decode()
    assert rows_in(shell) == []
    channel = re.search(r'channelId="(\w+)"', shell)
    listed = json.loads(get("/common/getChannelList?channelCode=c128570&websiteCodeName=qxx").body)
    assert channel and listed["results"]["children"][0]["channelId"] == channel[1]
    rows = []
    for number in range(1, 5):
        answer = json.loads(get(f"/common/search/{channel[1]}?_isJson=true&_pageSize=20&page={number}").body)
        assert answer["data"]["total"] == 56
        rows += answer["data"]["results"]
    assert {row["title"] for row in rows} == everything(county)
    assert all(row["url"].startswith(f"//{county.host}/") for row in rows)
    assert get(path("http:" + rows[0]["url"])).status == 200


def test_longxun_links_exist_in_script_alone_and_tabs_filter_by_year(county: County, ask: Asker) -> None:
    site = Longxun(county.face, [county.shelf(county.postings())])
    get = ask(site)
    number = site.shelves[0].number
    first = get(f"/public/column/{number}?type=4&action=list&nav=3").body.decode()
    assert "Ls.pagination({pageCount:4," in first
    assert "pageIndex=2" not in first
    seen = set()
    for n in range(1, 5):
        html = get(f"/public/column/{number}?type=4&action=list&nav=3&pageIndex={n}").body.decode()
        seen |= {title for _, title in rows_in(html)}
    assert seen == everything(county)
    tab = {title for _, title in rows_in(get(f"/site/tpl/{number}?nav=4&year=2023").body.decode())}
    assert tab == {row.title for row in county.postings([2023])}


def test_a_jpage_proxy_ignores_startrecord_and_knows_page(county: County, ask: Asker) -> None:
    site = HanwebJpage(county.face, [county.shelf(county.postings())])
    get = ask(site)
    html = get(path(site.column_url(site.shelves[0]))).body.decode()
    assert html.count("<record>") == 45
    assert rows_in(re.sub(r"<script.*?</script>", "", html, flags=re.S)) == []
    onward = re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)"', html)
    assert onward
    second = get(onward[1]).body.decode()
    assert second.count("<record>") == 11 and "<nextgroup>" not in second
    assert {title for _, title in rows_in(html + second)} == everything(county)
    ignored = get(onward[1].replace("page=2", "startrecord=46&endrecord=56")).body.decode()
    assert rows_in(ignored) == rows_in(html)


def test_the_xxgk_module_gives_nothing_without_a_session(county: County, ask: Asker) -> None:
    site = HanwebXxgk(county.face, [county.shelf(county.postings())])
    get = ask(site)
    column = path(site.column_url(site.shelves[0]))
    (cookie,) = [value for name, value in get(column).headers if name == "Set-Cookie"]
    form = urlencode(
        {"infotypeId": "zfxxgknb", "jdid": 3, "area": "", "divid": f"div{site.shelves[0].number}"}
    ).encode()
    search = "/module/xxgk/search.jsp?texttype=&vc_title=&currpage={}"
    assert get(search.format(1), "POST", form).body == b""
    assert get(search.format(1), "POST", form, cookie=cookie.split(";")[0]).body == b""
    seen = set()
    for n in range(1, 5):
        reply = get(
            search.format(n),
            "POST",
            form,
            cookie=cookie.split(";")[0],
            referer=site.column_url(site.shelves[0]),
        )
        assert "共4页" in reply.body.decode()
        seen |= {title for _, title in rows_in(reply.body.decode())}
    assert seen == everything(county)


def test_the_annual_endpoint_answers_an_empty_shell_for_who_published_nothing(ask: Asker) -> None:
    county = County(98, "a", "空壳县", missing=(("czj", 2024),))
    areas = {one.name: f"A{index}" for index, one in enumerate(county.agencies)}
    get = ask(HanwebAnnual(county.face, [county.shelf(county.postings())], areas))
    endpoint = "/module/xxgk/xxgkAnnualReport.jsp?area={}&fbtime=2024"
    empty = get(endpoint.format(areas["空壳县财政局"]))
    full = get(endpoint.format(areas["空壳县教育局"]))
    assert empty.status == full.status == 200
    assert "一、总体情况" in full.body.decode()
    assert '<div id="zoom"></div>' in empty.body.decode()


def test_a_jpaas_gateway_ignores_a_bare_page_number(county: County, ask: Asker) -> None:
    site = Jpaas(county.face, [county.shelf(county.postings())])
    get = ask(site)
    gateway = "/api-gateway/jpaas-publish-server/front/page/build/unit?"

    def rows(**query: str) -> list[tuple[str, str]]:
        answer = json.loads(get(gateway + urlencode({"pageId": site.shelves[0].number, **query})).body)
        return rows_in(answer["data"]["html"])

    assert rows(pageNo="2") == rows()
    pages = [rows(paramJson=json.dumps({"pageNo": n, "pageSize": 15})) for n in range(1, 5)]
    assert {title for page in pages for _, title in page} == everything(county)


def test_gkmlpt_declares_what_it_does_not_hand_out(county: County, ask: Asker) -> None:
    site = Gkmlpt(county.face, [county.shelf(county.postings())], rows=25, reachable=40)
    get = ask(site)
    number = site.shelves[0].number
    answers = [get(f"/gkmlpt/api/all/{number}?page={n}&sid=764023") for n in (0, 1, 2, 3)]
    assert [one.status for one in answers] == [200, 200, 200, 404]
    pages = [json.loads(one.body) for one in answers[:3]]
    assert pages[0] == pages[1]
    assert pages[1]["classify"]["post_count"] == 56
    assert len(pages[1]["articles"]) + len(pages[2]["articles"]) == 40
    assert get(path(pages[1]["articles"][0]["url"])).status == 200


def test_ewb_cuts_titles_and_keeps_the_real_one_beside(county: County, ask: Asker) -> None:
    site = Ewb(county.face, [county.shelf(county.postings())])
    get = ask(site)
    rows = []
    for index in range(3):
        wanted = {
            "categorynum": f"{site.shelves[0].number:06d}",
            "siteGuid": site.site_guid,
            "pageIndex": index,
            "pageSize": 20,
        }
        answer = json.loads(
            get(
                "/EpointWebBuilder/rest/lightfrontaction/getgovinfolist", "POST", json.dumps(wanted).encode()
            ).body
        )
        assert answer["custom"]["total"] == 56
        rows += answer["custom"]["data"]
    assert {row["realtitle"] for row in rows} == everything(county)
    assert any(row["title"].endswith("...") for row in rows)
    assert get(rows[0]["infourl"]).status == 200


def test_every_family_serves_the_same_report_in_its_own_markup(county: County, ask: Asker) -> None:
    marks = {
        Trs: "TRS_Editor", Vsb: "v_news_content", Ucap: "UCAPCONTENT", Longxun: "j-fontContent", HanwebJpage: 'id="zoom"',
        Jpaas: "bt_content", Gkmlpt: "article-content", Ewb: "ewb-article",
    }  # fmt: skip
    row = county.postings()[0]
    for family, mark in marks.items():
        site = family(county.face, [county.shelf([row])])
        html = ask(site)(path(site.article_url(site.shelves[0], row))).body.decode()
        assert mark in html
        assert f'name="ArticleTitle" content="{row.title}"' in html
        assert "六、其他需要报告的事项" in html
