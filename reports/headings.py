"""Whether a line is the heading of one of the six sections: by its words, and how it is numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from reports.document import Block, Paragraph
from reports.labels import plain
from reports.remembering import WORDS
from reports.section_words import any_of_them, section_words, title_ends, title_words

DEBRIS = re.compile(r"^(?:\[bookmark:[^\]]*\]|\[[^\]]{0,30}\]|#+|\*+|>+|[?？]{2,}|\s)+", re.IGNORECASE)
_FRAME_BEFORE, _FRAME_AFTER = "【《◆◇■□●○▲△★☆※▶", "】》"
"""What frames a heading or points at it."""
_NUMERALS = frozenset("一二三四五六七八九十壹贰叁肆伍陆")
_MARKING = _NUMERALS | {"第"}
"""Han characters that may number a line."""
_OTHERWISE_MARKED = frozenset("（(0123456789")
"""How a line begins that is numbered, but not as a chapter is: none such goes on after a title."""
_MARKS = (
    re.compile(
        r"(?:[一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆]|I{1,3}|IV|VI?)[、.,:]|[-\u2013-\u2015\u2500ー]、"
    ),
    re.compile(r"第[一二三四五六](?:部分|章|节)[:、,]?"),
    re.compile(r"\([一二三四五六七八九十]{1,3}[、.,]?\)[、.,]?"),
    re.compile(r"\d{1,2}[、.,](?!\d)|\(\d{1,2}\)"),
)
"""A dash stands for 一 where a hand took it for one."""
LONGEST = 60
CONTENTS = 3
"""So many headings with nothing between them are a list of contents."""
_LOOKED_AT = 160
"""Characters at the beginning of a line that may hold a heading."""
_LONGEST_LINE = 4_000
_NUMERAL = re.compile(r"[一二三四五六](?=\D)")
_HAS_ITS_WORDS = re.compile(r"[况概题需事讼请他它足难\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""A character that the title of every section has one of, or a form of one that NFKC would make it of."""
_ENDS_ALIKE = re.compile(r"信息\W*$")
"""Or it ends like this."""
_CLOSING = ":。.;"
_STOPS = frozenset("：。；:.;")
"""As they are printed."""
_LEADER = re.compile(r"^[\s.·…‥⋯_-]*(?:\d{1,3}|(?:错误|Error)\s*[!！:：].{0,40})$")
"""Dots and a page number, or what Word and LibreOffice say instead of one that they lost (错误！未定义书签。): the line stands in a
table of contents."""


class Mark(IntEnum):
    """How a heading is numbered."""

    CHINESE = 0
    PART = 1
    BRACKETED = 2
    DIGIT = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class Heading:
    section: str
    mark: Mark
    rest: str = ""
    """Text printed on the same line after the heading."""
    loose: bool = False
    """Words that many a sub-heading has too: the chapter's heading only where no other is and one is due."""
    words: str = ""
    """The heading `plain`, without its mark and closing punctuation."""


@cache
def _telling() -> re.Pattern[str]:
    """The end of a line where `heading_of` would look at the words before or behind it: a superset of what it finds."""
    ends = f"[{re.escape(''.join(title_ends()))}\\0-\u4dff\ua000-\U0010ffff]"
    stops = "".join(_STOPS)
    return re.compile(
        f"\n(?:(?=[^\u4e00-\u9fff]|[{''.join(_MARKING)}])"
        f"|(?<![）{stops}]\n)(?<={ends}\n)|(?<!）[{stops}]\n)(?<={ends}[{stops}]\n))"
    )


def headings_in(lines: Sequence[str], *, loosely: bool = False) -> Iterator[tuple[int, Heading]]:
    """The headings among lines, with their indices. Most lines are none, which one search tells of all of them."""
    for index in _suspects(lines):
        heading = heading_of(lines[index], loosely=loosely)
        if heading is not None:
            yield index, heading


def headings_among(blocks: Sequence[Block]) -> Sequence[tuple[int, Heading]]:
    """The headings among paragraphs, with the indices of their blocks, loose ones too."""
    lines = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    return tuple(headings_in(lines, loosely=True))


def _suspects(lines: Sequence[str]) -> Iterator[int]:
    joined = "\n".join(["", *lines, ""])
    if joined.count("\n") != len(lines) + 1:
        yield from range(len(lines))
        return
    seen = at = -1
    for others in _telling().split(joined):
        at += others.count("\n") + 1
        for index in (at - 1, at):
            if seen < index < len(lines):
                seen = index
                yield index


def heading_of(text: str, *, loosely: bool = False) -> Heading | None:
    """The section that a line is the heading of, if it is one; also where the text goes on after a whole title.

    `loosely`: also a line that says so in words that many a sub-heading has too (`Heading.loose`).
    """
    if (
        "\u4e00" <= text[:1] <= "\u9fff" and text[0] not in _MARKING
    ):  # only a numbered one goes on after its title
        last = text[-2:-1] if text[-1] in _STOPS else text[-1]
        if (
            len(text) > _LOOKED_AT
            or last == "）"
            or ("\u4e00" <= last <= "\u9fff" and last not in title_ends())
        ):
            return None
        found = _short_heading(text)
    elif len(text) <= _LOOKED_AT:
        found = _short_heading(text)
    elif text[0] in _OTHERWISE_MARKED:
        return None
    else:
        found = _heading_of(text) if len(text) <= _LONGEST_LINE else None
    return None if found is None or (found.loose and not loosely) else found


def _heading_of(text: str) -> Heading | None:
    beginning = text[:_LOOKED_AT]
    if not (_HAS_ITS_WORDS.search(beginning) or _ENDS_ALIKE.search(beginning)):
        return None
    debris = DEBRIS.match(beginning)
    mark, words = _take_mark(_unframed(beginning[debris.end() :] if debris else beginning))
    short = len(words) <= LONGEST and len(text) <= _LOOKED_AT
    if short and mark is Mark.NONE and _NUMERAL.match(words):  # 一总体情况
        found = _whole(words[1:], Mark.CHINESE)
        if found is not None and not found.loose:
            return found
    found = _whole(words, mark) if short else None
    if mark is not Mark.CHINESE or (found is not None and not found.loose):
        return found
    begun = _begun(words, text)
    return begun if found is None or (begun is not None and _is_closed(begun, words)) else found


def _is_closed(begun: Heading, words: str) -> bool:
    """Whether the form's whole title stands before a colon or a stop (五、存在的主要问题及改进情况：无。)."""
    return begun.words.endswith(title_words(begun.section)) and words[len(begun.words)] in _CLOSING


def _unframed(text: str) -> str:
    """The words a line begins with, `plain`, without a converter's leavings and what frames them."""
    debris = DEBRIS.match(words := plain(text))
    return (words[debris.end() :] if debris else words).lstrip(_FRAME_BEFORE).rstrip(_FRAME_AFTER)


def _whole(words: str, mark: Mark) -> Heading | None:
    """A line that is a heading and nothing else."""
    if any_of_them().fullmatch(words) is None:
        return None
    for known in section_words():
        if known.usual.fullmatch(words):
            return Heading(known.section, mark, words=words.rstrip(_CLOSING))
    if mark is not Mark.NONE:
        for known in section_words():
            if known.loose.fullmatch(words):
                return Heading(known.section, mark, loose=True, words=words.rstrip(_CLOSING))
    return None


def _begun(words: str, text: str) -> Heading | None:
    """A line that goes on after its heading: after the title as the form prints it, or after any with a colon or stop."""
    for known in section_words():
        if words.startswith(known.title) and len(words) > len(known.title):
            rest = _LEADER.sub("", _rest(text, known.title))
            return Heading(known.section, Mark.CHINESE, rest, words=known.title)
        found = known.usual.match(words)
        if found and found[0][-1] in _CLOSING and found.end() < len(words):
            title = found[0].rstrip(_CLOSING)
            return Heading(known.section, Mark.CHINESE, _LEADER.sub("", _rest(text, title)), words=title)
    return None


_short_heading = lru_cache(maxsize=WORDS)(_heading_of)
"""The page, its outline and its tables ask after the same lines, and the headings are those of every report."""


def _take_mark(words: str) -> tuple[Mark, str]:
    for mark, pattern in zip((Mark.CHINESE, Mark.PART, Mark.BRACKETED, Mark.DIGIT), _MARKS, strict=True):
        found = pattern.match(words)
        if found:
            return mark, words[found.end() :]
    return Mark.NONE, words


def _rest(text: str, title: str) -> str:
    """What stands after the last character of `title` in `text`, as printed."""
    position = 0
    for character in title:
        while position < len(text) and plain(text[position]).replace("它", "他") != character:
            position += 1
        position += 1
    return text[position:].lstrip("。．.：:；; \u3000")


def mark_of(text: str) -> Mark:
    """How a line is numbered, whatever it says."""
    return _take_mark(_unframed(text[:_LOOKED_AT]))[0]
