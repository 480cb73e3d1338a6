"""A column is never called whole where a visitor sees more rows than its HTML holds; what only looks like it changes nothing."""

from __future__ import annotations

import pytest

from scrapers import Listing, Obstacle, read_column
from tests.scrapers.conftest import Web, listing, portal
from tests.scrapers.test_columns import COLUMN, HOST, column, row

ROWS = [row(number, name) for number, name in enumerate(("教育局", "民政局", "财政局"), 10)]


async def read(web: Web, fetcher_for, page: str) -> Listing:
    web.page(COLUMN, page)
    return await read_column(portal(), column(), fetcher_for(web.settings("www.qingxi.example")))


@pytest.mark.parametrize(
    "part",
    [
        """<div><a href="javascript:__doPostBack('pager','2')">2</a></div>""",
        '<div class="pages"><b>1</b><a href="#page=2">2</a><a href="#page=3">3</a></div>',
        "<div>总记录数：86</div>",
        '<input type="hidden" id="totalCount" value="86"><input type="hidden" id="pageSize" value="20">',
        "<script>new Vue({data:{page:1,pageSize:20,total:86}})</script>",
        '<select><option value="./">第1页</option><option value="index_1.html">第2页</option></select>',
        '<a href="javascript:;" onclick="list(1)">县政府部门</a><a href="javascript:;" onclick="list(2)">乡镇街道</a>',
        '<a href="#" data-year="2024">2024</a><a href="#" data-year="2023">2023</a>',
        '<iframe src="http://list.foreign.example/nb" width="100%" height="900"></iframe>',
        '<div><a href="index_5.html">尾页</a></div>',
        '<form><input type="image" src="/i/next.gif" alt="下一页"></form>',
        '<ul id="bm"></ul><script src="/js/bmnb.js"></script>',
        '<script>layui.use("flow",function(f){f.load({elem:"#l",done:function(p,next){$.get("/list?p="+p,next)}})})</script>',
        '<script type="text/html">{{each list as v}}<li><a href="{{v.url}}">{{v.title}}</a></li>{{/each}}</script>',
        '<script>$(window).scroll(function(){ if(end) $.ajax({url:"/list",data:{page:++p}}) })</script>',
        '<script>axios.post("/api/list",{channelId:7,pageNo:1,pageSize:15}).then(render)</script>',
        '<div class="getmore" onclick="more()">点击查看更多</div>',
        '<div id="fy"></div><script>var nPageCount=3,nNow=1;showFy(nPageCount,nNow,"list","html")</script>',
    ],
)
async def test_a_list_that_goes_on_by_script_is_not_whole(web: Web, fetcher_for, part: str) -> None:
    got = await read(web, fetcher_for, listing(ROWS, more=part))
    assert len(got.reports) == 3
    assert (got.complete, got.obstacle) == (False, Obstacle.PAGINATION_INCOMPLETE), got.detail


HIDDEN = "青溪县石桥镇人民政府2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "part",
    [
        f'<template><li><a href="/art/1.html">{HIDDEN}</a></li></template>',
        f"""<li onclick="window.open('/art/1.html')"><b>{HIDDEN}</b><i>2025-01-20</i></li>""",
        f'<li><a href="javascript:;" onclick="openDoc(7)">{HIDDEN}</a></li>',
        f'<li><a data-url="/art/1.html">{HIDDEN}</a></li>',
        '<table><tr onclick="go(1)"><td>石桥镇</td><td>2024年政府信息公开工作年度报告</td></tr></table>',
        f"<script>document.write('<li><a href=\"/art/1.html\">{HIDDEN}<\\/a></li>')</script>",
        f'<script>var rows=[{{"title":"{HIDDEN}","id":7}}]</script>',
        "<script>var rows=[{title:'" + "".join(f"\\u{ord(sign):04x}" for sign in HIDDEN) + "'}]</script>",
        f'<!--LIST<li><a href="/art/1.html">{HIDDEN}</a></li>-->',
        f"<textarea>&lt;li&gt;&lt;a href='/art/1.html'&gt;{HIDDEN}&lt;/a&gt;</textarea>",
    ],
)
async def test_a_report_that_is_shown_and_cannot_be_followed_leaves_the_list_open(
    web: Web, fetcher_for, part: str
) -> None:
    got = await read(web, fetcher_for, listing(ROWS, more=part))
    assert (got.complete, got.obstacle) == (False, Obstacle.PAGINATION_INCOMPLETE), got.detail


async def test_a_title_seen_on_a_later_page_counts_as_much(web: Web, fetcher_for) -> None:
    pager = '<script>createPageHTML(2, 0, "index", "html");</script>'
    web.page(
        f"{COLUMN}index_1.html",
        listing([row(14, "审计局")], more=f"<li onclick='go()'>{HIDDEN}</li>" + pager),
    )
    got = await read(web, fetcher_for, listing(ROWS, more=pager))
    assert len(got.reports) == 4 and not got.complete


async def test_a_page_that_breaks_off_is_not_whole(web: Web, fetcher_for) -> None:
    whole = listing(ROWS)
    got = await read(web, fetcher_for, whole[: whole.index("</ul>")])
    assert len(got.reports) == 3
    assert not got.complete


@pytest.mark.parametrize(
    "part",
    [
        '<ul><li><a href="javascript:;">县政府部门</a><ul><li><a href="/a/">教育局</a></li><li><a href="/b/">民政局</a></li>'
        '</ul></li><li><a href="javascript:;">乡镇街道</a><ul><li><a href="/c/">石桥镇</a></li><li><a href="/d/">青山镇</a></li></ul></li></ul>',
        '<iframe src="/tongji/count.html" width="0" height="0"></iframe>',
        '<iframe src="http://bszs.example/sitename"></iframe>',
        '<script>$(window).scroll(function(){ if($(this).scrollTop()>300) $("#top").show() })</script>',
        '<script>$.ajax({url:"/hits",data:{id:3}})</script>',
        '<div>字号：<a href="javascript:doZoom(16)">大</a><a href="javascript:doZoom(14)">中</a></div>',
        '<select onchange="window.open(this.value)"><option value="http://a.example/">省教育厅</option></select>',
        "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>",
        "<div>总记录数：3</div>",
        "<h2>青溪县2024年政府信息公开工作年度报告</h2>",
        '<div class="title">2024年政府信息公开工作年度报告</div>',
        "<p>根据《条例》要求，现公布青溪县各部门编制的2024年政府信息公开工作年度报告，欢迎监督。</p>",
        f'<script>var first="{ROWS[0][1]}"</script>',
        '<script>fetch("/comment/count?id=7")</script>',
    ],
)
async def test_what_only_looks_like_more_rows_changes_nothing(web: Web, fetcher_for, part: str) -> None:
    got = await read(web, fetcher_for, listing(ROWS, more=part))
    assert got.complete, got.detail
    assert len(got.reports) == 3


async def test_tabs_whose_lists_all_stand_in_the_page_are_read_whole(web: Web, fetcher_for) -> None:
    other = f'<ul><li><a href="{HOST}/x/t20250119_77.html">青溪县石桥镇2024年政府信息公开工作年度报告</a></li></ul>'
    tabs = '<a href="javascript:;" onclick="tab(1)">县政府部门</a><a href="javascript:;" onclick="tab(2)">乡镇街道</a>'
    got = await read(web, fetcher_for, listing(ROWS, more=other + tabs))
    assert got.complete, got.detail
    assert len(got.reports) == 4
