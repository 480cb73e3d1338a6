"""Where a text is the dump of a PDF: tables three and four under their headings, as rows again where they are certain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.headings import heading_of
from reports.plain.dump_lines import read_line
from reports.plain.dumped import Piece, read_applications
from reports.plain.dumped_disclosure import read_disclosure
from reports.plain.dumped_headers import applicants_by_place, applicants_in_order
from reports.plain.dumped_litigation import is_disordered, read_litigation

_READERS = {"applications": read_applications, "litigation": read_litigation}
_TABLES = ("disclosure", *_READERS)
_SEPARATED = "\t|"
"""Texts with these between cells say themselves where a cell ends."""
_LONGEST = 2_000
"""Lines of one section; no table of the form has as many."""


_HEADER = re.compile(r"勾稽|本列数据|申请人|自然人|法人|企业|机构|总计|行政复议|行政诉讼|结果|维持|审结|起诉")
"""Words of the headers of tables three and four."""


@dataclass(frozen=True, slots=True)
class DumpedTable:
    """`rows` stand on the lines up to `end` (index, not included); without rows the lines are words."""

    end: int
    rows: tuple[tuple[Piece, ...], ...]


def dumped_tables(lines: Sequence[str]) -> Mapping[int, DumpedTable]:
    """Tables by the index of the line they begin on; nothing for a table that is printed twice or not certain.

    Where table three was a dump and the names of table four are in disorder, its names and figures are no rows at all.
    """
    at = [
        (index, found.section)
        for index, line in enumerate(lines)
        if (found := heading_of(line.strip())) is not None
    ]
    if not at:
        return {}
    ends = [*(index for index, _ in at[1:]), len(lines)]
    under = [
        (
            section,
            index + 1,
            [(line, number) for number, line in enumerate(lines[index + 1 : end], index + 2)],
        )
        for (index, section), end in zip(at, ends, strict=True)
    ]
    bare = [
        _from_its_header(one)
        for one in under
        if len(one[2]) <= _LONGEST and not any(mark in line for line, _ in one[2] for mark in _SEPARATED)
    ]
    made: dict[int, DumpedTable] = {}
    for section, read in _READERS.items():
        tables = {
            begin: DumpedTable(table.last, table.rows)
            for name, begin, body in bare
            if name == section and (table := read(body)) is not None
        }
        if len(tables) == 1:
            made |= tables
    made |= _disclosure(bare, lines)
    if made:  # the text is a dump
        made |= {
            begin: DumpedTable(begin + len(body), ())
            for name, begin, body in bare
            if name == "litigation" and begin not in made and body and is_disordered(body)
        }
    return made


def _disclosure(bare: Sequence[Under], lines: Sequence[str]) -> dict[int, DumpedTable]:
    """Blocks of table two, where it is printed once."""
    sections = [body for name, _, body in bare if name == "disclosure"]
    if len(sections) != 1:
        return {}
    in_tables = {number for name, _, body in bare if name in _TABLES for _, number in body}
    numbered = any(
        read_line(line, number).is_lone for number, line in enumerate(lines, 1) if number not in in_tables
    )
    found = read_disclosure(sections[0], numbered=numbered)
    return {begin - 1: DumpedTable(table.last, table.rows) for begin, table in found}


Under = tuple[str, int, list[tuple[str, int]]]
"""A section, the index of the first line under its heading, and the lines with their numbers."""


def _from_its_header(one: Under) -> Under:
    """Without the lines before the table's first header: a caption says whose the table is."""
    section, begin, body = one
    if section not in _READERS:
        return one
    before = next((at for at, (line, _) in enumerate(body) if _HEADER.search(line)), 0)
    return section, begin + before, body[before:]


_FIGURES = re.compile(r"(?:\s+\d[\d,，.]*){5}")
"""What no header has."""
_FIRST_ROW = re.compile(r"^\s*(?:一\s*、\s*)?本年新收")


def columns_in_order(lines: Sequence[str]) -> bool:
    """Whether the names of table three's columns, as a dump breaks them, stand in the form's order."""
    begun = [
        index
        for index, line in enumerate(lines)
        if (found := heading_of(line.strip())) is not None and found.section == "applications"
    ]
    rows = [index for index, line in enumerate(lines) if _FIRST_ROW.match(line)] or [
        index for index, line in enumerate(lines) if begun and index > begun[0] and _FIGURES.search(line)
    ]
    if len(begun) != 1 or not rows or rows[0] < begun[0]:
        return False
    header = lines[begun[0] + 1 : rows[0]]
    return applicants_in_order(header) or applicants_by_place(header)
