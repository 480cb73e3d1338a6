"""What an office files: a workbook, a rectification notice, and plain data for analysts."""

from alerts.exports.data import write_csv, write_jsonl
from alerts.exports.notice import write_notice
from alerts.exports.workbook import write_workbook

__all__ = ["write_csv", "write_jsonl", "write_notice", "write_workbook"]
