"""Wrong usage said in Chinese: what Typer finds wrong with a command line, in the words of this program.

Typer knows English only; what it says is known by its kind and its wording, and what is not known is given as it is.
"""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.exceptions import TyperException

from cli.console import Exit, complain, err

_SAID = (
    (r"Missing \w+ '?(?P<a>.+?)'?\.(?: .*)?", "缺少“{a}”"),
    (r"No such command '(?P<a>.*?)'\. Did you mean (?P<b>.+?)\?", "没有“{a}”这个命令，是不是 {b}？"),
    (r"No such command '(?P<a>.*?)'\.", "没有“{a}”这个命令"),
    (r"No such option: (?P<a>\S+) \(Possible options: (?P<b>.+)\)", "没有“{a}”这个选项，是不是 {b}？"),
    (r"No such option: (?P<a>\S+)", "没有“{a}”这个选项"),
    (r"Got unexpected extra argument\(s\) \((?P<a>.+)\)", "多出了“{a}”"),
    (r"Option '(?P<a>.+?)' requires .+", "选项“{a}”后面要写一个值"),
    (r"Option '(?P<a>.+?)' does not take a value\.", "选项“{a}”后面不写值"),
    (r"Invalid value for (?P<a>.+?): Input should be a valid integer.*", "{a} 应写整数"),
    (r"Invalid value for (?P<a>.+?): Input should be a valid number.*", "{a} 应写数字"),
    (r"Invalid value for (?P<a>.+?): Input should be less than or equal to (?P<b>\S+)", "{a} 不能大于 {b}"),
    (
        r"Invalid value for (?P<a>.+?): Input should be greater than or equal to (?P<b>\S+)",
        "{a} 不能小于 {b}",
    ),
    (
        r"Invalid value for (?P<a>.+?): (?:Value error, )?'?(?P<b>.*?)'? is not one of (?P<c>.+)\.",
        "{a} 写成了“{b}”，只能是 {c} 之一",
    ),
    (r"Invalid value for (?P<a>.+?): (?P<b>.+)", "{a} 不对：{b}"),
)


def in_chinese(said: str) -> str:
    """One of Typer's complaints in Chinese; one that is not known, as it stands."""
    for pattern, chinese in _SAID:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return chinese.format(**{key: _named(value) for key, value in found.groupdict().items()})
    return said


def is_help(problem: TyperException) -> bool:
    """A group called without a command: not a complaint but the group's help."""
    return type(problem).__name__ == "NoArgsIsHelpError"


def refuse(problem: TyperException) -> typer.Exit:
    """Say it on standard error, with the usage line and where to read more; the exit is for the caller to raise."""
    context: Any = getattr(problem, "ctx", None)
    if context is not None:
        usage = context.get_usage().removeprefix("Usage: ").strip()
        err.print(f"用法：{usage}", markup=False, highlight=False, soft_wrap=True)
    said = problem.format_message()
    complain(said, in_chinese(said))
    if context is not None:
        err.print(f"查看说明：{context.command_path} --help", markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(Exit.USAGE)


def _named(text: str) -> str:
    """Without Typer's own quotation marks: ``'--jobs' / '-j'`` is --jobs / -j."""
    return text.replace("'", "")
