"""The demo town, asked over real HTTP the way any client would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape

import httpx
import pytest

from reports.form import forms, sections
from specimens import Server, Town
from specimens.town_pages import BASE, HOST

YEAR_LEVELS = [f"{BASE}/{year}/{level}/" for year in (2020, 2023, 2024) for level in ("xzf", "bm", "xz")]


@pytest.fixture
def town() -> Town:
    return Town.demo()


@pytest.fixture
def server(town: Town) -> Iterator[Server]:
    with town.serve() as server:
        yield server


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    host, port = server.address
    with httpx.Client(base_url=f"http://{host}:{port}", headers={"Host": HOST}) as client:
        yield client


def path_of(url: str) -> str:
    return url.removeprefix(f"http://{HOST}")


def text_of(html: str) -> str:
    """The visible words of a page, spaces removed: enough to look for labels and figures."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", html))).replace("\xa0", "")


def listed(client: httpx.Client, folder: str) -> dict[str, str]:
    """Every row of a column over all pages its script pager declares: address → title."""
    rows: dict[str, str] = {}
    first = client.get(folder).text
    found = re.search(r"createPageHTML\((\d+), 0,", first)
    assert found
    pages = [first, *(client.get(f"{folder}index_{n}.html").text for n in range(1, int(found[1])))]
    for html in pages:
        for link, title in re.findall(r'<a href="\./([^"]+)" target="_blank" title="([^"]+)"', html):
            rows[f"http://{HOST}{folder}{link}"] = title
    return rows


def test_every_report_of_the_truth_is_listed_and_answers(town: Town, client: httpx.Client) -> None:
    truth = town.truth()
    rows = {url: title for folder in YEAR_LEVELS for url, title in listed(client, folder).items()}
    assert set(rows) == {report.url for report in truth.reports} | set(truth.not_reports) | set(truth.dead)
    for report in truth.reports:
        assert rows[report.url] == report.title
        assert client.get(path_of(report.url)).status_code == 200
    for url in truth.dead:
        assert client.get(path_of(url)).status_code == 404


def test_some_columns_have_more_than_one_page(client: httpx.Client) -> None:
    assert 'createPageHTML(2, 0, "index", "html")' in client.get(f"{BASE}/2024/bm/").text
    assert "下一页" not in client.get(f"{BASE}/2024/bm/").text


def test_every_figure_and_heading_of_the_truth_is_printed(town: Town, client: httpx.Client) -> None:
    for report in town.truth().reports:
        response = client.get(path_of(report.url))
        encoding = "utf-8" if "charset" in response.headers["content-type"] else "gb18030"
        text = text_of(response.content.decode(encoding))
        missing = {finding.subject for finding in report.findings if finding.rule == "STR-SEC-MISSING"}
        for section in sections():
            assert (section.title in text) is (section.id not in missing), report.url
        rows = re.findall(r"<tr.*?</tr>", response.content.decode(encoding), re.S)
        values = [text_of(cell) for row in rows for cell in re.findall(r"<td.*?</td>", row, re.S)]
        form = forms()["2019" if len(report.cells) == 198 else "2021"]
        printed = [
            report.cells[f"applications.new_received.{c.id}"] for c in form.table("applications")[0].columns
        ]
        start = values.index("一、本年新收政府信息公开申请数量") + 1
        assert values[start : start + 7] == printed


def test_the_demo_shows_both_formats_and_a_predecessor(town: Town) -> None:
    truth = town.truth()
    assert {report.form for report in truth.reports} == {"2019", "2021"}
    for agency in {report.agency for report in truth.reports if report.year == 2024}:
        assert truth.report(agency, 2023).agency == agency


def test_the_same_seed_serves_the_same_bytes(client: httpx.Client) -> None:
    url = path_of(Town.demo().truth().reports[0].url)
    with Town.demo().serve() as again, httpx.Client(headers={"Host": HOST}) as other:
        host, port = again.address
        assert other.get(f"http://{host}:{port}{url}").content == client.get(url).content


def test_nothing_changes_between_stages_one_and_two(town: Town, client: httpx.Client) -> None:
    tags = {path: client.get(path).headers["etag"] for path in (*YEAR_LEVELS, "/", f"{BASE}/")}
    tags |= {path_of(r.url): client.get(path_of(r.url)).headers["etag"] for r in town.truth().reports}
    town.move_to(2)
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, path


def test_stage_three_adds_one_late_report_and_edits_one_number(town: Town, client: httpx.Client) -> None:
    before = {report.url: client.get(path_of(report.url)) for report in town.truth().reports}
    first = town.truth()
    town.move_to(3)
    new = [report for report in town.truth().reports if report.url not in before]
    assert [(report.agency, report.year) for report in new] == [("青溪县市场监督管理局", 2024)]
    assert [finding.rule for finding in new[0].findings] == ["PUB-LATE"]
    changed = [url for url, old in before.items() if client.get(path_of(url)).content != old.content]
    (edited,) = changed
    was = first.report("青溪县卫生健康局", 2024)
    now = town.truth().report("青溪县卫生健康局", 2024)
    assert edited == was.url == now.url and was.published == now.published
    assert [a for a in was.cells if was.cells[a] != now.cells[a]] == ["litigation.review.total"]
    stamp = re.compile(r'name="PubDate" content="([^"]+)"')
    assert stamp.findall(before[edited].text) == stamp.findall(client.get(path_of(edited)).text)
    modified = client.get(path_of(edited)).headers["last-modified"]
    assert modified != before[edited].headers["last-modified"]


def test_neighbours_do_not_copy_each_other_and_years_are_not_copied(town: Town, client: httpx.Client) -> None:
    """Rules on similarity must see ordinary reports: no pair of narratives is near the weakest threshold (0.5)."""

    def narrative(url: str) -> str:
        html = client.get(path_of(url)).content
        text = html.decode("gb18030" if b"gb2312" in html[:600] else "utf-8")
        body = re.sub(
            r"<table.*?</table>", "", text[text.index('id="zoom"') : text.index('class="share"')], flags=re.S
        )
        return re.sub(r"\d+", "", text_of(body))

    reports = [report for report in town.truth().reports if report.year >= 2023]
    texts = {(report.agency, report.year): narrative(report.url) for report in reports}
    for (agency, year), text in texts.items():
        if year == 2024:
            ratio = SequenceMatcher(None, text, texts[agency, 2023], autojunk=False).ratio()
            assert ratio < 0.5, (agency, ratio)


def test_a_page_in_gb18030_says_so_only_in_its_meta_tag(town: Town, client: httpx.Client) -> None:
    response = client.get(path_of(town.truth().report("青溪县河湾镇人民政府", 2024).url))
    assert response.headers["content-type"] == "text/html"
    assert b"charset=gb2312" in response.content
    with pytest.raises(UnicodeDecodeError):
        response.content.decode("utf-8")
    assert "河湾镇" in response.content.decode("gb18030")


def test_the_server_remembers_who_asked_what(server: Server, client: httpx.Client) -> None:
    client.get("/robots.txt")
    (visit,) = server.visits
    assert (visit.host, visit.target, visit.status, visit.conditional) == (HOST, "/robots.txt", 200, False)
    server.forget()
    assert server.visits == ()
