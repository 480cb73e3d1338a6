"""The command's own words: Chinese for a zh locale, English otherwise; `--lang` overrides.

Findings are always Chinese. The choice is made once, before the commands are built, because help texts need it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

Language = Literal["zh", "en"]


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang zh|en` in the arguments, else the POSIX locale variables in their order of precedence."""
    for position, argument in enumerate(arguments):
        value = ""
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        elif argument.startswith("--lang="):
            value = argument.removeprefix("--lang=")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"


def without_choice(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--lang …`, which may stand anywhere on the line."""
    kept: list[str] = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "--lang":
            skip = True
        elif not argument.startswith("--lang="):
            kept.append(argument)
    return kept


@cache
def language() -> Language:
    return choose(sys.argv[1:], os.environ)


def say(english: str, chinese: str) -> str:
    """One of the two, as chosen for this run."""
    return chinese if language() == "zh" else english
