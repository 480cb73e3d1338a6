"""The walk an official takes, in the system's Chromium: nothing leaves the machine, nothing is said on the console."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from storage import FindingState, Memory
from tests.conftest import missing
from tests.dashboard.conftest import Site
from tests.dashboard.people import PASSWORD
from tests.flows.rehearsal import one_round

Serving = Callable[..., AbstractContextManager[Site]]
SIZES = {"desktop": (1360, 900), "phone": (390, 844)}
COUNTY = "青溪县"
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
def opened(browser: Browser, size: str = "desktop") -> Iterator[tuple[Page, Heard]]:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page, heard = context.new_page(), Heard()
    page.on("console", lambda said: heard.console.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: heard.console.append(str(error)))
    page.on("request", lambda request: heard.asked.append(request.url))
    yield page, heard
    context.close()


def test_the_walk_from_overview_to_a_dismissal_that_survives_a_patrol(
    chromium: Browser, serving: Serving
) -> None:
    with serving() as site:
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
    """The town's second and third day, in a thread of its own: the browser's driver has this one's event loop."""
    with ThreadPoolExecutor(1) as pool:
        for stage in (2, 3):
            pool.submit(asyncio.run, one_round(site.folder, stage)).result()


def number_of(page: Page) -> str:
    return page.url.rsplit("/", 1)[1]


def sentence_of(site: Site, number: str) -> str:
    with Memory(site.database) as memory:
        return memory.findings(numbers=[number])[0].message


def test_signing_in_and_a_neighbour_province_refused(chromium: Browser, serving: Serving) -> None:
    with serving(login=True) as site:
        for name, title in (("yunling", COUNTY), ("neighbour", "不在您的管辖范围内")):
            with opened(chromium) as (page, _):
                page.goto(f"{site.address}/divisions/990121")
                page.get_by_label("账号").fill(name)
                page.get_by_label("密码").fill(PASSWORD)
                page.locator("main button").click()
                expect(page.locator("h1")).to_contain_text(title)


@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_serious_fault_of_access_or_is_wider_than_the_screen(
    chromium: Browser, serving: Serving, size: str
) -> None:
    axe = Axe()
    with serving() as site, opened(chromium, size) as (page, heard):
        with Memory(site.database) as memory:
            found = next(one for one in memory.findings() if one.rule == "SUM-T3-COL")
        paths = ["/", "/divisions/990121", "/agencies/4", "/findings", f"/findings/{found.number}", "/rules"]
        paths += ["/rules/SUM-T3-COL", "/portals", "/sign-in", f"/evidence/{found.evidence}"]
        page.goto(f"{site.address}/findings/{found.number}")
        paths.append(str(page.locator("dd a[href^='/reports/']").first.get_attribute("href")))
        for path in paths:
            page.goto(site.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], path
            heard_of_page = list(heard.console)
            if size == "phone":
                assert (path, heard_of_page) == (path, [])
                continue
            faults = [
                (fault["id"], [node["target"] for node in fault["nodes"]][:3])
                for fault in axe.run(page).response["violations"]
                if fault["impact"] in ("serious", "critical")
            ]
            assert (path, faults, heard_of_page) == (path, [], [])
            heard.console.clear()
        assert heard.foreign(site.address) == []


def test_the_archived_page_is_shown_and_the_switch_speaks_english(
    chromium: Browser, serving: Serving
) -> None:
    with serving() as site, opened(chromium) as (page, heard):
        page.goto(f"{site.address}/findings")
        page.locator("a[href^='/reports/']").first.click()
        archived = page.frame_locator("iframe.archived")
        page.locator("iframe.archived").scroll_into_view_if_needed()
        expect(archived.locator("body")).to_contain_text("政府信息公开工作年度报告")
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("h2").first).to_have_text("Findings")
        assert heard.console == []
