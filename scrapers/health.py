"""Positive signs: is this page what it was asked for? "No error seen" is not enough to believe that something is missing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reports import squeeze
from scrapers.page import Page
from scrapers.portal import Portal
from scrapers.titles import is_column_page
from scrapers.values import Obstacle

SECTIONS = (
    re.compile(r"总体情况|概述"),
    re.compile(r"主动公开政府信息(的)?情况"),
    re.compile(r"(收到和处理|收到及处理)政府信息公开申请(的)?情况"),
    re.compile(r"行政复议.{0,3}行政诉讼(的)?情况"),
    re.compile(r"(存在的?)?主要问题(及|和|与)改进(情况|措施)"),
    re.compile(r"其他(需要|需)报告的?事项"),
)
"""The six headings of 国办公开办函〔2019〕60号 and 〔2021〕30号."""

_CRUMBS = '[class*="position"], [class*="crumb"], [class*="location"], [class*="dqwz"], [class*="weizhi"], .CurrChnlCls, .path'


def section_count(text: str) -> int:
    """How many of the six statutory headings occur in `text`."""
    return sum(1 for heading in SECTIONS if heading.search(text))


def is_report_page(page: Page) -> bool:
    """Whether the page is itself a report: four of the six headings and a body to carry them."""
    return len(page.visible) > 600 and section_count(page.visible) >= 4


def names_a_column(page: Page) -> bool:
    """Whether title, metadata, first heading or breadcrumb call this page an annual-report or disclosure column."""
    words = [page.title, page.meta("ColumnName"), page.meta("ArticleTitle"), page.meta("ColumnType")]
    words.extend(squeeze(node.text()) for node in page.tree.css("h1")[:3])
    words.extend(squeeze(node.text())[:300] for node in page.tree.css(_CRUMBS)[:6])
    return is_column_page(" ".join(words))


def carries_site_name(page: Page, portal: Portal) -> bool:
    """Whether the portal's own name stands on the page; True where the description names none."""
    names = portal.health.site_name
    if not names:
        return True
    text = f"{page.title} {page.meta('SiteName')} {page.visible}"
    return any(name in text for name in names)


def is_home(url: str, portal: Portal) -> bool:
    parts, home = urlsplit(url), urlsplit(portal.home)
    paths = {re.sub(r"/index\.\w{3,5}$", "/", one.path or "/") for one in (parts, home)}
    return parts.hostname == home.hostname and len(paths) == 1 and parts.query == home.query


def same_page(page: Page, other: Page) -> bool:
    """Whether two pages are one: the same bytes, or the same title and nine of ten links."""
    if page.body == other.body:
        return True
    mine, theirs = {link.url for link in page.links}, {link.url for link in other.links}
    if page.title != other.title or not mine or not theirs:
        return False
    return len(mine & theirs) >= 0.9 * max(len(mine), len(theirs))


def of_site(page: Page, portal: Portal) -> tuple[Obstacle, str] | None:
    """What is wrong with a page as a page of this portal; the home page's own signs only."""
    blocked = page.obstacle(portal.health.min_body_chars)
    if blocked is None and not carries_site_name(page, portal):
        return (
            Obstacle.LAYOUT_CHANGED,
            f"none of the portal's names {'、'.join(portal.health.site_name)} is on the page",
        )
    return blocked
