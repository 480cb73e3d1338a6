"""Lines outside tables → paragraphs; page numbers and running heads are not text of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reports.document import Paragraph, Place
from reports.folding import squeeze
from reports.formats.pdf.lines import TextLine
from reports.headings import heading_of

_PAGE_NUMBER = re.compile(r"^[\s\-—–－·•第]*\d{1,4}[\s\-—–－·•页]*(?:[/／共,，\s]*\d{1,4}\s*页?)?$")
_PRINTED_BY_BROWSER = re.compile(
    r"^(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?$|^20\d\d[/-]\d{1,2}[/-]\d{1,2}[,\s]+(?:[上下]午)?\d{1,2}:\d\d(?:\s.*)?$"
)
"""The address with the page's number, and the moment with the page's title, that browsers print in the margins."""
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[条章])"
)
"""What begins a part of a report begins a paragraph, however tightly it is set."""
_HEADING_LENGTH = 32
_SAME_TYPE = 0.84
"""Share of the largest type from which a line is set in it; OCR measures type to a tenth or so."""
_MEASURED = 3
"""Characters of a line that tells the size of its type; OCR draws a wide box around a title's last glyph or two."""
_RECURS = 3
"""Pages on which a running head stands at least."""
_OF_PAGES = 0.4
"""The same of a file of many pages, as a share of them."""
_MARGIN = 0.12
"""Share of the page's height, at top and bottom, where furniture stands."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    page: int
    page_height: float
    line: TextLine
    text: str

    @property
    def in_margin(self) -> bool:
        _, top, _, bottom = self.line.rectangle
        return bottom < _MARGIN * self.page_height or top > (1 - _MARGIN) * self.page_height


def without_furniture(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Drop page numbers in the margins, and margin lines that recur at the same height: on three pages, on two of three, on
    both of two; of many pages on two of five. Sections' headings and sentences are none: in a file of many agencies' reports
    each begins and ends like the others."""
    recurring = Counter((line.text, round(line.line.rectangle[1] / 4)) for line in lines if line.in_margin)
    pages = len({line.page for line in lines})
    enough = 2 if pages <= _RECURS else max(_RECURS, pages * _OF_PAGES)
    kept = []
    for line in lines:
        is_furniture = (
            _PAGE_NUMBER.match(line.text)
            or _PRINTED_BY_BROWSER.match(line.text)
            or (recurring[line.text, round(line.line.rectangle[1] / 4)] >= enough and not _is_text(line.text))
        )
        if not (line.in_margin and is_furniture):
            kept.append(line)
    return kept


def _is_text(line: str) -> bool:
    return line.rstrip().endswith(("。", "；")) or heading_of(line) is not None


def margins(lines: Sequence[PlacedLine]) -> tuple[float, float]:
    """(left, right) margin of a document's text: a few lines alone do not know where their margins are."""
    if not lines:
        return 0.0, 0.0
    left = _usual([line.line.rectangle[0] for line in lines])
    return left, max(line.line.rectangle[2] for line in lines)


def paragraphs(lines: Sequence[PlacedLine], left: float, right: float) -> list[Paragraph]:
    """Paragraphs of consecutive lines that no table stands between, over page breaks too."""
    made: list[list[PlacedLine]] = []
    for line in lines:
        if made and _continues(made[-1][-1], line, left, right):
            made[-1].append(line)
        else:
            made.append([line])
    return [_paragraph(group) for group in made]


def _usual(positions: list[float]) -> float:
    """The left margin: the leftmost of the common starts."""
    counts = Counter(round(position / 3) for position in positions)
    common = max(counts.values())
    return 3 * min(position for position, count in counts.items() if count >= 0.3 * common)


def _continues(before: PlacedLine, line: PlacedLine, left: float, right: float) -> bool:
    if _HEADING.match(line.text) or _stands_alone(before.text):
        return False
    size = median((before.line.size, line.line.size))
    if abs(before.line.size - line.line.size) > 0.15 * size:
        return False
    start_before, _, end_before, bottom_before = before.line.rectangle
    start, top, _, _ = line.line.rectangle
    if start > left + 1.2 * size or end_before < right - 2.2 * size:
        return False
    if before.page != line.page:
        return line.page == before.page + 1
    return top - bottom_before < 1.6 * size and start_before <= left + 6 * size


def _stands_alone(text: str) -> bool:
    """A heading that no sentence runs on from."""
    return bool(_HEADING.match(text)) and len(text) <= _HEADING_LENGTH and not re.search("[。，：；]", text)


def _paragraph(group: list[PlacedLine]) -> Paragraph:
    text = ""
    for line in group:
        if text and text[-1].isascii() and line.text[:1].isascii() and not text.endswith("-"):
            text += " "
        text += line.text
    first = group[0]
    box = first.line.rectangle
    return Paragraph(squeeze(text), Place(page=first.page, rectangle=rounded(box)))


def rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A rectangle to a tenth of a point, as places give it."""
    left, top, right, bottom = box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def title_of(lines: Sequence[PlacedLine]) -> str | None:
    """The lines in the largest type at the head of the first page, as one title."""
    first = [line for line in lines if line.page == 1][:12]
    if not first:
        return None
    largest = max(line.line.size for line in first if len(line.text) >= _MEASURED or line is first[0])
    usual = median(line.line.size for line in lines)
    if largest < 1.15 * usual:
        return None
    start = next(index for index, line in enumerate(first) if line.line.size > _SAME_TYPE * largest)
    title = ""
    for line in first[start:]:
        if line.line.size <= _SAME_TYPE * largest or len(title) > 100:
            break
        title += line.text
    return squeeze(title) or None
