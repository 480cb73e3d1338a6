"""The real files with labels misprinted or lost and lines merged or torn apart: what is still read is still right."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

import reports
from reports.form import forms
from tests.reports.test_real_reports import FILES, SHARED, _expected, _truth

pytestmark = pytest.mark.real_reports
_TEXTS = [name for name in FILES if not name.endswith(".pdf")]
_LABELS = sorted(
    {
        row.label
        for form in forms().values()
        for block in form.blocks
        for row in block.rows
        if len(row.label) > 4
    }
)


def _damaged(text: str, dice: random.Random, *, lines: bool) -> str:
    """One to three injuries: a glyph of a label misprinted, a label lost; in text files two lines made one, or an empty one put in."""
    for _ in range(dice.randint(1, 3)):
        how = dice.choice(("misprint", "lose", "merge", "tear") if lines else ("misprint", "lose"))
        label = dice.choice([label for label in _LABELS if label in text] or [text[:1]])
        at = text.index(label)
        if how == "misprint":
            glyph = at + dice.randrange(len(label))
            text = f"{text[:glyph]}{dice.choice('的我口目日□')}{text[glyph + 1 :]}"
        elif how == "lose":
            text = text[:at] + text[at + len(label) :]
        else:
            rows = text.split("\n")
            position = dice.randrange(5, max(6, len(rows) - 2))
            if how == "merge" and position + 1 < len(rows):
                rows[position] += rows.pop(position + 1)
            else:
                rows.insert(position, "")
            text = "\n".join(rows)
    return text


@pytest.mark.parametrize("name", _TEXTS)
def test_a_damaged_real_report_is_read_rightly_or_not_at_all(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the real reports are not on this machine")
    truth = _truth(SHARED, name)
    expected = _expected(truth)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    for seed in range(6):
        report = reports.read(_damaged(text, random.Random(seed), lines=name.endswith("txt")).encode(), name)
        assert report.year == truth["year"]
        for address, cell in report.cells.items():
            if cell.value is not None:
                known = expected.get(address)
                assert known is not None, f"{seed}: {address} invented {cell.value}"
                assert Decimal(str(known)) == cell.value, f"{seed}: {address}"
