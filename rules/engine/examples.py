"""Runs the examples inside a rule file, by the same evaluator that judges real reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rules.engine.bindings import root_for
from rules.engine.cells import cell_fact
from rules.engine.compiler import Compiler, Slots
from rules.engine.draft import Draft, give_cell
from rules.engine.draft_cells import SPECIAL
from rules.engine.errors import ExpressionError
from rules.engine.judging import Result
from rules.engine.parser import parse
from rules.engine.rule import Rule
from rules.engine.rule_file import Example, Expected
from rules.engine.ruleset import RuleSet
from rules.engine.things import Fact, Scope
from rules.engine.verdict import Outcome, Verdict
from rules.engine.vocabulary import View

FIRST = ("报告.年度", "report.year", "版式.表二", "版式.表三", "layout.disclosure", "layout.applications")
"""Given before everything else: they decide which form the other words speak of."""
OUT_OF_SCOPE = "示例没有给出的，按县级政府2024年度、各格为0的年报算；请看 applies_to 和 when，需要时在 given 里给出报告.单位类别、报告.年度等"
"""What an author is told whose example the rule does not apply to."""


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one example came out. `chinese` says what was expected and what came, where they differ."""

    rule: str
    name: str
    passed: bool
    chinese: str = ""
    file: str = ""
    line: int = 1


def expected_outcome(example: Example) -> str:
    expect = example.expect
    if isinstance(expect, str):
        return expect
    return "fail" if expect.fail is not None else "unknown"


def wrong_given(rule: Rule, example: Example) -> Iterator[tuple[str, str]]:
    """Words of `given` that mean nothing, with why."""
    try:
        draft_of(rule, example)
    except GivenError as error:
        yield error.word, error.chinese
    expect = example.expect
    if isinstance(expect, Expected) and expect.fail is not None and expect.unknown is not None:
        yield "", "expect 里 fail 和 unknown 只能写一个"


class GivenError(Exception):
    def __init__(self, word: str, chinese: str) -> None:
        super().__init__(chinese)
        self.word = word
        self.chinese = chinese


def draft_of(rule: Rule, example: Example) -> Draft:
    """The base report with everything `given` put in. Raises `GivenError`."""
    draft = Draft()
    ordered = sorted(example.given.items(), key=lambda item: (item[0] not in FIRST, item[1] in SPECIAL))
    for word, raw in ordered:
        try:
            give(rule, draft, word, raw)
        except (ExpressionError, ValueError) as error:
            raise GivenError(word, getattr(error, "chinese", str(error))) from error
    return draft


def give(rule: Rule, draft: Draft, word: str, raw: object) -> None:
    """Put one word of an example into the draft. Raises `ExpressionError` or `ValueError`."""
    format = "2021" if draft.year is None or draft.year >= 2021 else "2019"
    view = View(format, draft.layout.get("disclosure") or format, draft.layout.get("applications") or format)
    thing = Compiler(root_for(rule, view), Slots()).thing(parse(word), {})
    fact = thing.value if isinstance(thing, Scope) else thing
    if isinstance(fact, Fact) and fact.address:
        name = fact.key.rpartition(":")[2]
        if name == "header" and isinstance(raw, str):
            draft.headers[fact.address] = raw
        elif fact == cell_fact(fact.address, "value", fact.previous):
            give_cell(draft, fact.address, raw, previous=fact.previous)
        else:
            raise ValueError("示例里请直接给出单元格的值")
    elif isinstance(fact, Fact) and fact.give is not None:
        fact.give(draft, raw)
    else:
        raise ValueError(f"示例里不能直接给出“{word}”，请给出它所依据的单元格或事实")


def run_examples(ruleset: RuleSet) -> list[ExampleResult]:
    """Every example of every rule; retired rules' too."""
    return [result for rule in ruleset.rules.values() for result in run_rule_examples(rule)]


def run_rule_examples(rule: Rule) -> Iterator[ExampleResult]:
    """Each example is run when it is asked for."""
    alone = RuleSet([_awake(rule)])
    for index, example in enumerate(rule.text.tests):
        verdicts, results = judge_example(alone, rule, example)
        said = difference(example, verdicts, results)
        mark = rule.loaded.mark((*rule.path, "tests", index))
        yield ExampleResult(rule.id, example.name, not said, said, rule.file, mark.line)


def judge_example(alone: RuleSet, rule: Rule, example: Example) -> tuple[Sequence[Verdict], Sequence[Result]]:
    """The verdicts of a one-rule set on an example's report."""
    ((verdicts, results),) = alone.evaluate(draft_of(rule, example).case())
    return verdicts, results


def _awake(rule: Rule) -> Rule:
    """The rule as its examples are run: for every division, and a retired one as if on trial."""
    text = rule.text.model_copy(update={"status": "trial"}) if rule.text.status == "retired" else rule.text
    return replace(rule, text=text, only=(), without=())


def difference(example: Example, verdicts: Sequence[Verdict], results: Sequence[Result]) -> str:
    """ "" where the example came out as it says, else one Chinese sentence."""
    expect = example.expect
    wanted = Outcome(expected_outcome(example))
    came = overall(verdicts)
    if came is not wanted:
        said = next(
            (verdict.message for verdict in verdicts if verdict.outcome is came and verdict.message),
            OUT_OF_SCOPE if came is Outcome.NOT_APPLICABLE else "",
        )
        return f"应为{NAMES[wanted]}，实为{NAMES[came]}{'：' + said if said else ''}"
    if isinstance(expect, str):
        return ""
    names = [result.member.name for result in results if result.outcome is wanted] or [""]
    listed = expect.fail if expect.fail is not None else expect.unknown or []
    if sorted(listed) != sorted(names):
        return f"应是“{'、'.join(listed)}”{NAMES[wanted]}，实际是“{'、'.join(names)}”"
    deciding = [verdict for verdict in verdicts if verdict.outcome is wanted]
    if expect.message and not any(expect.message in verdict.message for verdict in deciding):
        return f"提示语里应有“{expect.message}”，实为“{deciding[0].message}”"
    if expect.severity and not any(verdict.severity.value == expect.severity for verdict in deciding):
        return f"等级应为 {expect.severity}，实为 {deciding[0].severity.value}"
    return ""


NAMES = {
    Outcome.PASS: "通过",
    Outcome.FAIL: "不通过",
    Outcome.UNKNOWN: "未知",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.ERROR: "规则出错",
}


def overall(verdicts: Sequence[Verdict]) -> Outcome:
    """The worst of several verdicts: an error, else a failure, else an unknown, else a pass."""
    outcomes = {verdict.outcome for verdict in verdicts}
    for outcome in (Outcome.ERROR, Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_APPLICABLE
