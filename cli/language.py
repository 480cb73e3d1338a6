"""The command's own words: Chinese for a zh locale, English otherwise; `--lang` overrides.

Findings are always Chinese. The choice is made once, before the commands are built, because help texts need it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

Language = Literal["zh", "en"]


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang zh|en` in the arguments, else the POSIX locale variables in their order of precedence."""
    value = _apart(arguments)[0]
    if value:
        return "zh" if value.lower().startswith("zh") else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"


def is_choice(arguments: Sequence[str]) -> bool:
    """Is `--lang`, where it stands, followed by zh or en (zh-CN, en_GB.UTF-8 and the like are meant as such)?"""
    value = _apart(arguments)[0]
    return value is None or re.fullmatch(r"(?:zh|en)(?:[-_.].*)?", value, re.IGNORECASE) is not None


def without_choice(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--lang …`, which may stand anywhere on the line before a bare `--`."""
    return _apart(arguments)[1]


def _apart(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The first `--lang`'s word, "" where none follows, None where there is no `--lang`; and the other arguments."""
    chosen: str | None = None
    kept: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return chosen, [*kept, argument, *rest]
        if argument == "--lang":
            value = next(rest, "")
        elif argument.startswith("--lang="):
            value = argument.removeprefix("--lang=")
        else:
            kept.append(argument)
            continue
        chosen = value if chosen is None else chosen
    return chosen, kept


@cache
def language() -> Language:
    return choose(sys.argv[1:], os.environ)


def say(english: str, chinese: str) -> str:
    """One of the two, as chosen for this run."""
    return chinese if language() == "zh" else english
