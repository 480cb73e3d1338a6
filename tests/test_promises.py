"""docs/promises.md names the test that proves each promise; a promise whose test is gone is no promise."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = (ROOT / "docs" / "promises.md").read_text("utf-8")


def test_every_promise_has_a_proof_that_exists() -> None:
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \| (.+) \|$", TABLE, re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, 15))
    for number, promise, proofs in rows:
        named = re.findall(r"`([^`]+)`", proofs)
        assert named, f"promise {number} ({promise}) names no proof"
        for proof in named:
            file, _, function = proof.partition("::")
            text = (ROOT / file).read_text("utf-8")
            assert not function or re.search(rf"^(async )?def {function}\(", text, re.MULTILINE), proof
