"""`nianbao rules …`: what an author does with rule files, printed. The authors are officials: findings are Chinese."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.prompt import Prompt

import rules
from cli.console import Exit, Stop, err, out
from cli.english import in_english, problem_line, told
from cli.language import say
from cli.read import load_rules
from flows.settings import Settings
from rules import NotWritten


def lint_rules(paths: Sequence[Path]) -> Exit:
    """Every problem on its own line ``file:line:column: …``; exit 2 when one of them is an error. Without paths: the rules in use."""
    paths = paths or Settings().rule_paths
    problems = rules.lint(paths)
    for problem in problems:
        err.print(problem_line(problem), markup=False, soft_wrap=True)
    broken = sum(problem.error for problem in problems)
    if broken:
        err.print(say(f"{broken} error(s)", f"{broken} 处错误"), style="bold red")
        return Exit.USAGE
    count = len(load_rules(paths).rules)
    out.print(say(f"{count} rules, no errors", f"共{count}条规则，没有错误"))
    return Exit.DONE


def test_rules(paths: Sequence[Path]) -> Exit:
    """Run each rule's own examples by the evaluator that judges live."""
    results = rules.run_examples(load_rules(paths))
    for result in results:
        mark = "[green]✓[/]" if result.passed else "[bold red]✗[/]"
        out.print(f"{mark} {result.rule} ", end="")
        came = say(in_english(result.chinese), result.chinese)
        out.print(result.name if result.passed else came, markup=False, soft_wrap=True)
    failed = sum(not result.passed for result in results)
    out.print(
        say(f"{len(results)} examples, {failed} failed", f"共{len(results)}个示例，{failed}个不符"),
        style="bold red" if failed else "green",
    )
    return Exit.USAGE if failed else Exit.DONE


def explain_rules(ids: Sequence[str], paths: Sequence[Path], *, strength: bool) -> Exit:
    """Each rule as one Chinese sentence; with `strength` also the changes that its examples would not notice."""
    ruleset = load_rules(paths)
    for id in ids or sorted(ruleset.rules):
        if id not in ruleset.rules:
            known = "、".join(sorted(ruleset.rules))
            raise Stop(Exit.USAGE, f"there is no rule {id}; known: {known}", f"没有规则 {id}；现有：{known}")
        rule = ruleset.rules[id]
        out.print(rules.explain(rule), markup=False, soft_wrap=True)
        for mutant in rules.survivors(rule) if strength else ():
            change = mutant.chinese()
            missing = say(in_english(change), change)
            out.print(f"  {missing}", style="yellow", markup=False, soft_wrap=True)
    return Exit.DONE


def new_rule(target: Path) -> Exit:
    """Ask, complete, check, write. Nothing is written until the rule loads and its examples come out."""
    if target.exists():
        raise Stop(Exit.USAGE, f"{target} exists; choose another name", f"{target} 已存在，请换一个文件名")
    answers: dict[str, str] = {}
    for question in rules.QUESTIONS:
        if question.key == "variable" and answers.get("over") == "整份报告":
            answers["variable"] = "项"
            continue
        answers[question.key] = _ask(question, answers)
    while True:
        try:
            text = rules.complete(answers)
            break
        except NotWritten as problem:
            out.print(str(problem), style="red", markup=False, soft_wrap=True)
            out.print(
                say(
                    "Answer these again; Enter keeps what you said.",
                    "请再回答下面几问；直接回车保留原来的回答。",
                )
            )
        for question in rules.QUESTIONS:
            if question.key in rules.AGAIN:
                answers[question.key] = _ask(replace(question, default=answers[question.key]), answers)
    target.write_text(text, encoding="utf-8")
    out.print(say(f"written: {target}", f"已写入：{target}"), markup=False)
    explain_rules((), (target,), strength=True)
    out.print(
        say(
            f"Examples are added under `tests:`, in the way of those there. Next: nianbao rules preview {target}",
            f"要补示例，在文件的 tests: 下照已有的样子添一行；条件不满足的写 expect: not_applicable。下一步：nianbao rules preview {target}",
        ),
        markup=False,
        soft_wrap=True,
    )
    return Exit.DONE


def _ask(question: rules.Question, answers: Mapping[str, str]) -> str:
    """One answer that will do, by itself and beside those before it."""
    choices = f"［{'／'.join(question.choices)}］" if question.choices else ""
    hint = (f"（{question.hint}）" if question.hint else "") + choices
    while True:
        try:
            answer = Prompt.ask(
                f"{question.asks}{hint}",
                console=out,
                default=question.default if question.default is not None else ...,
                show_default=bool(question.default),
            )
        except EOFError as problem:
            raise Stop(
                Exit.USAGE, "the answers ended; nothing is written", "没有回答完，文件没有写出"
            ) from problem
        said = str(answer).strip()
        complaint = question.wrong(said) or rules.objection(answers, question.key, question.written(said))
        if not complaint:
            return question.written(said)
        out.print(complaint, style="red", markup=False)


def write_catalogue(target: Path | None, paths: Sequence[Path]) -> Exit:
    return _write(rules.catalogue(list(load_rules(paths).rules.values())), target)


def write_language(target: Path | None) -> Exit:
    return _write(rules.language(), target)


def write_schema(target: Path | None) -> Exit:
    return _write(json.dumps(rules.schema(), ensure_ascii=False, indent=2) + "\n", target)


def write_lock(paths: Sequence[Path]) -> Exit:
    """Write the lock of logic hashes; refused where logic changed and the version did not."""
    try:
        for path in rules.lock(paths):
            out.print(str(path), markup=False)
    except rules.RulesInvalid as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    return Exit.DONE


def _write(text: str, target: Path | None) -> Exit:
    if target is None:
        out.print(text, markup=False, soft_wrap=True, end="")
    else:
        target.write_text(text, encoding="utf-8")
    return Exit.DONE
