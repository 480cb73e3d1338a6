"""The annual report as a careful reader takes it: identity, six sections, three tables of cells, and what is uncertain.

Source of the form: 国办公开办函〔2019〕60号 (report years 2019-2020) and 国办公开办函〔2021〕30号 (2021 and after); content
required by 政府信息公开条例 第五十条.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from reports.document import Attachment, MediaType, Place, PublishedDate

Number = int | Decimal
"""Counts are `int`; amounts printed with a decimal point are `Decimal`, digits kept as printed. Never a float."""


class CellState(StrEnum):
    """What a cell is. A cell is not a number: only NUMBER (and TEXT that holds one) carries a value."""

    NUMBER = "number"
    BLANK = "blank"
    """The cell is printed and empty."""
    SYMBOL = "symbol"
    """"/", "—", "-", "无": something stands for nothing."""
    TEXT = "text"
    """A number with words ("24575.93万"), or words."""
    UNREADABLE = "unreadable"
    """We could not tell what is printed, or which cell it belongs to."""
    ABSENT = "absent"
    """The row or the column is not there."""


@dataclass(frozen=True, slots=True)
class Cell:
    state: CellState
    raw: str | None = None
    value: Number | None = None
    unit: str | None = None
    place: Place | None = None
    candidates: tuple[Number, ...] = ()
    """UNREADABLE only: every value the print allows."""
    inferred: Number | None = None
    """UNREADABLE only: the value where exactly one assignment satisfies every identity. Never usable against anyone."""
    why: str | None = None
    """English; why it is unreadable."""

    def __post_init__(self) -> None:
        if self.value is not None and self.state not in (CellState.NUMBER, CellState.TEXT):
            raise ValueError(f"a {self.state} cell cannot carry the value {self.value}")
        if self.state is CellState.NUMBER and self.value is None:
            raise ValueError("a number cell must carry its value")


ABSENT_CELL = Cell(CellState.ABSENT)
_state, _raw, _value, _unit, _place, _candidates, _inferred, _why = [
    Cell.__dict__[own.name].__set__ for own in fields(Cell)
]


def placed(cell: Cell, place: Place) -> Cell:
    """The same cell, printed there: hundreds are made for each report, so without the constructor whose checks it has passed,
    in a third of its time."""
    made = object.__new__(Cell)
    _state(made, cell.state)
    _raw(made, cell.raw)
    _value(made, cell.value)
    _unit(made, cell.unit)
    _place(made, place)
    _candidates(made, cell.candidates)
    _inferred(made, cell.inferred)
    _why(made, cell.why)
    return made


class UnmadeCells(Mapping[str, Cell]):
    """Cells that are made when first asked for. What a judge wants of nearly all of them is told without making them."""

    __slots__ = ()

    @abstractmethod
    def number(self, address: str) -> Number | None:
        """The value of a NUMBER cell; `None` for any other, and where there is no such cell."""

    @abstractmethod
    def raw(self, address: str) -> str | None:
        """As printed; `None` too where there is no such cell."""

    @abstractmethod
    def line(self, address: str) -> int | None:
        """The line of the source it stands in; `None` where none is known, and where there is no such cell."""

    @abstractmethod
    def state(self, address: str) -> CellState:
        """ABSENT too where there is no such cell."""

    @abstractmethod
    def those(self, state: CellState) -> list[str]:
        """Addresses of the cells that are so."""


class ReportKind(StrEnum):
    ANNUAL_REPORT = "annual_report"
    OTHER = "other"
    UNSURE = "unsure"


class AgencyType(StrEnum):
    GOVERNMENT = "government"
    GOV_OFFICE = "gov_office"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    ZONE = "zone"
    VERTICAL = "vertical"
    OTHER = "other"
    UNSURE = "unsure"


class AgencyLevel(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Agency:
    """Whose report it is. `division` is the GB/T 2260 code (6 digits) or with GB/T 10114 (9); `None` when not known."""

    name: str | None
    type: AgencyType = AgencyType.UNSURE
    level: AgencyLevel = AgencyLevel.UNSURE
    division: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six statutory parts. `lines` is (first, last) line of its text in the source, where it has lines."""

    present: bool
    heading: str | None = None
    text: str = ""
    place: Place | None = None
    lines: tuple[int, int] | None = None
    order: int | None = None
    """1-based position among the recognised headings, as printed."""
    repeats: tuple[Place, ...] = ()
    """Further headings of the same section."""
    certain: bool = True
    """False where the document may hold it in a part we could not read (an image, an attachment, a cut text), or its text has
    lost letters."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    place: Place | None
    why: str


class Sentence(NamedTuple):
    """One paragraph of the narrative with its place and the section it stands in (`None`: before the first heading)."""

    section: str | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes a reading came from."""

    name: str
    media_type: MediaType
    sha256: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """Everything read from one published report. Nothing here is a guess: what is not known is `None`.

    `format` is what the report year calls for ("2019" or "2021"); `layout` what each table really uses, by table id.
    `cells` maps an address ``table.row.column`` (ids of statutory-formats.yaml) to its cell: every address of `format`,
    and every address of the other format that is really printed.
    """

    source: Source
    kind: ReportKind
    title: str | None
    agency: Agency
    year: int | None
    format: str | None
    layout: Mapping[str, str | None]
    period: tuple[str, str] | None
    dates: tuple[PublishedDate, ...]
    sections: Mapping[str, Section]
    cells: Mapping[str, Cell]
    narrative: tuple[Sentence, ...] = ()
    uncertain: tuple[Uncertain, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[str, ...] = ()
    """Addresses, as printed, of pictures in the article whose bytes are no part of the file and were not given."""
    publisher: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    """Printed headers that rules need verbatim, by address of the cell they head (e.g. the unit line of an amount)."""
    reader: str = ""
    """Version of the reader; part of what makes a verdict recomputable."""

    def cell(self, address: str) -> Cell:
        """The cell at ``table.row.column``; ABSENT when this report has no such cell."""
        return self.cells.get(address, ABSENT_CELL)
