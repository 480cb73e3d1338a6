"""Text from pages, made harmless for each channel: what a page says may never become markup, a mention or a command."""

from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")
_SPACE = re.compile(r"\s+")


def printable(text: str) -> str:
    """One line without control, format and bidirectional-override characters."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in text)
    return _SPACE.sub(" ", kept).strip()


def markdown(text: str) -> str:
    """CommonMark text (spec 0.31 §2.4, §2.5): punctuation escaped, angle brackets and ampersands as entities."""
    safe = _MARKDOWN.sub(r"\\\1", printable(text))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """Plain text for chat: angle brackets widened, because Feishu reads ``<at user_id="all">`` inside plain text."""
    return printable(text).replace("<", "＜").replace(">", "＞")


def link(address: str) -> str:
    """An http(s) address as it can stand in text; anything else is not linked at all."""
    if not re.match(r"^https?://[^\s<>\"'`\\]+$", address):
        return ""
    return address.replace("(", "%28").replace(")", "%29")
