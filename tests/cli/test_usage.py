"""Wrong usage is said in the language of the command, with the remedy, and ends with 2: never in English to a Chinese reader."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cli.usage import in_chinese


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["read"], "错误: 缺少“FILE…”"),
        (["raed", "x"], "错误: 没有“raed”这个命令，是不是 read？"),
        (["read", "--nosuch", "x"], "错误: 没有“--nosuch”这个选项"),
        (["read", "--jobs", "x", "y"], "错误: --jobs 应写整数"),
        (["serve", "--port", "99999"], "错误: --port 不能大于 65535"),
        (
            ["rules", "promote", "a", "b", "--to", "zz"],
            "错误: --to 写成了“zz”，只能是 draft, trial, in_force, retired 之一",
        ),
        (["db", "upgrade", "zz"], "错误: 多出了“zz”"),
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
    assert (
        told[2]
        == f"查看说明：nianbao {' '.join(line[: 2 if line[0] in ('rules', 'db') else 0 if line[0] == 'raed' else 1])} --help".replace(
            "  ", " "
        )
    )


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
