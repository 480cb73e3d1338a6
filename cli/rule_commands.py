"""The options of `nianbao rules …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli import rule_work
from cli.language import say
from rules import Status

rule_commands = typer.Typer(
    help=say(
        "The rules: write, check, explain, preview, promote.", "核查规则：编写、检查、解释、预演、启用。"
    ),
    no_args_is_help=True,
)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH…]", help=say("rule files or folders", "规则文件或文件夹")),
]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", help=say("rule files or folders", "规则文件或文件夹"))
]
Target = Annotated[Path | None, typer.Option("--to", help=say("write to this file", "写入这个文件"))]


@rule_commands.command(help=say("Answer questions, get a rule file.", "回答问题，写出一个规则文件。"))
def new(target: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    raise typer.Exit(rule_work.new_rule(target))


@rule_commands.command(help=say("Check rule files without judging anything.", "检查规则文件的写法和示例。"))
def lint(paths: Paths = None) -> None:
    raise typer.Exit(rule_work.lint_rules(paths or ()))


@rule_commands.command(help=say("Read rules back as one sentence each.", "把规则念成一句话。"))
def explain(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[RULE…]")] = None,
    rules: Rules = None,
    strength: Annotated[
        bool, typer.Option("--strength", help=say("also: which examples are missing", "同时指出还缺哪些示例"))
    ] = False,
) -> None:
    raise typer.Exit(rule_work.explain_rules(ids or (), rules or (), strength=strength))


@rule_commands.command(help=say("Run the examples inside the rule files.", "运行规则文件中的示例。"))
def test(paths: Paths = None) -> None:
    raise typer.Exit(rule_work.test_rules(paths or ()))


@rule_commands.command(
    help=say("What these rules would change over stored reports.", "预演：这些规则会改变哪些结论。")
)
def preview(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help=say("the new rules", "新的规则"))],
    old: Annotated[
        list[Path] | None,
        typer.Option("--old", help=say("compared with; default statutory", "与之比较，默认现行规则")),
    ] = None,
    files: Annotated[
        list[Path] | None,
        typer.Option("--file", help=say("report files instead of stored ones", "用这些年报文件代替库存")),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--html", help=say("page for the approval file", "审批件写到这个文件")),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=64, help=say("processes", "进程数，默认每核一个"))
    ] = None,
) -> None:
    from cli import rule_preview  # noqa: PLC0415  (the database takes a second to import, and only three commands need it)

    raise typer.Exit(rule_preview.preview_rules(paths, old or (), files or (), page=page, jobs=jobs))


@rule_commands.command(help=say("Raise a rule's status after its preview.", "预演之后把规则升为试行或正式。"))
def promote(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    rule: Annotated[str, typer.Argument(metavar="RULE")],
    to: Annotated[Status, typer.Option("--to", help=say("trial | in_force", "trial 试行、in_force 正式"))],
    weak: Annotated[
        bool,
        typer.Option(
            "--accept-weak-examples", help=say("although a change would go unnoticed", "示例不足也接受")
        ),
    ] = False,
) -> None:
    from cli import rule_promotion  # noqa: PLC0415  (see `preview`)

    raise typer.Exit(rule_promotion.promote_rule(file, rule, to, weak=weak))


@rule_commands.command(help=say("Turn a finding into an example.", "把一项已确认或误报的问题写成示例。"))
def capture(
    number: Annotated[str, typer.Argument(metavar="FINDING")],
    name: Annotated[str, typer.Option("--name", help=say("name of the example", "示例的名称"))],
    dismissed: Annotated[
        bool, typer.Option("--dismissed", help=say("it was a false alarm: must pass", "是误报：应当通过"))
    ] = False,
    rules: Rules = None,
) -> None:
    from cli import rule_promotion  # noqa: PLC0415  (see `preview`)

    raise typer.Exit(rule_promotion.capture_example(number, name, confirmed=not dismissed, paths=rules or ()))


@rule_commands.command(help=say("The catalogue of rules as a page.", "生成规则目录。"))
def docs(
    paths: Paths = None,
    to: Target = None,
    language: Annotated[
        bool, typer.Option("--language", help=say("the language instead of the rules", "改为生成语言说明"))
    ] = False,
) -> None:
    raise typer.Exit(rule_work.write_language(to) if language else rule_work.write_catalogue(to, paths or ()))


@rule_commands.command(help=say("JSON Schema for editors.", "供编辑器使用的 JSON Schema。"))
def schema(to: Target = None) -> None:
    raise typer.Exit(rule_work.write_schema(to))


@rule_commands.command(help=say("Write the lock of logic hashes.", "写入规则逻辑的锁文件。"))
def lock(paths: Paths = None) -> None:
    raise typer.Exit(rule_work.write_lock(paths or ()))
