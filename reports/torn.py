"""What a broken proxy or a resumed download leaves where it lost a piece of a file, or took one twice.

Looked for only in pages and texts where something of the form is missing or stands twice: nothing is said of what a seam may have
done. Zipped formats tell it by their checksums.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise

from reports.document import Block, Document, MediaType, Paragraph, Place
from reports.form import by_row, forms, sections
from reports.markup.decoding import REPLACEMENT, decode
from reports.model import AnnualReport, Cell, CellState, ReportKind, Section, Sentence, Uncertain
from reports.unshown import holds_what_is_missing, tables_missing

TORN = "a piece of the file seems to be lost, to stand twice or to be folded up"
"""How a reading says it."""
_UNKNOWN = Cell(CellState.UNREADABLE, why="it may have stood in a piece that the file lost")
_LOST = re.compile(r"\S[^\S\n]*[\ufffd\ue000-\ue765]")
"""Half a letter: what a seam leaves of two in three of UTF-8, and of one in two of GB 18030, whose unused codes are private. What a line begins with is its bullet."""
_APART = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea)\b.*?(?:</\1\s*>|\Z)|<[!?][^<>]*>", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)(>?)")
_HALF = re.compile(r"<|[\w\"'/]>", re.ASCII)
"""Between tags: the end of one, or what begins one."""
_PAIRED = frozenset(
    ("table", "tr", "td", "th", "p", "span", "strong", "b", "font", "h1", "h2", "h3", "h4", "h5", "h6")
)
"""Elements of the text itself. The boxes of a page (div, ul) are often left open by those who made it."""
_NOTHING = REPLACEMENT * 4
"""A block of NULs, as `decode` shows it."""
_MORE = re.compile(
    r"(?:展开|阅读|查看|显示|加载|余下|剩余)(?:全文|全部内容|剩余|余下|更多内容)|下一页(?!面|(?:\s|&nbsp;|&#160;)*[:：])|(?:登录|登陆|打开APP|下载APP)后?.{0,4}(?:查看|阅读)"
)
"""What a page is folded up, or parted, with. 下一页：某某 is the article that its site has next to it."""
_PAGED = re.compile(
    r"\bcreatePageHTML\s*\(\s*(?:['\"][\w-]*['\"]\s*,\s*)?(?!0*[01]\b)\d{1,3}\s*,"
    r"|>\s*\[?(?:1\]?\s*<(?:[^<>]*>\s*<){0,3}a\b[^<>]*\bhref[^<>]*>\s*\[?2|2\]?\s*</a>\s*<a\b[^<>]*\bhref[^<>]*>\s*\[?3)\]?\s*<",
    re.IGNORECASE,
)
"""A pager: that of TRS, told how many pages there are (ours may be any of them), or links to the second page and on."""
_NOT_READ = {
    MediaType.HTML: (CellState.ABSENT,),
    MediaType.TEXT: (CellState.ABSENT, CellState.UNREADABLE),
}
"""Kinds of file without checksums, and as what is read what stood in a lost piece of a table of theirs."""
_LETTER = re.compile(r"[^\W\d_]")
_TELLING = 6
"""Letters with which a paragraph and a table, or two, do not end alike by chance."""
_REPORTED = 3
"""So many sections make a report."""
_LONG = 40
"""Characters of a paragraph that says too much to be said twice by custom."""
_EATEN = 80
"""Characters that a tag cut in two takes with it."""


def is_suspect(report: AnnualReport) -> bool:
    """Whether a section is said to be missing, or to stand twice, of a page or a text that has others; or a row of table three is
    missing, or a paragraph stands twice."""
    if report.kind is ReportKind.OTHER or report.source.media_type not in _NOT_READ:
        return False
    if sum(section.present for section in report.sections.values()) < _REPORTED:
        return False
    long = [text for one in report.narrative if len(text := one.text) >= _LONG]
    if len(set(long)) < len(long) or any(map(_is_accused, report.sections.values())):
        return True
    rows = _totals(report.layout["applications"])
    return any(report.cell(each).state is CellState.ABSENT for each in rows) or bool(tables_missing(report))


def _said_once(narrative: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Without what a long paragraph says a second time."""
    first = {one.text: one for one in reversed(narrative)}
    return tuple([one for one in narrative if len(one.text) < _LONG or first[one.text] is one])


@cache
def _totals(layout: str | None) -> tuple[str, ...]:
    """One cell of each row of table three."""
    addresses = forms()[layout].addresses() if layout else ()
    return tuple([each for each in addresses if each.startswith("applications.") and each.endswith(".total")])


def _is_accused(section: Section) -> bool:
    return section.certain and (not section.present or bool(section.repeats))


def doubted(report: AnnualReport, document: Document, data: bytes) -> AnnualReport:
    """The report, of which nothing is certainly missing or said twice where a seam shows in its file or in what was read of it."""
    again = _goes_back(document, report)
    source = decode(data).text
    if not (
        again
        or _has_half_a_letter(document)
        or _ends_in_a_table(report)
        or _is_broken(source, document.media_type)
        or (document.media_type is MediaType.HTML and holds_what_is_missing(source, report))
    ):
        return report
    return replace(
        report,
        sections={
            id: replace(section, certain=False) if _is_accused(section) else section
            for id, section in report.sections.items()
        },
        cells=_without_gaps(report.cells),
        narrative=() if again else _said_once(report.narrative),
        uncertain=(*report.uncertain, Uncertain(Place(), TORN)),
    )


def _without_gaps(cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """Without absent ones; a row before one that is missing may go on with the figures of that one."""
    rows = by_row(cells)
    absent = {address for address, cell in cells.items() if cell.state is CellState.ABSENT}
    gaps = {row for row, own in rows.items() if absent.issuperset(own)}
    before = {row for row, after in pairwise(rows) if after in gaps}
    doubtful = absent.union(*(rows[row] for row in before))
    return {**cells, **{a: replace(_UNKNOWN, raw=cells[a].raw, place=cells[a].place) for a in doubtful}}


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from ("\t".join(cell.text for cell in row if cell is not None) for row in block.rows)


def _has_half_a_letter(document: Document) -> bool:
    return any(_LOST.search(line) for block in document.blocks for line in _lines(block))


def _is_broken(source: str, kind: MediaType) -> bool:
    """Whether a file holds a block of nothing, or shows a part of its text only; or a page half a tag, or ends and begins of its
    text's elements that are no pairs, where it ends any."""
    if _NOTHING in source:
        return True
    if kind is MediaType.TEXT:
        return _MORE.search(source) is not None
    if _PAGED.search(source):
        return True
    source = _APART.sub("", source)
    tags: Counter[str] = Counter()
    for ends, name, attributes, closed in _TAG.findall(source):
        if not closed or attributes.count('"') % 2:
            return True
        if not attributes.endswith("/"):
            tags[ends + name.lower()] += 1
    unpaired = any(0 < tags["/" + name] != tags[name] for name in _PAIRED)
    words = _TAG.sub("", source)
    return unpaired or _HALF.search(words) is not None or _MORE.search(words) is not None


def _ends_in_a_table(report: AnnualReport) -> bool:
    """Whether a section is missing beside one whose table was not read whole, of a page begun: what took the one may have taken
    part of the other."""
    lost = _NOT_READ[report.source.media_type]
    read, torn = set[str](), set[str]()
    for address, cell in report.cells.items():
        (torn if cell.state in lost else read).add(address.split(".")[0])
    if report.source.media_type is MediaType.HTML:
        torn &= read
    order = [fact.id for fact in sections()]
    there = [id for id in order if report.sections[id].present]
    for rank, id in enumerate(order):
        if id in there or not report.sections[id].certain:
            continue
        before = [other for other in order[:rank] if other in there][-1:]
        after = [other for other in order[rank:] if other in there][:1]
        if not torn.isdisjoint((*before, *after)):
            return True
    return False


def _goes_back(document: Document, report: AnnualReport) -> bool:
    """Whether a document goes back to an earlier place amid a paragraph or a table of its own, and on from there over a heading.

    An office that pastes a part twice pastes whole ones.
    """
    doubled = {section.heading for section in report.sections.values() if section.repeats and section.heading}
    if not doubled:
        return False
    blocks = ["\n".join(_lines(block)) for block in document.blocks]
    text = "\n".join(blocks)
    starts = [*accumulate(len(block) + 1 for block in blocks)]
    for heading in doubled:
        places = [found.start() for found in re.finditer(re.escape(heading), text)]
        for first, second in pairwise(places):
            begins, ends = _same_around(text, first, second)
            amid = text[begins : starts[bisect_left(starts, begins)]] if begins else ""
            if second - first <= ends - begins + _EATEN and len(_LETTER.findall(amid)) >= _TELLING:
                return True
    return False


def _same_around(text: str, first: int, second: int) -> tuple[int, int]:
    """From where to where the text around `first` is what stands around `second`, looked for as far as they are apart."""
    begins, ends, away = first, first, second - first
    lowest, highest = max(first - away, 0), min(second, len(text) - away)
    while begins > lowest and text[begins - 1] == text[begins - 1 + away]:
        begins -= 1
    while ends < highest and text[ends] == text[ends + away]:
        ends += 1
    return begins, ends
