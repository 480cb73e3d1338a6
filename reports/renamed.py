"""Whether a section that was not found may be there under words that nobody foresaw.

"This report lacks a statutory part" is the gravest thing that is said of a report's form (条例 第五十条). It is not said
while a line that could be that part's heading stands where the part belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reports.document import Block, Grid, Paragraph
from reports.folding import LOST, letters_of
from reports.form import sections as section_facts
from reports.headings import LONGEST, Mark, heading_of, mark_of
from reports.labels import plain
from reports.section_words import LEAD

_LONGEST = 40
_SENTENCE = re.compile(r"[。;；!！?？]")
_BEGINS = re.compile(
    r"(?:^|[。;!?\ufffd]|[一二三四五六七八九十]{1,2}[、.]|\([一二三四五六七八九十]{1,2}\)|(?<!\d)\d{1,2}[、.])[^\w]*"
)
"""Where a heading could begin, in `plain` text."""
_LEAD = re.compile(LEAD)
_ENOUGH = 0.75
"""Share of a title's letters by which it is known."""
_ASIDE = 8
"""Characters among them that are no letters."""
_MOST_PLACES = 3_000
"""So many are looked at; where there are more, a heading may be anywhere."""
_LOST = re.compile(f"[{LOST}]")
_OWN_TEXT = {
    "problems": re.compile(r"问题|不足|不够|有待|改进|下一步"),
    "other_matters": re.compile(r"其[他它].{0,4}(?:报告|汇报|说明)的?.{0,2}事项|信息处理费"),
}
_ACCOUNT = 60
"""Characters."""
_OF_THE_REPORT = re.compile(
    r"编制|报告(?:由|包括|中|的|全文|所列|如下|期限)|年报|如下|统计期限|电子版|下载|联系|电话|网站"
)
_TELLING = {
    "overview": re.compile(r"总体|概述|概况|基本情况"),
    "disclosure": re.compile(r"主动公开"),
    "applications": re.compile(r"申请"),
    "litigation": re.compile(r"复议|诉讼"),
    "problems": re.compile(r"问题|不足|改进|困难"),
    "other_matters": re.compile(r"其他|需要?(?:报告|说明)"),
}


def may_be_renamed(section: str, blocks: Sequence[Block], chapters: Sequence[tuple[int, str, Mark]]) -> bool:
    """Whether an unknown heading stands between the chapters before and after `section`.

    `chapters` are the headings found: index of the block, section, mark. A heading is a short line numbered as they are,
    or one with the section's own words, or with a glyph that is lost; where no heading is numbered, any short line that is no
    sentence. A grid put together from where words stand may hold lines from beside or below the table.
    """
    order = [fact.id for fact in section_facts()]
    rank = order.index(section)
    first = max((index for index, other, _ in chapters if order.index(other) < rank), default=-1)
    last = min((index for index, other, _ in chapters if order.index(other) > rank), default=len(blocks))
    styles = {mark for _, _, mark in chapters}
    known = {index for index, _, _ in chapters}
    return any(
        _may_be_heading(block.text, section, styles) if isinstance(block, Paragraph) else block.guessed
        for index, block in enumerate(blocks)
        if first < index < last and index not in known
    ) or _has_its_text(section, blocks[max(first, 0) : last])


def _has_its_text(section: str, blocks: Sequence[Block]) -> bool:
    """Whether what stands there reads like the section itself, its heading lost: numbered points or an account of the year, or
    the words of five and six."""
    texts = (block.text for block in blocks if isinstance(block, Paragraph))
    if section == "overview":
        return any(mark_of(text) is not Mark.NONE or _is_account(text) for text in texts)
    own = _OWN_TEXT.get(section)
    return own is not None and any(own.search(text) for text in texts)


def _is_account(text: str) -> bool:
    """Of what an agency did, and not of its report, as what stands above the first heading mostly is."""
    return text.lstrip().startswith("一是") or (len(text) >= _ACCOUNT and not _OF_THE_REPORT.search(text))


def _may_be_heading(text: str, section: str, styles: set[Mark]) -> bool:
    words = plain(text) if len(text) <= 2 * _LONGEST else ""
    if not words or len(words) > _LONGEST or _SENTENCE.search(words[:-1]):
        return False
    if _LOST.search(words):
        return True
    mark = mark_of(text)
    if words.endswith("。"):
        return mark is not Mark.NONE and mark in styles and _TELLING[section].search(words) is not None
    return mark in styles or _TELLING[section].search(words) is not None


def may_be_there(section: str, blocks: Sequence[Block]) -> bool:
    """Its title begins a sentence or follows a number somewhere, or stands in a table: a heading we failed to see. So does one of
    which letters were lost on the way to us.

    A missing section is a grave finding (条例 第五十条); a list in the preamble ("包括总体情况、…") is no heading.
    """
    return any(
        _is_buried(plain(block.text), section) if isinstance(block, Paragraph) else _is_within(block, section)
        for block in blocks
    )


def _is_within(grid: Grid, section: str) -> bool:
    """In one of its cells; in flattened text, also torn over several."""
    if any(_may_hold(text, section) for text in _texts(grid)):
        return True
    return not grid.reliable and _is_buried(plain("".join(_printed(grid))), section)


def _printed(grid: Grid) -> Iterator[str]:
    """What its cells say, in order, each once."""
    for row in range(len(grid.rows)):
        yield from (cell.text for _, cell in grid.own_cells(row))


def _texts(grid: Grid) -> set[str]:
    """What its cells say: thousands of rows say the same."""
    return {cell.text for row in grid.rows for cell in row if cell is not None}


def _may_hold(text: str, section: str) -> bool:
    """Whether a cell is the heading, or text that a table took in, heading and all."""
    heading = heading_of(text) if len(text) <= LONGEST else None
    if heading is not None and heading.section == section:
        return True
    return any(_is_buried(plain(line), section) for line in text.split("\n"))


def _is_buried(words: str, section: str) -> bool:
    """Over `plain` text."""
    return _buried_title(section).search(words) is not None or _resembles(words, section)


def _resembles(words: str, section: str) -> bool:
    """Whether most letters of its title, in their order, stand where a heading could begin that no other section's is.

    A text that lost a letter has lost it everywhere; whoever reads it still knows the heading.
    """
    title = _title(section)
    for number, found in enumerate(_BEGINS.finditer(words)):
        if number == _MOST_PLACES:
            return True
        window = letters_of(words[found.end() : found.end() + 2 * len(title) + _ASIDE])[: 2 * len(title)]
        heading = heading_of(window)
        if heading is not None and heading.section == section:
            return True
        lead = _LEAD.match(window)
        begins = window[:3] + (window[lead.end() : lead.end() + 3] if lead else "")
        if (
            heading is None
            and not set(title[:2]).isdisjoint(begins)
            and _in_order(title, window) >= _ENOUGH * len(title)
        ):
            return True
    return False


def _in_order(title: str, window: str) -> int:
    """How many letters of `title` can be found in `window` one behind the other."""
    at = found = 0
    for letter in title:
        place = window.find(letter, at)
        if place >= 0:
            at, found = place + 1, found + 1
    return found


@cache
def _title(section: str) -> str:
    """Its letters, without its number."""
    return letters_of(next(fact for fact in section_facts() if fact.id == section).title)[1:]


@cache
def _buried_title(section: str) -> re.Pattern[str]:
    """Over `plain` text: the title's words where a heading could begin."""
    fact = next(fact for fact in section_facts() if fact.id == section)
    title = fact.matches.replace("(", "(?:")
    mark = r"(?:[一二三四五六七八九十]{1,2}[、.]|\([一二三四五六七八九十]{1,2}\)|\d{1,2}[、.])"
    return re.compile(f"{mark}{LEAD}(?:{title})|(?:^|[。;!?]){LEAD}(?:{title})(?:$|[:。])")
