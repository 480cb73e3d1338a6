"""Which regions a report's words name: asked of dozens of candidates where a region's name stands in several places."""

from __future__ import annotations

import re
from functools import lru_cache

from reports.identity.names import short_name

_ENDS = "县市区旗州盟省"
"""How nearly all names of regions end."""
_END = re.compile(f"[{_ENDS}]")
_REACH = 20
"""Characters of the longest names."""


def is_mentioned(name: str, text: str) -> bool:
    """Whether a text names that region, in full or as it is shortened (管城区)."""
    short = short_name(name)
    return _stands_in(name, text) or (short is not None and len(short) >= 3 and _stands_in(short, text))


def _stands_in(name: str, text: str) -> bool:
    whole = name[-1:] not in _ENDS or len(name) > _REACH
    return name in (text if whole else _ends_of_names(text))


@lru_cache(maxsize=2)
def _ends_of_names(text: str) -> str:
    """All of the text in which a region's name may end, one such place a line."""
    ends = (found.end() for found in _END.finditer(text))
    return "\n".join([text[max(0, end - _REACH) : end] for end in ends])
