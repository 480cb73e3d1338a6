"""What stands on each page, in its margins or behind its text, stands between the lines of a dump: it is no text of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.plain.tokens import Kind, kind_of

_ADDRESS = re.compile(r"^(?:https?|file)://\S+(?P<page>\s+\d{1,4}\s*/\s*\d{1,4})?$")
_PAGE = re.compile(r"^\d{1,4}\s*/\s*\d{1,4}$")
_MOMENT = re.compile(
    r"^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}[,\s]+(?:[上下]午)?\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s{2,}\S.*)?$"
)
_NEAR = 4
"""Lines after an address within which its page number stands."""
_PAGES, _WORDS = 2, 4
"""How often the file's last words stand in it, and of how many characters, from which they are each page's."""
_HEAD = 10
"""Lines of the title, which may name the agency as its signature does."""
_ENDS = ("。", "；", "：", "！", "？")


def without_margins(lines: Sequence[str]) -> list[str]:
    """The lines, those of a browser's margins empty; lines are counted as before.

    Its mark is the address with the page's number: without one nothing is taken out.
    """
    kept = list(lines)
    plain = [line.strip() for line in lines]
    numbered = False
    for at, text in enumerate(plain):
        address = _ADDRESS.match(text)
        if address is None:
            continue
        number = next(
            (near for near in range(at + 1, at + 1 + _NEAR) if _PAGE.match("".join(plain[near : near + 1]))),
            None,
        )
        if address["page"] is None and number is None:
            continue
        numbered = True
        kept[at] = ""
        if number is not None and address["page"] is None:
            kept[number] = ""
    if numbered:
        kept = ["" if _MOMENT.match(text) else line for text, line in zip(plain, kept, strict=True)]
    return _without_running(kept)


def _without_running(lines: list[str]) -> list[str]:
    """The lines without the one that ends the file and stands on its other pages, too: a foot, a watermark."""
    last = next((line.strip() for line in reversed(lines) if any(map(str.isalpha, line))), "")
    if len(last) < _WORDS or last.endswith(_ENDS) or kind_of(last) is not Kind.WORDS:
        return lines
    running = [at for at, line in enumerate(lines) if at >= _HEAD and line.strip() == last]
    if len(running) < _PAGES:
        return lines
    kept = list(lines)
    for at in running:
        kept[at] = ""
    return kept
