"""The same report under two addresses: mobile copies, http and https, a second rendering. Counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapers.portal import Portal
from scrapers.values import ListedReport

_RENDERING = re.compile(
    r"\s*[（(](图片版|图文版|超链版|超链接版|扫描件?|扫描版|pdf版?|word版?|下载版|打印版)[)）]\s*(\.\w{2,4})?$",
    re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^(m|wap|3g|mobile)\.")


def is_mobile(url: str, portal: Portal) -> bool:
    return any(mark in url for mark in portal.article.fold)


def identity(url: str, portal: Portal) -> str:
    """One key for an address and its mobile twin, whatever the scheme: host without www or m, path without the mark."""
    parts = urlsplit(url)
    host = _MOBILE_HOST.sub("", (parts.hostname or "").removeprefix("www."))
    path = parts.path
    for mark in portal.article.fold:
        if not mark.startswith("://"):
            path = path.replace(mark, "/" if mark.endswith("/") else mark[-1])
    path = re.sub(r"/(index\.\w{3,5})$", "/", path)
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"


def fold(reports: Iterable[ListedReport], portal: Portal) -> tuple[ListedReport, ...]:
    """One row a report: the desktop address before the mobile one, the plain rendering before "（图片版）"."""
    kept: dict[str, ListedReport] = {}
    for report in reports:
        key = identity(report.url, portal)
        old = kept.get(key)
        if old is None or (is_mobile(old.url, portal) and not is_mobile(report.url, portal)):
            kept[key] = report
    plain = {report.title for report in kept.values()}
    return tuple(report for report in kept.values() if not _is_second_rendering(report.title, plain))


def _is_second_rendering(title: str, titles: set[str]) -> bool:
    stripped = _RENDERING.sub("", title)
    return stripped != title and stripped in titles
