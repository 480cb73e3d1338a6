"""Readers that need native code, each behind the worker."""

from __future__ import annotations

from reports.document import Document
from reports.formats.worker import Task, run

_PDF = Task("reports.formats.pdf.reader", "load_pdf")
_XLS = Task("reports.formats.xls", "load_xls")


def load_pdf(data: bytes, name: str) -> Document:
    """Read a PDF in the worker. Raises `NotReadable`, `Damaged` or `TooMuch`."""
    return run(_PDF, data, name)


def load_xls(data: bytes, name: str) -> Document:
    """Read a BIFF workbook in the worker. Raises `NotReadable`, `Damaged` or `TooMuch`."""
    return run(_XLS, data, name)
