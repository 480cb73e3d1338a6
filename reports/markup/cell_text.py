"""The words of one `<td>`: its paragraphs as lines, without what is hidden, and with a mark where something is shown that is no text."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from reports.folding import squeeze
from reports.markup.figures import FIGURE, PART
from reports.markup.hidden import ODD
from reports.markup.nodes import BLOCKS, DRAWN, RAISED, SKIPPED, STRUCK
from reports.references import unescaped
from reports.remembering import WORDS

_DEEPEST = 300
"""Elements within each other in one cell; deeper text is not read."""
_NOTE = re.compile(r"#\w*(?:fn|ftn|footnote|note|zhu|zs)", re.IGNORECASE)
_PLACE = re.compile(r"#[^/!]")
"""Of a page; not the bare ``#`` of a link that runs a script, nor an application's own address (``#/view``)."""
_COVERS = frozenset((FIGURE, PART))
"""In the place of a figure, where the table around it is read for all that are printed alike."""
_SHORT = 64
"""Characters of a cell whose tidied words are remembered."""
_UNKNOWN = "\ufffd"


def cell_text(node: LexborNode, hidden: frozenset[int], composed: frozenset[int]) -> str:
    """The words of a cell. Inline elements join without a gap; paragraphs and breaks stay apart as lines."""
    words: list[str] = []
    _collect(node, words, hidden, composed, _DEEPEST)
    text = "".join(words)
    if ODD in text:
        text = _without_odd(text)
    return "\n".join(filter(None, map(squeeze, _once_more(text).split("\n"))))


def plain_text(node: LexborNode) -> str:
    """The words of a cell that holds nothing else, or one paragraph of them."""
    text = node.text()
    return _tidy(text) if len(text) <= _SHORT else _tidied(text)


def _without_odd(text: str) -> str:
    """A label does without its pictures and raised marks; where no words stand, something is shown that is no text."""
    plain = text.replace(ODD, "")
    if any("\u4e00" <= character <= "\u9fff" for character in plain):
        return plain
    return f"{plain}{_UNKNOWN}"


def _tidied(text: str) -> str:
    return squeeze(_once_more(_without_odd(text) if ODD in text else text))


def _once_more(text: str) -> str:
    """A system that escapes what was escaped prints "&nbsp;13" where the office typed a space and 13."""
    return unescaped(text) if "&" in text else text


_tidy = lru_cache(maxsize=WORDS)(_tidied)
"""Figures and labels come again and again; passages do not."""


def _collect(
    node: LexborNode, words: list[str], hidden: frozenset[int], composed: frozenset[int], depth: int
) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            words.append(_on_one_line(child.text_content or ""))
        elif depth == 0 or (hidden and child.mem_id in hidden):
            continue
        elif tag in DRAWN or tag in STRUCK:
            if tag == "input" and (child.attributes.get("type") or "").lower() == "hidden":
                continue
            if tag != "script" or not any(map(str.strip, words)) or "write" in child.text(deep=True):
                words.append(ODD)
        elif tag in SKIPPED:
            continue
        elif tag == "br":
            words.append("\n")
        elif tag == "li" and not child.text(deep=True).strip():  # its number is shown all the same
            words.append(ODD)
        elif tag in RAISED or (tag == "a" and _is_note(child, words)):
            words.append(f"\n{ODD}")
            _words_of(child, words, hidden, composed, depth)
            words.append("\n")
        elif tag in BLOCKS:
            words.append("\n")
            _words_of(child, words, hidden, composed, depth)
            words.append("\n")
        else:
            _words_of(child, words, hidden, composed, depth)


def _is_note(link: LexborNode, before: list[str]) -> bool:
    """A link to a footnote of the page: by its name, or as a link to some place of the page behind a figure (12<a href="#f1">1</a>)."""
    address = link.attributes.get("href") or ""
    if _NOTE.match(address) is not None:
        return True
    last = "".join(before).rstrip()[-1:]
    return is_to_a_place(link) and (last.isdigit() or last in _COVERS)


def is_to_a_place(link: LexborNode) -> bool:
    """Whether it leads to some place of a page."""
    return _PLACE.search(link.attributes.get("href") or "") is not None


def _words_of(
    node: LexborNode, words: list[str], hidden: frozenset[int], composed: frozenset[int], depth: int
) -> None:
    if node.mem_id in composed:
        _collect(node, words, hidden, composed, depth - 1)
    else:
        words.append(_on_one_line(node.text()))


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")
