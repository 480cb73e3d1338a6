"""Which of a document's headings are its chapters: the six sections by their words, not by their numbers (domain.md §2.1).

Numbers are lost, doubled or all "1、" in what portals print, and section five's own points are numbered 一、二、三、 again;
so a heading is a short line whose words are those of a section, and the style of mark that most sections carry decides
which of two candidates is the chapter and which a sub-heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.document import Block, Paragraph
from reports.form import sections as section_facts
from reports.headings import CONTENTS, Heading, Mark, heading_of, headings_among
from reports.section_words import title_words

_FIRST, _WORDS_ALONE = "overview", ("problems", "other_matters")


@dataclass(frozen=True, slots=True, eq=False)
class Chapter:
    """A heading, and the index of the block that it is."""

    index: int
    heading: Heading
    paragraph: Paragraph


def chapters_of(
    blocks: Sequence[Block], headed: Sequence[tuple[int, Heading]] | None = None
) -> list[Chapter]:
    """The headings that begin the document's sections, in order; `headed` are all that stand among `blocks`, where they are known."""
    found = [
        Chapter(index, heading, block)
        for index, heading in (headings_among(blocks) if headed is None else headed)
        if isinstance(block := blocks[index], Paragraph)
    ]
    told = _without_contents_alone(_without_contents(_without_contents_in_a_line(found)))
    return _without_points(_chapters(_without_contents_below(told)))


def _without_contents(found: Sequence[Chapter]) -> list[Chapter]:
    """Drop a list of contents above the report: three or more different headings with nothing between them, each repeated later."""
    kept = list(found)
    run: list[Chapter] = []
    last = {each.heading.section: each.index for each in found}
    for each in found:
        if run and each.index == run[-1].index + 1 and not run[-1].heading.rest:
            run.append(each)
        else:
            run = [each]
        if not CONTENTS <= len(run) <= len(last):
            continue
        later = {section for section, index in last.items() if index > run[-1].index}
        sections = [other.heading.section for other in run]
        if len(set(sections)) == len(sections) and set(sections[:-1]) <= later | {sections[-1]}:
            kept = [other for other in kept if not (other in run and other.heading.section in later)]
    return kept


def _without_contents_in_a_line(found: Sequence[Chapter]) -> Sequence[Chapter]:
    """Drop a list of contents that is one line, where its first heading stands again."""
    last = {each.heading.section: each.index for each in found}
    return [
        each
        for each in found
        if not each.heading.rest or each.index == last[each.heading.section] or not _goes_on(each.heading)
    ]


def _goes_on(heading: Heading) -> bool:
    """Whether other sections' headings are all that stands behind one."""
    named = 1
    rest: Heading | None = heading
    while rest is not None and rest.rest:
        rest = heading_of(rest.rest)
        named += rest is not None
    return named >= CONTENTS


def _without_contents_alone(found: Sequence[Chapter]) -> Sequence[Chapter]:
    """Drop a list of contents whose report is not there: of pages that show one section at a time only the one that was open is
    printed or saved. From the overview to a section that is words alone, with nothing between: no report says nothing at all."""
    dropped: list[Chapter] = []
    run: list[Chapter] = []
    for each in found:
        if not (run and each.index == run[-1].index + 1 and not run[-1].heading.rest):
            run = []
        run.append(each)
        sections = [other.heading.section for other in run]
        if len(sections) > CONTENTS and sections[0] == _FIRST and sections[-1] in _WORDS_ALONE:
            dropped = [*run]
    return [each for each in found if each not in dropped] if dropped else found


def _without_contents_below(found: Sequence[Chapter]) -> Sequence[Chapter]:
    """Drop a list of contents beside or below the report: three or more different headings that were there already, with
    nothing between them."""
    seen: set[str] = set()
    run: list[Chapter] = []
    listed: list[Chapter] = []
    for each in found:
        again = each.heading.section in seen
        if not (again and run and each.index == run[-1].index + 1 and not run[-1].heading.rest):
            listed += _if_a_list(run)
            run = []
        if again:
            run.append(each)
        seen.add(each.heading.section)
    listed += _if_a_list(run)
    return [each for each in found if each not in listed] if listed else found


def _if_a_list(run: Sequence[Chapter]) -> Sequence[Chapter]:
    sections = {each.heading.section for each in run}
    return run if len(run) == len(sections) >= CONTENTS else ()


def _chapters(found: Sequence[Chapter]) -> list[Chapter]:
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


def _without_points(chapters: Sequence[Chapter]) -> list[Chapter]:
    """A chapter's own points that are numbered like chapters (一、存在的问题 within 五、存在的主要问题…) are no second heading.

    Of headings of one section in different words the form's own count, else those that read like the first.
    """
    own: dict[str, str] = {}
    for chapter in chapters:
        words, section = chapter.heading.words, chapter.heading.section
        if section not in own or words == title_words(section):
            own[section] = words
    return [chapter for chapter in chapters if chapter.heading.words == own[chapter.heading.section]]


def _fits(candidate: Chapter, chosen: Iterable[Chapter], order: list[str]) -> bool:
    rank = order.index(candidate.heading.section)
    return all(
        (each.index < candidate.index) == (order.index(each.heading.section) < rank) for each in chosen
    )
