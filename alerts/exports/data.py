"""CSV and JSON Lines of findings, written row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from alerts.exports.rows import HEADINGS, finding_row, harmless
from storage import Finding


def write_csv(findings: Iterable[Finding], out: TextIO) -> int:
    """RFC 4180 with a byte-order mark, so that Excel and WPS read Chinese; formulas made harmless. Rows written.

    Open `out` with ``newline=""`` and ``encoding="utf-8"``.
    """
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    count = 0
    for finding in findings:
        writer.writerow(
            [harmless(value) if isinstance(value, str) else value for value in finding_row(finding)]
        )
        count += 1
    return count


def write_jsonl(findings: Iterable[Finding], out: TextIO) -> int:
    """One object a line with canonical names; text exactly as kept. Lines written."""
    count = 0
    for finding in findings:
        row = {
            "number": finding.number,
            "agency": finding.agency,
            "division": finding.division,
            "year": finding.year,
            "rule": finding.rule,
            "version": finding.rule_version,
            "subject": finding.subject,
            "title": finding.title,
            "severity": finding.severity,
            "attribution": finding.attribution,
            "state": finding.state.value,
            "cause": finding.cause.value if finding.cause else None,
            "opened_at": finding.opened_at.isoformat(),
            "changed_at": finding.changed_at.isoformat(),
            "message": finding.message,
            "basis": list(finding.basis),
            "places": list(finding.places),
            "lines": list(finding.lines),
            "url": finding.url,
            "evidence": finding.evidence,
        }
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count
