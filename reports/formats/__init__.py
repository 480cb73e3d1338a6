"""File formats: bytes of any kind but HTML and plain text → `Document`. Kinds are told by content, never by name."""

from __future__ import annotations

from reports.document import Document, MediaType
from reports.formats.docx import load_docx
from reports.formats.limits import refuse_if_too_large
from reports.formats.native import load_image, load_ofd, load_pdf, load_pictures, load_xls
from reports.formats.office import load_doc, load_docs, load_rtf
from reports.formats.refused_kinds import name_of, refused
from reports.formats.scan.engine import is_installed as is_ocr_installed
from reports.formats.sniffing import sniff
from reports.formats.wrapped import ARCHIVES, Inner, Opened, unwrap, unwrap_all
from reports.formats.xlsx import load_xlsx

_LOADERS = {
    MediaType.DOCX: load_docx,
    MediaType.XLSX: load_xlsx,
    MediaType.DOC: load_doc,
    MediaType.WPS: load_doc,
    MediaType.RTF: load_rtf,
    MediaType.XLS: load_xls,
    MediaType.PDF: load_pdf,
    MediaType.OFD: load_ofd,
    MediaType.PNG: load_image,
    MediaType.JPEG: load_image,
    MediaType.TIFF: load_image,
    MediaType.GIF: load_image,
    MediaType.BMP: load_image,
    MediaType.WEBP: load_image,
}
READABLE = frozenset(_LOADERS)
"""Kinds that `load` takes; HTML and text have their own readers."""


def load(data: bytes, media_type: MediaType, name: str) -> Document:
    """Read one file of a kind in `READABLE`. Raises `NotReadable`, `Damaged` or `TooMuch`, and nothing else."""
    refuse_if_too_large(data, name)
    loader = _LOADERS.get(media_type)
    if loader is None:
        raise refused(name, *(name_of(data) or ("its content is of no kind we know", "该内容类型的文件")))
    return loader(data, name)


__all__ = [
    "ARCHIVES",
    "READABLE",
    "Inner",
    "Opened",
    "is_ocr_installed",
    "load",
    "load_docs",
    "load_pictures",
    "sniff",
    "unwrap",
    "unwrap_all",
]
