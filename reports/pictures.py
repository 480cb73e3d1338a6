"""Pictures that stand in the text of a page or a document: read by OCR where the text leaves cells of the form missing.

A table shown as a picture is read into the same report, by the rules of scans: two readings that agree, and sums that
hold. What a picture shows is never proof that something is absent, whether it was read or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from reports.document import Block, Document, Grid, GridCell, Paragraph, Picture, Place
from reports.errors import ReadingError
from reports.form import forms
from reports.formats import is_ocr_installed, limits, load_pictures
from reports.tables import read_tables

_NO_ADDRESS = "a picture without an address"
_META = {"reading": "ocr", "pictures": "ocr"}
"""Of a document of words, whose pictures alone were read by OCR."""
_LONGEST = 200
"""Characters of an address that a note repeats."""


def with_pictures_read(document: Document, name: str, given: Mapping[str, bytes]) -> Document:
    """The document with what its pictures say, in their places. `given`: bytes by address, of pictures fetched for it.

    Pictures stay listed; those that were not read are told of in `unread` and, with the reason, in `notes`.
    """
    if not document.pictures:
        return document
    pictures = tuple(
        each if each.data else replace(each, data=given.get(each.address, b"")) for each in document.pictures
    )
    document = replace(document, pictures=pictures)
    if any(each.data for each in pictures) and _tables_are_whole(document):
        return _left(document, [_Looked(each, "the text holds every cell without it") for each in pictures])
    looked = _look(pictures, name)
    read = [each for each in looked if each.shows is not None]
    made = _left(document, [each for each in looked if each.shows is None])
    if not read:
        return made
    count = len(pictures) - sum(each.shows is None for each in looked)
    return replace(
        made,
        blocks=_placed(document.blocks, read),
        titles=(*document.titles, *(title for each in read if each.shows for title in each.shows.titles)),
        meta=document.meta if document.meta.get("reading") == "ocr" else {**document.meta, **_META},
        notes=(*made.notes, f"the article holds {count} pictures that were read by OCR"),
    )


@dataclass(frozen=True, slots=True)
class _Looked:
    """A picture, and why it was not read; of pictures that follow one another the first has what they show together."""

    picture: Picture
    why: str = ""
    shows: Document | None = field(default=None, repr=False)


def _tables_are_whole(document: Document) -> bool:
    """Every cell of one of the forms stands in the text: its pictures show something else."""
    cells = read_tables(document).cells
    return any(all(address in cells for address in form.addresses()) for form in forms().values())


def _look(pictures: Sequence[Picture], name: str) -> list[_Looked]:
    looked: list[_Looked] = []
    wanted: list[Picture] = []
    seen: set[bytes] = set()
    for picture in pictures:
        if not picture.data:
            looked.append(_Looked(picture, "it is not part of the file and was not fetched"))
        elif not is_ocr_installed():
            looked.append(_Looked(picture, "the extra ocr is not installed"))
        elif picture.data in seen:
            looked.append(_Looked(picture, "it stands there twice"))
        elif len(seen) >= limits.OCR_PAGES:
            looked.append(_Looked(picture, f"more than {limits.OCR_PAGES} pictures"))
        else:
            seen.add(picture.data)
            wanted.append(picture)
    for _, group in groupby(wanted, key=lambda picture: picture.after):
        looked += _read_group(list(group), name)
    return looked


def _read_group(group: Sequence[Picture], name: str) -> list[_Looked]:
    """Pictures without words between them are read as the pages of one scan; where one spoils that, each by itself."""
    try:
        shows = load_pictures([picture.data for picture in group], f"{name}: {_called(group[0])}")
    except ReadingError as error:
        if len(group) > 1:
            return [looked for picture in group for looked in _read_group([picture], name)]
        return [_Looked(group[0], str(error))]
    if not shows.blocks:
        return [_Looked(picture, "OCR saw nothing in it") for picture in group]
    blind = {place.page for place in shows.unread}
    left = [_Looked(one, "OCR saw nothing in it") for page, one in enumerate(group, 1) if page in blind]
    return [_Looked(group[0], shows=shows), *left]


def _left(document: Document, left: Sequence[_Looked]) -> Document:
    """The document with word of the pictures that were not read."""
    if not left:
        return document
    notes = [f"the article holds {len(left)} pictures: what they show was not read"]
    notes += dict.fromkeys(f"not read: {_called(each.picture)} ({each.why})" for each in left)
    return replace(
        document, unread=(*document.unread, *(Place() for _ in left[:1])), notes=(*document.notes, *notes)
    )


def _called(picture: Picture) -> str:
    return picture.address[:_LONGEST] or _NO_ADDRESS


def _placed(blocks: Sequence[Block], read: Sequence[_Looked]) -> tuple[Block, ...]:
    """The blocks with those of each picture where it stands; its tables are counted after all others."""
    tables = max((block.place.table or 0 for block in blocks if isinstance(block, Grid)), default=0)
    made: list[Block] = []
    start = 0
    for each in sorted(read, key=lambda one: one.picture.after):
        made += blocks[start : each.picture.after]
        start = max(start, each.picture.after)
        for block in each.shows.blocks if each.shows else ():
            if isinstance(block, Grid):
                tables += 1
                made.append(_renumbered(block, tables))
            else:
                made.append(Paragraph(block.text, block.place._replace(page=None), block.heading))
    return (*made, *blocks[start:])


def _renumbered(grid: Grid, table: int) -> Grid:
    """The grid as table number `table`; one cell stays one object wherever it reaches."""
    made: dict[int, GridCell] = {}

    def moved(cell: GridCell | None) -> GridCell | None:
        if cell is None:
            return None
        if id(cell) not in made:
            made[id(cell)] = cell._replace(place=cell.place._replace(page=None, table=table))
        return made[id(cell)]

    rows = tuple(tuple(moved(cell) for cell in row) for row in grid.rows)
    return replace(grid, rows=rows, place=grid.place._replace(page=None, table=table))
