"""What an office files: a workbook, a rectification notice, and plain data for analysts."""

from alerts.exports.data import ExtraMissing, write_csv, write_jsonl, write_parquet
from alerts.exports.notice import write_notice
from alerts.exports.records import CELLS, FINDINGS, Column, Record, cell_records, finding_records
from alerts.exports.rows import FILED, filed_cells, filed_records
from alerts.exports.workbook import write_workbook

__all__ = [
    "CELLS",
    "FILED",
    "FINDINGS",
    "Column",
    "ExtraMissing",
    "Record",
    "cell_records",
    "filed_cells",
    "filed_records",
    "finding_records",
    "write_csv",
    "write_jsonl",
    "write_notice",
    "write_parquet",
    "write_workbook",
]
