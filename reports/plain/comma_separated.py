"""A sheet saved as comma-separated values (RFC 4180): its records as lines with tabs between their fields.

Programs that save a sheet give every record as many fields as the widest has. Only a text whose every line is such a record is
taken for one: half-width commas stand in prose and in figures too.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence

_LEAST_FIELDS, _LEAST_RECORDS = 3, 8
_LONGEST = 2_000_000
"""Characters; no report's sheet is as long."""


def with_tabs(lines: Sequence[str]) -> Sequence[str]:
    """Each record on its first line, fields apart by tabs; the lines as they are where they are no sheet.

    Lines that a field goes on over leave empty ones, so that lines are counted as before."""
    last = next((at for at in range(len(lines), 0, -1) if lines[at - 1].strip()), 0)
    if not last or any("\t" in line for line in lines) or sum(map(len, lines)) > _LONGEST:
        return lines
    reader = csv.reader([f"{line}\n" for line in lines[:last]], strict=True)
    made = [""] * len(lines)
    begun, records, widths = 0, 0, set()
    try:
        for record in reader:
            widths.add(len(record))
            if len(widths) > 1:
                return lines
            made[begun] = "\t".join(" ".join(field.split()) for field in record).rstrip()
            begun, records = reader.line_num, records + 1
    except csv.Error:
        return lines
    return made if records >= _LEAST_RECORDS and min(widths) >= _LEAST_FIELDS else lines
