"""Whose name is whose: agencies are matched by normalised name inside one county, city or province."""

from __future__ import annotations

import re
import unicodedata

_NOT_A_NAME = re.compile(r"[\s\u3000·•,，.。、\-—_（）()【】\[\]《》<>“”\"']+")


def normalised(name: str) -> str:
    """Width, spaces and punctuation evened out (NFKC); the words themselves stay, nothing is guessed."""
    return _NOT_A_NAME.sub("", unicodedata.normalize("NFKC", name)).casefold()


def scope_of(division: str | None, portal: str) -> str:
    """The county (six digits of GB/T 2260) that a name is unique in; the portal where no division is known."""
    return division[:6].ljust(6, "0") if division else f"portal:{portal}"
