"""The page for the approval file (审批件): what a rule says, on what basis, and what it does to the stored reports.

Self-contained: it opens offline, prints, runs nothing. A reviewer signs the sentence and the hashes at its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from rules.engine.examples import NAMES, expected_outcome
from rules.engine.explain import ATTRIBUTIONS, STATUSES, explain
from rules.engine.rule import Rule
from rules.engine.ruleset import RuleSet
from rules.engine.verdict import SEVERITY_NAMES, Outcome
from rules.workflow.docs import basis_in_words
from rules.workflow.preview import CHANGES, Preview, Sample
from rules.workflow.strength import survivors

COLUMNS = (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.ERROR)
MAX_COUNTIES = 60
"""Counties listed for a rule; the worst first."""
CHANGE_NAMES = {
    "newly_failing": "新增不通过",
    "newly_passing": "改为通过",
    "newly_unknown": "新增未知",
    "no_longer_applicable": "不再适用",
    "newly_broken": "新增出错",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule on the page, everything in words."""

    id: str
    title: str
    version: int
    status: str
    severity: str
    attribution: str
    sentence: str
    message: str
    remedy: str
    note: str
    basis: tuple[str, ...]
    differences: tuple[tuple[str, str, str], ...] | None
    """(field, in force now, proposed); `None` for a new rule."""
    weak: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    totals: tuple[int, ...]
    counties: tuple[tuple[str, tuple[int, ...]], ...]
    more_counties: int
    samples: tuple[tuple[str, list[Sample]], ...]


def changed_rules(old: RuleSet, new: RuleSet) -> tuple[Rule, ...]:
    """The rules that are new, or judge or read otherwise than the old ones."""
    return tuple(
        rule
        for id, rule in sorted(new.rules.items())
        if id not in old.rules or old.rules[id].judgement != rule.judgement
    )


def approval_page(
    shown: Preview, old: RuleSet, new: RuleSet, *, day: date, names: Mapping[str, str] | None = None
) -> str:
    """The page as HTML. `names` are those of the divisions; a rule that did not change is left out."""
    entries = [_entry(rule, old.rules.get(rule.id), shown, names or {}) for rule in changed_rules(old, new)]
    changes = [
        (CHANGE_NAMES[change], shown.changes[change]) for change in CHANGES.values() if shown.changes[change]
    ]
    return _template().render(entries=entries, shown=shown, changes=changes, day=day.isoformat())


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("rules.workflow", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("approval.html.j2")


def _entry(rule: Rule, before: Rule | None, shown: Preview, names: Mapping[str, str]) -> Entry:
    counties = _counties(rule.id, shown, names)
    samples = (
        ("抽样：不通过", shown.samples_of(rule.id, Outcome.FAIL)),
        ("抽样：未知及其原因", shown.samples_of(rule.id, Outcome.UNKNOWN)),
        ("抽样：出错", shown.samples_of(rule.id, Outcome.ERROR)),
    )
    return Entry(
        id=rule.id,
        title=rule.title,
        version=rule.version,
        status=STATUSES[rule.status],
        severity=SEVERITY_NAMES[rule.severity],
        attribution=ATTRIBUTIONS[rule.attribution],
        sentence=explain(rule),
        message=rule.text.message,
        remedy=rule.text.remedy or "",
        note=rule.text.note or "",
        basis=tuple(map(basis_in_words, rule.text.legal_basis)),
        differences=None if before is None else differences(before, rule),
        weak=tuple(mutant.chinese() for mutant in survivors(rule)),
        examples=tuple((one.name, NAMES[Outcome(expected_outcome(one))]) for one in rule.text.tests),
        totals=tuple(shown.outcomes[rule.id, outcome.value] for outcome in COLUMNS),
        counties=counties[:MAX_COUNTIES],
        more_counties=max(0, len(counties) - MAX_COUNTIES),
        samples=tuple((heading, found) for heading, found in samples if found),
    )


def _counties(id: str, shown: Preview, names: Mapping[str, str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """(county, counts in the order of `COLUMNS`), most failures first."""
    codes = {county for rule, county, _ in shown.by_rule if rule == id}
    counted = {code: tuple(shown.by_rule[id, code, outcome.value] for outcome in COLUMNS) for code in codes}
    worst = sorted(counted, key=lambda code: (-counted[code][1], -counted[code][2], code))
    return tuple((f"{names.get(code, '')} {code}".strip() or "地区不明", counted[code]) for code in worst)


def differences(before: Rule, after: Rule) -> tuple[tuple[str, str, str], ...]:
    """What a reader of the two versions would notice, field by field."""

    def said(rule: Rule) -> dict[str, str]:
        text = rule.text
        return {
            "版本": str(rule.version),
            "状态": STATUSES[rule.status],
            "等级": SEVERITY_NAMES[rule.severity],
            "等级的条件": "；".join(f"{SEVERITY_NAMES[one.severity]}：{one.when}" for one in text.grades),
            "归于": ATTRIBUTIONS[rule.attribution],
            "读法": explain(rule),
            "参数": "；".join(f"{name}为{value}" for name, value in text.parameters.items()),
            "依据": "；".join(map(basis_in_words, text.legal_basis)),
            "提示语": text.message,
            "怎样改正": text.remedy or "",
        }

    was, now = said(before), said(after)
    return tuple((name, was[name], now[name]) for name in now if was[name] != now[name])
