"""A preview in the terminal: verdicts by rule, what changes against the rules now, where, and what would be sent."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

from cli.console import out
from cli.language import say
from rules import Outcome, Preview, RuleSet

_OUTCOMES = {
    Outcome.PASS: ("pass", "通过"),
    Outcome.FAIL: ("fail", "不通过"),
    Outcome.UNKNOWN: ("unknown", "未知"),
    Outcome.NOT_APPLICABLE: ("n/a", "不适用"),
    Outcome.ERROR: ("error", "出错"),
}
_CHANGES = {
    "newly_failing": ("newly failing", "新增不通过"),
    "newly_passing": ("newly passing", "改为通过"),
    "newly_unknown": ("newly unknown", "新增未知"),
    "no_longer_applicable": ("no longer applicable", "不再适用"),
    "newly_broken": ("newly broken", "新增出错"),
}
_COUNTIES = 10
"""Places named, those with the most changes first."""
_SAMPLES = 3
"""Examples printed of each change."""


def print_preview(shown: Preview, after: RuleSet, names: Mapping[str, str]) -> None:
    """`names`: division code → name."""
    out.print(say(f"{shown.reports} reports judged", f"共核查{shown.reports}份年报"))
    if not shown.reports:
        hint = say(
            "no report is stored yet: run a patrol first, or name files with --file",
            "库里还没有年报：请先巡查，或用 --file 指定几份年报文件来试",
        )
        out.print(hint, style="yellow")
    out.print(_verdicts(shown, after))
    _print_changes(shown, names)
    _print_messages(shown)


def _verdicts(shown: Preview, after: RuleSet) -> Table:
    table = Table(
        say("rule", "规则"),
        *(say(*name) for name in _OUTCOMES.values()),
        header_style="bold",
        title=say(
            "verdicts (a rule on several items gives several a report)",
            "结论数（逐项检查的规则，一份年报有几条结论）",
        ),
    )
    for id in sorted(after.rules):
        table.add_row(id, *(str(shown.outcomes[id, outcome.value]) for outcome in _OUTCOMES))
    return table


def _print_changes(shown: Preview, names: Mapping[str, str]) -> None:
    changed = Table(
        say("against the rules now", "与现行规则相比"), say("verdicts", "结论数"), header_style="bold"
    )
    for change, name in _CHANGES.items():
        if shown.changes[change]:
            changed.add_row(say(*name), str(shown.changes[change]))
    out.print(changed if changed.row_count else say("no verdict changes", "结论没有变化"))
    for (change, county), count in shown.by_county.most_common(_COUNTIES):
        where = f"{names.get(county, '')} {county}".strip() or say("division unknown", "地区不明")
        out.print(f"  {say(*_CHANGES[change])} {where}：{count}", markup=False)
    for change, samples in shown.shown_samples().items():
        for sample in samples[:_SAMPLES]:
            about = (
                f"[{say(*_CHANGES[change])}]",
                sample.agency,
                str(sample.year),
                sample.rule,
                sample.where,
            )
            out.print(f"  {' '.join(filter(None, about))}：{sample.message}", markup=False, soft_wrap=True)


def _print_messages(shown: Preview) -> None:
    out.print(
        say(
            f"would send {shown.messages} finding(s) about {len(shown.agencies)} agencies",
            f"按现在的状态将新报送{shown.messages}项问题，涉及{len(shown.agencies)}家单位",
        ),
        style="bold",
    )
    if shown.held:
        out.print(
            say(
                f"rules on trial among them would send {shown.held} finding(s) about {len(shown.held_agencies)} agencies once in force",
                f"其中试行、草稿的规则现在不报送；转为正式后将报送{shown.held}项问题，涉及{len(shown.held_agencies)}家单位",
            ),
            style="bold",
        )
