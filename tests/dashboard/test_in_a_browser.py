"""The walk an official takes, in the system's Chromium: nothing leaves the machine, nothing is said on the console."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from storage import FindingState, Memory
from tests.conftest import missing
from tests.dashboard.conftest import Site, serve
from tests.dashboard.people import PASSWORD
from tests.flows.rehearsal import one_round

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
COUNTY = "青溪县"
AXE = {"resultTypes": ["violations"], "iframes": False, "preload": False}
"""The archived page is its agency's, not ours, and being inert it does not answer; all our styles are in the page."""
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@dataclass
class Heard:
    """What a page did besides being shown."""

    console: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def foreign(self, address: str) -> list[str]:
        return [url for url in self.asked if not url.startswith((f"{address}/", "data:", "blob:"))]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        missing("Chromium is not installed: sh tools/system-needs.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser) -> Iterator[tuple[Page, Heard]]:
    context = browser.new_context(viewport=SIZES["desktop"], locale="zh-CN", reduced_motion="reduce")
    page, heard = context.new_page(), Heard()
    page.on("console", lambda said: heard.console.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: heard.console.append(str(error)))
    page.on("request", lambda request: heard.asked.append(request.url))
    yield page, heard
    context.close()


def test_the_walk_from_overview_to_a_dismissal_that_survives_a_patrol(
    chromium: Browser, town: Path, tmp_path: Path
) -> None:
    with serve(town, tmp_path) as site:
        with opened(chromium) as (page, heard):
            page.goto(site.address)
            page.locator(".tile", has_text=COUNTY).first.click()
            page.locator("table.list a", has_text="青溪县教育局").click()
            page.locator(".yearcards a").first.click()
            cell = page.locator("td.failing a").first
            cell.hover()
            sentence = page.locator("#tip p").first
            expect(sentence).to_contain_text(re.compile(r"本年新收\d+件.*请核对"))
            cell.click()
            page.locator("#tip a").click()
            expect(page.locator(".big")).to_have_text(sentence_of(site, number_of(page)))
            number = number_of(page)
            page.locator("summary", has_text="驳回").click()
            form = page.locator("form", has=page.locator("input[value=dismiss]"))
            form.locator("textarea").fill("经核对原件，系扫描误读")
            form.locator("button").click()
            expect(page.locator(".state").first).to_have_text("已驳回")
            expect(page.locator(".life")).to_contain_text("经核对原件，系扫描误读")
            patrol_again(site)
            page.reload()
            expect(page.locator(".state").first).to_have_text("已驳回")
            assert heard.console == []
            assert heard.foreign(site.address) == []
        with Memory(site.database) as memory:
            assert memory.findings(numbers=[number])[0].state is FindingState.DISMISSED


def patrol_again(site: Site) -> None:
    """The town's second day, in a thread of its own: the browser's driver has this one's event loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, one_round(site.folder, 2)).result()


def number_of(page: Page) -> str:
    return page.url.rsplit("/", 1)[1]


def sentence_of(site: Site, number: str) -> str:
    with Memory(site.database) as memory:
        return memory.findings(numbers=[number])[0].message


def test_signing_in_and_a_neighbour_province_refused(chromium: Browser, town: Path, tmp_path: Path) -> None:
    with serve(town, tmp_path, login=True) as site:
        for name, title in (("yunling", COUNTY), ("neighbour", "不在您的管辖范围内")):
            with opened(chromium) as (page, _):
                page.goto(f"{site.address}/divisions/990121")
                page.get_by_label("账号").fill(name)
                page.get_by_label("密码").fill(PASSWORD)
                page.locator("main button").click()
                expect(page.locator("h1")).to_contain_text(title)


def every_page(site: Site) -> list[str]:
    """One of each kind; the report is one with a failing cell, the findings list has some."""
    with Memory(site.database) as memory:
        found = next(one for one in memory.findings() if one.rule == "SUM-T3-COL")
    file = f"/findings/{found.number}"
    pages = ["/", "/divisions/990121", "/agencies/4", "/findings", file, "/rules", "/rules/SUM-T3-COL"]
    return [
        *pages,
        "/portals",
        "/sign-in",
        "/nowhere",
        f"/evidence/{found.evidence}",
        report_of(site, found.number),
    ]


def report_of(site: Site, number: str) -> str:
    with Memory(site.database) as memory, memory.engine.connect() as asking:
        wanted = "SELECT report_id FROM findings WHERE number = ?"
        return f"/reports/{asking.exec_driver_sql(wanted, (number,)).scalar_one()}"


def serious(axe: Axe, page: Page) -> list[object]:
    return [
        (fault["id"], [node["target"] for node in fault["nodes"]][:3])
        for fault in axe.run(page, options=AXE).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def test_no_page_has_a_serious_fault_of_access_or_is_wider_than_the_screen(
    chromium: Browser, site: Site
) -> None:
    """At a desk by day and on a phone by night (dark.css): axe-core with its contrast of 4.5, the width, the console."""
    axe, faults = Axe(), []
    with opened(chromium) as (page, heard):
        for path in every_page(site):
            page.set_viewport_size(SIZES["desktop"])
            page.goto(site.address + path)
            for name, size in SIZES.items():
                page.set_viewport_size(size)
                page.emulate_media(color_scheme="dark" if name == "phone" else "light")
                width = page.evaluate("document.documentElement.scrollWidth")
                found = serious(axe, page) + ([f"{width} wide"] if width > size["width"] else [])
                faults += [(path, name, one) for one in found]
            console = [one for one in heard.console if not (path == "/nowhere" and "404" in one)]
            assert (path, console) == (path, [])
            heard.console.clear()
        assert heard.foreign(site.address) == []
    assert faults == []


def test_on_paper_there_is_no_navigation_and_the_ink_is_dark(chromium: Browser, site: Site) -> None:
    unseen = "nav, .who, .acts, .filters, iframe, details:not([open])"
    shown = "(all) => all.filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 80))"
    pale = """(all) => all.filter(one => one.checkVisibility()).filter(one => {
      const [r, g, b] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b > 115; }).map(one => one.outerHTML.slice(0, 80))"""
    with opened(chromium) as (page, _):
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 688, "height": 1000})  # A4 without its margins, at 96 dots an inch
        for path in every_page(site):
            page.goto(site.address + path)
            assert (path, page.locator(unseen).evaluate_all(shown)) == (path, [])
            assert (path, page.locator("body, body *").evaluate_all(pale)) == (path, [])
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            assert page.evaluate("document.documentElement.scrollWidth") <= 688, path


def test_the_archived_page_is_shown_and_the_switch_speaks_english(chromium: Browser, site: Site) -> None:
    with opened(chromium) as (page, heard):
        page.goto(f"{site.address}/findings")
        page.locator("a[href^='/reports/']").first.click()
        expect(page.frame_locator("iframe.archived").locator("body")).to_contain_text("政府信息公开")
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("h2").first).to_have_text("Findings")
        assert heard.console == []


def test_in_english_the_titles_are_english_and_every_page_says_in_its_title_what_it_is(
    chromium: Browser, site: Site
) -> None:
    """The list of changes, the examples and the windows' titles went on in Chinese; a portal's window was called by all."""
    with opened(chromium) as (page, _):
        page.goto(f"{site.address}/portals")
        page.locator(".portals h2 a").first.click()
        expect(page).to_have_title("青溪县人民政府 · 年报监测")
        page.get_by_role("button", name="English").click()
        page.goto(f"{site.address}/rules/SUM-T3-COL")
        expect(page).to_have_title(
            "SUM-T3-COL A column of table three does not balance · Annual report watch"
        )
        expect(page.locator("section[aria-labelledby=h-examples] tbody td").first).to_have_text("pass")
        page.locator(".finding-head a").first.click()
        expect(page).to_have_title(re.compile(r"^NB-\d{6} A column of table three does not balance "))
        page.goto(site.address)
        told = page.locator(".changes li", has_text="青溪县教育局").first
        expect(told).to_contain_text("A column of table three does not balance")


def test_the_columns_of_the_rules_stand_under_each_other_in_every_family(
    chromium: Browser, site: Site
) -> None:
    with opened(chromium) as (page, _):
        page.goto(f"{site.address}/rules")
        for n in range(1, 7):
            heads = page.locator(f"table.catalogue thead th:nth-child({n})")
            lefts = heads.evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().x))")
            assert len(lefts) > 5, n
            assert len(set(lefts)) == 1, n


def test_every_year_can_be_reached_with_a_thumb(chromium: Browser, site: Site) -> None:
    """On a narrow screen the last years were cut off, and nothing could be pushed aside."""
    with opened(chromium) as (page, _):
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(f"{site.address}/rules")
        wider, overflow = page.locator(".years").evaluate(
            "e => [e.scrollWidth > e.clientWidth, getComputedStyle(e).overflowX]"
        )
        assert not wider or overflow == "auto"


def test_the_year_that_the_keyboard_stands_on_is_ringed(chromium: Browser, site: Site) -> None:
    """The frame round the years cuts off what stands outside it: the ring has to stand inside."""
    with opened(chromium) as (page, _):
        page.goto(f"{site.address}/rules")
        years = page.locator(".years a")
        years.first.focus()
        page.keyboard.press("Tab")
        style, reach = years.nth(1).evaluate(
            "e => (s => [s.outlineStyle, parseFloat(s.outlineOffset) + parseFloat(s.outlineWidth)])(getComputedStyle(e))"
        )
        assert style == "solid"
        assert reach <= 0  # pixels beyond the link's own box
