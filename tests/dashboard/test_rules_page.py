"""The catalogue's pages: what a rule says, and how its last preview came out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from dashboard import Desk, create


def test_the_last_preview_of_a_rule_is_shown_with_whether_the_rules_have_changed_since(
    desk: Desk, tmp_path: Path
) -> None:
    outcomes = [["SUM-T4", "fail", 12], ["SUM-T4", "pass", 3456]]
    facts = {"new": desk.ruleset.hash, "outcomes": outcomes}
    (tmp_path / "one.json").write_text(json.dumps(facts), encoding="utf-8")
    app = create(replace(desk, login=False, previews=tmp_path))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        shown = client.get("/rules/SUM-T4").text
        assert "3,456" in shown
        assert "与现行规则一致" in shown
        (tmp_path / "one.json").write_text(json.dumps({**facts, "new": "other"}), encoding="utf-8")
        assert "当时的规则与现在不同" in client.get("/rules/SUM-T4").text
        (tmp_path / "one.json").write_text("half a fi", encoding="utf-8")
        assert "没有保存的试算结果" in client.get("/rules/SUM-T4").text
