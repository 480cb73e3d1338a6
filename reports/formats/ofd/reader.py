"""OFD bytes → `Document`. Takes what a PDF's reader takes of pages: call it through `reports.formats.worker`, which can be killed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from reports.document import Document, MediaType, Picture, Place, PublishedDate
from reports.folding import squeeze
from reports.formats.ofd.package import OfdFile, PageSource
from reports.formats.ofd.painting import Image, Painted, Painter, Placed, covered
from reports.formats.ofd.values import POINTS, text_of
from reports.formats.office_properties import is_title, metadata_date
from reports.formats.pdf.assembly import PageParts, as_document, page_parts, picture_among
from reports.formats.pdf.content import HIDDEN, REAL_SPACE, UNKNOWN, Glyph, PageContent, Rectangle
from reports.formats.pdf.drawn import take_drawn
from reports.formats.pdf.legible import are_words_unknown, of_wrong_fonts
from reports.telling import may_be_missed
from reports.uncollected import uncollected

_FIGURES = 5
"""Figures of a page from which they tell how it stands: a page's number is fewer."""
_SEVERAL = "the file holds several documents: only the first was read"
_NARROWEST, _WIDEST = 0.36, 0.62
"""Heights that a figure is wide in fonts of all kinds; what is set further apart is spread."""
_ALL = 0.9
"""Share of a place that its pictures cover where there is nothing else."""

Turn = Callable[[Rectangle], Rectangle]


def load_ofd(data: bytes, name: str) -> Document:
    """Read an OFD by its text; its pictures are given as `pictures`. Raises `Damaged` or `TooMuch`."""
    with uncollected():
        file = OfdFile(data, name)
        painter = Painter(file)
        pages: list[PageParts] = []
        images: list[tuple[int, Image]] = []
        for source in file.pages():
            content, shown = _content(source, painter.painted(source))
            pages.append(page_parts(content))
            images += [(source.number, image) for image in shown]
        return _document(file, pages, images)


def _content(source: PageSource, painted: Painted) -> tuple[PageContent, list[Image]]:
    """The page with its text upright, and its pictures."""
    left, top, right, bottom = source.area
    width, height = (right - left) * POINTS, (bottom - top) * POINTS
    quarters = _stands(painted.letters)
    turn = _turn(quarters, width, height)
    if quarters % 2:
        width, height = height, width
    content = PageContent(source.number, width, height, turned=-quarters % 4)
    take_drawn(((turn(box), what) for box, what in painted.drawn), content)
    letters = _known(painted, content)
    content.glyphs = _glyphs(painted.letters, letters, turn)
    return content, [image._replace(box=turn(image.box)) for image in painted.images]


def _known(painted: Painted, content: PageContent) -> list[str]:
    """The letters of a page as they are seen. Says of the page whether words of it cannot be known."""
    letters = [placed.text for placed in painted.letters]
    fonts = [placed.font for placed in painted.letters]
    nameless = {
        *of_wrong_fonts(letters, fonts.__getitem__),
        *(index for index, placed in enumerate(painted.letters) if placed.letter.text == UNKNOWN),
    }
    for index in nameless:
        letters[index] = letters[index] and UNKNOWN
    for index in covered(painted):
        letters[index] = UNKNOWN if letters[index].strip() else letters[index]
    unseen = any(map(may_be_missed, _lost_lines(painted.letters, letters)))
    content.nameless_text = unseen or are_words_unknown(letters, nameless)
    return letters


def _lost_lines(placed: Sequence[Placed], letters: Sequence[str]) -> Iterator[str]:
    """What stands in the file where letters are not seen or not known, line by line."""
    line, last = "", None
    for (letter, _, _), seen in zip(placed, letters, strict=True):
        if letter.text in (seen, UNKNOWN):
            continue
        _, top, _, bottom = letter.box
        if last is not None and abs(top - last) > (bottom - top) / 2:
            yield line
            line = ""
        line, last = line + letter.text, top
    yield line


def _glyphs(placed: Sequence[Placed], letters: Sequence[str], turn: Turn) -> list[Glyph]:
    made: list[Glyph] = []
    fonts: list[str] = []
    space = 0
    for (letter, _, font), text in zip(placed, letters, strict=True):
        if text == HIDDEN or letter.quarters is None:
            continue
        if text.isspace() or text in "\u200b\ufeff":
            space = REAL_SPACE
            continue
        made.append(Glyph(*turn(letter.box), text, space))
        fonts.append(font)
        space = 0
    return _with_wide_figures(made, fonts)


def _with_wide_figures(glyphs: list[Glyph], fonts: Sequence[str]) -> list[Glyph]:
    """Figures as wide as those of their font are: the least way from one to the next, which the file does not say otherwise."""
    pairs = [
        (font, (after.left - before.left) / before.height)
        for before, after, font in zip(glyphs, glyphs[1:], fonts, strict=False)
        if before.text.isdecimal() and after.text.isdecimal() and before[1::2] == after[1::2]
    ]
    widths: dict[str, float] = {}
    for font, width in pairs:
        if _NARROWEST <= width <= widths.get(font, _WIDEST):
            widths[font] = width
    return [
        glyph._replace(right=glyph.left + widths[font] * glyph.height)
        if font in widths and glyph.text.isdecimal() and glyph.text.isascii()
        else glyph
        for glyph, font in zip(glyphs, fonts, strict=True)
    ]


def _stands(letters: Iterable[Placed]) -> int:
    """Quarter turns clockwise by which most of a page's text is turned: its figures tell, where there are some."""
    votes, figures = [0, 0, 0, 0], [0, 0, 0, 0]
    for letter, text, _ in letters:
        if letter.quarters is not None and text.strip():
            votes[letter.quarters] += 1
            figures[letter.quarters] += text.isdigit()
    told = figures if max(figures) >= _FIGURES else votes
    return max(range(4), key=told.__getitem__)


def _turn(quarters: int, width: float, height: float) -> Turn:
    """What sets upright what is turned so many quarters clockwise on a page of that size."""
    return {
        0: lambda box: box,
        1: lambda box: (box[1], width - box[2], box[3], width - box[0]),
        2: lambda box: (width - box[2], height - box[3], width - box[0], height - box[1]),
        3: lambda box: (height - box[3], box[0], height - box[1], box[2]),
    }[quarters]


def _document(file: OfdFile, pages: Sequence[PageParts], images: Sequence[tuple[int, Image]]) -> Document:
    """The pages in reading order. What of them is pictures alone, and all there, is given as `pictures` instead of as unread."""
    made = as_document(MediaType.OFD, pages, _dates(file), _titles(file), file.name)
    unread: list[Place] = []
    pictures: list[Picture] = []
    for place in made.unread:
        shown = [image for page, image in images if page == place.page and _is_at(image, place)]
        if _shows_all(shown, place):
            ordered = sorted(shown, key=lambda image: (image.box[1], image.box[0]))
            pictures += [picture_among(made.blocks, place.page or 1, each.box, each.data) for each in ordered]
        else:
            unread.append(place)
    if file.documents > 1:
        return replace(
            made, unread=(*unread, Place()), pictures=tuple(pictures), notes=(*made.notes, _SEVERAL)
        )
    return replace(made, unread=tuple(unread), pictures=tuple(pictures))


def _is_at(image: Image, place: Place) -> bool:
    if place.rectangle is None:
        return True
    left, top, right, bottom = place.rectangle
    x, y = (image.box[0] + image.box[2]) / 2, (image.box[1] + image.box[3]) / 2
    return left <= x <= right and top <= y <= bottom


def _shows_all(images: Sequence[Image], place: Place) -> bool:
    """Whether a place is these pictures, none of them lost: outlines of letters may stand beside them."""
    if not images or not all(image.data for image in images):
        return False
    if place.rectangle is None:
        return True
    left, top, right, bottom = place.rectangle
    shown = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (image.box for image in images))
    return shown >= _ALL * (right - left) * (bottom - top)


def _titles(file: OfdFile) -> tuple[str, ...]:
    title = squeeze(text_of(file.info, "Title")) if file.info is not None else ""
    return (title,) if is_title(title) else ()


def _dates(file: OfdFile) -> tuple[PublishedDate, ...]:
    """Days of the document's particulars (§7.5); its author's name is never asked for."""
    said = [text_of(file.info, key) for key in ("CreationDate", "ModDate")] if file.info is not None else []
    return tuple(date for raw in said if (date := metadata_date(raw)) is not None)
