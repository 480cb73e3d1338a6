"""Stored answers, shown so that nothing in them can act: no script, no frame, nothing fetched, its own strict policy."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from selectolax.lexbor import LexborHTMLParser
from starlette.responses import HTMLResponse, Response

import reports
from dashboard.access import TheDesk, TheViewer, Viewer
from dashboard.desk import Desk
from dashboard.errors import NotThere
from dashboard.headers import INERT_POLICY
from dashboard.rendering import page
from storage import Evidence

router = APIRouter(include_in_schema=False)
_DROPPED = (
    "script, noscript, link, iframe, frame, frameset, object, embed, applet, base, meta, form, input, button, "
    "textarea, select, audio, video, source, track, portal, template, svg, math"
)
_KEPT_ATTRIBUTES = frozenset(
    ("class", "id", "colspan", "rowspan", "align", "valign", "width", "height", "border", "style", "title")
)
_LOADS = re.compile(r"url\s*\(|@import|expression|image-set", re.IGNORECASE)
_BACKSTOP = 20_000_000
"""Bytes; what is larger is offered as a file only."""


def evidence_for(desk: Desk, viewer: Viewer, sha256: str) -> Evidence:
    """Raises NotThere, or Refused for a neighbour's."""
    found = desk.shelf.evidence(sha256) if re.fullmatch(r"[0-9a-f]{64}", sha256) else None
    if found is None:
        raise NotThere("there is no such evidence", "没有这份存证")
    viewer.demand(found.division)
    return found


@router.get("/evidence/{sha256}")
def evidence(request: Request, desk: TheDesk, viewer: TheViewer, sha256: str) -> HTMLResponse:
    found = evidence_for(desk, viewer, sha256)
    body = desk.archive.load_or_none(sha256)
    return page(
        request,
        "evidence.html.j2",
        viewer,
        evidence=found,
        kept=body is not None,
        shown=body is not None and is_page(body),
    )


@router.get("/evidence/{sha256}/page")
def archived_page(desk: TheDesk, viewer: TheViewer, sha256: str) -> Response:
    found = evidence_for(desk, viewer, sha256)
    body = desk.archive.load_or_none(sha256)
    if body is None or not is_page(body):
        raise NotThere("it is no page", "这份存证不是网页")
    return HTMLResponse(inert(body, found.media_type), headers={"Content-Security-Policy": INERT_POLICY})


@router.get("/evidence/{sha256}/file")
def archived_file(desk: TheDesk, viewer: TheViewer, sha256: str) -> Response:
    """The bytes as they came, always as a file to keep: never opened in our origin."""
    evidence_for(desk, viewer, sha256)
    body = desk.archive.load_or_none(sha256)
    if body is None:
        raise NotThere("its bytes are not in the archive", "存证文件不在库中")
    return Response(
        body,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{sha256[:16]}.bin"',
            "Content-Security-Policy": INERT_POLICY,
        },
    )


def is_page(body: bytes) -> bool:
    """HTML by its beginning; everything else is offered as a file."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return len(body) < _BACKSTOP and (
        start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<table", b"<p"))
        or b"<html" in start
    )


def inert(body: bytes, media_type: str) -> str:
    """The page without anything that acts or loads. The policy it is served with forbids the same once more.

    It is decoded as the report was: Python knows codecs that take hours, or raise, for a page that names them."""
    tree = LexborHTMLParser(reports.decode(body, media_type).text)
    for node in tree.css(_DROPPED):
        node.decompose()
    for style in tree.css("style"):
        if _LOADS.search(style.text() or ""):
            style.decompose()
    for node in tree.css("*"):
        for name, value in list(node.attributes.items()):
            if name not in _KEPT_ATTRIBUTES or (name == "style" and _LOADS.search(value or "")):
                del node.attrs[name]
    return f'<!DOCTYPE html><meta charset="utf-8"><title>存证</title>{tree.html or ""}'
