"""Character references of HTML (§13.5), whatever number they give."""

from __future__ import annotations

import re
from html import unescape

_TOO_LONG = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
"""No character has such a number; thousands of digits would not even be read as one."""


def unescaped(text: str) -> str:
    """`text` with its references resolved; one beyond Unicode is a replacement character, as browsers show it."""
    return unescape(_TOO_LONG.sub("\ufffd", text) if "&#" in text else text)
