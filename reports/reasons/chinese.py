"""English of the reader → Chinese. What is not known is given back as it is: nothing is lost, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from reports.cell_words import address_name
from reports.document import Place
from reports.form import forms
from reports.reasons.of_cells import CELLS
from reports.reasons.of_documents import DOCUMENTS
from reports.reasons.of_files import FILES
from reports.templates import Kind, Templates, as_it_is, literal

SENTENCES: Mapping[str, str] = {**CELLS, **DOCUMENTS, **FILES}
"""Every sentence; ``{…}`` is what differs from case to case, of the kind that its name says (`_KINDS`)."""

_IN_TABLES = (("table", "第{}张表"), ("row", "第{}行"), ("column", "第{}列"))
_NOWHERE = "位置不明"
_NUMBER = "[0-9][0-9,]*"
_WITHIN = str.maketrans("“”", "‘’")
"""Marks of a quotation inside another (GB/T 15834)."""


@lru_cache(maxsize=512)
def in_chinese(why: str) -> str:
    """A reason (`Cell.why`, `Uncertain.why`, a remark on a document) in Chinese; what we do not know, as it stands."""
    return _TEMPLATES.said(why) or _several(why) or why


def place_in_chinese(place: Place | None) -> str:
    """第4页第2张表第7行第3列, of a text 第197行（第2张表第7行第3列）; empty for none, 位置不明 where nothing is known of it."""
    if place is None:
        return ""
    line = "" if place.line is None else f"第{place.line}行"
    page = "" if place.page is None else f"第{place.page}页"
    counts = ((form, getattr(place, name)) for name, form in _IN_TABLES)
    table = "".join(form.format(count) for form, count in counts if count is not None)
    return (f"{page}{line}（{table}）" if line and table else page + line + table) or _NOWHERE


def _several(why: str) -> str | None:
    """Two remarks in one ("decoded as …; 3 characters could not be decoded")."""
    parts = why.split("; ")
    known = [_TEMPLATES.said(part) for part in parts] if len(parts) > 1 else [None]
    return "；".join(filter(None, known)) if all(known) else None


def _unquoted(text: str) -> str:
    """The words of a Python string literal, as the reader quotes what is printed, in one line."""
    printed = literal(text)
    return text if printed is None else " ".join(printed.split()).translate(_WITHIN)


def _named(text: str) -> str:
    """The name of a file, or of a picture in it: ``年报.pdf: a picture without an address``."""
    return "：".join(_TEMPLATES.said(part) or part for part in text.split(": "))


@cache
def _row(row: str) -> str:
    """A row as the newest form that has it prints it."""
    for form in reversed(tuple(forms().values())):
        for block in form.blocks:
            for one in block.rows:
                if one.id == row:
                    return one.label.translate(_WITHIN)
    return row


_AS_COUNT: Kind = (_NUMBER, as_it_is)
_KINDS: Mapping[str, Kind] = {
    "row": ("[a-z_0-9]+", _row),
    "address": (r"[a-z_0-9]+\.[a-z_0-9]+\.[a-z_0-9]+", address_name),
    "quoted": ("'.*'|\".*\"", _unquoted),
    "charset": (r"[^\s;]+", as_it_is),
    "declared": (r"[^\s;]+", as_it_is),
    "code": ("-?[0-9]+", as_it_is),
    "name": (".+?", _named),
    "kind": (".+", in_chinese),
    "detail": (".+", as_it_is),
    "why": (".+", in_chinese),
}
"""What may stand in a slot of that name, and how it is said; one of any other name is a count."""

_TEMPLATES = Templates(SENTENCES, _KINDS, _AS_COUNT)
