"""Readers that need native code, each behind the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.document import Document, MediaType
from reports.errors import NotReadable
from reports.formats import limits
from reports.formats.pictures import bundled, sheets_in
from reports.formats.scan.engine import is_installed, refuse_without_ocr
from reports.formats.sniffing import sniff
from reports.formats.worker import Task, done, run

_PICTURES = (
    *(MediaType.PNG, MediaType.JPEG, MediaType.TIFF),
    *(MediaType.GIF, MediaType.BMP, MediaType.WEBP),
)
_PDF = Task("reports.formats.pdf.reader", "load_pdf")
_OFD = Task("reports.formats.ofd.reader", "load_ofd")
_ARCHIVE = Task("reports.formats.libarchive", "unpack")
_XLS = Task("reports.formats.xls", "load_xls")
_NO_OCR_FOR_SCANS = "scanned pages, and pages whose fonts do not name their letters, are not read whole: the extra ocr is not installed"
_NO_OCR_FOR_PICTURES = "pictures in its pages are not read: the extra ocr is not installed"
_OCR_BYTES = 3 * 1024 * limits.MEBIBYTE
_IMAGE = Task("reports.formats.scan.reader", "load_image", _OCR_BYTES, cpu_seconds=0.0, room="ocr")
_SEVERAL = Task("reports.formats.scan.reader", "load_images", _OCR_BYTES, cpu_seconds=0.0, room="ocr")
_PICTURED = Task("reports.formats.scan.reader", "load_pictured_pdf", _OCR_BYTES, cpu_seconds=0.0, room="ocr")


def load_pdf(data: bytes, name: str) -> Document:
    """Read a PDF in the worker, its scanned pages by OCR. Raises `NotReadable`, `Damaged` or `TooMuch`.

    The pictures in its other pages are given as `pictures`. Without the extra ``ocr`` a PDF with scanned pages or
    pictures is read as far as it has text; `unread` names the rest.
    """
    document = run(_PDF, data, name)
    if not document.unread:
        return document
    scans = [place for place in document.unread if place.rectangle is None]
    if is_installed():
        pages = min(1 + len(scans), limits.OCR_PAGES)
        return run(_PICTURED, data, name, limits.OCR_SECONDS_PER_PAGE * pages)
    if not document.blocks:
        raise refuse_without_ocr(name)
    return replace(document, notes=(*document.notes, _NO_OCR_FOR_SCANS if scans else _NO_OCR_FOR_PICTURES))


def load_image(data: bytes, name: str) -> Document:
    """Read a picture in the worker. Raises `NotReadable` without the extra ``ocr``, `Damaged` or `TooMuch`."""
    if not is_installed():
        raise refuse_without_ocr(name)
    sheets = sheets_in(data, limits.OCR_PAGES)
    return run(_IMAGE, data, name, limits.OCR_SECONDS_PER_PAGE * (1 + sheets))


def load_pictures(pictures: Sequence[bytes], name: str) -> Document:
    """Read pictures that follow one another in a page or a document, as the pages of one scan.

    Raises as `load_image`, and `NotReadable` for kinds OCR does not take.
    """
    if not is_installed():
        raise refuse_without_ocr(name)
    if any(sniff(data, name) not in _PICTURES for data in pictures):
        raise NotReadable(
            f"{name}: a picture of a kind that is not read; use PNG or JPEG",
            f"{name}：不支持读取该类型的图片，请使用PNG或JPEG格式",
        )
    sheets = min(sum(sheets_in(data, limits.OCR_PAGES) for data in pictures), limits.OCR_PAGES)
    return run(_SEVERAL, bundled(pictures), name, limits.OCR_SECONDS_PER_PAGE * (1 + sheets))


def load_ofd(data: bytes, name: str) -> Document:
    """Read an OFD in the worker. Raises `Damaged` or `TooMuch`."""
    return run(_OFD, data, name)


def unpack(data: bytes, name: str) -> list[tuple[bytes, bytes | None]]:
    """(name, content or `None` where it is encrypted or damaged) of each file of a RAR or 7-Zip archive, unpacked in the worker.

    Raises `NotReadable` where the system has no libarchive, `Damaged` or `TooMuch`.
    """
    members = done(_ARCHIVE, data, name)
    assert isinstance(members, list)
    return members


def load_xls(data: bytes, name: str) -> Document:
    """Read a BIFF workbook in the worker. Raises `NotReadable`, `Damaged` or `TooMuch`."""
    return run(_XLS, data, name)
