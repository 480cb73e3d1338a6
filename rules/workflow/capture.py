"""A dismissed false alarm or a confirmed finding becomes an example of its rule: what it rested on, and what it should say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from reports import ABSENT_CELL, AnnualReport, CellState, column_words, row_words
from rules.engine.bindings import root_for
from rules.engine.case import Case, Prior
from rules.engine.draft_cells import ABSENT, BLANK, SYMBOL, UNSEEN
from rules.engine.examples import difference, judge_example
from rules.engine.rule import Rule
from rules.engine.rule_file import Example, Expected
from rules.engine.ruleset import RuleSet, view_of
from rules.engine.things import Fact, Scope, Thing
from rules.engine.unknown import Undecided
from rules.engine.verdict import Verdict
from rules.workflow.new import quoted

_SPECIAL = {
    CellState.BLANK: BLANK,
    CellState.SYMBOL: SYMBOL,
    CellState.UNREADABLE: UNSEEN,
    CellState.ABSENT: ABSENT,
}


class NotCaptured(Exception):
    """`str()` is Chinese: the example cannot be written, or does not come out as wanted."""


def capture(ruleset: RuleSet, case: Case, verdict: Verdict, name: str, *, confirmed: bool) -> Example:
    """An example from one verdict on one stored report.

    A confirmed finding must go on failing. A dismissed one is written as expected to pass: until the rule is corrected the
    example does not come out, which is what it is for. Raises `NotCaptured`.
    """
    rule = ruleset.rules.get(verdict.rule)
    if rule is None:
        raise NotCaptured(f"没有规则 {verdict.rule}")
    given: dict[str, int | Decimal | bool | str | list[str]] = {}
    if case.report.year is not None:
        given["报告.年度"] = case.report.year
    member = _member_name(ruleset, case, verdict)
    for fact in _rests(ruleset, case, verdict):
        said = _said(rule, case, fact)
        if said is not None:
            given[said[0]] = said[1]
    expect: Expected | str = Expected.model_validate({"fail": [member]}) if confirmed else "pass"
    example = Example.model_validate({"name": name, "given": given, "expect": expect})
    if confirmed:
        verdicts, results = judge_example(RuleSet([rule]), rule, example)
        wrong = difference(example, verdicts, results)
        if wrong:
            raise NotCaptured(
                f"写成示例后结果不同（{wrong}），这条规则还依据了示例无法给出的内容，请手工补充"
            )
    return example


def _rests(ruleset: RuleSet, case: Case, verdict: Verdict) -> tuple[Fact, ...]:
    for verdicts, results in ruleset.evaluate(case):
        if any(one.rule == verdict.rule for one in verdicts):
            if verdict.subject == "":
                kept = [result for result in results if result.outcome is verdict.outcome]
            else:
                kept = [result for result in results if result.member.id == verdict.subject]
            return tuple(dict.fromkeys(fact for result in kept for fact in result.member.rests))
    return ()


def _member_name(ruleset: RuleSet, case: Case, verdict: Verdict) -> str:
    for verdicts, results in ruleset.evaluate(case):
        if any(one.rule == verdict.rule for one in verdicts):
            for result in results:
                if result.outcome is verdict.outcome and verdict.subject in ("", result.member.id):
                    return result.member.name
    return ""


def _said(rule: Rule, case: Case, fact: Fact) -> tuple[str, int | Decimal | str] | None:
    """A fact as a line of `given`; `None` where it is as the base report has it or cannot be given."""
    report = case.previous if fact.previous else case.report
    prefix = "上年." if fact.previous else ""
    if fact.address:
        word = prefix + cell_word(fact.address, view_of(case).applications)
        if report is None:
            return word, ABSENT if case.prior is Prior.NONE else UNSEEN
        printed = _cell(report, fact.address)
        return None if printed == 0 and not fact.previous else (word, printed)
    words = _words_by_key(rule, case)
    if fact.key not in words or fact.key == "report.year":
        return None
    value = fact.load(case)
    if isinstance(value, Undecided):
        return words[fact.key], UNSEEN
    if isinstance(value, date):
        return words[fact.key], value.isoformat()
    return (words[fact.key], value) if isinstance(value, int | Decimal | str) else None


def _cell(report: AnnualReport, address: str) -> int | Decimal | str:
    cell = report.cells.get(address, ABSENT_CELL)
    if cell.state is CellState.NUMBER and cell.value is not None:
        return cell.value
    return cell.raw or UNSEEN if cell.state is CellState.TEXT else _SPECIAL[cell.state]


@lru_cache(maxsize=2048)
def cell_word(address: str, format: str) -> str:
    """The words for a cell in an example: ``表三.自然人.本年新收``."""
    table, row, column = address.split(".")
    row_word = row_words(format).get((table, row), (row,))[0]
    column_word = column_words(format).get((table, column), (column,))[0]
    if table == "applications":
        return f"表三.{column_word}.{row_word}"
    return f"{'表二' if table == 'disclosure' else '表四'}.{row_word}.{column_word}"


def _words_by_key(rule: Rule, case: Case) -> dict[str, str]:
    """The first words that lead to each fact that an example can give."""
    found: dict[str, str] = {}
    root = root_for(rule, view_of(case))
    for name in ("报告", "章节", "发布", "版式", "上年"):
        _walk(root.words[name], name, found, 3)
    return found


def _walk(thing: Thing, path: str, found: dict[str, str], depth: int) -> None:
    match thing:
        case Fact() if thing.give is not None:
            found.setdefault(thing.key, path)
        case Scope():
            if thing.value is not None and not thing.value.address and thing.value.give is not None:
                found.setdefault(thing.value.key, path)
            if depth:
                for word, inner in thing.words.items():
                    if (
                        not word.isascii()
                        and isinstance(inner, Fact | Scope)
                        and word not in ("表二", "表三", "表四", "申请")
                    ):
                        _walk(inner, f"{path}.{word}", found, depth - 1)


def example_text(example: Example) -> str:
    """The example as one YAML line, ready to stand under `tests:`."""
    parts = [f"name: {quoted(example.name)}"]
    if example.given:
        given = ", ".join(f"{word}: {_value(value)}" for word, value in example.given.items())
        parts.append(f"given: {{{given}}}")
    if isinstance(example.expect, str):
        parts.append(f"expect: {example.expect}")
    else:
        outcome = "fail" if example.expect.fail is not None else "unknown"
        names = example.expect.fail if example.expect.fail is not None else example.expect.unknown or []
        parts.append(f"expect: {{{outcome}: [{', '.join(quoted(name) for name in names)}]}}")
    return f"      - {{{', '.join(parts)}}}\n"


def _value(value: object) -> str:
    return quoted(value) if isinstance(value, str) else str(value)
