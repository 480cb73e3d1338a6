"""From draft to trial to in force: only with a preview of exactly these rules over exactly this corpus."""

from __future__ import annotations

from rules.engine.errors import RulesError, did_you_mean
from rules.engine.examples import run_rule_examples
from rules.engine.load import parse_rules
from rules.engine.rule import Rule
from rules.engine.verdict import Status
from rules.workflow.preview import Preview
from rules.workflow.strength import survivors

NEXT = {Status.DRAFT: Status.TRIAL, Status.TRIAL: Status.IN_FORCE}
_NAMES = {
    Status.DRAFT: "草稿（draft）",
    Status.TRIAL: "试行（trial）",
    Status.IN_FORCE: "正式（in_force）",
    Status.RETIRED: "停用（retired）",
}


class NotPromoted(RulesError):
    """`str()` is Chinese: what is in the way and what to do."""


def promoted(
    text: str,
    file: str,
    rule_id: str,
    *,
    to: Status,
    shown: Preview,
    new_hash: str,
    corpus_hash: str,
    weak_examples_accepted: bool = False,
) -> str:
    """The rule file's text with the rule's status raised to `to`.

    `shown` is the preview its reviewer saw; `new_hash` and `corpus_hash` are of the rules and the stored reports as they are
    now. A reviewer may accept that a changed rule would pass its examples (some changes mean the same). Raises `NotPromoted` or `RulesInvalid`.
    """
    known = {rule.id: rule for rule in parse_rules(text, file)}
    rule = known.get(rule_id)
    if rule is None:
        raise NotPromoted(f"{file} 里没有规则“{rule_id}”{did_you_mean(rule_id, known)}")
    if NEXT.get(rule.status) is not to:
        wanted = NEXT.get(rule.status)
        raise NotPromoted(
            f"{rule_id} 现为{_NAMES[rule.status]}，"
            + (f"只能先升为{_NAMES[wanted]}" if wanted else "不能再升")
        )
    wrong = next((result for result in run_rule_examples(rule) if not result.passed), None)
    if wrong is not None:
        raise NotPromoted(
            f"{rule_id} 的示例“{wrong.name}”不符（{wrong.chinese}）：请先改好规则或示例，用 nianbao rules test 看全部示例"
        )
    if shown.new_hash != new_hash:
        raise NotPromoted("预演之后规则又改过，请重新预演（nianbao rules preview）再升级")
    if shown.corpus_hash != corpus_hash:
        raise NotPromoted("预演之后库里的年报有变化，请重新预演（nianbao rules preview）再升级")
    if not any(count for (judged, _), count in shown.outcomes.items() if judged == rule_id):
        raise NotPromoted(
            f"预演时库里没有年报，{rule_id} 一份也没有核查过：请先巡查（nianbao crawl），再预演（nianbao rules preview）"
        )
    if shown.outcomes.get((rule_id, "error")):
        raise NotPromoted(f"预演中 {rule_id} 有 {shown.outcomes[rule_id, 'error']} 次出错，请先修正")
    if to is Status.IN_FORCE:
        _fit_for_force(rule, weak_examples_accepted)
    return with_status(text, rule, to)


def _fit_for_force(rule: Rule, weak_examples_accepted: bool) -> None:
    if not rule.text.remedy:
        raise NotPromoted(f"{rule.id} 没有写 remedy（怎样改正），不能转为正式")
    weak = [] if weak_examples_accepted else survivors(rule)
    if weak:
        raise NotPromoted(f"{rule.id} 的示例不够：{weak[0].chinese()}")


def with_status(text: str, rule: Rule, to: Status) -> str:
    """The file's text with one rule's `status` line changed or added; nothing else moves."""
    lines = text.splitlines(keepends=True)
    mark = rule.loaded.marks.get((*rule.path, "status"))
    if mark is not None:
        line = lines[mark.line - 1]
        start = mark.column - 1
        lines[mark.line - 1] = line[:start] + to.value + line[start + len(mark.raw) :]
        return "".join(lines)
    id_mark = rule.loaded.mark((*rule.path, "id", "#key"))
    indent = " " * (id_mark.column - 1)
    lines.insert(id_mark.line, f"{indent}status: {to.value}\n")
    return "".join(lines)


__all__ = ["NEXT", "NotPromoted", "promoted", "with_status"]
