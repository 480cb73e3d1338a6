"""`nianbao rules …`: what an author does with rule files, printed. The authors are officials: findings are Chinese."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rich.prompt import Prompt

import rules
from cli.console import Exit, Stop, err, out
from cli.database_commands import opened
from cli.english import in_english, problem_line, told
from cli.language import say
from cli.read import load_rules
from cli.rule_preview import EVERY, corpus_hash, previews
from flows.settings import Settings
from reports import CHINA
from rules import NotCaptured, NotPromoted, NotWritten, Preview, Status


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
