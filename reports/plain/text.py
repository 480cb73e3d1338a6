"""Flattened text → paragraphs and rebuilt grids. Every grid made here is `reliable=False`: columns may have shifted.

Tables are flattened in many ways: a tab between cells, one cell a line, two spaces, Markdown pipes, or nothing at all
between them. What kind a stretch of lines is shows in the lines themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from reports.closing import without_closing
from reports.days import real_day
from reports.document import Block, Document, Grid, GridCell, MediaType, Paragraph, Place, PublishedDate
from reports.errors import TooMuch
from reports.folding import AS_LETTERS, WITHOUT_INVISIBLE
from reports.headings import heading_of
from reports.markup.decoding import decode
from reports.plain.barred import barred, barred_rows
from reports.plain.bars_below import with_bars_behind
from reports.plain.comma_separated import with_tabs
from reports.plain.dump_figures import with_whole_figures
from reports.plain.dump_signs import is_dump
from reports.plain.dumps import DumpedTable, columns_in_order, dumped_tables
from reports.plain.lines import Line, Shape, shaped
from reports.plain.loose_bars import loosely_barred
from reports.plain.margins import without_margins
from reports.plain.repeated import without_repeats
from reports.plain.runs import cut_run_together
from reports.plain.stacked import is_bare, stacked_rows
from reports.references import unescaped

_MAX_LINES = 200_000
_LABELLED_DATE = re.compile(r"^(?:发布时间|发布日期|公开日期)\s*[:：]\s*(20[0-4]\d)\D(\d{1,2})\D(\d{1,2})")
_LABELLED_TITLE = re.compile(r"^(?:标\s*题|文章标题|信息名称)\s*[:：]\s*(\S.{3,120})$")
_BARRED_TITLE = re.compile(
    r"^\|?\s*(?:标\s*题|名\s*称|文章标题|信息名称|文件名称)\s*[:：]?\s*\|\s*([^|\s][^|]{3,119}?)\s*\|"
)
"""The title among a page's particulars, which became a table: ``| 名称 | …年度报告 | ||``."""
_LABELLED_PUBLISHER = re.compile(r"^(?:发布机构|来源|信息来源)\s*[:：]\s*(\S{2,40})$")
_UNTABLED = "the page prints tables without table elements: read line by line"
_TITLE_BEGUN = re.compile(r"20\d\d\s*年?\w{0,12}$")
"""A line that may be the first of a title's; it may be broken within a word."""
_TITLE_ENDED = re.compile(r"20\d\d\s*年度?政府信息公开(?:工作)?(?:年度)?(?:报告|年报)$")
_LONGEST_TITLE = 60
_HEADING = re.compile(r"^(#{1,6})\s*")
_LISTED = re.compile(r"\s*[-+•·●▪][ \t\xa0]+(?=\S)")
"""Before the heading of a section that a page numbers by its list."""
_SEEN = WITHOUT_INVISIBLE | AS_LETTERS
_COMMENT = re.compile(r"<!--[^\n]{0,200}?-->")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~-])")
"""Markdown's: a sign that is meant as itself."""
_EMPHASIS = re.compile(r"(?<![\w*])\*\*([^*|\s\n](?:[^*|\n]{0,400}[^*|\s\n])?)\*\*")


def load_text(data: bytes, name: str, content_type: str | None = None) -> Document:
    """Read a text file; lines are those of the file, counted from 1."""
    decoded = decode(data, content_type)
    lines = _as_shown(decoded.text).split("\n")
    if len(lines) > _MAX_LINES:
        raise TooMuch(
            f"{name}: {len(lines):,} lines of text, more than {_MAX_LINES:,}",
            f"{name}：文本多达{len(lines)}行，超出{_MAX_LINES}行的上限，未读取",
        )
    lines = without_margins(with_tabs(_without_list_marks(lines)))
    dumped = is_dump(decoded.text)
    if dumped:
        lines = with_whole_figures(lines)
    return Document(
        media_type=MediaType.TEXT,
        blocks=tuple(without_closing(blocks_of(lines))),
        titles=tuple(_titles(lines)),
        dates=tuple(_dates(lines[:40])),
        publisher=next((m[1] for line in lines[:40] if (m := _LABELLED_PUBLISHER.match(line.strip()))), None),
        notes=(decoded.note,) if decoded.note else (),
        meta=_dump(lines) if dumped else {},
    )


def _as_shown(text: str) -> str:
    """What a reader of the text is meant to see: it may be copied out of a page's source or written by a converter to Markdown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SEEN)
    if "&" in text:
        text = unescaped(text)
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _EMPHASIS.sub(r"\1", text) if "**" in text else text


def _without_list_marks(lines: list[str]) -> list[str]:
    """Headings that stand in a list of their own (``- 总体情况``) as headings; several below each other are a list of contents."""
    listed = {
        at: line[mark.end() :]
        for at, line in enumerate(lines)
        if (mark := _LISTED.match(line)) is not None and heading_of(line[mark.end() :])
    }
    if not listed:
        return lines
    filled = [at for at, line in enumerate(lines) if line.strip()]
    contents = {at for pair in pairwise(filled) if listed.keys() >= {*pair} for at in pair}
    return [listed[at] if at in listed and at not in contents else line for at, line in enumerate(lines)]


def blocks_of(lines: Sequence[str]) -> tuple[Block, ...]:
    """The paragraphs and tables of a text; places are lines of it."""
    lines = with_bars_behind(lines)
    return tuple(_blocks(barred(loosely_barred(shaped(lines))), dumped_tables(lines)))


def with_lines_read(document: Document) -> Document:
    """A page that prints its tables without one, as flattened text is read. Its lines are not those of its source."""
    if not document.lines:
        return document
    blocks: list[Block] = []
    for block in blocks_of(document.lines):
        if isinstance(block, Grid):
            rows = [
                [cell and cell._replace(place=cell.place._replace(line=None)) for cell in row]
                for row in block.rows
            ]
            blocks.append(replace(block, rows=tuple(map(tuple, rows))))
        else:
            blocks.append(block._replace(place=Place()))
    return replace(document, blocks=tuple(blocks), notes=(*document.notes, _UNTABLED))


def _dump(lines: Sequence[str]) -> dict[str, str]:
    """``dump``: written down from a PDF; ``columns``: those of table three stand in the form's order there."""
    return {"dump": "pdf", "columns": "in order" if columns_in_order(lines) else "unknown"}


def _titles(lines: Sequence[str]) -> Iterator[str]:
    for line in lines[:40]:
        labelled = _BARRED_TITLE.match(line.strip()) or _LABELLED_TITLE.match(line.strip())
        if labelled:
            yield labelled[1]
    begun = ""
    for line in lines[:15]:
        text = _HEADING.sub("", line.strip())
        if not text:
            continue
        whole = begun + text
        begun = text if _TITLE_BEGUN.search(text) and len(text) <= _LONGEST_TITLE else ""
        if whole != text and _TITLE_ENDED.search(whole):
            yield whole
        elif re.search(r"(?:年度报告|年报)$", text) and 6 <= len(text) <= 80:
            yield text


def _dates(lines: Sequence[str]) -> Iterator[PublishedDate]:
    for line in lines:
        found = _LABELLED_DATE.match(line.strip())
        if found and (iso := real_day(*found.groups())):
            yield PublishedDate(iso, "visible", line.strip())
            return


def _blocks(lines: Sequence[Line], dumped: Mapping[int, DumpedTable]) -> Iterator[Block]:
    """`dumped` are tables by the index of their first line."""
    tables = 0
    start = 0
    while start < len(lines):
        if start in dumped:
            table = dumped[start]
            tables += bool(table.rows)
            yield from [_grid(table.rows, tables)] if table.rows else map(_words, lines[start : table.end])
            start = table.end
            continue
        end = min(_end_of_stretch(lines, start), *(at for at in dumped if at > start), len(lines))
        stretch = lines[start:end]
        rows = _rows(stretch)
        if rows is None:
            for line in stretch:
                for block in _paragraphs(line, tables + 1):
                    tables += isinstance(block, Grid)
                    yield block
        else:
            tables += 1
            spaced = stretch[0].shape is Shape.GAPS
            yield replace(_grid(rows, tables), traceless=is_bare(stretch), spaced=spaced)
        start = end


def _words(line: Line) -> Paragraph:
    return Paragraph(" ".join(line.text.split()), Place(line=line.number))


def _end_of_stretch(lines: Sequence[Line], start: int) -> int:
    shape = lines[start].shape
    if shape is Shape.WORDS:
        return start + 1
    end = start + 1
    while end < len(lines) and lines[end].shape is shape:
        end += 1
    return end


def _rows(stretch: Sequence[Line]) -> list[list[tuple[str, int]]] | None:
    """Rows of (text, line number), or `None` where the lines are words."""
    shape = stretch[0].shape
    if shape is Shape.WORDS:
        return None
    if shape is Shape.STACKED:
        return stacked_rows(stretch)
    if shape is Shape.BARRED:
        return barred_rows(stretch)
    width = next((line.text.count("|") - 1 for line in stretch if not line.cells), 0)
    rows = [[(cell, line.number) for cell in _exact(line, width)] for line in stretch if line.cells]
    return without_repeats(rows)


def _exact(line: Line, width: int) -> Sequence[str]:
    """The cells of a Markdown row, those at its end too that are empty, where it has as many as its row of bars."""
    text = line.text.strip()
    if not line.cells or len(line.cells) == width or not text.startswith("|") or text.count("|") != width + 1:
        return line.cells
    return [cell.strip() for cell in text[1:-1].split("|")]


def _paragraphs(line: Line, next_table: int) -> Iterator[Block]:
    text = " ".join(line.text.split())
    if not text:
        return
    marked = _HEADING.match(text)
    level = len(marked[1]) if marked else None
    words = _HEADING.sub("", text)
    if not words:
        return
    for piece in cut_run_together(words):
        if isinstance(piece, str):
            yield Paragraph(piece, Place(line=line.number), level)
        else:
            yield _grid([[(cell, line.number) for cell in row] for row in piece], next_table)
            next_table += 1


def _grid(rows: Sequence[Sequence[tuple[str, int]]], table: int) -> Grid:
    made = []
    for r, row in enumerate(rows, 1):
        cells = (
            GridCell(text.strip(), Place(line=number, table=table, row=r, column=c))
            for c, (text, number) in enumerate(row, 1)
        )
        made.append(tuple(cells))
    first = rows[0][0][1] if rows and rows[0] else None
    return Grid(tuple(made), Place(line=first, table=table), reliable=False)
