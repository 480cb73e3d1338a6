"""What a published file holds once its format is out of the way: paragraphs and expanded grids, each with its place.

Every reader (HTML, text, docx, PDF …) makes a `Document`; everything after it works on that alone and never asks
where it came from, except to say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from reports.headings import Heading
    from reports.sheets import Sheet


class MediaType(StrEnum):
    """Content types by IANA name; decided by content, never by file name."""

    HTML = "text/html"
    MHTML = "multipart/related"
    TEXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    WPS = "application/vnd.ms-works"
    RTF = "application/rtf"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    PDF = "application/pdf"
    OFD = "application/ofd"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    GIF = "image/gif"
    BMP = "image/bmp"
    WEBP = "image/webp"
    ZIP = "application/zip"
    TAR = "application/x-tar"
    GZIP = "application/gzip"
    RAR = "application/vnd.rar"
    SEVEN_ZIP = "application/x-7z-compressed"
    UNKNOWN = "application/octet-stream"

    def __reduce_ex__(self, proto: object) -> tuple[Any, ...]:
        """By its value, in every Python: up to 3.11.3 an enumeration is sent as a call of `getattr`, which no worker may answer with."""
        return MediaType, (self.value,)


PAGED = frozenset((MediaType.PDF, MediaType.OFD))
"""Kinds that place their letters on pages: every cell has a page and a rectangle on it."""


class Place(NamedTuple):
    """Where something stands in the source. All counts start at 1; a rectangle is (left, top, right, bottom) in points.

    `line` is the line of a text file, or of the HTML source where the parser knows it. `table`, `row` and `column`
    count expanded grids: a merged cell stands at its first row and column.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rectangle: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        """English and stable, as the JSON contract prints it: ``line 197`` or ``page 4, table 2, row 7, column 3``."""
        parts = []
        for name in ("page", "line", "table", "row", "column"):
            value = getattr(self, name)
            if value is not None:
                parts.append(f"{name} {value}")
        return ", ".join(parts) or "unknown"


class Paragraph(NamedTuple):
    """A run of text outside tables, as a reader sees it: no markup, inner whitespace collapsed, never empty.

    A named tuple, as `GridCell` is: hundreds are made for each report, and a frozen dataclass takes four times as long.
    """

    text: str
    place: Place
    heading: int | None = None
    """Outline level (1-6) where the source marks one (h1…h6, Word outline level, Markdown #); says nothing else."""


class GridCell(NamedTuple):
    """One printed cell. `text` is exact but for collapsed whitespace; `""` is a cell that is there and is empty."""

    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1
    candidates: tuple[str, ...] = ()
    """Not empty where two readings of a scanned cell disagree: every text it may hold. `text` is then U+FFFD."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its spans expanded.

    ``rows[r][c]`` is the cell covering that position: a merged cell is the *same object* at every position it covers.
    `None` is a position that no cell covers (a ragged row). Of a table on a known sheet (`sheets`) the rows are put together
    when they are first asked for: mostly nobody needs more than its figures. `reliable` is False where the reader rebuilt the grid
    from text (tabs, one cell a line, ruling lines that do not close) and columns may have shifted.
    """

    rows: tuple[tuple[GridCell | None, ...], ...]
    place: Place
    reliable: bool = True
    traceless: bool = False
    """In the text it was rebuilt from an empty cell has left nothing."""
    spaced: bool = False
    """In the text it was rebuilt from blanks alone stand between cells: a figure may be torn in two, an empty cell is lost."""
    sheet: Sheet | None = field(default=None, init=False, repr=False, compare=False)
    """The printed form, where it is known, whose figures are `figures`: a copy with other rows has none."""
    figures: Sequence[str] = field(default=(), init=False, repr=False, compare=False)

    if not TYPE_CHECKING:  # to whom it would say that there is whatever is asked for

        def __getattr__(self, name: str) -> object:
            """The rows, of which alone there may be none yet."""
            if name != "rows":
                raise AttributeError(name)
            rows = self.sheet.rows_with(self.figures)
            object.__setattr__(self, "rows", rows)
            return rows

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def guessed(self) -> bool:
        """Put together from where words stand on a page, or from lines that do not close: a row may have lost its place."""
        return not self.reliable and self.place.page is not None

    def own_cells(self, row: int) -> Iterator[tuple[int, GridCell]]:
        """Cells that *begin* in this row, with the column they begin in, each once, left to right."""
        previous: GridCell | None = None
        for column, cell in enumerate(self.rows[row]):
            if cell is None or cell is previous:
                continue
            previous = cell
            if row == 0 or column >= len(self.rows[row - 1]) or self.rows[row - 1][column] is not cell:
                yield column, cell


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """One publication date and where it was found. `date` is ISO ``YYYY-MM-DD``, local to China (UTC+8)."""

    date: str
    source: str
    """`pubdate_meta` · `visible` · `list` · `url` · `file_metadata` · `first_seen`"""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the page links as part of the report. `address` is as printed in the source, not resolved."""

    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the text that may show a table. `address` is as printed in the source (of one that stands in the page
    itself only its kind, ``data:image/png``); `after` counts the blocks above it."""

    address: str
    after: int
    data: bytes = field(default=b"", repr=False)
    """Empty where the picture is not part of the file: it must be fetched."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read. Blocks are in reading order; `titles` are candidates for the title, most trusted first."""

    media_type: MediaType
    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    dates: tuple[PublishedDate, ...] = ()
    publisher: str | None = None
    """The site's own word for who published (ContentSource, 发布机构, 来源); never a person's name."""
    meta: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    unread: tuple[Place, ...] = ()
    """Parts that hold something no reader could read (a scanned page, a large picture): what seems missing may be there."""
    pictures: tuple[Picture, ...] = ()
    """Pictures that `blocks` do not hold the words of; `unread` does not speak of them."""
    lines: tuple[str, ...] = ()
    """Of a page that prints the form's rows and no table: its text line by line, a tab between the cells of a row."""
    outside: tuple[Grid, ...] = ()
    """Tables of a page that stand outside the report's text: nobody can tell whose they are."""
    notes: tuple[str, ...] = ()
    """English remarks on how it was read ("decoded as gb18030 though the page says utf-8")."""
    headed: Sequence[tuple[int, Heading]] | None = field(default=None, init=False, repr=False, compare=False)
    """The headings among `blocks`, with their indices, loose ones too, where the reader had to look for them: a copy with other
    blocks has none."""
    texts: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Of each of `blocks` what it says if it is a paragraph, nothing of a table: asked for a dozen times."""
    grids: tuple[Grid, ...] = field(init=False, repr=False, compare=False)
    grids_at: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The indices of `grids` among `blocks`."""

    def __post_init__(self) -> None:
        texts = [block.text if isinstance(block, Paragraph) else "" for block in self.blocks]
        unsaid = [index for index, text in enumerate(texts) if not text]
        grids = [(index, block) for index in unsaid if isinstance(block := self.blocks[index], Grid)]
        object.__setattr__(self, "texts", tuple(texts))
        object.__setattr__(self, "grids", tuple([grid for _, grid in grids]))
        object.__setattr__(self, "grids_at", tuple([index for index, _ in grids]))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))
