"""A report without a defect, on the pages of real CMS families and pasted in real ways: no rule fails for what is around it."""

from __future__ import annotations

from datetime import date
from itertools import cycle

import pytest

import reports
import rules
from tests.reports.portal_pages import PAGES, PASTES, TABBED, bare, page, report

_WAYS = list(zip(PAGES, cycle(PASTES), strict=False))


def _failed(data: bytes) -> list[str]:
    read = reports.read(data, "page.html")
    judged = rules.load().judge(rules.Case(read, date(2026, 11, 1), agency=rules.agency_facts(read)))
    return [f"{each.rule} {each.message}" for each in judged if each.outcome is rules.Outcome.FAIL]


@pytest.mark.parametrize(("family", "paste"), _WAYS, ids=["-".join(way) for way in _WAYS])
def test_no_page_of_a_family_makes_a_rule_fail(family: str, paste: str) -> None:
    failed = _failed(page(family, report(PASTES[paste])))
    assert [each for each in failed if family not in TABBED or "PARSE-UNCERTAIN" not in each] == []


@pytest.mark.parametrize("paste", PASTES)
def test_no_way_of_pasting_makes_a_rule_fail(paste: str) -> None:
    assert _failed(bare(report(PASTES[paste]))) == []
