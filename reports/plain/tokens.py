"""Tables that have lost their rows: a stream of labels and figures, cut into rows again where the form begins one.

Labels of columns that follow each other are a row of headers; figures right after them a row of figures; the label of
a row with what follows it is a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import cache

from reports import values
from reports.column_names import BEGINS
from reports.dated_labels import dated_label
from reports.form import forms, header_words
from reports.labels import bare, plain, without_remark, without_unit
from reports.numerals import is_numeral

Token = tuple[str, int]
"""Text and the line it stands on."""


class Kind(Enum):
    VALUE = "value"
    COLUMN = "column"
    ROW = "row"
    OPENING = "opening"
    """What always begins a row: 第二十条第（…）项, 信息内容, an item of section two."""
    WORDS = "words"


LABELS = (Kind.ROW, Kind.COLUMN, Kind.OPENING)
"""What the form knows."""


def rows(tokens: Iterable[Token]) -> list[list[Token]]:
    made: list[list[Token]] = []
    row: list[Token] = []
    before: Kind | None = None
    for token in tokens:
        after_value = before is Kind.VALUE and is_numeral(token[0])
        kind = Kind.VALUE if after_value else kind_of(token[0])
        if row and _begins(kind, before):
            made.append(row)
            row = []
        row.append(token)
        before = kind
    if row:
        made.append(row)
    return made


def _begins(kind: Kind, before: Kind | None) -> bool:
    if kind is Kind.VALUE:
        return before is Kind.COLUMN
    if kind is Kind.OPENING or before is Kind.VALUE:
        return True
    if kind is Kind.COLUMN:
        return before is Kind.ROW
    return kind is Kind.ROW and before is Kind.COLUMN


def kind_of(text: str) -> Kind:
    words = plain(text)
    if not words or values.is_value(text):
        return Kind.VALUE
    known = _kinds()
    dated = dated_label(text)
    words = dated.words if dated is not None else without_unit(without_remark(words))
    if words in known:
        return known[words]
    if words.startswith("第二十条第"):
        return Kind.OPENING
    return known.get(bare(text), Kind.WORDS) if bare(text) not in ("其他", "总计", "合计") else Kind.ROW


@cache
def _kinds() -> dict[str, Kind]:
    """Every label as printed and bare; what is the label of a row and of a column both ("其他") is a column when bare."""
    made: dict[str, Kind] = {}
    for form in forms().values():
        for block in form.blocks:
            for row in block.rows:
                kind = Kind.OPENING if block.table == "disclosure" else Kind.ROW
                for label in (row.label, *row.variants, *row.under):
                    made.setdefault(plain(label), kind)
                    made.setdefault(bare(label), kind)
    for form in forms().values():
        for block in form.blocks:
            for column in block.columns:
                for label in (column.label, *column.variants):
                    made[plain(label)] = made[bare(label)] = Kind.COLUMN
    return made | dict.fromkeys(header_words(), Kind.COLUMN) | {BEGINS: Kind.OPENING}
