"""The engines, each used as its own documentation says to: checks are prepared once, then run over many reports.

An engine is a function from the checks to a judge; a judge gives one truth for each check of one report.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import rules
from benchmarks.rules.checks import Check, address_of, flat_name
from reports import AnnualReport, Cell
from rules.engine.verdict import Outcome

Values = Mapping[str, int]
Judge = Callable[[AnnualReport, Values], Sequence[bool]]
AS_OF = date(2025, 6, 1)


def ours(checks: Sequence[Check]) -> Judge:
    """The whole engine: three-valued logic over cells, verdicts with messages, numbers and places."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sixty.yaml"
        file.write_text(_rule_file(checks), encoding="utf-8")
        ruleset = rules.load([file])

    def judge(report: AnnualReport, values: Values) -> Sequence[bool]:
        case = rules.Case(report=report, as_of=AS_OF)
        return [verdict.outcome is Outcome.PASS for verdict in ruleset.judge(case)]

    return judge


def _rule_file(checks: Sequence[Check]) -> str:
    lines = ["ruleset: sixty", 'version: "1"', "rules:"]
    for number, check in enumerate(checks):
        cell = check.breaks
        lines += [
            f"  - id: SUM-S{number:02d}",
            "    version: 1",
            f"    title: 第{number}项",
            "    status: in_force",
            "    severity: error",
            "    legal_basis:",
            "      - {document: 条例, article: 第五十条, quote: 政府信息公开工作年度报告应当包括下列内容}",
            "    assert: >-",
            f"      {check.text}",
            f"    message: 第{number}项不符，该格为{{{cell}}}，请核对。",
            "    remedy: 请核对。",
            "    tests:",
            "      - {name: 平, given: {}, expect: pass}",
            f"      - {{name: 不平, given: {{{cell}: 1}}, expect: fail}}",
            f"      - {{name: 空白, given: {{{cell}: 空白}}, expect: unknown}}",
        ]
    return "\n".join(lines) + "\n"


def hand_written(checks: Sequence[Check]) -> Judge:
    """What a programmer writes: one function with the sixty expressions on local names, compiled by Python."""
    names = sorted({name.replace(".", "_") for check in checks for name in check.cells})
    body = "".join(f"    {name} = values['{name}']\n" for name in names)
    source = f"def judge(values):\n{body}    return [{', '.join(check.python for check in checks)}]\n"
    scope: dict[str, Callable[[Values], list[bool]]] = {}
    exec(compile(source, "sixty", "exec"), scope)  # the text is this benchmark's own
    judge = scope["judge"]
    return lambda report, values: judge(values)


def hand_written_on_the_report(checks: Sequence[Check]) -> Judge:
    """The same function begun where ours begins: it takes its numbers from the report's cells, as a programmer would."""
    body = ""
    for name in sorted({name for check in checks for name in check.cells}):
        body += f"    {flat_name(name)} = cells['{address_of(name)}'].value\n"
    source = f"def judge(cells):\n{body}    return [{', '.join(check.python for check in checks)}]\n"
    scope: dict[str, Callable[[Mapping[str, Cell]], list[bool]]] = {}
    exec(compile(source, "sixty", "exec"), scope)  # the text is this benchmark's own
    judge = scope["judge"]
    return lambda report, values: judge(report.cells)


def celpy(checks: Sequence[Check]) -> Judge:
    """cel-python: a pure Python CEL on lark."""
    import celpy  # noqa: PLC0415  # peers are an extra
    from celpy.celtypes import IntType  # noqa: PLC0415

    environment = celpy.Environment()
    programs = [environment.program(environment.compile(check.flat)) for check in checks]

    def judge(report: AnnualReport, values: Values) -> Sequence[bool]:
        activation = {name: IntType(value) for name, value in values.items()}
        return [bool(program.evaluate(activation)) for program in programs]

    return judge


def common_expression_language(checks: Sequence[Check]) -> Judge:
    """common-expression-language: cel-rust behind Python."""
    import cel  # noqa: PLC0415

    programs = [cel.compile(check.flat) for check in checks]

    def judge(report: AnnualReport, values: Values) -> Sequence[bool]:
        context = cel.Context(variables=dict(values))
        return [bool(program.execute(context)) for program in programs]

    return judge


def cel_expr_python(checks: Sequence[Check]) -> Judge:
    """cel-expr-python: Google's CEL in C++ behind Python."""
    from cel_expr_python import cel  # noqa: PLC0415

    names = {name.replace(".", "_") for check in checks for name in check.cells}
    environment = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.INT))
    programs = [environment.compile(check.flat) for check in checks]

    def judge(report: AnnualReport, values: Values) -> Sequence[bool]:
        activation = environment.Activation(dict(values))
        return [program.eval(activation).value() for program in programs]

    return judge


def simpleeval(checks: Sequence[Check]) -> Judge:
    """simpleeval: Python's own syntax, walked in Python."""
    from simpleeval import SimpleEval  # noqa: PLC0415

    evaluator = SimpleEval()
    parsed = [(check.python, evaluator.parse(check.python)) for check in checks]

    def judge(report: AnnualReport, values: Values) -> Sequence[bool]:
        evaluator.names = values
        return [bool(evaluator.eval(text, previously_parsed=tree)) for text, tree in parsed]

    return judge


ENGINES: Mapping[str, Callable[[Sequence[Check]], Judge]] = {
    "hand-written Python": hand_written,
    "hand-written Python, from the report": hand_written_on_the_report,
    "ours": ours,
    "cel-expr-python": cel_expr_python,
    "common-expression-language": common_expression_language,
    "simpleeval": simpleeval,
    "cel-python": celpy,
}
