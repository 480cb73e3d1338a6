"""Articles that a page carries as data for its own script: an answer in JSON, a string of a script, an unseen text area;
or as the page of a frame (HTML §4.8.5, `srcdoc`).

A visitor sees what the script makes of it, so it is read where the page itself shows no report; but what a script leaves
out is not known, so that nothing of it is certainly missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from reports.document import Document, Place
from reports.errors import TooMuch
from reports.headings import heading_of
from reports.markup.decoding import decode
from reports.markup.ending import load_html as load_page
from reports.references import unescaped

_FRAMED = "the report stands in a frame of the page"
_NOTE = "the report stands in data that the page's script shows"
_FEWEST = 4
"""Sections of those six that make an article a report."""
_ENOUGH = 1_000
"""Characters of a report at least."""
_STRING = re.compile(r"""(["'])((?>(?:(?!\1|\\).)*)(?>(?:\\.(?>(?:(?!\1|\\).)*))*))(?:\1|\\?\Z)""", re.DOTALL)
"""A string of a script; one without an end goes on to the end, and none begins within it."""
_AREA = re.compile(
    r"<textarea\b[^>]*+>|<script\b[^>]*text/(?:html|template|x-template)[^>]*+>", re.IGNORECASE
)
_FRAME = re.compile(r"""<iframe\b[^>]{0,400}?\bsrcdoc\s*=\s*("[^"]*+"|'[^']*+')""", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*+>", re.IGNORECASE)
_TITLE = re.compile(r'"(?:title|articleTitle|docTitle|name)"\s*:\s*"((?:[^"\\]|\\.){6,120})"')
_MARKED = re.compile(r"<(?:p|div|table|td|span|h\d)\b", re.IGNORECASE)
_SAYS = "信息公开"
_DATA = re.compile(rb"\s*[{\[]")
_DEEPEST = 12


class _Carried(NamedTuple):
    title: str | None
    source: str
    note: str = _NOTE


def load_html(data: bytes, name: str, content_type: str | None = None) -> Document:
    """As `ending.load_html`; of a page that shows no report itself, the one that it carries. Raises as that."""
    document = load_page(data, name, content_type)
    if document.grids and not _is_json(data):
        return document
    if document.lines or (_sections(document) >= _FEWEST and not _is_json(data)):
        return document
    found = max(_carried(decode(data, content_type).text), key=lambda each: len(each.source), default=None)
    if found is None:
        return document
    try:
        article = load_page(found.source.encode(), name, "text/html; charset=utf-8")
    except TooMuch:
        return document
    if _sections(article) < _FEWEST:
        return document
    titles = (found.title, *document.titles) if found.title else document.titles
    return replace(
        article,
        titles=titles,
        dates=document.dates,
        publisher=document.publisher,
        meta=document.meta,
        attachments=(*article.attachments, *document.attachments),
        unread=article.unread or (Place(),),
        notes=(*document.notes, *article.notes, found.note),
    )


def _sections(document: Document) -> int:
    found = (heading_of(text) for text in document.texts if text and len(text) < 100)
    return len({heading.section for heading in found if heading is not None})


def _is_json(data: bytes) -> bool:
    return _DATA.match(data) is not None


def _carried(text: str) -> Iterator[_Carried]:
    """Every piece of HTML long enough for a report that stands in the page as data."""
    if text.lstrip()[:1] in ("{", "["):
        try:
            yield from _of_data(json.loads(text), None, _DEEPEST)
        except (ValueError, RecursionError):
            return
        return
    for frame in _FRAME.finditer(text):
        yield from (each._replace(note=_FRAMED) for each in _if_html(None, unescaped(frame[1][1:-1])))
    for area in _inside(text, _AREA):
        yield from _if_html(None, unescaped(area))
    for script in _inside(text, _SCRIPT):
        named = _TITLE.search(script)
        title = _string(named[1]) if named else None
        for literal in _STRING.finditer(script):
            if len(literal[0]) >= _ENOUGH:
                yield from _if_html(title, _string(literal[2]) or "")


def _inside(text: str, opening: re.Pattern[str]) -> Iterator[str]:
    """What stands in each element that begins so and is long enough for a report."""
    at = 0
    while found := opening.search(text, at):
        end = text.find("</" + found[0][1:].split()[0].rstrip(">"), found.end())
        if end < 0:
            return
        if end - found.end() >= _ENOUGH:
            yield text[found.end() : end]
        at = end


def _of_data(value: object, title: str | None, depth: int) -> Iterator[_Carried]:
    if isinstance(value, str):
        yield from _if_html(title, value)
    elif depth and isinstance(value, dict):
        own = next(
            (value[key] for key in ("title", "articleTitle", "docTitle") if isinstance(value.get(key), str)),
            title,
        )
        for each in value.values():
            yield from _of_data(each, own, depth - 1)
    elif depth and isinstance(value, list):
        for each in value:
            yield from _of_data(each, title, depth - 1)


def _if_html(title: str | None, source: str) -> Iterator[_Carried]:
    if len(source) >= _ENOUGH and _SAYS in source and _MARKED.search(source):
        yield _Carried(title, source)


def _string(literal: str) -> str | None:
    """A string of JavaScript as it stands between its quotes; `None` where it is none of JSON's either."""
    plain = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", literal.replace("\\'", "'"))
    plain = (
        re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', plain)
        .replace("\n", "\\n")
        .replace("\r", "")
        .replace("\t", "\\t")
    )
    try:
        made = json.loads(f'"{plain}"')
    except ValueError:
        return None
    return made if isinstance(made, str) else None
