"""The sheets of a workbook, one after another → `Document`; and whether what seems missing from it may stand somewhere in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from reports.closing import is_sentence
from reports.document import Block, Document, Grid, MediaType, Paragraph, Place, PublishedDate
from reports.formats.sheet_blocks import Sheet, is_reported, sheet_blocks
from reports.headings import heading_of
from reports.telling import may_be_missed

_NO_ORDER = {"order": "unknown"}
"""Of a document whose sections stand on several sheets: in which order the office means them to be read is not printed."""


class Sheets:
    """Collects the sheets of the workbook `name`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.headed: set[str] = set()
        """Ids of the sections whose headings stand on the sheets so far."""
        self.shown = 0
        """How many of them hold something."""
        self.several = False
        """Whether the headings stand on more than one sheet."""
        self.loose = False
        """Whether a sheet begins with sentences whose section nobody can tell."""
        self.doubtful = False
        """Whether something is not read, or is said twice, so that nothing can be called missing."""

    def show(self, sheet: Sheet, *, holds_more: bool) -> None:
        """A sheet that is seen. `holds_more`: something beside its cells may be what is missed in them. Raises `Damaged`, `TooMuch`."""
        tables = sum(isinstance(block, Grid) for block in self.blocks)
        own = sheet_blocks(sheet, name=self.name, first_table=tables + 1)
        here = _headed(own)
        if (
            self.blocks or not here
        ):  # before the first heading of the first sheet stands what introduces a report
            self.loose = self.loose or _begins_with_sentences(own)
        self.several = self.several or bool(here and self.headed)
        # a section that is there already: notes on how to fill it in, or the report again
        self.doubtful = self.doubtful or sheet.folded or holds_more or not here.isdisjoint(self.headed)
        self.doubtful = self.doubtful or (
            heading_of(sheet.name) is not None and not here
        )  # the tab is its heading
        self.headed |= here
        self.shown += bool(own)
        self.blocks += own

    def hide(self, sheet: Sheet) -> None:
        """A sheet that is not seen until somebody unfolds it."""
        self.doubtful = self.doubtful or sheet.folded or any(map(is_reported, sheet.texts.values()))

    def document(
        self, kind: MediaType, titles: tuple[str, ...] = (), dates: tuple[PublishedDate, ...] = ()
    ) -> Document:
        doubtful = self.doubtful or (self.loose and self.shown > 1)
        return Document(
            kind,
            tuple(self.blocks),
            titles=titles,
            dates=dates,
            unread=(Place(),) if doubtful else (),
            meta=_NO_ORDER if self.several else {},
        )


def _section(block: Block) -> str | None:
    heading = heading_of(block.text) if isinstance(block, Paragraph) else None
    return heading.section if heading is not None else None


def _headed(blocks: Sequence[Block]) -> set[str]:
    return {section for section in map(_section, blocks) if section is not None}


def _begins_with_sentences(blocks: Sequence[Block]) -> bool:
    """Whether a sentence stands before the first heading, in a cell of a table or alone."""
    before = takewhile(lambda block: _section(block) is None, blocks)
    return any(is_sentence(text) and may_be_missed(text) for block in before for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (cell.text for row in range(len(block.rows)) for _, cell in block.own_cells(row))
