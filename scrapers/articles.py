"""One listed report brought home whole: split pages joined, and the attachment read where the page is only a link to it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from reports import ReportKind
from scrapers.asking import Ask
from scrapers.forwarding import forwarded
from scrapers.health import of_site, section_count
from scrapers.links import resolve
from scrapers.lists import REPORT_DAYS, Visit
from scrapers.page import Link, Page
from scrapers.page_facts import page_facts
from scrapers.pictures import show_pictures
from scrapers.portal import Portal
from scrapers.split_pages import further_pages
from scrapers.titles import kind_of_row
from scrapers.values import Capture, FetchFailed, ListedReport, Obstacle, PartFailed, ReportCaptured

MAX_ATTACHMENTS = 5

_FILE = re.compile(r"\.(docx?|wps|pdf|ofd|xlsx?|zip|rar)$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"download\.jsp|downfile\.jsp|/attachment/|DownloadAttachUrl|/download\?", re.IGNORECASE
)
_ASKED_TO_DOWNLOAD = re.compile(
    r"^[\[【（(]?(?:(?:点击|点此|请点击)?(?:此处)?(?:下载|查看)(?:附件|全文|报告|文件|原文|此文件)?|附件(?:下载)?|附件\s*\d?[:：]?)[\]】）)]?$"
)
"""What the only link of a page says that wraps a file behind an address without a name."""
_REPORT_WORDS = re.compile(r"年度报告|年报|信息公开")
_PLEASE = re.compile(r"附件|下载|点击|查看")
_ENOUGH = 4
"""Of the six statutory headings: a body that has these is the report and needs no attachment."""


async def fetch_report(visit: Visit, listed: ListedReport, referer: str | None = None) -> ReportCaptured:
    """Fetch one report; `referer` is the list it stands in, as a browser would say.

    Raises `FetchFailed` where the page is not had, `PartFailed` where a further page, or the only attachment that could be
    the report, is not.
    """
    known = visit.believed(listed.url, REPORT_DAYS)
    capture = await visit.fetcher.get(listed.url, portal=visit.portal, validators=known, referer=referer)
    if capture.unchanged and known is not None and known.settled_by == visit.look():
        name = _file_name(capture.final, listed.title, capture)
        return ReportCaptured(
            listed, capture, (), b"", name, True, capture.sha256, settled_by=known.settled_by
        )
    body = capture.body
    if capture.unchanged:
        body = visit.recall(capture.sha256) or b""
    name = _file_name(capture.final, listed.title, capture)
    if not body and not capture.unchanged:
        raise FetchFailed(Obstacle.JS_SHELL, listed.url, "the page is empty", capture)
    page = Page(capture, body)
    if not body or not (page.is_html or page.xml_root):
        return ReportCaptured(listed, capture, (), body, name, capture.unchanged, capture.sha256)
    ahead = forwarded(page)
    if ahead is not None and ahead != page.url and section_count(page.visible) < _ENOUGH:
        return await _ahead(visit, listed, page, ahead)
    return await _of_page(visit, listed, page, name)


async def _ahead(visit: Visit, listed: ListedReport, shell: Page, url: str) -> ReportCaptured:
    """The report behind a shell that only sends its visitor on, once, inside the allow-list. Both are kept."""
    if not visit.portal.allows(url):
        raise FetchFailed(Obstacle.OFF_SITE_REDIRECT, listed.url, f"forwards to {url[:300]}", shell.capture)
    try:
        page = await visit.page(Ask(url), referer=shell.url)
    except FetchFailed as problem:
        detail = f"forwards to {problem.url}: {problem.detail}"
        raise PartFailed(problem.obstacle, problem.url, detail, problem.capture) from problem
    name = _file_name(page.url, listed.title, page.capture)
    found = ReportCaptured(listed, page.capture, (), page.body, name, sha256=page.capture.sha256)
    if page.is_html or page.xml_root:
        found = await _of_page(visit, listed, page, name)
    parts = (page.capture, *found.parts)
    unchanged = shell.capture.unchanged and all(part.unchanged for part in parts)
    return replace(found, capture=shell.capture, parts=parts, unchanged=unchanged, settled_by=None)


async def _of_page(visit: Visit, listed: ListedReport, page: Page, name: str) -> ReportCaptured:
    capture = page.capture
    told = section_count(page.visible) >= _ENOUGH
    if not told:
        attachments = attachment_links(page, visit.portal)
        if attachments:
            return await _by_attachment(visit, listed, page, attachments)
        blocked = of_site(page, visit.portal)
        if blocked is not None:
            raise FetchFailed(blocked[0], listed.url, blocked[1], capture)
    more = await further_pages(visit, page)
    facts = page_facts(page)
    pictures: tuple[Capture, ...] = ()
    named = kind_of_row(listed.title) is ReportKind.ANNUAL_REPORT
    if named:
        pictures = await show_pictures(visit, [page, *more], name)
    body = join_pages([page, *more]) if more or pictures else page.body
    parts = (*(one.capture for one in more), *pictures)
    unchanged = capture.unchanged and all(one.unchanged for one in parts)
    digest = hashlib.sha256(body).hexdigest()
    settled_by = visit.look() if told and named and not parts else None
    return ReportCaptured(listed, capture, parts, body, name, unchanged, digest, facts, settled_by=settled_by)


async def _by_attachment(
    visit: Visit, listed: ListedReport, page: Page, attachments: list[Link]
) -> ReportCaptured:
    files: list[tuple[Link, Page]] = []
    failure: FetchFailed | None = None
    for link in attachments[:MAX_ATTACHMENTS]:
        try:
            files.append((link, await visit.page(Ask(link.url), referer=page.url)))
        except FetchFailed as problem:
            failure = failure or problem
    if not files:
        assert failure is not None
        detail = f"the report's file {failure.url}: {failure.detail}"
        raise PartFailed(failure.obstacle, failure.url, detail, failure.capture)
    link, chosen = files[0]
    captures = tuple(file.capture for _, file in files)
    name = _file_name(link.url, link.title, chosen.capture)
    unchanged = page.capture.unchanged and all(one.unchanged for one in captures)
    facts = page_facts(page, [one for one, _ in files])
    return ReportCaptured(
        listed, page.capture, captures, chosen.body, name, unchanged, chosen.capture.sha256, facts
    )


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
        wrapped = _ASKED_TO_DOWNLOAD.match(link.text) and parts.query and link.url != page.url
        if (named or wrapped or _DOWNLOAD.search(link.url)) and portal.allows(link.url):
            found.setdefault(link.url, link)
    for node in page.tree.css("iframe[src], embed[src], object[data]"):
        url = resolve(page.base, node.attributes.get("src") or node.attributes.get("data") or "")
        if url and portal.allows(url) and _FILE.search(unquote(urlsplit(url).path)):
            found.setdefault(url, Link(url, "", page.title, node))
    reports = [
        link
        for link in found.values()
        if _ASKED_TO_DOWNLOAD.match(link.title) or kind_of_row(link.title) is not ReportKind.OTHER
    ]
    return sorted(reports, key=_likelihood)


def _likelihood(link: Link) -> tuple[bool, bool, bool]:
    certain = kind_of_row(link.title) is ReportKind.ANNUAL_REPORT
    return not certain, not _REPORT_WORDS.search(link.title), not _PLEASE.search(link.title)


def join_pages(pages: list[Page]) -> bytes:
    """One UTF-8 HTML document: the first page's head, then every page's body in order, with the pictures put into them."""
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
