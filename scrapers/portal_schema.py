"""The JSON Schema of portal descriptions, for editors that complete and check YAML while it is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scrapers.portal import Portal

SCHEMA_FILE = Path(__file__).with_name("portal.schema.json")


def portal_schema() -> dict[str, Any]:
    """JSON Schema 2020-12, made from the model that validates: the two cannot disagree."""
    schema = Portal.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "年报监测门户描述", **schema}


def render() -> str:
    return json.dumps(portal_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(render(), "utf-8")
