"""The guide for offices says what the program does: its example loads, and its table names every key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from alerts import load_offices
from alerts.office_file import _DestinationEntry
from alerts.offices import Kind
from alerts.rendering import NAMES

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "offices.md").read_text("utf-8")


def test_the_example_of_the_guide_loads_and_means_what_it_says(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    file = tmp_path / "offices.yaml"
    file.write_text(example, encoding="utf-8")
    offices = load_offices(file, {})
    assert offices.pages == "https://nianbao.example.gov.cn"
    assert [office.name for office in offices.responsible("990221")] == ["南麓市政务公开办公室"]
    assert [office.name for office in offices.responsible("990121")] == ["云岭省政务公开办公室"]
    assert [office.name for office in offices.responsible("620423")] == ["运行值守"]


def test_the_guide_names_every_key_and_every_kind_and_none_that_is_not() -> None:
    table = GUIDE[GUIDE.index("## 二") : GUIDE.index("## 三")]
    keys = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert set(keys) == set(_DestinationEntry.model_fields)
    assert all(f"`{kind}`" in table for kind in get_args(Kind))
    assert all(f"`{name}`" in GUIDE for name in NAMES)
