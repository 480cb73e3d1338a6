"""Records as CSV, JSON Lines and Parquet, written row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from alerts.errors import AlertsError
from alerts.exports.records import Column, Kind, Record, Value
from alerts.exports.rows import harmless

_AT_ONCE = 20_000
"""Records of one Parquet row group: what is in memory at a time."""
_DIGITS, _AFTER_THE_POINT = 38, 10


class ExtraMissing(AlertsError):
    """A format needs a library that is an extra of its own."""


def write_csv(columns: Sequence[Column], records: Iterable[Record], out: TextIO) -> int:
    """RFC 4180 with a byte-order mark, so that Excel and WPS read Chinese; formulas made harmless. Rows written.

    Open `out` with ``newline=""`` and ``encoding="utf-8"``.
    """
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in columns])
    count = 0
    for record in records:
        writer.writerow([_csv_value(record[column.name]) for column in columns])
        count += 1
    return count


def _csv_value(value: Value) -> str | int:
    match value:
        case None:
            return ""
        case bool() | int():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case list():
            return harmless("；".join(map(str, value)))
        case _:
            return harmless(value)


def write_jsonl(columns: Sequence[Column], records: Iterable[Record], out: TextIO) -> int:
    """One object a line with canonical names; text exactly as kept, numbers with a fraction as text. Lines written."""
    count = 0
    for record in records:
        row = {column.name: _json_value(record[column.name]) for column in columns}
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _json_value(value: Value) -> object:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return value


def write_parquet(columns: Sequence[Column], records: Iterable[Record], file: Path) -> int:
    """Apache Parquet with typed columns; a number too long for its column is null and keeps its text. Rows written.

    Raises ExtraMissing where pyarrow (the extra ``analysis``) is not installed.
    """
    try:
        import pyarrow as arrow  # noqa: PLC0415  # an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissing(
            "Parquet needs the extra 'analysis': pip install 'nianbao-watch[analysis]'; csv and jsonl need nothing",
            "导出 Parquet 需要安装 analysis 附加组件：pip install 'nianbao-watch[analysis]'；csv 和 jsonl 不需要",
        ) from error
    schema = arrow.schema([(column.name, _arrow_type(arrow, column.kind)) for column in columns])
    count, rest = 0, iter(records)
    with file.open("wb") as out, parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(rest, _AT_ONCE)):
            rows = [{name: _arrow_value(value) for name, value in record.items()} for record in batch]
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
            count += len(batch)
    return count


def _arrow_type(arrow: Any, kind: Kind) -> Any:
    return {
        Kind.TEXT: arrow.string(),
        Kind.WHOLE: arrow.int64(),
        Kind.NUMBER: arrow.decimal128(_DIGITS, _AFTER_THE_POINT),
        Kind.DAY: arrow.date32(),
        Kind.MOMENT: arrow.timestamp("us", tz="UTC"),
        Kind.TEXTS: arrow.list_(arrow.string()),
        Kind.WHOLES: arrow.list_(arrow.int64()),
    }[kind]


def _arrow_value(value: Value) -> object:
    if isinstance(value, Decimal):
        fits = abs(value) < Decimal(10) ** (_DIGITS - _AFTER_THE_POINT)
        exact = value == round(value, _AFTER_THE_POINT) if fits else False
        return value if exact else None
    return value
