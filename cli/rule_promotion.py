"""`nianbao rules promote` and `rules capture`: what an author does with rules and the reports in the database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import rules
from cli.console import Exit, Stop, out
from cli.database_commands import opened
from cli.english import told
from cli.language import say
from cli.read import load_rules
from cli.rule_preview import EVERY, corpus_hash, previews
from reports import CHINA
from rules import NotCaptured, NotPromoted, Preview, Status


def promote_rule(file: Path, id: str, to: Status, *, weak: bool) -> Exit:
    """Raise a rule's status, on the strength of a preview of exactly these rules over exactly these reports."""
    ruleset = load_rules((file,))
    kept = previews() / f"{ruleset.hash[:32]}.json"
    if not kept.exists():
        raise Stop(
            Exit.USAGE,
            f"these rules have no preview yet: nianbao rules preview {file}",
            f"这些规则还没有预演，请先运行 nianbao rules preview {file}",
        )
    facts = json.loads(kept.read_text(encoding="utf-8"))
    if facts.get("files"):
        raise Stop(
            Exit.USAGE,
            f"the last preview was over single files; run it over the stored reports: nianbao rules preview {file}",
            f"最近一次预演用的是 --file 指定的年报；请对库里的年报预演一遍：nianbao rules preview {file}",
        )
    outcomes = Counter({(rule, outcome): count for rule, outcome, count in facts["outcomes"]})
    shown = Preview(facts["old"], facts["new"], outcomes=outcomes, _digest=int(facts["corpus"], 16))
    now = corpus_hash()
    try:
        text = rules.promoted(
            file.read_text(encoding="utf-8"),
            file.name,
            id,
            to=to,
            shown=shown,
            new_hash=ruleset.hash,
            corpus_hash=now,
            weak_examples_accepted=weak,
        )
    except NotPromoted as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    file.write_text(text, encoding="utf-8")
    out.print(
        say(
            f"{id} is now {to.value}",
            f"{id} 已升为{'正式' if to is Status.IN_FORCE else '试行'}（{to.value}）",
        )
    )
    return Exit.DONE


def capture_example(number: str, name: str, *, confirmed: bool, paths: Sequence[Path]) -> Exit:
    """Print the example that a finding becomes, ready to stand under `tests:` of its rule."""
    ruleset = load_rules(paths)
    with opened() as memory:
        finding = next((each for each in memory.findings() if each.number == number), None)
        if finding is None:
            raise Stop(Exit.USAGE, f"there is no finding {number}", f"没有编号为 {number} 的问题")
        due = next((due for due in memory.due_for_judging(EVERY) if due.url == finding.url), None)
        if due is None:
            raise Stop(
                Exit.USAGE, f"{number}: its report no longer stands", f"{number} 所依据的年报已不在库中"
            )
        case = memory.case(due.id, datetime.now(CHINA).date())
    key = (finding.rule, finding.subject)
    verdict = next((each for each in ruleset.judge(case) if (each.rule, each.subject) == key), None)
    if verdict is None:
        raise Stop(
            Exit.USAGE,
            f"{number} is by {finding.rule}, which is no rule of these files or does not judge this report any more: "
            "there is nothing to make an example of",
            f"{number} 依据的是 {finding.rule}，现行规则文件里没有这条规则，或它不再核查这份年报，不能写成示例",
        )
    try:
        example = rules.capture(ruleset, case, verdict, name, confirmed=confirmed)
    except NotCaptured as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    out.print(rules.example_text(example), markup=False, soft_wrap=True)
    return Exit.DONE
