"""The same kind of report through every form and damage of the generated corpus, judged: nothing fails for how it was printed.

That figures are read right is `tests/reports/test_yardstick.py`; here it is what rules make of the rest: headings, tables,
rows, words. The generator draws figures and sentences at random, so what rules say of those is left out.
"""

from __future__ import annotations

from datetime import date

import pytest

import reports
import rules
from benchmarks.reading import corpus

_OF_WHAT_WAS_DRAWN = frozenset((
    "CEL-BLANK", "CEL-NONNUM", "CEL-PRECISION", "CEL-SYMBOL", "CEL-UNIT-IN-CELL", "LOG-ALLZERO", "LOG-RULES", "STR-ART50-4",
    "STR-FEE-NOTE", "STR-FIVE-ASPECTS", "STR-LABEL-ALTERED", "STR-TPL-MIXED", "STR-TPL-YEAR", "SUM-T2-19", "SUM-T2-21",
    "SUM-T2-COL3", "SUM-T3-COL", "SUM-T3-RESULT", "SUM-T3-ROW", "TXT-DUP-PARA", "TXT-NUM-ANSWERED", "TXT-NUM-RECEIVED",
    "PARSE-UNCERTAIN",
))  # fmt: skip
_DONE = {
    "rows": "STR-ROW-MISSING",
    "column_missing": "STR-COL-MISSING",
    "commented out": "STR-TBL-MISSING",
}
"""What was done to a case, and the rule that rightly says so."""


@pytest.mark.parametrize("first", [720_624, 1_070_000, 1_570_000, 2_090_000, 4_090_000])
def test_no_form_and_no_damage_makes_a_section_a_table_or_a_sentence_fail(first: int) -> None:
    ruleset = rules.load()
    accused = []
    for case in corpus.cases(100 if first < corpus.DUMPS else 25, first):
        report = reports.read(case.data, case.name)
        judged = ruleset.judge(rules.Case(report, date(2026, 11, 1), agency=rules.agency_facts(report)))
        accused += [
            (case.number, case.form, case.injury, one.message)
            for one in judged
            if one.outcome is rules.Outcome.FAIL
            and one.rule not in _OF_WHAT_WAS_DRAWN
            and one.rule != _DONE.get(case.injury or "")
        ]
    assert accused == []
