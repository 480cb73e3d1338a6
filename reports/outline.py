"""A document cut into its six sections, each with its heading, its words and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import is_

from reports.appended import own_part
from reports.chapters import Chapter, chapters_of
from reports.document import Block, Document, MediaType, Paragraph
from reports.folding import LOST
from reports.form import sections as section_facts
from reports.headings import DEBRIS, Mark, heading_of
from reports.model import Section, Sentence
from reports.opened import opened_rows, without_title, words_of_tables
from reports.renamed import may_be_renamed, may_be_there

_LOST_WITHIN = re.compile(f"(?<=[^\\s{LOST}])[ \u3000]*\ufffd")
"""Not what a line begins with, which is its bullet."""
_GAP = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) +(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
_SPACED_OUT = 0.25
"""Gaps between Chinese letters, as a share of the characters."""
_NEARLY_ALL, _FIRST = 0.8, 20
"""Share of the paragraphs that have a copy behind them; and blocks among which one of these stands."""
_AGAIN, _BANNER = 5, 15
"""So often a sentence of so many characters is no report's."""
_OF_WORDS = frozenset(("overview", "problems", "other_matters"))
"""Sections that have no table of the form: one that stands there (problems and what is done about them, fees) is their text."""
_FLATTENED = frozenset((MediaType.TEXT, MediaType.XLSX, MediaType.XLS))
"""Where the row of a table that says its heading again is a line like any other."""
_SENTENCE = 30
"""Characters of a line that would end in a stop."""
_made = tuple.__new__
"""A sentence without the call of its own constructor: hundreds are made for each report."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The document cut into its sections."""

    sections: Mapping[str, Section]
    narrative: tuple[Sentence, ...]
    artifacts: Mapping[str, str]
    """Headings with a converter's leavings before them ("[bookmark: _GoBack]"), as they stand, by ``artifact.<section>``."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks from one chapter's heading to the next: `start` to `stop`, of `blocks` that are all the document's."""

    chapter: Chapter | None
    """`None` before the first heading."""
    blocks: Sequence[Block]
    sentences: tuple[Sentence, ...]


def outline(document: Document, agency: str | None = None, year: int | None = None) -> Outline:
    """Cut the report of `agency` of `year` into its sections. A heading that is typed as a row of its table counts like any other."""
    blocks = _said_once(_with_rows_opened(document))
    chapters = chapters_of(blocks, document.headed if _are_same(blocks, document.blocks) else None)
    places = [(chapter.index, chapter.heading.section) for chapter in chapters]
    start, end = own_part(blocks, places, agency, year)
    if (start, end) != (0, len(blocks)):
        blocks = blocks[start:end]
        chapters = [replace(each, index=each.index - start) for each in chapters if start <= each.index < end]
    runs = _runs(blocks, chapters)
    certain = not (document.unread or document.attachments or document.pictures)
    artifacts = {
        f"artifact.{chapter.heading.section}": chapter.paragraph.text
        for chapter in chapters
        if chapter.paragraph.text.lstrip().startswith("[")
    }
    narrative = tuple(_without_banners([sentence for run in runs for sentence in run.sentences]))
    sections = _sections(blocks, runs, chapters, certain)
    if _breaks_off(blocks):
        sections = _without_its_end(sections, chapters)
    if document.meta.get("order") == "unknown":
        sections = {id: replace(each, order=None) for id, each in sections.items()}
    return Outline(sections, narrative, artifacts)


def _with_rows_opened(document: Document) -> list[Block]:
    """Its blocks, headings that are typed as a row of a table apart, and of flattened text no heading of a table twice."""
    blocks: list[Block] = []
    say = _say_once if document.media_type in _FLATTENED else list[Block].extend
    behind = 0
    for at, grid in zip(document.grids_at, document.grids, strict=True):
        say(blocks, document.blocks[behind:at])
        blocks += without_title(opened_rows(grid), blocks)
        behind = at + 1
    say(blocks, document.blocks[behind:])
    return blocks


def _say_once(said: list[Block], blocks: Sequence[Block]) -> None:
    """Without a table's heading that is printed directly below itself."""
    for block in blocks:
        if not (said and _is_copy(said[-1], block) and _heads_a_table(block)):
            said.append(block)


def _are_same(blocks: Sequence[Block], others: Sequence[Block]) -> bool:
    return len(blocks) == len(others) and all(map(is_, blocks, others))


def _said_once(blocks: list[Block]) -> list[Block]:
    """Without every paragraph's copy behind it, where nearly all have one: made for another screen, or by a converter."""
    if not any(_is_copy(before, block) for before, block in pairwise(blocks[:_FIRST])):
        return blocks
    copies = [_is_copy(before, block) for before, block in pairwise(blocks)]
    if 2 * sum(copies) < _NEARLY_ALL * sum(isinstance(block, Paragraph) for block in blocks):
        return blocks
    return [blocks[0], *(block for block, copy in zip(blocks[1:], copies, strict=True) if not copy)]


def _without_banners(narrative: Sequence[Sentence]) -> Sequence[Sentence]:
    """Without what stands again and again among its paragraphs, as no report says it: the site's (cookies, its law), or a
    converter's."""
    texts = [sentence.text for sentence in narrative]
    if len(texts) - len(set(texts)) < _AGAIN - 1:
        return narrative
    times = Counter(texts)
    return [each for each in narrative if times[each.text] < _AGAIN or len(each.text) < _BANNER]


def _heads_a_table(line: Block) -> bool:
    heading = heading_of(line.text) if isinstance(line, Paragraph) else None
    return heading is not None and heading.section not in _OF_WORDS


def _is_copy(before: Block, block: Block) -> bool:
    return isinstance(block, Paragraph) and isinstance(before, Paragraph) and block.text == before.text


def _breaks_off(blocks: Sequence[Block]) -> bool:
    """Whether the last words are half a sentence: what came after them is lost, and whose fault that is cannot be told."""
    last = blocks[-1] if blocks else None
    text = last.text.rstrip() if isinstance(last, Paragraph) else ""
    of_sentences = len(text) >= _SENTENCE or "。" in text
    return text.endswith((",", "，", "、", "…", "...")) or (of_sentences and "\u4e00" <= text[-1] <= "\u9fff")


def _without_its_end(sections: Mapping[str, Section], chapters: Sequence[Chapter]) -> Mapping[str, Section]:
    """Nothing is certain of the last section and of those due after it; one that reached the sixth has all of them."""
    order = [fact.id for fact in section_facts()]
    last = max((order.index(chapter.heading.section) for chapter in chapters), default=0)
    if last == len(order) - 1:
        return sections
    return {
        id: replace(each, certain=each.certain and order.index(id) < last) for id, each in sections.items()
    }


def _runs(blocks: Sequence[Block], chapters: Sequence[Chapter]) -> list[_Run]:
    ends = [*(chapter.index for chapter in chapters), len(blocks)]
    runs = [_run(None, blocks[: ends[0]])]
    for chapter, end in zip(chapters, ends[1:], strict=True):
        runs.append(_run(chapter, blocks[chapter.index : end]))
    return runs


def _run(chapter: Chapter | None, blocks: Sequence[Block]) -> _Run:
    section = chapter.heading.section if chapter is not None else None
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    sentences = [
        _made(Sentence, (section, _closed_up(text) if " " in text else text, place))
        for text, place, _ in paragraphs
        if text
    ]
    if chapter is not None:  # of the heading's own line, what is printed after it
        rest = chapter.heading.rest
        sentences[:1] = [Sentence(section, rest, chapter.paragraph.place)] if rest else []
    return _Run(chapter, blocks, tuple(sentences))


def _closed_up(text: str) -> str:
    """A paragraph whose letters stand apart ("主 动 公 开"), as converters print what is spaced out on paper, without the gaps."""
    spaced = len(text) >= _SENTENCE and len(_GAP.findall(text)) > _SPACED_OUT * len(text)
    return _GAP.sub("", text) if spaced else text


def _sections(
    blocks: Sequence[Block], runs: Sequence[_Run], chapters: Sequence[Chapter], certain: bool
) -> Mapping[str, Section]:
    made: dict[str, Section] = {}
    lined = any(block.place.line is not None for block in blocks)  # those of a page are not
    for fact in section_facts():
        own = [run for run in runs if run.chapter is not None and run.chapter.heading.section == fact.id]
        headings = [run.chapter for run in own if run.chapter is not None]
        if not headings:
            seen = may_be_there(fact.id, blocks) or may_be_renamed(fact.id, blocks, _places(chapters))
            made[fact.id] = Section(present=False, certain=certain and not seen)
            continue
        text = "\n".join([sentence.text for run in own for sentence in run.sentences])
        if fact.id in _OF_WORDS:
            text = "\n".join(
                filter(None, (text, *(words for run in own for words in words_of_tables(run.blocks))))
            )
        lines = [line for run in own for block in run.blocks for line in _lines_of(block)] if lined else ()
        made[fact.id] = Section(
            present=True,
            heading=_printed(headings[0]),
            text=text,
            place=headings[0].paragraph.place,
            lines=(min(lines), max(lines)) if lines else None,
            order=1 + chapters.index(headings[0]),
            repeats=tuple(
                [each.paragraph.place for each in headings[1:] if each.heading.mark is not Mark.NONE]
            ),
            certain=certain and not ("\ufffd" in text and _LOST_WITHIN.search(text)),
        )
    return made


def _places(chapters: Sequence[Chapter]) -> list[tuple[int, str, Mark]]:
    return [(chapter.index, chapter.heading.section, chapter.heading.mark) for chapter in chapters]


def _printed(chapter: Chapter) -> str:
    text = DEBRIS.sub("", chapter.paragraph.text).strip()
    rest = chapter.heading.rest
    return text.removesuffix(rest).rstrip("。：: ") if rest else text


def _lines_of(block: Block) -> Sequence[int]:
    """Those of the source in which it stands."""
    if isinstance(block, Paragraph):
        return () if block.place.line is None else (block.place.line,)
    cells = (cell for row in block.rows for cell in row if cell is not None)
    return [cell.place.line for cell in cells if cell.place.line is not None]
