"""Table two in the text dump of a PDF: names of columns and rows wrapped over lines, figures on lines between.

Each of its blocks stands under its own 第二十条第（…）项. Where a block holds the form's words and no other, each once, the
names of its columns stand in the form's order, and there are as many lines of figures as rows, each about as wide as the
form and with its row's whole label about it, then its figures can be no other cells'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from reports.form import Block, Column, Row, forms
from reports.plain.dump_lines import DumpLine, is_page_number, letters_of, read_line
from reports.plain.dump_windows import lines_of_rows
from reports.plain.dumped import Dumped, Piece
from reports.plain.sums import is_broken

_TABLE = "disclosure"
_CAPTION = re.compile(r"第二十条第[一五六八九]项")
_BEGUN = re.compile(r"第二十条?第?[一五六八九]?")
"""A caption without its end."""
_LOCAL = re.compile(r"(?!单位)[\u4e00-\u9fff]{3}(?!.*元)")
"""A local row or a note below; no unit, no end of a figure (``9万元``)."""
_LEAST = 2
"""Characters of a name's beginning."""
Lines = Sequence[tuple[str, int]]
"""Texts with their line numbers."""


def read_disclosure(lines: Lines, *, numbered: bool) -> Iterator[tuple[int, Dumped]]:
    """Blocks with the line of their caption. `numbered`: pages have bare numbers, and a lone figure may be one."""
    for form in forms().values():
        blocks = form.table(_TABLE)
        at = _captions(lines)
        if [caption for caption, _ in at] != [letters_of(block.caption) for block in blocks]:
            continue
        begins = [index for _, index in at]
        for block, (begin, end) in zip(blocks, pairwise([*begins, len(lines)]), strict=True):
            found = _block(lines[begin:end], block, numbered=numbered)
            if found is not None:
                yield lines[begin][1], found


def _captions(lines: Lines) -> list[tuple[str, int]]:
    """第二十条第（…）项 and where its last piece stands: a narrow table breaks it."""
    made = []
    begun = ""
    for index, (text, _) in enumerate(lines):
        letters = letters_of(text)
        begun = begun + letters if begun else letters
        if _CAPTION.fullmatch(begun):
            made.append((begun, index))
        begun = begun if _BEGUN.fullmatch(begun) else ""
    return made


def _block(lines: Lines, block: Block, *, numbered: bool) -> Dumped | None:
    own = _own(lines[1:], block)
    if own is None:
        return None
    body, names = own
    read = [read_line(text, number) for text, number in body]
    first = next((at for at, (text, _) in enumerate(body) if _begins_row(text, block.rows[0])), None)
    if (
        first is None
        or any(line.figures for line in read[:first])
        or not _in_order([text for text, _ in body[:first]], block)
    ):
        return None
    found = lines_of_rows(read[first:], block.rows)
    if found is None or found.strays or len(found.lines) < len(block.rows):
        return None
    held = [found.lines[row] for row in range(len(block.rows))]
    if not all(_sure(line, block, body, numbered=numbered) for line in held) or _is_unbroken(
        held, names, body, block
    ):
        return None
    top = lines[0][1]
    rows: list[tuple[Piece, ...]] = [((block.caption, top),)]
    rows.append(((block.heads[0], top), *((name, top) for name in names)))
    for row, line in zip(block.rows, held, strict=True):
        rows.append(((row.label, line.number), *((figure, line.number) for figure in line.figures)))
    return Dumped(tuple(rows), body[-1][1])


def _is_unbroken(held: Sequence[DumpLine], names: Names, body: Lines, block: Block) -> bool:
    """Whether each row says itself whose it is: no name of the block is broken."""
    pieces = [[letters_of(piece) for piece in text.split()] for text, _ in body]
    header = any(all(letters_of(name) in line for name in names) for line in pieces)
    return header and all(
        any(name in line.letters for name in _spelled(row))
        for row, line in zip(block.rows, held, strict=True)
    )


def _own(lines: Lines, block: Block) -> tuple[Lines, Names] | None:
    """The lines under the caption up to where all the block's words were, each once, in the longest spelling, and how its
    columns are spelled; `None` where there are other words, or figures below that are no local row's."""
    held: Counter[str] = Counter()
    own, spelling = 0, ""
    for end, (text, _) in enumerate(lines, 1):
        letters = letters_of(text)
        held.update(letters)
        now = "".join(sorted(held.elements())) if letters else spelling
        if now in _words(block) and (letters or own == end - 1):
            own, spelling = end, now
    rest = (text.strip() for text, _ in lines[own:] if text.strip() and not is_page_number(text))
    below = next(rest, None)
    ended = below is None or _LOCAL.match(below) is not None
    return (lines[:own], _words(block)[spelling]) if own and ended else None


Names = tuple[str, ...]


@cache
def _words(block: Block) -> Mapping[str, Names]:
    """The columns' names by the characters, in order of their code, of all words of a block, for every choice of their
    spellings."""
    made: dict[str, Names] = {"".join(map(letters_of, block.heads)): ()}
    for names in (*map(_spelled, block.columns), *map(_spelled, block.rows)):
        made = {
            letters + name: (*before, spelled)
            for letters, before in made.items()
            for name, spelled in names.items()
        }
    return {
        "".join(sorted(letters)): names[: len(block.columns)] for letters, names in reversed(made.items())
    }


def _spelled(one: Row | Column) -> Mapping[str, str]:
    """Its names by their characters."""
    return {letters_of(name): name for name in reversed((one.label, *one.variants, *one.near))}


def _begins_row(text: str, row: Row) -> bool:
    pieces = [letters_of(piece) for piece in text.split()]
    return any(_begins(piece, name) for piece in pieces for name in _spelled(row))


def _begins(piece: str, name: str) -> bool:
    return len(piece) >= _LEAST and name.startswith(piece)


def _in_order(header: Sequence[str], block: Block) -> bool:
    """Whether every column's name begins, each with a piece that begins no other's, in the form's order."""
    names = [_spelled(column) for column in block.columns]
    seen: list[int] = []
    for piece in [letters_of(piece) for line in header for piece in line.split()]:
        begun = [at for at, spelled in enumerate(names) if any(_begins(piece, name) for name in spelled)]
        if len(begun) > 1:
            return False
        seen += [at for at in begun if at not in seen]
    return len(names) == 1 or seen == [*range(len(names))]


def _sure(line: DumpLine, block: Block, body: Lines, *, numbered: bool) -> bool:
    """Whether the line holds a figure for every column, none a piece of one, and none that may be a page's number."""
    if len(line.figures) != len(block.columns) or any(map(is_broken, line.figures)):
        return False
    if not line.is_lone or line.figures == ["0"]:
        return True
    at = next(at for at, (_, number) in enumerate(body) if number == line.number)
    return not numbered and bool(body[at - 1][0].strip()) and "\f" not in body[at][0] + body[at - 1][0]
