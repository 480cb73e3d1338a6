"""Lists are read whole or marked incomplete; a page that is not the column never counts as one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reports import china_day
from scrapers import (
    Column,
    ListedReport,
    Listing,
    Obstacle,
    ReportCaptured,
    Trouble,
    Validators,
    Vanished,
    patrol,
    read_column,
)
from tests.scrapers.conftest import Reply, Web, listing, portal, report

HOST = "http://www.qingxi.example"
COLUMN = f"{HOST}/zwgk/zfxxgknb/"


def row(number: int, name: str = "教育局", year: int = 2024) -> tuple[str, str, str]:
    return (
        f"./202501/t202501{number:02d}_{number}.html",
        f"青溪县{name}{year}年政府信息公开工作年度报告",
        "2025-01-20",
    )


def column(**changes: object) -> Column:
    return Column.model_validate({"id": "all", "url": COLUMN, **changes})


async def read(web: Web, fetcher_for, **changes: object) -> Listing:
    return await read_column(portal(**changes), column(), fetcher_for(web.settings()))


@pytest.mark.parametrize(
    ("call", "second", "third"),
    [
        ('createPageHTML(3, 0, "index", "html");', "index_1.html", "index_2.html"),
        ("createPageHTML('paging', 3, 1, 'index', 'html', 45);", "index_2.html", "index_3.html"),
        ("createPageHTML('page_div',3, 0,'index','html',45);", "index_1.html", "index_2.html"),
        ("var countPage = 3//共多少页\nvar currentPage = 0;//所在页从0开始", "index_1.html", "index_2.html"),
        ('$(".pagination").pagination("setPage", 1, 3);', "index_2.html", "index_3.html"),
        (
            'createPageHTML(3, 0, "index", "html");',
            "index_2.html",
            "index_3.html",
        ),  # counts from 0, writes from 2
    ],
)
async def test_a_pager_in_script_is_followed_under_every_counting(
    web: Web, fetcher_for, call: str, second: str, third: str
) -> None:
    script = f"<script>{call}</script>"
    web.page(COLUMN, listing([row(1)], more=script))
    web.page(
        COLUMN + second,
        listing([row(2, "民政局")], more=script.replace("3, 0", "3, 1").replace("3, 1,", "3, 2,")),
    )
    web.page(COLUMN + third, listing([row(3, "财政局")], more=script))
    got = await read(web, fetcher_for)
    assert got.complete, got.detail
    assert [one.title[3:6] for one in got.reports] == ["教育局", "民政局", "财政局"]
    assert (got.pages_read, got.pages_declared) == (3, 3)


async def test_a_declared_page_that_is_404_makes_the_list_incomplete(web: Web, fetcher_for) -> None:
    script = '<script>createPageHTML(3, 0, "index", "html");</script>'
    web.page(COLUMN, listing([row(1)], more=script))
    web.page(COLUMN + "index_1.html", listing([row(2)], more=script))
    got = await read(web, fetcher_for)
    assert not got.complete and got.obstacle is Obstacle.PAGINATION_INCOMPLETE
    assert len(got.reports) == 2


async def test_a_pager_that_repeats_page_one_makes_the_list_incomplete(web: Web, fetcher_for) -> None:
    page = listing([row(1)], more='<script>createPageHTML(2, 0, "index", "html");</script>')
    for name in ("", "index_1.html", "index_2.html"):
        web.page(COLUMN + name, page)
    got = await read(web, fetcher_for)
    assert not got.complete and got.obstacle is Obstacle.PAGINATION_INCOMPLETE


async def test_declared_rows_are_counted(web: Web, fetcher_for) -> None:
    web.page(COLUMN, listing([row(1)], more="<p>共有 30 条</p>"))
    got = await read(web, fetcher_for)
    assert not got.complete and "30" in got.detail


async def test_the_whole_title_is_read_where_the_link_is_cut(web: Web, fetcher_for) -> None:
    web.page(COLUMN, listing([row(1)]))
    got = await read(web, fetcher_for)
    assert got.reports[0].title == "青溪县教育局2024年政府信息公开工作年度报告"
    assert got.reports[0].date == "2025-01-20"
    assert got.reports[0].url == f"{COLUMN}202501/t20250101_1.html"


async def test_look_alikes_in_the_list_are_no_reports(web: Web, fetcher_for) -> None:
    others = [
        "图解：青溪县2024年政府信息公开工作年度报告",
        "青溪县2024年政府网站工作年度报表",
        "青溪县2024年法治政府建设年度报告",
    ]
    rows = [(f"./t20250101_{n}.html", title, "2025-01-20") for n, title in enumerate(others, 10)]
    web.page(COLUMN, listing([row(1), *rows]))
    got = await read(web, fetcher_for)
    assert [one.title for one in got.reports] == ["青溪县教育局2024年政府信息公开工作年度报告"]


async def test_mobile_twins_and_second_renderings_are_one_report(web: Web, fetcher_for) -> None:
    title = row(1)[1]
    rows = [("./t20250101_1_wap.html", title, "2025-01-20"), ("./t20250101_1.html", title, "2025-01-20")]
    web.page(COLUMN, listing([*rows, ("./t20250101_2.html", f"{title}（图片版）", "2025-01-20")]))
    got = await read(web, fetcher_for)
    assert [one.url for one in got.reports] == [f"{COLUMN}t20250101_1.html"]


async def test_years_levels_and_agencies_below_a_column_belong_to_it(web: Web, fetcher_for) -> None:
    web.page(COLUMN, listing([("./2024/", "2024年", ""), ("./2023/", "2023年", "")]).replace("…", ""))
    for year in (2023, 2024):
        levels = [("./bm/", "县直部门", ""), ("./xz/", "乡镇", "")]
        web.page(f"{COLUMN}{year}/", listing(levels).replace("…", ""))
        web.page(f"{COLUMN}{year}/bm/", listing([row(1, year=year)]))
        web.page(f"{COLUMN}{year}/xz/", listing([row(2, "石桥镇", year)]))
    got = await read(web, fetcher_for)
    assert got.complete, got.detail
    assert sorted(one.title[3:10] for one in got.reports) == [
        "教育局2023",
        "教育局2024",
        "石桥镇2023",
        "石桥镇2024",
    ]
    del web.pages["www.qingxi.example", "/zwgk/zfxxgknb/2023/xz/"]
    got = await read(web, fetcher_for)
    assert not got.complete and "/2023/xz/" in got.detail


async def test_a_part_with_a_name_nobody_foresaw_is_read_or_the_column_is_not_whole(
    web: Web, fetcher_for
) -> None:
    extra = '<ul><li><a href="./pcjg/">派出机构及其他</a></li></ul>'
    web.page(COLUMN, listing([row(1)], more=extra))
    web.page(f"{COLUMN}pcjg/", listing([row(2, "民政局")]))
    got = await read(web, fetcher_for)
    assert got.complete and [one.title[3:6] for one in got.reports] == ["教育局", "民政局"]
    del web.pages["www.qingxi.example", "/zwgk/zfxxgknb/pcjg/"]
    assert not (await read(web, fetcher_for)).complete


async def test_a_column_that_is_itself_the_report_is_listed_as_it(web: Web, fetcher_for) -> None:
    web.page(COLUMN, report("青溪县2024年政府信息公开工作年度报告"))
    got = await read(web, fetcher_for)
    assert [one.url for one in got.reports] == [COLUMN]


async def test_the_home_page_in_place_of_the_column_is_a_soft_404(web: Web, fetcher_for) -> None:
    links = "".join(f'<li><a href="/x/{n}.html">青溪要闻第{n}期</a></li>' for n in range(20))
    words = "<p>青溪县位于云岭省南麓市东部，是省级生态县，欢迎各界人士前来考察。信息公开、政务服务、互动交流栏目每日更新，县情概况请看专栏。</p>"
    home = f"<html><head><title>青溪县人民政府</title></head><body>{words}{links}</body></html>"
    web.page(f"{HOST}/", home)
    web.page(COLUMN, home)
    assert (await read(web, fetcher_for)).obstacle is Obstacle.SOFT404
    web.page(COLUMN, Reply(status=301, headers={"Location": "/"}))
    assert (await read(web, fetcher_for)).obstacle is Obstacle.SOFT404


async def test_a_page_that_is_no_column_is_never_an_empty_column(web: Web, fetcher_for) -> None:
    web.page(f"{HOST}/", "<html><body>青溪县人民政府门户网站</body></html>")
    web.page(
        COLUMN,
        f"<html><head><title>系统维护</title></head><body>{'系统正在维护，请稍后访问。' * 10}</body></html>",
    )
    got = await read(web, fetcher_for)
    assert not got.complete and got.obstacle is Obstacle.LAYOUT_CHANGED


async def test_an_empty_column_is_not_complete(web: Web, fetcher_for) -> None:
    web.page(COLUMN, listing([]))
    got = await read(web, fetcher_for)
    assert not got.complete and got.obstacle is Obstacle.COLUMN_EMPTY


async def steps_of(web: Web, fetcher_for, described, **more):
    return [step async for step in patrol(described, fetcher=fetcher_for(web.settings()), **more)]


async def test_a_patrol_finds_the_column_from_the_home_page(web: Web, fetcher_for) -> None:
    words = "<p>青溪县人民政府门户网站。主办：青溪县人民政府办公室。本站提供政务公开、办事服务、互动交流等服务，欢迎访问青溪。</p>"
    head = "<html><head><title>青溪县人民政府</title></head>"
    web.page(
        f"{HOST}/",
        f'{head}<body>{words}<a href="/zwgk/">政务公开</a><a href="/b/">政府网站工作年度报表</a></body></html>',
    )
    web.page(f"{HOST}/zwgk/", '<html><script>window.location.replace("/zwgk/index2.html")</script></html>')
    web.page(
        f"{HOST}/zwgk/index2.html",
        f'{head}<body>{words}<a href="zfxxgknb/">政府信息公开年报</a></body></html>',
    )
    web.page(COLUMN, listing([row(1)]))
    web.page(f"{COLUMN}202501/t20250101_1.html", report(row(1)[1]))
    steps = await steps_of(web, fetcher_for, portal())
    assert [type(step) for step in steps] == [Listing, ReportCaptured]
    assert "/b/" not in web.targets()


async def test_a_stale_column_is_looked_for_again_and_the_old_address_told(web: Web, fetcher_for) -> None:
    words = "<p>青溪县人民政府门户网站。主办：青溪县人民政府办公室。本站提供政务公开、办事服务、互动交流等服务，欢迎访问青溪。</p>"
    web.page(f"{HOST}/", f'<html><body>{words}<a href="/zwgk/zfxxgknb/">政府信息公开年报</a></body></html>')
    web.page(COLUMN, listing([row(1)]))
    web.page(f"{COLUMN}202501/t20250101_1.html", report(row(1)[1]))
    steps = await steps_of(web, fetcher_for, portal(columns=[{"id": "old", "url": f"{HOST}/old/"}]))
    assert [type(step) for step in steps] == [Listing, Trouble, Listing, ReportCaptured]


async def test_an_unreachable_portal_is_a_trouble_and_no_exception(fetcher_for, web: Web) -> None:
    steps = [
        step
        async for step in patrol(
            portal(scheme="http_only"),
            fetcher=fetcher_for(
                web.settings("www.qingxi.example", resolve={"www.qingxi.example": ("127.0.0.1", 1)})
            ),
        )
    ]
    assert [getattr(step, "obstacle", None) for step in steps if isinstance(step, Trouble)] == [
        Obstacle.CONNECT
    ]
    assert len(steps) == 1


async def test_a_dead_row_is_a_trouble_and_the_others_are_read(web: Web, fetcher_for) -> None:
    web.page(COLUMN, listing([row(1), row(2, "民政局")]))
    web.page(f"{COLUMN}202501/t20250102_2.html", report(row(2, "民政局")[1]))
    steps = await steps_of(web, fetcher_for, portal(columns=[{"id": "all", "url": COLUMN}]))
    assert [type(step) for step in steps] == [Listing, Trouble, ReportCaptured]
    assert steps[1].obstacle is Obstacle.HTTP_4XX


async def test_a_second_patrol_of_an_unchanged_portal_is_304s_only(web: Web, fetcher_for) -> None:
    web.page(COLUMN, Reply(listing([row(1)]), etag='"list"'))
    web.page(f"{COLUMN}202501/t20250101_1.html", Reply(report(row(1)[1]), etag='"report"'))
    described = portal(columns=[{"id": "all", "url": COLUMN}])
    first = await steps_of(web, fetcher_for, described)
    captures = [*first[0].captures, first[1].capture]
    kept = {one.sha256: one.body for one in captures}
    validators = {one.asked: Validators(one.headers["etag"], None, one.sha256) for one in captures}
    again = await steps_of(web, fetcher_for, described, known=validators.get, recall=kept.get)
    assert again[0].unchanged and again[0].complete and again[0].reports == first[0].reports
    assert again[1].unchanged and again[1].capture.sha256 == first[1].capture.sha256


async def test_a_report_that_is_only_a_link_is_read_from_its_file(web: Web, fetcher_for) -> None:
    title = row(1)[1]
    web.page(COLUMN, listing([row(1)]))
    body = f'<html><head><title>{title}</title></head><body><h1>{title}</h1><p>附件：<a href="P020250120.docx">{title}.docx</a></p></body></html>'
    web.page(f"{COLUMN}202501/t20250101_1.html", body)
    web.page(
        f"{COLUMN}202501/P020250120.docx",
        Reply(b"PK\x03\x04...", headers={"Content-Type": "application/octet-stream"}),
    )
    steps = await steps_of(web, fetcher_for, portal(columns=[{"id": "all", "url": COLUMN}]))
    assert (
        steps[1].body == b"PK\x03\x04..." and steps[1].name == "P020250120.docx" and len(steps[1].parts) == 1
    )


async def test_a_report_split_over_pages_is_joined(web: Web, fetcher_for) -> None:
    title = row(1)[1]
    web.page(COLUMN, listing([row(1)]))
    page = f"{COLUMN}202501/t20250101_1"
    first = report(title).replace(
        "</body>", '<script>createPageHTML(2, 0, "t20250101_1", "html");</script></body>'
    )
    web.page(f"{page}.html", first)
    web.page(
        f"{page}_1.html",
        report(title).replace("六、其他需要报告的事项", "六、其他需要报告的事项：第二页的文字"),
    )
    steps = await steps_of(web, fetcher_for, portal(columns=[{"id": "all", "url": COLUMN}]))
    assert "第二页的文字" in steps[1].body.decode() and "一、总体情况" in steps[1].body.decode()


async def test_a_report_taken_away_is_told_and_how(web: Web, fetcher_for) -> None:
    described = portal(columns=[{"id": "all", "url": COLUMN}])
    names = ["教育局", "民政局", "财政局", "司法局"]
    for number, name in enumerate(names, 1):
        web.page(f"{COLUMN}202501/t2025010{number}_{number}.html", report(row(number, name)[1]))
    web.page(COLUMN, listing([row(number, name) for number, name in enumerate(names, 1)]))
    before = (await steps_of(web, fetcher_for, described))[0].reports
    web.page(COLUMN, listing([row(1, "教育局"), row(2, "民政局")]))
    for number in (2, 3):
        del web.pages["www.qingxi.example", f"/zwgk/zfxxgknb/202501/t2025010{number}_{number}.html"]
    steps = await steps_of(web, fetcher_for, described, before=before)
    gone = {
        step.report.title[3:6]: (step.listed, step.obstacle) for step in steps if isinstance(step, Vanished)
    }
    assert gone == {
        "民政局": (True, Obstacle.HTTP_4XX),
        "财政局": (False, Obstacle.HTTP_4XX),
        "司法局": (False, None),
    }


@pytest.mark.parametrize(
    "answer",
    [
        Reply("<html><body>" + "请登录后访问。" * 400 + "</body></html>", status=401),
        Reply("<html><body>" + "拒绝访问。" * 400 + "</body></html>", status=403),
        Reply("bad request", status=400),
        Reply("conflict", status=409),
        Reply(status=302),
        Reply(status=304),
    ],
)
async def test_a_report_that_is_refused_to_us_has_not_been_taken_away(
    web: Web, fetcher_for, answer: Reply
) -> None:
    described = portal(columns=[{"id": "all", "url": COLUMN}])
    address = f"{COLUMN}202501/t20250101_1.html"
    web.page(address, report(row(1)[1]))
    web.page(COLUMN, listing([row(1)]))
    before = (await steps_of(web, fetcher_for, described))[0].reports
    web.page(address, answer)
    steps = await steps_of(web, fetcher_for, described, before=before)
    web.page(COLUMN, listing([row(2, "民政局")]))
    steps += await steps_of(web, fetcher_for, described, before=before)
    assert not any(isinstance(step, Vanished) for step in steps)
    assert sum(isinstance(step, Trouble) and step.url == address for step in steps) == 2


@pytest.mark.parametrize(("days", "conditional"), [(0, True), (1, False), (40, False)])
async def test_not_modified_is_believed_of_a_list_only_on_the_day_of_its_body(
    web: Web, fetcher_for, days: int, conditional: bool
) -> None:
    described = portal(columns=[{"id": "all", "url": COLUMN}])
    web.page(COLUMN, Reply(listing([row(1)]), etag='"1"'))
    first = (await steps_of(web, fetcher_for, described))[0].captures[0]
    answered = china_day(datetime.now(UTC)) - timedelta(days=days)
    known = {COLUMN: Validators('"1"', None, first.sha256, answered_on=answered)}
    web.asked.clear()
    got = await steps_of(web, fetcher_for, described, known=known.get, recall={first.sha256: first.body}.get)
    assert got[0].complete and got[0].unchanged is conditional
    assert [("if-none-match" in one.headers) for one in web.asked if one.target == "/zwgk/zfxxgknb/"] == [
        conditional
    ]


async def test_nothing_is_said_to_have_vanished_from_a_list_that_was_not_read_whole(
    web: Web, fetcher_for
) -> None:
    described = portal(columns=[{"id": "all", "url": COLUMN}])
    web.page(COLUMN, listing([row(1)]))
    web.page(f"{COLUMN}202501/t20250101_1.html", report(row(1)[1]))
    before = (
        *(await steps_of(web, fetcher_for, described))[0].reports,
        ListedReport(f"{COLUMN}x.html", "甲", None, "all"),
    )
    for page in (Reply(status=500), listing([row(1)], more="<p>共有 30 条</p>"), listing([])):
        web.page(COLUMN, page)
        steps = await steps_of(web, fetcher_for, described, before=before)
        assert not any(isinstance(step, Vanished) for step in steps)


CUT = [
    ("青溪县教育局2024年政府信息公开工…", "青溪县教育局2024年政府信...", "青溪县教育局2024年..."),
    ("青溪县人力资源和社…", "2024年度青溪县财政局政府信息公…", "青溪县石桥镇人民政府20……"),
    (
        "青溪县住房和城乡建设局2024年政府信息",
        "2024年青溪县财政局政府信息公开工作",
        "青溪县石桥镇2024年政府信息公开",
    ),
]


@pytest.mark.parametrize("titles", CUT)
async def test_a_title_that_the_list_cuts_is_opened_and_not_passed_over(
    web: Web, fetcher_for, titles: tuple[str, ...]
) -> None:
    cut = "".join(f'<li><a href="./202501/c{n}.html">{title}</a></li>' for n, title in enumerate(titles))
    web.page(COLUMN, listing([row(10)], more=f"<ul>{cut}</ul>"))
    got = await read(web, fetcher_for)
    assert len(got.reports) == 1 + len(titles)


@pytest.mark.parametrize(
    ("title", "opened"),
    [
        ("青溪县财政局2024年政府信息公开工作年底报告", True),
        ("青溪县财政局2024年政府信息公工作年度报吿", True),
        ("青溪县财政局2024年政府信息公开工作总结", True),
        ("2024年政府信息公开（财政局）", True),
        ("青溪县财政局2024年部门预算信息公开", False),
        ("一图读懂青溪县2024年政府信息公开工作年度报告", False),
        ("青溪县2024年政府信息公开工作要点", False),
        ("政府信息公开工作情况", False),
    ],
)
async def test_a_row_whose_title_may_be_mistyped_is_opened(
    web: Web, fetcher_for, title: str, *, opened: bool
) -> None:
    web.page(COLUMN, listing([row(1), ("./202501/t20250121_2.html", title, "2025-01-21")]))
    got = await read(web, fetcher_for)
    assert (len(got.reports) == 2) is opened
    assert not opened or not got.reports[1].certain


async def test_news_that_the_list_cuts_is_not_opened(web: Web, fetcher_for) -> None:
    news = '<ul><li><a href="/xw/7.html">关于做好2024年春节期间…</a></li><li><a href="/xw/8.html">更多…</a></li></ul>'
    web.page(COLUMN, listing([row(10)], more=news))
    assert len((await read(web, fetcher_for)).reports) == 1


async def test_a_link_that_holds_title_summary_and_day_is_the_report_of_its_title(
    web: Web, fetcher_for
) -> None:
    """A card's words run together name no report: passed over, the list was whole without it."""
    card = (
        '<a href="./202501/c7.html"><i>20</i><em>2025-01</em><h3>青溪县财政局2024年政府信息公开工作年度报告</h3>'
        "<p>根据条例规定，编制本报告并向社会公布</p></a>"
    )
    web.page(COLUMN, listing([row(10)], more=card))
    got = await read(web, fetcher_for)
    assert [one.title for one in got.reports] == [row(10)[1], "青溪县财政局2024年政府信息公开工作年度报告"]


@pytest.mark.parametrize(
    "rows",
    [
        '<table><tr><td>青溪县教育局</td><td>2024年</td><td><a href="./t20250120_1.html">查看</a></td></tr>'
        '<tr><td>青溪县财政局</td><td>2024年</td><td><a href="./t20250120_2.html">[下载]</a></td></tr></table>',
        '<table><tr><td>青溪县教育局</td><td><a href="./t20250120_1.html">2024年</a></td></tr>'
        '<tr><td>青溪县财政局</td><td><a href="./t20250120_2.html">2024年度</a></td></tr></table>',
        '<h3>2024年度</h3><ul><li><a href="./t20250120_1.html">教育局</a></li><li><a href="./t20250120_2.html">县人武部</a></li></ul>',
    ],
)
async def test_a_table_of_agencies_and_years_is_read_by_its_pages(web: Web, fetcher_for, rows: str) -> None:
    items = [{"id": "jyj", "name": "青溪县教育局"}, {"id": "czj", "name": "青溪县财政局"}]
    web.page(COLUMN, listing([], more=rows))
    got = await read(web, fetcher_for, agencies={"items": items})
    assert [one.url.rpartition("_")[2] for one in got.reports] == ["1.html", "2.html"]
    assert not any(one.certain for one in got.reports)


async def test_years_to_choose_from_are_parts_of_the_column(web: Web, fetcher_for) -> None:
    years = '<select onchange="location=this.value"><option value="./">2024年</option><option value="./n2023.html">2023年</option></select>'
    web.page(COLUMN, listing([row(10)], more=years))
    web.page(f"{COLUMN}n2023.html", listing([row(11, year=2023)], more=years))
    got = await read(web, fetcher_for)
    assert len(got.reports) == 2 and got.complete, got.detail


async def test_a_session_in_an_address_is_no_part_of_it(web: Web, fetcher_for) -> None:
    web.page(COLUMN, listing([("./202501/t1_1.html;jsessionid=9F2A?x=1", *row(1)[1:])]))
    (one,) = (await read(web, fetcher_for)).reports
    assert one.url == f"{COLUMN}202501/t1_1.html?x=1"
