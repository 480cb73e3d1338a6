"""Zip packages (docx, xlsx, archives) opened with every limit checked before a byte is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from reports.errors import Damaged, TooMuch
from reports.formats import limits

_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)
"""What zipfile raises on hostile or cut input (RuntimeError: a password is needed; NotImplementedError: a rare method)."""


class Package:
    """A zip whose members can be read under limits. Raises `Damaged` or `TooMuch`, nothing else."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise damaged(name, str(error)) from error
        if len(entries) > limits.ZIP_ENTRIES:
            raise TooMuch(
                f"{name}: {len(entries)} entries in one package is more than the {limits.ZIP_ENTRIES} we open",
                f"{name}：压缩包内有{len(entries)}个文件，超过上限{limits.ZIP_ENTRIES}个",
            )
        self._check_sizes(entries)
        self._members = {entry.filename.replace("\\", "/"): entry for entry in entries}

    def _check_sizes(self, entries: list[zipfile.ZipInfo]) -> None:
        total = sum(entry.file_size for entry in entries)
        if total > limits.UNPACKED_BYTES:
            raise self._bomb(f"it unpacks to {total} bytes")
        for entry in entries:
            if entry.file_size > limits.RATIO_FREE_BYTES and (
                entry.file_size > limits.PACKING_RATIO * max(entry.compress_size, 1)
            ):
                raise self._bomb(
                    f"{entry.filename!r} unpacks to {entry.file_size} bytes from {entry.compress_size}"
                )

    def _bomb(self, what: str) -> TooMuch:
        return TooMuch(
            f"{self.name}: refused as a decompression bomb, {what}",
            f"{self.name}：解压后体积异常（疑似压缩炸弹），已拒绝读取",
        )

    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        return tuple(self._members.values())

    def has(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str, called: str = "") -> bytes:
        """The member's bytes. The declared size is not believed: unpacking stops at the limit.

        Errors speak of `called`, where the member is a file of its own and no part of one.
        """
        name = called or self.name
        entry = self._members.get(member)
        if entry is None:
            raise damaged(name, f"the part {member!r} is missing")
        if entry.flag_bits & _ENCRYPTED:
            raise Damaged(
                f"{name}: {member!r} is encrypted; publish it without a password",
                f"{name}：文件已加密，无法读取，请发布未加密的文件",
            )
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(limits.MEMBER_BYTES + 1)
        except _BROKEN as error:
            raise damaged(name, f"{member!r}: {error}") from error
        if len(data) > limits.MEMBER_BYTES:
            raise self._bomb(f"{member!r} unpacks to more than {limits.MEMBER_BYTES} bytes")
        return data


def damaged(name: str, detail: str) -> Damaged:
    """The refusal of a package for what its bytes are."""
    return Damaged(
        f"{name}: the package is damaged or cut short ({detail}); fetch it again",
        f"{name}：文件已损坏或不完整，请重新下载",
    )
