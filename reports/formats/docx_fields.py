"""Fields of WordprocessingML (ISO/IEC 29500-1 §17.16): what a reader sees is their result, never their code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from reports.formats.markup import attribute, child, local

_SILENT = re.compile(
    r"(?:TC|XE|TA|RD|SET|ASK|PRIVATE|NEXT|NEXTIF|SKIPIF|TOC|HYPERLINK|ADVANCE|INDEX|TOA|GOTOBUTTON|FORMTEXT|MERGEFIELD"
    r"|ADDIN|CITATION|BIBLIOGRAPHY|REF|PAGEREF)?"
)
"""Fields that show nothing of their own where no result is stored with them."""
_OF_THE_MOMENT = re.compile(
    r"DATE|TIME|PAGE|NUMPAGES|NUMWORDS|NUMCHARS|SECTIONPAGES|SECTION|FILESIZE|EDITTIME|PRINTDATE"
)
"""Fields that every program works out anew when it opens a document: what is stored with them is not what was published."""
_DEEPEST = 100
"""Fields within each other; Word takes twenty."""
KEPT = "KEPT"
"""A word before a field's code that keeps a converter from working it out by its own lights."""


@dataclass(slots=True)
class _Open:
    """A field that has begun: its code so far, whether its result has begun, and where among the parts it stands."""

    start: int
    code: list[str] = field(default_factory=list)
    in_result: bool = False
    chosen: str | None = None
    """The entry that a list to choose from shows."""

    @property
    def name(self) -> str:
        words = [word for word in "".join(self.code).upper().split(maxsplit=3) if word != KEPT]
        return words[0] if words else ""


@dataclass(slots=True)
class Fields:
    """The fields that are open at a point of a paragraph."""

    open: list[_Open] = field(default_factory=list)
    codes: int = 0
    """How many of them have not come to their result."""
    beyond: int = 0
    """Fields that have begun too deep within others to be told apart."""

    @property
    def in_code(self) -> bool:
        """Whether what comes next is part of some field's code, and not shown."""
        return self.codes > 0

    def take_code(self, text: str) -> None:
        if self.open and not self.open[-1].in_result:
            self.open[-1].code.append(text)

    def mark(self, node: etree._Element, parts: list[str]) -> str | None:
        """Take a ``w:fldChar``. What an ending field shows beside its stored result: words, `""`, or `None` for unknown."""
        kind = attribute(node, "fldCharType")
        if kind == "begin" and len(self.open) >= _DEEPEST:
            self.beyond += 1
        elif kind == "end" and self.beyond:
            self.beyond -= 1
            return None
        elif kind == "begin":
            self.open.append(_Open(len(parts), chosen=_chosen(node)))
            self.codes += 1
        elif kind == "separate" and self.open:
            self.codes -= not self.open[-1].in_result
            self.open[-1].in_result = True
            self.open[-1].start = len(parts)
        elif kind == "end" and self.open:
            ended = self.open.pop()
            self.codes -= not ended.in_result
            if ended.in_result and _OF_THE_MOMENT.fullmatch(ended.name):
                del parts[ended.start :]
            return "" if self.in_code else _shown(ended, (parts[at] for at in range(ended.start, len(parts))))
        return ""


def simple(node: etree._Element, stored: str) -> str | None:
    """As `Fields.mark`, of a ``w:fldSimple`` with that stored result."""
    return _shown(_Open(0, [attribute(node, "instr") or ""], in_result=bool(len(node))), [stored])


def _shown(ended: _Open, stored: Iterable[str]) -> str | None:
    if ended.name == "FORMDROPDOWN":
        return ended.chosen
    if ended.name == "FORMCHECKBOX" or _OF_THE_MOMENT.fullmatch(ended.name):
        return None
    if ended.in_result:
        worked_out = ended.name.startswith("=") or ended.name == "EQ"
        return None if worked_out and not any(map(str.strip, stored)) else ""
    return "" if _SILENT.fullmatch(ended.name) else None


def _chosen(begin: etree._Element) -> str | None:
    """The entry of a drop-down list (§17.16.9) that is chosen, by its number from 0."""
    data = child(begin, "ffData")
    choices = child(data, "ddList") if data is not None else None
    if choices is None:
        return None
    entries = [attribute(node, "val") or "" for node in choices if local(node) == "listEntry"]
    for name in ("result", "default"):
        number = child(choices, name)
        value = (attribute(number, "val") or "") if number is not None else ""
        if value.isdecimal():
            return entries[int(value)] if len(value) < 4 and int(value) < len(entries) else None
    return entries[0] if entries else None
