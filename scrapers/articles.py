"""One listed report brought home whole: split pages joined, and the attachment read where the page is only a link to it."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

from reports import ReportKind
from scrapers.fetcher import Fetcher
from scrapers.health import of_site, section_count
from scrapers.lists import Recall, nothing_kept
from scrapers.page import Link, Page, resolve
from scrapers.page_facts import page_facts
from scrapers.portal import Portal
from scrapers.titles import kind_of_row
from scrapers.values import Capture, FetchFailed, ListedReport, Obstacle, ReportCaptured, Validators

MAX_PARTS = 12
"""Pages of one split report; the longest seen has five."""
MAX_ATTACHMENTS = 5

_FILE = re.compile(r"\.(docx?|wps|pdf|ofd|xlsx?|zip|rar)$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"download\.jsp|downfile\.jsp|/attachment/|DownloadAttachUrl|/download\?", re.IGNORECASE
)
_REPORT_WORDS = re.compile(r"年度报告|年报|信息公开")
_PLEASE = re.compile(r"附件|下载|点击|查看")
_ENOUGH = 4
"""Of the six statutory headings: a body that has these is the report and needs no attachment."""


async def fetch_report(
    portal: Portal,
    listed: ListedReport,
    fetcher: Fetcher,
    validators: Validators | None = None,
    *,
    recall: Recall = nothing_kept,
    referer: str | None = None,
) -> ReportCaptured:
    """Fetch one report; `referer` is the list it stands in, as a browser would say. Raises `FetchFailed` where the page, or the only attachment that could be the report, is not had."""
    capture = await fetcher.get(listed.url, portal=portal, validators=validators, referer=referer)
    body = capture.body
    if capture.unchanged:
        body = recall(capture.sha256) or b""
    name = _file_name(capture.final, listed.title, capture)
    if not body and not capture.unchanged:
        raise FetchFailed(Obstacle.JS_SHELL, listed.url, "the page is empty", capture)
    page = Page(capture, body)
    if not body or not page.is_html:
        return ReportCaptured(listed, capture, (), body, name, capture.unchanged, capture.sha256)
    return await _of_page(portal, listed, fetcher, page, name)


async def _of_page(
    portal: Portal, listed: ListedReport, fetcher: Fetcher, page: Page, name: str
) -> ReportCaptured:
    capture = page.capture
    if section_count(page.visible) < _ENOUGH:
        attachments = attachment_links(page, portal)
        if attachments:
            return await _by_attachment(portal, listed, fetcher, page, attachments)
        blocked = of_site(page, portal)
        if blocked is not None:
            raise FetchFailed(blocked[0], listed.url, blocked[1], capture)
    more = await _split_pages(portal, fetcher, page)
    body = join_pages([page, *more]) if more else page.body
    parts = tuple(one.capture for one in more)
    unchanged = capture.unchanged and all(one.unchanged for one in parts)
    digest = hashlib.sha256(body).hexdigest()
    return ReportCaptured(listed, capture, parts, body, name, unchanged, digest, page_facts(page))


async def _by_attachment(
    portal: Portal, listed: ListedReport, fetcher: Fetcher, page: Page, attachments: list[Link]
) -> ReportCaptured:
    parts, failure = [], None
    for link in attachments[:MAX_ATTACHMENTS]:
        try:
            parts.append((link, await fetcher.get(link.url, portal=portal, referer=page.url)))
        except FetchFailed as problem:
            failure = failure or problem
    if not parts:
        assert failure is not None
        raise FetchFailed(
            failure.obstacle,
            listed.url,
            f"the report's file {failure.url}: {failure.detail}",
            failure.capture,
        )
    link, chosen = parts[0]
    captures = tuple(capture for _, capture in parts)
    name = _file_name(link.url, link.title, chosen)
    facts = page_facts(page, [one for one, _ in parts])
    return ReportCaptured(listed, page.capture, captures, chosen.body, name, False, chosen.sha256, facts)


def attachment_links(page: Page, portal: Portal) -> list[Link]:
    """Files the page links that may be the report, the likeliest first: those whose words or whose page say so.

    Looks at links by extension and by the families' download addresses, and at iframe, embed and object.
    """
    found: dict[str, Link] = {}
    for link in page.links:
        parts = urlsplit(link.url)
        named = (
            _FILE.search(unquote(parts.path))
            or _FILE.search(link.title)
            or _FILE.search(unquote(parts.query))
        )
        if (named or _DOWNLOAD.search(link.url)) and portal.allows(link.url):
            found.setdefault(link.url, link)
    for node in page.tree.css("iframe[src], embed[src], object[data]"):
        url = resolve(page.base, node.attributes.get("src") or node.attributes.get("data") or "")
        if url and portal.allows(url) and _FILE.search(unquote(urlsplit(url).path)):
            found.setdefault(url, Link(url, "", page.title, node))
    reports = [link for link in found.values() if kind_of_row(link.title) is not ReportKind.OTHER]
    return sorted(reports, key=_likelihood)


def _likelihood(link: Link) -> tuple[bool, bool, bool]:
    certain = kind_of_row(link.title) is ReportKind.ANNUAL_REPORT
    return not certain, not _REPORT_WORDS.search(link.title), not _PLEASE.search(link.title)


async def _split_pages(portal: Portal, fetcher: Fetcher, page: Page) -> list[Page]:
    """The further pages of an article split as ``t…_1.htm``, ``t…_2.htm``; empty where it is on one page."""
    stem, dot, extension = page.url.rpartition(".")
    shape = re.compile(re.escape(stem) + r"_(\d{1,2})\." + re.escape(extension) + "$") if dot else None
    if shape is None:
        return []
    numbers = {int(found.group(1)) for link in page.links if (found := shape.match(link.url))}
    script = re.search(r"createPageHTML\s*\(\s*(\d{1,2})\s*,", page.text)
    if script is not None and int(script.group(1)) > 1:
        numbers |= set(range(1, int(script.group(1))))
    pages = []
    for number in sorted(numbers)[:MAX_PARTS]:
        url = f"{stem}_{number}.{extension}"
        capture = await fetcher.get(url, portal=portal, referer=page.url)
        pages.append(Page(capture, capture.body))
    return pages


def join_pages(pages: list[Page]) -> bytes:
    """One UTF-8 HTML document: the first page's head, then every page's body in order."""
    bodies = "\n".join((page.tree.body.inner_html or "") for page in pages if page.tree.body is not None)
    head = pages[0].tree.head
    inner = (
        re.sub(r"<meta[^>]*charset[^>]*>", "", head.inner_html or "", flags=re.IGNORECASE)
        if head is not None
        else ""
    )
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{inner}</head><body>{bodies}</body></html>'.encode()


def _file_name(url: str, title: str, capture: Capture) -> str:
    """A name for messages: Content-Disposition's, the address's last part, or the title. Path tricks are taken out."""
    disposition = capture.headers.get("content-disposition", "")
    found = re.search(r"filename\*\s*=\s*UTF-8''([^;]+)", disposition, re.IGNORECASE) or re.search(
        r'filename\s*=\s*"?([^";]+)', disposition, re.IGNORECASE
    )
    raw = unquote(found.group(1)) if found else unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or title
    return re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "_", raw).strip(". ")[:120] or "report"
