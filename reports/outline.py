"""The six sections by their words, not by their numbers (domain.md §2.1).

Numbers are lost, doubled or all "1、" in what portals print, and section five's own points are numbered 一、二、三、 again;
so a heading is a short line whose words are those of a section, and the style of mark that most sections carry decides
which of two candidates is the chapter and which a sub-heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reports.appended import second_report
from reports.document import Block, Document, Grid, GridCell, Paragraph
from reports.form import sections as section_facts
from reports.headings import DEBRIS, LONGEST, Heading, Mark, heading_of, title_words
from reports.model import Section, Sentence
from reports.renamed import may_be_renamed, may_be_there
from reports.sheets import Sheet


@dataclass(frozen=True, slots=True)
class _Found:
    index: int
    heading: Heading
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Outline:
    """The document cut into its sections."""

    sections: Mapping[str, Section]
    narrative: tuple[Sentence, ...]
    artifacts: Mapping[str, str]
    """Headings with a converter's leavings before them ("[bookmark: _GoBack]"), as they stand, by ``artifact.<section>``."""


def outline(document: Document) -> Outline:
    """Cut a document into its sections. A heading that is typed as a row of its table counts like any other."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(block)
        else:
            blocks += _opened(block)
    found = [
        _Found(index, heading, block)
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and (heading := heading_of(block.text, loosely=True))
    ]
    chapters = _chapters(_without_contents(found, blocks))
    chapters = _without_points(chapters)
    end = second_report(blocks, [(chapter.index, chapter.heading.section) for chapter in chapters])
    if end is not None:
        blocks, chapters = blocks[:end], [chapter for chapter in chapters if chapter.index < end]
    of_block, starts = _assign(blocks, chapters)
    certain = not (document.unread or document.attachments or document.pictures)
    made = _sections(blocks, of_block, chapters, certain)
    artifacts = {
        f"artifact.{chapter.heading.section}": chapter.paragraph.text
        for chapter in chapters
        if chapter.paragraph.text.lstrip().startswith("[")
    }
    return Outline(made, _narrative(blocks, of_block, starts), artifacts)


def _opened(block: Grid) -> Iterable[Block]:
    """A grid with rows that are nothing but a section's heading: those rows as paragraphs, the rest as it is."""
    if block.sheet is not None and not _holds_headings(block.sheet):
        return (block,)
    headings = [_heading_row(row) for row in block.rows]
    if not any(headings):
        return (block,)
    made: list[Block] = []
    start = 0
    for index, heading in enumerate([*headings, None]):
        ends = index == len(block.rows)
        if heading is None and not ends:
            continue
        if index > start:
            made.append(replace(block, rows=block.rows[start:index]))
        if heading is not None:
            made.append(Paragraph(" ".join(heading.text.split()), heading.place))
        start = index + 1
    return made


@lru_cache(maxsize=128)
def _holds_headings(sheet: Sheet) -> bool:
    return any(_heading_row(row) for row in sheet.covered.rows)


def _heading_row(row: Sequence[GridCell | None]) -> GridCell | None:
    """The one cell with words of a row, where they are a heading."""
    only: GridCell | None = None
    for cell in row:
        if cell is None or cell is only or not cell.text or cell.text.isspace():
            continue
        if only is not None:
            return None
        only = cell
    if only is None or len(only.text) > LONGEST or heading_of(only.text) is None:
        return None
    return only


def _without_contents(found: Sequence[_Found], blocks: Sequence[Block]) -> list[_Found]:
    """Drop a table of contents: three or more different headings with nothing between them, each repeated later."""
    kept = list(found)
    run: list[_Found] = []
    for each in found:
        if run and each.index == run[-1].index + 1 and not run[-1].heading.rest:
            run.append(each)
        else:
            run = [each]
        later = {other.heading.section for other in found if other.index > run[-1].index}
        sections = [other.heading.section for other in run]
        if (
            len(run) >= 3
            and len(set(sections)) == len(sections)
            and set(sections[:-1]) <= later | {sections[-1]}
        ):
            kept = [other for other in kept if not (other in run and other.heading.section in later)]
    return kept


def _chapters(found: Sequence[_Found]) -> list[_Found]:
    """Keep the style of mark that the most sections carry; others only for sections that style does not have."""
    if not found:
        return []
    by_mark: dict[Mark, set[str]] = {}
    for each in found:
        if not each.heading.loose:
            by_mark.setdefault(each.heading.mark, set()).add(each.heading.section)
    if not by_mark:
        return []
    style = min(by_mark, key=lambda mark: (-len(by_mark[mark]), mark))
    chosen = [each for each in found if each.heading.mark is style and not each.heading.loose]
    missing = {each.heading.section for each in found} - {each.heading.section for each in chosen}
    order = [fact.id for fact in section_facts()]
    for section in sorted(missing, key=order.index):
        fitting = [
            each
            for each in found
            if each.heading.section == section
            and (each.heading.mark is style or not each.heading.loose)
            and _fits(each, chosen, order)
        ]
        if fitting:
            best = min(fitting, key=lambda each: (each.heading.loose, each.heading.mark, each.index))
            chosen = sorted([*chosen, best], key=lambda each: each.index)
    return chosen


def _without_points(chapters: Sequence[_Found]) -> list[_Found]:
    """A chapter's own points that are numbered like chapters (一、存在的问题 within 五、存在的主要问题…) are no second heading.

    Of headings of one section in different words the form's own count, else those that read like the first.
    """
    own: dict[str, str] = {}
    for chapter in chapters:
        words, section = chapter.heading.words, chapter.heading.section
        if section not in own or words == title_words(section):
            own[section] = words
    return [chapter for chapter in chapters if chapter.heading.words == own[chapter.heading.section]]


def _fits(candidate: _Found, chosen: Iterable[_Found], order: list[str]) -> bool:
    rank = order.index(candidate.heading.section)
    return all(
        (each.index < candidate.index) == (order.index(each.heading.section) < rank) for each in chosen
    )


def _assign(
    blocks: Sequence[Block], chapters: Sequence[_Found]
) -> tuple[tuple[str | None, ...], dict[int, Heading]]:
    starts = {chapter.index: chapter.heading for chapter in chapters}
    of_block: list[str | None] = []
    current: str | None = None
    for index, heading in sorted(starts.items()):
        of_block += [current] * (index - len(of_block))
        current = heading.section
    of_block += [current] * (len(blocks) - len(of_block))
    return tuple(of_block), starts


def _sections(
    blocks: Sequence[Block], of_block: Sequence[str | None], chapters: Sequence[_Found], certain: bool
) -> Mapping[str, Section]:
    made: dict[str, Section] = {}
    held: dict[str | None, list[int]] = {}
    for index, section in enumerate(of_block):
        held.setdefault(section, []).append(index)
    for fact in section_facts():
        own = [chapter for chapter in chapters if chapter.heading.section == fact.id]
        if not own:
            seen = may_be_there(fact.id, blocks) or may_be_renamed(fact.id, blocks, _places(chapters))
            made[fact.id] = Section(present=False, certain=certain and not seen)
            continue
        text, lines = _text(blocks, held[fact.id], {chapter.index: chapter.heading for chapter in own})
        made[fact.id] = Section(
            present=True,
            heading=_printed(own[0]),
            text=text,
            place=own[0].paragraph.place,
            lines=lines,
            order=1 + chapters.index(own[0]),
            repeats=tuple(chapter.paragraph.place for chapter in own[1:]),
            certain=certain,
        )
    return made


def _places(chapters: Sequence[_Found]) -> list[tuple[int, str, Mark]]:
    return [(chapter.index, chapter.heading.section, chapter.heading.mark) for chapter in chapters]


def _printed(chapter: _Found) -> str:
    text = DEBRIS.sub("", chapter.paragraph.text).strip()
    rest = chapter.heading.rest
    return text.removesuffix(rest).rstrip("。：: ") if rest else text


def _text(
    blocks: Sequence[Block], own: Iterable[int], headings: Mapping[int, Heading]
) -> tuple[str, tuple[int, int] | None]:
    words: list[str] = []
    lines: list[int] = []
    for index in own:
        block = blocks[index]
        if isinstance(block, Grid):
            lines += _lines_of(block) if block.sheet is None else ()  # a page has no lines
            continue
        if block.place.line is not None:
            lines.append(block.place.line)
        text = headings[index].rest if index in headings else block.text
        if text:
            words.append(text)
    return "\n".join(words), (min(lines), max(lines)) if lines else None


def _lines_of(grid: Grid) -> list[int]:
    cells = (cell for row in grid.rows for cell in row if cell is not None)
    return [cell.place.line for cell in cells if cell.place.line is not None]


def _narrative(
    blocks: Sequence[Block], of_block: Sequence[str | None], starts: Mapping[int, Heading]
) -> tuple[Sentence, ...]:
    told = [
        Sentence(section, starts[index].rest if index in starts else block.text, block.place)
        for index, (block, section) in enumerate(zip(blocks, of_block, strict=True))
        if isinstance(block, Paragraph)
    ]
    return tuple([sentence for sentence in told if sentence.text])
