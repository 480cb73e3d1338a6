"""`read --json` as contract.md promises it, for whatever was read."""

from __future__ import annotations

import json

import pytest

import reports
from benchmarks.reading.corpus import case

STATES = {"number", "blank", "symbol", "text", "unreadable", "absent"}
TYPES = {
    "government",
    "gov_office",
    "department",
    "township",
    "subdistrict",
    "zone",
    "vertical",
    "other",
    "unsure",
}


@pytest.mark.parametrize("number", range(0, 54, 3))
def test_the_json_has_every_promised_field_and_value(number: int) -> None:
    given = case(number)
    told = json.loads(json.dumps(reports.to_json(reports.read(given.data, given.name)), ensure_ascii=False))
    assert told["source"].keys() == {"name", "media_type", "sha256"}
    assert told["kind"] in ("annual_report", "other", "unsure")
    assert told["agency"]["type"] in TYPES
    assert told["layout"].keys() == {"disclosure", "applications"}
    assert told["published"].keys() == {"date", "source"}
    for section in told["sections"].values():
        assert {"present", "heading", "text", "lines"} <= section.keys()
    form = reports.forms()[told["format"]]
    printed = {
        f"{t}.{r}.{c}" for t, rows in told["tables"].items() for r, columns in rows.items() for c in columns
    }
    assert set(form.addresses()) <= printed
    for rows in told["tables"].values():
        for cell in (cell for columns in rows.values() for cell in columns.values()):
            assert {"state", "value", "raw", "place"} <= cell.keys()
            assert cell["state"] in STATES
            assert (cell["value"] is None) or cell["state"] in ("number", "text")
            assert (cell["value"] is not None) or cell["state"] != "number"
            assert "inferred" not in cell or cell["state"] == "unreadable"


def test_a_page_that_is_no_report_has_no_cells() -> None:
    page = "<html><body><h1>关于召开会议的通知</h1><p>各单位：请按时参加会议。</p></body></html>"
    told = reports.to_json(reports.read(page.encode(), "notice.html"))
    assert told["kind"] == "other"
    assert told["tables"] == {"disclosure": {}, "applications": {}, "litigation": {}}
