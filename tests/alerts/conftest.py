from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.fixtures import database_url, memory, postgres_template, sqlite_template

__all__ = ["database_url", "memory", "office_file", "postgres_template", "sqlite_template"]

OFFICES = """
operator:
  destinations:
    - {name: 值守, address_from: OPERATOR_URL, delivery: at_once}
offices:
  - name: 云岭省政务公开办公室
    divisions: ["990000"]
    destinations:
      - {name: 省办汇总, address_from: PROVINCE_URL}
      - {name: 省办急报, address_from: URGENT_URL, delivery: at_once, minimum_severity: error, kinds: [opened, reopened]}
  - name: 南麓市政务公开办公室
    divisions: ["9902"]
    destinations:
      - {name: 市办, address_from: CITY_URL}
"""


@pytest.fixture
def office_file(tmp_path: Path) -> Path:
    file = tmp_path / "offices.yaml"
    file.write_text(OFFICES, encoding="utf-8")
    return file
