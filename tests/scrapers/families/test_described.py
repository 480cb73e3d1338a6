"""Lists that no system's name explains: interfaces of a portal's own, arrays in scripts; what they do not tell is never taken for whole."""

from __future__ import annotations

import json

import pytest

from scrapers import Column, Listing, Obstacle, PortalInvalid, parse_portal, read_column
from tests.scrapers.conftest import Asked, Reply, Web, listing, portal

COLUMN = "http://www.qingxi.example/nb/index.html"
TITLES = [
    f"青溪县{name}2024年政府信息公开工作年度报告"
    for name in ("教育局", "民政局", "财政局", "审计局", "司法局")
]
API = {
    "url": "/api/list?page={n}",
    "rows": "data.list",
    "title": "name",
    "link": "link",
    "date": "at",
    "total": "data.total",
}


def rows(start: int, end: int) -> list[dict[str, object]]:
    return [
        {"name": f"<b>{TITLES[n]}</b>", "link": f"/art/2025/art_1_{n}.html", "at": 1737331200 + n}
        for n in range(start, min(end, len(TITLES)))
    ]


def paged(asked: Asked) -> Reply:
    number = int(asked.target.rpartition("page=")[2])
    data = {"list": rows(2 * number - 2, 2 * number), "total": len(TITLES)}
    return Reply(json.dumps({"data": data}), headers={"Content-Type": "application/json"})


async def read(web: Web, fetcher_for, **api: object) -> Listing:
    web.page(COLUMN, listing([], more='<ul id="l"></ul>'))
    column = Column.model_validate({"id": "all", "url": COLUMN, "family": "json", "api": {**API, **api}})
    return await read_column(portal(), column, fetcher_for(web.settings()))


async def test_an_interface_is_read_page_by_page_as_described(web: Web, fetcher_for) -> None:
    web.page("http://www.qingxi.example/api/list", paged)
    got = await read(web, fetcher_for)
    assert got.complete, got.detail
    assert [one.title for one in got.reports] == TITLES
    assert {one.date for one in got.reports} == {"2025-01-20"}


@pytest.mark.parametrize("encoding", ["form", "json"])
async def test_an_interface_is_asked_by_post(web: Web, fetcher_for, encoding: str) -> None:
    def posted(asked: Asked) -> Reply:
        sent = asked.body.decode()
        page = json.loads(sent)["page"] if encoding == "json" else int(sent.rpartition("page=")[2])
        assert "cid" in sent
        return paged(Asked(asked.host, "GET", f"?page={page}", {}, b"", 0.0))

    web.page("http://www.qingxi.example/api/list", posted)
    body = {"cid": 7, "page": "{n}"}
    got = await read(web, fetcher_for, url="/api/list", method="POST", encoding=encoding, body=body)
    assert (got.complete, len(got.reports)) == (True, 5), got.detail


@pytest.mark.parametrize(
    "answer",
    [
        {"data": {"list": rows(0, 5), "total": 9}},
        {"data": {"list": rows(0, 5)}},
        {"data": {"rows": rows(0, 5), "total": 5}},
        {"data": {"list": [*rows(0, 4), {"name": TITLES[4]}], "total": 5}},
        {"data": {"list": [*rows(0, 4), {"link": "/art/2025/art_1_9.html"}], "total": 5}},
        {"code": 401},
        [],
        "请先登录",
    ],
)
async def test_an_answer_of_another_form_is_never_a_whole_list(web: Web, fetcher_for, answer: object) -> None:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    web.page("http://www.qingxi.example/api/list", Reply(text, headers={"Content-Type": "application/json"}))
    got = await read(web, fetcher_for)
    assert not got.complete
    assert got.obstacle is Obstacle.PAGINATION_INCOMPLETE, got.detail


async def test_without_a_total_pages_are_asked_for_until_one_is_empty(web: Web, fetcher_for) -> None:
    web.page("http://www.qingxi.example/api/list", paged)
    got = await read(web, fetcher_for, total=None)
    assert (got.complete, len(got.reports)) == (True, 5), got.detail
    assert web.targets()[-1].endswith("page=4")


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("{id: a, url: /nb/, family: json}", "同时出现"),
        ("{id: a, url: /nb/, api: {url: '/l?p={n}'}}", "同时出现"),
        ("{id: a, url: /nb/, family: json, api: {url: /list}}", "无法确认列表是否读全"),
        ("{id: a, url: /nb/, family: json, api: {url: '/l?p={n}', body: {a: 1}}}", "GET 没有 body"),
    ],
)
def test_a_description_that_could_not_be_trusted_is_refused(column: str, said: str) -> None:
    text = (
        "{schema: 1, id: cn-990121-qingxi, name: 青溪县, division: '990121', hosts: [www.qingxi.example],"
        f" home: 'http://www.qingxi.example/', columns: [{column}]}}"
    )
    with pytest.raises(PortalInvalid, match=said):
        parse_portal(text, "a.yaml")


ARRAYS = {
    "json": 'var data=[{"title":"%s","url":"/art/1.html","date":"2025-01-20"}];',
    "bare": "var l=[{t:'%s',pic:'/i/a.png',u:'./t20250120_1.html'}];",
    "escaped": "var l=[{t:'%s',u:'http:\\/\\/www.qingxi.example\\/art\\/1.html'}];",
}


@pytest.mark.parametrize("form", ARRAYS)
async def test_rows_in_an_array_of_the_pages_script_are_rows(web: Web, fetcher_for, form: str) -> None:
    script = "<script>" + ARRAYS[form].replace("%s", TITLES[0]) + "</script>"
    web.page(COLUMN, listing([], more=script))
    got = await read_column(portal(), Column(id="all", url=COLUMN), fetcher_for(web.settings()))
    assert (got.complete, [one.title for one in got.reports]) == (True, TITLES[:1]), got.detail


@pytest.mark.parametrize(
    "script",
    [
        "var l=[{t:'%s',u:'/art/1.html',file:'/art/2.pdf'}];",
        "var l=[{t:'%s',id:7}];",
        "var l=[{t:'%s',u:'/art/1.html'}]; $.post('/list',{pageNo:2,pageSize:20},more);",
    ],
)
async def test_an_array_that_does_not_tell_all_leaves_the_list_open(
    web: Web, fetcher_for, script: str
) -> None:
    web.page(COLUMN, listing([], more=f"<script>{script.replace('%s', TITLES[0])}</script>"))
    got = await read_column(portal(), Column(id="all", url=COLUMN), fetcher_for(web.settings()))
    assert not got.complete
