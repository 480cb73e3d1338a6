"""Files inside files: an archive's reports, a saved page's HTML. Unwrapping gives bytes again, to be sniffed and read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from reports.document import MediaType
from reports.errors import Damaged, NotReadable, TooMuch
from reports.formats import limits
from reports.formats.mhtml import html_of
from reports.formats.sniffing import sniff
from reports.formats.zipped import Package

_REPORT = re.compile(r"年度?报告|年报")
_SUBJECT = re.compile(r"政府信息公开|信息公开|政务公开")
_ORDER = (
    MediaType.DOCX,
    MediaType.PDF,
    MediaType.DOC,
    MediaType.WPS,
    MediaType.HTML,
    MediaType.MHTML,
    MediaType.RTF,
    MediaType.XLSX,
    MediaType.XLS,
    MediaType.TEXT,
    MediaType.TIFF,
    MediaType.JPEG,
    MediaType.PNG,
)
"""Which of two files is more likely the report itself, everything else being equal."""
_LITTER = ("__MACOSX/", "._", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Inner:
    """One file of another. `name` is its own name, without folders."""

    data: bytes
    media_type: MediaType
    name: str
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Of a saved page: the pictures saved with it, by the address its HTML uses."""


def unwrap(data: bytes, media_type: MediaType, name: str) -> Inner:
    """The file to read: itself, the HTML of a saved page, or the likeliest report of an archive."""
    return unwrap_all(data, media_type, name)[0]


def unwrap_all(data: bytes, media_type: MediaType, name: str) -> tuple[Inner, ...]:
    """Every file that may be a report, likeliest first. Raises `NotReadable`, `Damaged` or `TooMuch`."""
    if media_type is MediaType.MHTML:
        return (_saved_page(data, name),)
    if media_type is not MediaType.ZIP:
        return (Inner(data, media_type, name),)
    budget = [limits.UNPACKED_BYTES]
    found = sorted(_members(data, name, limits.ARCHIVE_DEPTH, budget), key=_likelihood, reverse=True)
    if not found:
        raise NotReadable(
            f"{name}: the archive holds no file of a kind we read; publish the report itself",
            f"{name}：压缩包内没有可读取的文件，请直接公开年度报告文件",
        )
    return tuple(found)


def _members(data: bytes, name: str, depth: int, budget: list[int]) -> Iterator[Inner]:
    package = Package(data, name)
    for entry in package.entries():
        label = _readable_name(entry.filename, entry.flag_bits)
        _refuse_tricks(label, name)
        file = PurePosixPath(label).name
        if entry.is_dir() or label.startswith(_LITTER) or file.startswith(_LITTER):
            continue
        inner = package.read(entry.filename)
        budget[0] -= len(inner)
        if budget[0] < 0:
            raise TooMuch(f"{name}: unpacks to more than we read", f"{name}：解压后体积过大，已拒绝读取")
        kind = sniff(inner, file)
        if kind is MediaType.ZIP:
            if depth <= 1:
                raise TooMuch(
                    f"{name}: archives nested more than {limits.ARCHIVE_DEPTH} deep are not opened",
                    f"{name}：压缩包嵌套超过{limits.ARCHIVE_DEPTH}层，已拒绝读取",
                )
            yield from _members(inner, f"{name}/{file}", depth - 1, budget)
        elif kind is MediaType.MHTML:
            yield _saved_page(inner, file)
        elif kind in _ORDER:
            yield Inner(inner, kind, file)


def _saved_page(data: bytes, name: str) -> Inner:
    html, pictures = html_of(data, name)
    return Inner(html, MediaType.HTML, name, pictures)


def _readable_name(raw: str, flags: int) -> str:
    """Chinese archivers write GBK without saying so; zipfile takes that for code page 437 (APPNOTE, appendix D)."""
    if flags & 0x800:
        return raw
    try:
        return raw.encode("cp437").decode("gb18030")
    except UnicodeError:
        return raw


def _refuse_tricks(label: str, name: str) -> None:
    parts = re.split(r"[/\\]", label)
    if label.startswith(("/", "\\")) or ".." in parts or re.match(r"^[A-Za-z]:", label) or "\x00" in label:
        raise Damaged(
            f"{name}: refused, the entry name {label!r} points outside the archive",
            f"{name}：压缩包内的文件名“{label[:40]}”指向包外路径，已拒绝读取",
        )


def _likelihood(inner: Inner) -> tuple[int, int, int]:
    named = 2 * bool(_REPORT.search(inner.name)) + bool(_SUBJECT.search(inner.name))
    return named, -_ORDER.index(inner.media_type), len(inner.data)
