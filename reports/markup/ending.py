"""Pages that stop before their end: what stood behind is not known, and nobody left it out."""

from __future__ import annotations

import re
from dataclasses import replace

from reports.document import Document, Place
from reports.markup.page import load_html as load_page

BREAKS_OFF = "the page breaks off before its end"
"""How a reading says it."""
_BEGUN = re.compile(rb"<(?:html|body)\b", re.IGNORECASE)
_ENDED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_CELL = re.compile(rb"<t[dh]\b", re.IGNORECASE)
_CELL_ENDED = re.compile(rb"</(?:t[dhr]|table)\b|<tr\b", re.IGNORECASE)
_NEAR = 4_096
"""Bytes before the end within which nearly every page is closed."""


def load_html(data: bytes, name: str, content_type: str | None = None) -> Document:
    """As `load_page`; a page that breaks off holds something that was not read, so that nothing of it is certainly missing."""
    if not breaks_off(data):
        return load_page(data, name, content_type)
    document = load_page(_without_half_a_cell(data), name, content_type)
    unread = document.unread or (Place(),)
    return replace(document, unread=unread, notes=(*document.notes, BREAKS_OFF))


def _without_half_a_cell(data: bytes) -> bytes:
    """The page without the cell that it breaks off in: what stands there may be half a number."""
    *_, last = (0, *(found.start() for found in _CELL.finditer(data)))
    return data[:last] if last and not _CELL_ENDED.search(data, last) else data


def breaks_off(source: bytes) -> bool:
    """Whether a whole page was begun (HTML §13.1.2.4: both tags may be left out; of those written, one is closed) and not
    ended in its later half: a page that is shown within another has its end in the earlier one.

    A piece of a page that never began one breaks off where its last table is not closed.
    """
    if _ENDED.search(source[-_NEAR:]):
        return False
    if not _BEGUN.search(source):
        lowered = source.lower()
        return lowered.rfind(b"<table") > lowered.rfind(b"</table")
    return _ENDED.search(source, len(source) // 2) is None
