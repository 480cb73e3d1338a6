"""How TRS portals differ from one another: pagers that exist only in some script, lists in other clothes (portals.md §1.2)."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from specimens.chrome import PortalFace
from specimens.families.base import Page, Posting, Shelf, chunks, column_html, newest
from specimens.families.static import Trs
from specimens.web import Reply, page


@dataclass(frozen=True, slots=True)
class Pager:
    """`words` writes the pager for (pages, page from 1, rows); `file` names page n from 2 on."""

    words: Callable[[int, int, int], str]
    file: Callable[[int], str]


def _encoded_in_script(pages: int, current: int, rows: int) -> str:
    """云南: the links are there, behind ``window.atob``."""
    text = _encoded_links(pages, current)
    return f'<div id="pages"></div><script>document.getElementById("pages").innerHTML = window.atob("{text}");</script>'


def _encoded_in_place(pages: int, current: int, rows: int) -> str:
    """The same with the letters in the division itself, which a script replaces by what they mean."""
    return f'<div id="pages">{_encoded_links(pages, current)}</div><script>$("#pages").html(window.atob($("#pages").text()));</script>'


def _encoded_links(pages: int, current: int) -> str:
    links = "".join(
        f'<a href="{"index" if n == 1 else f"index_{n - 1}"}.html">{n}</a>'
        if n != current
        else f"<span>{n}</span>"
        for n in range(1, pages + 1)
    )
    if current < pages:
        links += f'<a href="index_{current}.html">下一页</a>'
    return base64.b64encode(links.encode()).decode()


PAGERS: Mapping[str, Pager] = {
    "variables": Pager(
        lambda pages, current, _: (
            f"<script>\nvar currentPage = {current - 1};//所在页从0开始\nvar prevPage = currentPage-1\nvar nextPage = currentPage+1\n"
            f"var countPage = {pages}//共多少页\n</script>"
        ),
        lambda n: f"index_{n - 1}.html",
    ),
    "kunming": Pager(
        lambda pages, current, _: (
            f'<script>createPageHTML({pages}, {current - 1}, "index", "shtml");</script>'
        ),
        lambda n: f"index_{n}.shtml",
    ),
    "set_page": Pager(
        lambda pages, current, _: (
            f'<div class="pagination"></div><script>$(\'.pagination\').pagination("setPage", {current}, {pages});</script>'
        ),
        lambda n: f"index_{n}.html",
    ),
    "base64_in_script": Pager(_encoded_in_script, lambda n: f"index_{n - 1}.html"),
    "base64_in_place": Pager(_encoded_in_place, lambda n: f"index_{n - 1}.html"),
}


def _table(rows: Sequence[tuple[str, Posting]]) -> str:
    """鄂尔多斯: a table of one link a row; the text is cut and `title` whole."""
    cells = "".join(
        f'<tr><td><a href="{href}" title="{escape(row.title)}">{escape(row.title[:20])}…</a></td><td>{row.listed}</td></tr>\n'
        for href, row in rows
    )
    return f'<table class="gl_list">{cells}</table>'


def _bold(rows: Sequence[tuple[str, Posting]]) -> str:
    """贵阳: the date in bold behind the link."""
    items = "".join(
        f'<li><a href="{href}">{escape(row.title)}</a><b>{row.listed}</b></li>\n' for href, row in rows
    )
    return f'<div class="zfxxgk_zdgkc"><ul>{items}</ul></div>'


def _bracket(rows: Sequence[tuple[str, Posting]]) -> str:
    """The date before the link, in brackets, with dots."""
    items = "".join(
        f'<div class="row"><span class="time">[{row.listed:%Y.%m.%d}]</span>&nbsp;<a target="_blank" href="{href}">{escape(row.title)}</a></div>\n'
        for href, row in rows
    )
    return f'<div class="listbox">{items}</div>'


def _definition(rows: Sequence[tuple[str, Posting]]) -> str:
    """A definition list; the date is written out."""
    items = "".join(
        f'<dt><a href="{href}">· {escape(row.title)}</a></dt><dd>{row.listed.year}年{row.listed.month}月{row.listed.day}日</dd>\n'
        for href, row in rows
    )
    return f"<dl>{items}</dl>"


def _bare(rows: Sequence[tuple[str, Posting]]) -> str:
    """Paragraphs of links, no date; the title is broken over lines, as an editor's hand left it."""
    return "".join(
        f'<p><a href="{href}">\n    {escape(row.title[:9])}\n    {escape(row.title[9:])}</a></p>\n'
        for href, row in rows
    )


def _vendor(pages: int, current: int, rows: int) -> str:
    """A pager nobody has met: its numbers cannot be known for what they are."""
    return f'<div class="page" id="pg"></div><script>new ListTurner("#pg").draw({{sum:{pages},now:{current}}});</script>'


def _load_more(pages: int, current: int, rows: int) -> str:
    """A button that a script of the portal's own answers."""
    return (
        '<div class="more"><a href="javascript:void(0)" onclick="loadMore()">加载更多</a></div>'
        if current < pages
        else ""
    )


UNKNOWN_PAGERS: Mapping[str, Pager] = {
    "vendor": Pager(_vendor, lambda n: f"p{n}.html"),
    "load_more": Pager(_load_more, lambda n: f"more{n}.html"),
}
"""What no reader can follow: it must be seen that there is more."""


DRESSES: Mapping[str, Callable[[Sequence[tuple[str, Posting]]], str]] = {
    "table": _table,
    "bold": _bold,
    "bracket": _bracket,
    "definition": _definition,
    "bare": _bare,
}


class TrsDialect(Trs):
    """A TRS portal with another pager and another dress."""

    def __init__(
        self, face: PortalFace, shelves: Sequence[Shelf], pager: str, dress: str, *, rows: int = 6
    ) -> None:
        self._pager_kind, self._dress = {**PAGERS, **UNKNOWN_PAGERS}[pager], DRESSES[dress]
        super().__init__(face, shelves, rows=rows)

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        folder = self.column_path(shelf)
        pages = chunks(shelf.postings, self._rows)
        made = {
            folder + self._pager_kind.file(number): partial(self._dressed, shelf, number, len(pages))
            for number in range(2, len(pages) + 1)
        }
        first = partial(self._dressed, shelf, 1, len(pages))
        return {folder: first, f"{folder}index.html": first, f"{folder}index.shtml": first, **made}

    def _dressed(self, shelf: Shelf, number: int, total: int) -> Reply:
        folder = self.column_path(shelf)
        rows = chunks(shelf.postings, self._rows)[number - 1]
        linked = [
            (row.href or "./" + self.article_path(shelf, row).removeprefix(folder), row) for row in rows
        ]
        pager = self._pager_kind.words(total, number, len(shelf.postings))
        return page(column_html(self.face, shelf.name, self._dress(linked) + pager), newest(rows))
