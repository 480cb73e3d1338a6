"""Files inside files: an archive's reports, a saved page's HTML. Unwrapping gives bytes again, to be sniffed and read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from reports.document import MediaType
from reports.errors import Damaged, NotReadable, ReadingError, TooMuch
from reports.formats import limits
from reports.formats.docx_chunks import only_chunk
from reports.formats.mhtml import html_of
from reports.formats.native import unpack
from reports.formats.refused_kinds import name_of, refuse_package, refused
from reports.formats.sniffing import sniff
from reports.formats.tarred import gunzipped, is_tar, tar_members
from reports.formats.zipped import Package

_REPORT = re.compile(r"年度?报告|年报")
_SUBJECT = re.compile(r"政府信息公开|信息公开|政务公开")
_ORDER = (
    MediaType.DOCX,
    MediaType.PDF,
    MediaType.OFD,
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
    MediaType.BMP,
    MediaType.WEBP,
    MediaType.GIF,
)
"""Which of two files is more likely the report itself, everything else being equal."""
ARCHIVES = frozenset((MediaType.ZIP, MediaType.TAR, MediaType.GZIP, MediaType.RAR, MediaType.SEVEN_ZIP))
_DOCUMENTS = (
    *(".docx", ".doc", ".wps", ".rtf", ".xlsx", ".xls", ".et", ".pdf", ".ofd", ".ceb"),
    *(".html", ".htm", ".mht", ".txt", ".zip", ".rar", ".7z", ".tar", ".gz"),
)
"""Names under which a report, or a part of one, may stand that is of no kind we know."""
_LITTER = ("__MACOSX/", "._", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Inner:
    """One file of another. `name` is its own name, without folders."""

    data: bytes
    media_type: MediaType
    name: str
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Of a saved page: the pictures saved with it, by the address its HTML uses."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an archive holds: `files` that may be reports, likeliest first, and why others could not be taken out of it."""

    files: tuple[Inner, ...]
    lost: tuple[ReadingError, ...] = ()
    """Each names its file. What seems missing from the archive may stand there."""


def unwrap(data: bytes, media_type: MediaType, name: str) -> Inner:
    """The file to read: itself, the HTML of a saved page, or the likeliest report of an archive."""
    return unwrap_all(data, media_type, name).files[0]


def unwrap_all(data: bytes, media_type: MediaType, name: str) -> Opened:
    """Every file that may be a report: at least one. Raises `NotReadable`, `Damaged` or `TooMuch` where there is none, and
    where the archive is a bomb or a trap."""
    if media_type not in ARCHIVES:
        return Opened((_unwrapped(data, media_type, name),))
    found = list(_members(data, media_type, name, _Left(limits.ARCHIVE_DEPTH, [limits.UNPACKED_BYTES])))
    files = [one for one in found if isinstance(one, Inner)]
    lost = tuple(one for one in found if isinstance(one, ReadingError))
    if not files and lost:
        raise lost[0]
    if not files:
        raise NotReadable(
            f"{name}: the archive holds no file of a kind we read; publish the report itself",
            f"{name}：压缩包内没有可读取的文件，请直接公开年度报告文件",
        )
    return Opened(tuple(sorted(files, key=_likelihood, reverse=True)), lost)


class _Left(NamedTuple):
    """What may still be unpacked: levels of archives, and bytes of all of them together."""

    depth: int
    size: list[int]

    def take(self, data: bytes, name: str) -> None:
        self.size[0] -= len(data)
        if self.size[0] < 0:
            raise TooMuch(f"{name}: unpacks to more than we read", f"{name}：解压后体积过大，已拒绝读取")


def _members(data: bytes, kind: MediaType, name: str, left: _Left) -> Iterator[Inner | ReadingError]:
    if kind is MediaType.GZIP:
        inner = gunzipped(data, name)
        left.take(inner, name)
        if not is_tar(inner):
            yield from _of_the_member(inner, f"{name}/{_without_ending(name)}", left)
            return
        data = inner
    for label, found in _unpacked(data, kind, name):
        _refuse_tricks(label, name)
        if label.startswith(_LITTER) or PurePosixPath(label).name.startswith(_LITTER):
            continue
        if isinstance(found, Damaged):
            yield found
            continue
        left.take(found, name)
        try:
            yield from _of_the_member(found, f"{name}/{label}", left)
        except ReadingError as error:
            yield error


def _unpacked(data: bytes, kind: MediaType, name: str) -> Iterator[tuple[str, bytes | Damaged]]:
    """(name, bytes or why they cannot be had) of each file."""
    if kind is MediaType.ZIP:
        yield from _of_zip(data, name)
    elif kind in (MediaType.RAR, MediaType.SEVEN_ZIP):
        for raw, content in unpack(data, name):
            label = readable(raw)
            yield label, _locked(f"{name}/{label}") if content is None else content
    else:
        for path, content in tar_members(data, name):
            yield readable(path.encode("utf-8", "surrogateescape")), content


def _locked(name: str) -> Damaged:
    return Damaged(
        f"{name}: encrypted or damaged; publish it without a password",
        f"{name}：文件已加密或已损坏，无法读取，请发布未加密的文件",
    )


def _of_zip(data: bytes, name: str) -> Iterator[tuple[str, bytes | Damaged]]:
    """(name, bytes or why they cannot be had) of each file."""
    package = Package(data, name)
    refuse_package(package, name)
    for entry in package.entries():
        label = _readable_name(entry.filename, entry.flag_bits)
        if entry.is_dir() or label.startswith(_LITTER):
            _refuse_tricks(label, name)
            continue
        try:
            yield label, package.read(entry.filename, f"{name}/{label}")
        except Damaged as error:
            yield label, error


def _without_ending(name: str) -> str:
    """The name of what was packed by gzip."""
    file = PurePosixPath(name).name
    return file.removesuffix(".gz") or file


def _of_the_member(data: bytes, name: str, left: _Left) -> Iterator[Inner | ReadingError]:
    """A file of an archive: itself, or what is in it. Raises where nothing of it can be known; litter is passed over."""
    file = PurePosixPath(name).name
    kind = sniff(data, file)
    if kind in ARCHIVES:
        if left.depth <= 1:
            raise TooMuch(
                f"{name}: archives nested more than {limits.ARCHIVE_DEPTH} deep are not opened",
                f"{name}：压缩包嵌套超过{limits.ARCHIVE_DEPTH}层，已拒绝读取",
            )
        yield from _members(data, kind, name, left._replace(depth=left.depth - 1))
    elif kind in _ORDER:
        yield _unwrapped(data, kind, file)
    elif not data:
        raise Damaged(f"{name}: the file is empty; fetch or save it again", f"{name}：文件是空的，请重新获取")
    elif (known := name_of(data)) is not None and file.lower().endswith(_DOCUMENTS):
        raise refused(name, *known)
    elif file.lower().endswith(_DOCUMENTS):
        raise NotReadable(
            f"{name}: its content is of no kind we read; publish it as HTML, docx or PDF",
            f"{name}：文件内容不是可读取的类型，请以网页、docx或PDF形式公开",
        )


def _unwrapped(data: bytes, kind: MediaType, name: str) -> Inner:
    """The file itself, or the page that it is the wrapping of."""
    if kind is MediaType.MHTML:
        return _saved_page(data, name)
    chunk = only_chunk(data, name) if kind is MediaType.DOCX else None
    if chunk is None:
        return Inner(data, kind, name)
    inside = sniff(chunk, name)
    if inside is MediaType.MHTML:
        return _saved_page(chunk, name)
    return Inner(chunk, inside, name) if inside in _ORDER else Inner(data, kind, name)


def _saved_page(data: bytes, name: str) -> Inner:
    html, pictures = html_of(data, name)
    return Inner(html, MediaType.HTML, name, pictures)


def _readable_name(raw: str, flags: int) -> str:
    """Archivers write their system's own code without saying so; zipfile takes that for code page 437 (APPNOTE, appendix D)."""
    if flags & 0x800:
        return raw
    try:
        return readable(raw.encode("cp437"))
    except UnicodeError:
        return raw


def readable(name: bytes) -> str:
    """A file name in UTF-8 or else GBK: hardly any Chinese words are both."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


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
