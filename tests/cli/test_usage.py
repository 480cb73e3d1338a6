"""Wrong usage is said in the language of the command, with the remedy, and ends with 2: never in English to a Chinese reader."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from cli.application import application
from cli.environment import misspelt
from cli.usage import in_chinese


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["raed", "x"], "错误: 没有“raed”这个命令，是不是 read？"),
        (
            ["rules", "promote", "a", "b", "--to", "zz"],
            "错误: --to 写成了“zz”，只能是 draft, trial, in_force, retired 之一",
        ),
    ],
)
def test_wrong_usage_is_not_answered_in_english(line: list[str], said: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "cli", "--lang", "zh", *line],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    told = ended.stderr.splitlines()
    assert told[0].startswith("用法：nianbao")
    assert told[1] == said
    assert told[2].startswith("查看说明：nianbao ")
    assert told[2].endswith(" --help")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["read"], "缺少“FILE…”"),
        (["read", "--nosuch", "x"], "没有“--nosuch”这个选项"),
        (["read", "--jobs", "x", "y"], "--jobs 应写整数"),
        (["read", "--jobs"], "选项“--jobs”后面要写一个值"),
        (["serve", "--port", "99999"], "--port 不能大于 65535"),
        (["serve", "--prot", "3"], "没有“--prot”这个选项，是不是 --host, --port？"),
    ],
)
def test_what_typer_complains_of_is_known(line: list[str], said: str) -> None:
    """Asked of Typer itself, below the group that answers in the language of this run."""
    first, *rest = line
    group = get_command(application)
    assert isinstance(group, TyperGroup)
    command = group.commands[first]
    with pytest.raises(TyperException) as wrong:
        command.main(rest, prog_name=f"nianbao {first}", standalone_mode=False)
    assert in_chinese(wrong.value.format_message()) == said


def test_english_users_keep_typers_own_words() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "cli", "--lang", "en", "raed"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 2
    assert "No such command 'raed'. Did you mean 'read'?" in ended.stderr


def test_a_complaint_that_is_not_known_is_not_lost() -> None:
    assert in_chinese("Something new happened.") == "Something new happened."
    assert in_chinese("Invalid value for '--x' / '-x': strange") == "--x / -x 不对：strange"


def test_a_misspelt_setting_is_noticed_and_an_offices_own_variable_is_not() -> None:
    own = dict.fromkeys(
        ("NIANBAO_YUNLING_MAIL", "NIANBAO_HOME", "NIANBAO_DEMO_OFFICE", "NIANBAO_VAR", "PORTALS"), "x"
    )
    assert misspelt(own) == {}
    assert misspelt({**own, "NIANBAO_PORTAL": "x", "NIANBAO_OFICCES": "x"}) == {
        "NIANBAO_PORTAL": "NIANBAO_PORTALS",
        "NIANBAO_OFICCES": "NIANBAO_OFFICES",
    }
