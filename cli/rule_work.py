"""`nianbao rules …`: what an author does with rule files, printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import rules
from cli.console import Exit, err, out
from cli.language import say
from cli.read import load_rules


def lint_rules(paths: Sequence[Path]) -> Exit:
    """Every problem on its own line ``file:line:column: …``; exit 2 when one of them is an error."""
    problems = rules.lint(paths or rules.default_paths())
    for problem in problems:
        err.print(str(problem), markup=False, soft_wrap=True)
    broken = sum(problem.error for problem in problems)
    if broken:
        err.print(say(f"{broken} error(s)", f"{broken} 处错误"), style="bold red")
        return Exit.USAGE
    ruleset = load_rules(paths)
    failed = [result for result in rules.run_examples(ruleset) if not result.passed]
    for result in failed:
        err.print(result.chinese, markup=False, soft_wrap=True)
    if failed:
        return Exit.USAGE
    out.print(say(f"{len(ruleset.rules)} rules, no errors", f"共{len(ruleset.rules)}条规则，没有错误"))
    return Exit.DONE


def test_rules(paths: Sequence[Path]) -> Exit:
    """Run each rule's own examples by the evaluator that judges live."""
    results = rules.run_examples(load_rules(paths))
    for result in results:
        mark = "[green]✓[/]" if result.passed else "[bold red]✗[/]"
        out.print(f"{mark} {result.rule} ", end="")
        out.print(result.name if result.passed else result.chinese, markup=False, soft_wrap=True)
    failed = sum(not result.passed for result in results)
    out.print(
        say(f"{len(results)} examples, {failed} failed", f"共{len(results)}个示例，{failed}个不符"),
        style="bold red" if failed else "green",
    )
    return Exit.USAGE if failed else Exit.DONE
