"""RAR and 7-Zip archives: read like any other, and refused by name where they cannot be."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Mapping

import pytest

import reports
from reports.errors import Damaged, NotReadable, TooMuch
from reports.formats import libarchive, limits
from reports.formats.rar_sums import sums_of
from tests.reports.formats.archive_maker import has_libarchive, rar, seven_zip
from tests.reports.formats.test_packed import PAGE, is_whole, zipped

pytestmark = pytest.mark.skipif(
    not has_libarchive() and not os.environ.get("CI"), reason="libarchive13 is not installed on this machine"
)
Make = Callable[[Mapping[str, bytes]], bytes]
KINDS = pytest.mark.parametrize("make", [rar, seven_zip])


@KINDS
def test_the_report_in_an_archive_is_read_beside_what_is_none(make: Make) -> None:
    data = make({"附件/说明.txt": "见年报".encode(), "附件/2024年度报告.html": PAGE})
    read = reports.read(data, "附件.rar")
    assert is_whole(read)
    assert [each.label for each in read.attachments] == ["说明.txt"]


@KINDS
def test_every_report_of_an_archive_is_given(make: Make) -> None:
    found = reports.read_each(make({"甲年报.html": PAGE, "乙年报.html": PAGE}), "各单位.7z")
    assert len(found) == 2


@KINDS
def test_an_archive_in_an_archive_is_opened_and_no_deeper(make: Make) -> None:
    inner = make({"年报.html": PAGE})
    assert is_whole(reports.read(zipped({"年报.rar": inner}), "a.zip"))
    with pytest.raises(TooMuch):
        reports.read(make({"a.zip": zipped({"b.rar": inner})}), "a.rar")


@KINDS
def test_a_name_that_points_outside_is_refused(make: Make) -> None:
    with pytest.raises(Damaged):
        reports.read(make({"../../年报.html": PAGE}), "a.rar")


@KINDS
def test_an_archive_cut_short_is_damaged_and_not_empty(make: Make) -> None:
    with pytest.raises(Damaged):
        reports.read(make({"年报.html": PAGE})[:-300], "a.rar")


def test_a_file_under_a_password_hides_no_other_and_is_named() -> None:
    with pytest.raises(Damaged) as refusal:
        reports.read(rar({"年报.html": PAGE}, encrypted=True), "a.rar")
    assert "加密" in refusal.value.chinese
    assert "年报.html" in refusal.value.chinese


def test_a_member_larger_than_a_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBER_BYTES", 1_000_000)
    with pytest.raises(TooMuch):
        libarchive.unpack(seven_zip({"a.html": bytes(3_000_000)}), "a.7z")


def test_more_members_than_we_open_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 3)
    with pytest.raises(TooMuch):
        libarchive.unpack(rar({f"{n}.html": b"a" for n in range(4)}), "a.rar")


def test_without_the_library_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libarchive, "_library", lambda: None)
    with pytest.raises(NotReadable, match="libarchive13"):
        libarchive.unpack(rar({"a.html": PAGE}), "a.rar")


@KINDS
def test_a_figure_that_changed_on_its_way_is_not_read(make: Make) -> None:
    """One bit anywhere: what is not refused is as it was."""
    data = make({"年报.html": PAGE})
    for at in range(0, len(data), len(data) // 97):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            read = reports.read(changed, "a.rar")
        except reports.ReadingError:
            continue
        assert is_whole(read)


def test_sums_of_a_rar_4_are_found_in_its_headers() -> None:
    """Marker, archive header, two files and a folder, the end: as RAR 2.9 wrote them."""

    def block(kind: int, flags: int, rest: bytes, data: bytes = b"") -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data

    def file(name: bytes, data: bytes, flags: int = 0x8000) -> bytes:
        head = struct.pack(
            "<IIBIIBBHI",
            len(data),
            len(data),
            2,
            zlib.crc32(data),
            0,
            29,
            0x30,
            len(name),
            0x10 if flags & 0xE0 else 0x20,
        )
        return block(0x74, flags, head + name, data)

    archive = (
        b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + file(b"a.txt", b"one") + file(b"b", b"", 0x80E0)
    )
    archive += file(b"c.txt", b"two") + block(0x7B, 0x4000, b"")
    assert sums_of(archive) == [zlib.crc32(b"one"), zlib.crc32(b"two")]
    assert libarchive.unpack(archive, "a.rar") == [(b"a.txt", b"one"), (b"c.txt", b"two")]
