"""`NIANBAO_…` variables: what is wrong with one in words, and one that looks like a setting and is none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from cli.console import err
from cli.language import say
from flows.settings import Settings

_PREFIX = "NIANBAO_"


def settings() -> Settings:
    """The settings. A misspelt variable is told: it would be passed over without a word, and nothing would be patrolled."""
    _tell_misspelt()
    return Settings()


@cache
def _tell_misspelt() -> None:
    """Once a run."""
    for given, meant in misspelt(os.environ).items():
        err.print(
            say(
                f"note: {given} is no setting and is not used; did you mean {meant}?",
                f"提示：环境变量 {given} 不是本程序的设置，没有用到；是不是 {meant}？",
            ),
            markup=False,
            soft_wrap=True,
        )


def misspelt(environment: Mapping[str, Any]) -> dict[str, str]:
    """Variable → the setting one letter away (two in a long name) that is not set. Offices name variables of their own."""
    known = [_PREFIX + name.upper() for name in Settings.model_fields]
    found: dict[str, str] = {}
    for given in environment:
        if not given.startswith(_PREFIX) or given in known:
            continue
        near = [
            name
            for name in known
            if name not in environment
            and DamerauLevenshtein.distance(given, name) <= (1 if len(name) < len(_PREFIX) + 7 else 2)
        ]
        found |= {given: near[0]} if len(near) == 1 else {}
    return found
