"""The statutory form as one table of facts: sections, tables, rows, columns, labels and the variants met in print.

`statutory-formats.yaml` beside this file is the only place that knows a label. Canonical ids are the words used in
rules, JSON and the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Any

import yaml

from reports.folding import letters_of

TABLES = ("disclosure", "applications", "litigation")


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    label: str
    variants: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Misprints and near words that are read for the label and are not as they should be."""
    under: tuple[str, ...] = ()
    """Labels of the group cells to its left, outermost first."""
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    id: str
    label: str
    variants: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that share their columns: one 第二十条第（…）项 of section two, or the whole of tables three and four."""

    table: str
    caption: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    heads: tuple[str, ...] = ()
    """What its header prints beside and above the names of columns: 信息内容; 申请人情况, 法人或其他组织."""

    def addresses(self) -> Iterator[str]:
        return (f"{self.table}.{row.id}.{column.id}" for row in self.rows for column in self.columns)

    def rows_and_groups(self) -> Iterator[tuple[Sequence[tuple[str, int]], Row]]:
        """Each row, and before it the groups that begin with it, outermost first: (label, how many rows it holds)."""
        above: Sequence[str] = ()
        for index, row in enumerate(self.rows):
            begun = []
            for depth, group in enumerate(row.under, 1):
                path = row.under[:depth]
                if above[:depth] != path:
                    held = (path == other.under[:depth] for other in self.rows[index:])
                    begun.append((group, sum(takewhile(bool, held))))
            yield begun, row
            above = row.under


@dataclass(frozen=True, slots=True)
class SectionFact:
    id: str
    title: str
    matches: str
    """Regular expression that its heading's words match."""
    loosely: str
    """Words that are its heading only where no other heading is and one is due."""


@dataclass(frozen=True, slots=True)
class Form:
    """One statutory format. `id` is "2019" or "2021", the first report year it serves; `document` its 文号."""

    id: str
    document: str
    first_year: int
    last_year: int | None
    blocks: tuple[Block, ...]

    def table(self, table: str) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.table == table)

    def addresses(self) -> tuple[str, ...]:
        """Every cell of the format in printed order: 198 for "2019", 200 for "2021"."""
        return tuple(address for block in self.blocks for address in block.addresses())

    @property
    def result_rows(self) -> tuple[str, ...]:
        """Row ids under 三、本年度办理结果 that add up to `result_total`: 19 in "2019", 21 in "2021"."""
        (block,) = self.table("applications")
        return tuple(row.id for row in block.rows if row.under and row.id != "result_total")


APPLICANTS = ("natural_person", "business", "research", "welfare", "legal", "other")
"""Applicant columns of table three; `total` is their sum."""
LITIGATION_RESULTS = ("upheld", "corrected", "other", "pending")
"""Result columns of table four; `total` is their sum."""


@cache
def _facts() -> Mapping[str, Any]:
    text = files("reports").joinpath("statutory-formats.yaml").read_text(encoding="utf-8")
    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml takes a seventh of the time
    loaded: Mapping[str, Any] = yaml.load(text, Loader=safe)  # noqa: S506
    return loaded


def _rows(raw: Mapping[str, Any]) -> tuple[Row, ...]:
    return tuple(
        Row(
            id,
            r["label"],
            tuple(r.get("variants", ())),
            tuple(r.get("near", ())),
            tuple(r.get("under", ())),
            r.get("basis"),
        )
        for id, r in raw.items()
    )


def _columns(raw: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(
        Column(id, c["label"], tuple(c.get("variants", ())), tuple(c.get("near", ())))
        for id, c in raw.items()
    )


def by_row(addresses: Iterable[str]) -> dict[str, list[str]]:
    """Addresses (``table.row.column``) by their rows (``table.row``), in the order in which they come."""
    rows: dict[str, list[str]] = {}
    for address in addresses:
        rows.setdefault(address.rpartition(".")[0], []).append(address)
    return rows


@cache
def forms() -> Mapping[str, Form]:
    """Both formats by id."""
    made = {}
    for id, raw in _facts()["formats"].items():
        first, last = raw["report_years"]
        blocks = [("disclosure", block) for block in raw["disclosure"]]
        blocks += [(table, raw[table]) for table in ("applications", "litigation")]
        made[id] = Form(
            id=id,
            document=raw["document"],
            first_year=first,
            last_year=last,
            blocks=tuple(
                Block(t, b["caption"], _rows(b["rows"]), _columns(b["columns"]), tuple(b.get("heads", ())))
                for t, b in blocks
            ),
        )
    return made


@cache
def header_words() -> frozenset[str]:
    """What the headers of the tables print beside and above the names of columns; in table four these are the rows of the form."""
    blocks = [block for form in forms().values() for block in form.blocks]
    groups = [row for block in blocks if block.table == "litigation" for row in block.rows]
    heads = [head for block in blocks for head in block.heads]
    return frozenset([*heads, *(name for row in groups for name in (row.label, *row.under))])


@cache
def own_words() -> str:
    """All that the tables of both formats print themselves, a line each: `letters_of` the names of columns, groups and rows."""
    blocks = [block for form in forms().values() for block in form.blocks]
    rows = [row for block in blocks for row in block.rows]
    columns = [column for block in blocks for column in block.columns]
    names = [block.caption for block in blocks]
    names += [name for row in rows for name in (row.label, *row.variants, *row.under)]
    names += [name for column in columns for name in (column.label, *column.variants)]
    return "\n".join(dict.fromkeys(letters_of(name) for name in [*names, *sorted(header_words())]))


@cache
def sections() -> tuple[SectionFact, ...]:
    """The six sections in statutory order."""
    return tuple(
        SectionFact(id, s["title"], s["matches"], s["loosely"]) for id, s in _facts()["sections"].items()
    )


def form_for_year(year: int | None) -> Form | None:
    """The format a report year calls for; `None` before 2019 (the 2007 regulation's own six items) or without a year."""
    if year is None:
        return None
    for form in forms().values():
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
            return form
    return None
