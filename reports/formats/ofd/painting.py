"""What the layers of a page paint, in order (GB/T 33190 §8): letters as they can be seen, rulings and grounds, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from reports.errors import TooMuch
from reports.formats import limits
from reports.formats.markup import child, local
from reports.formats.ofd.package import OfdFile, PageSource
from reports.formats.ofd.paths import boxes_of
from reports.formats.ofd.text import Letter, letters_of
from reports.formats.ofd.values import (
    POINTS,
    Colour,
    box,
    colour,
    is_true,
    matrix,
    moved,
    opacity,
    text_of,
)
from reports.formats.pdf.content import HIDDEN, UNKNOWN, Rectangle
from reports.formats.pdf.drawn import THIN, Drawn
from reports.formats.pdf.legible import Shade, is_faint, is_pale, shows_white
from reports.formats.pdf.matrices import Matrix, times
from reports.formats.pictures import may_let_through

_DEEPEST = 8
"""Composite objects within each other."""
_OBJECTS = 200_000
"""Of one document."""
_BLACK, _CLEAR = Colour(0, 0, 0, 255), Colour(255, 255, 255, 0)
_OPAQUE = 250
"""Of 255: what lets nothing through."""
_NO_WORDS = frozenset(("Link", "Watermark"))
"""Kinds of annotations (table 60) that say nothing of the report."""
_LOOKS = 2_000
"""Boxes and pictures of one page that are looked for under or over each letter."""


class Placed(NamedTuple):
    """A letter on the page (points). `text` is `HIDDEN` where nobody sees it, `UNKNOWN` where that cannot be told."""

    letter: Letter
    text: str
    font: str


class Image(NamedTuple):
    box: Rectangle
    data: bytes


@dataclass(slots=True)
class Painted:
    """What is painted on one page, in points from its top left."""

    letters: list[Placed] = field(default_factory=list)
    drawn: list[tuple[Rectangle, Drawn]] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    covers: list[tuple[int, Rectangle]] = field(default_factory=list)
    """What lets nothing through, with how many letters were painted before it."""
    shades: list[Shade] = field(default_factory=list)


class _Manner(NamedTuple):
    """How an object is painted where it does not say so itself."""

    matrix: Matrix
    letters: Colour | None = _BLACK
    ground: Colour | None = _CLEAR
    """Of filled paths: both are the fill colour, and differ where none is said (tables 36, 45). `None`: nobody can tell."""
    stroke: Colour | None = _BLACK
    opacity: int = 255


class Painter:
    """Paints the pages of one file. Raises `TooMuch`."""

    def __init__(self, file: OfdFile) -> None:
        self._file = file
        self._left = _OBJECTS

    def painted(self, page: PageSource) -> Painted:
        left, top, _, _ = page.area
        manner = _Manner((POINTS, 0.0, 0.0, POINTS, -left * POINTS, -top * POINTS))
        made = Painted()
        for layer in page.layers:
            self._all(layer, self._with_parameters(layer, manner), made, 0)
        for laid in page.annotations:
            look = child(laid, "Appearance")
            shown = is_true(laid.get("Visible"), otherwise=True)
            if look is not None and shown and laid.get("Type") not in _NO_WORDS:
                self._all(look, self._with_parameters(look, manner), made, 0)
        return made

    def _all(self, parent: etree._Element, manner: _Manner, made: Painted, depth: int) -> None:
        for each in parent.iterchildren(etree.Element):
            self._left -= 1
            if self._left < 0:
                name = self._file.name
                raise TooMuch(f"{name}: more objects than any report has", f"{name}：OFD内容过多，已拒绝读取")
            self._one(each, local(each), manner, made, depth)

    def _one(self, each: etree._Element, kind: str, manner: _Manner, made: Painted, depth: int) -> None:
        if kind == "PageBlock":
            self._all(each, manner, made, depth)
            return
        if not kind.endswith("Object") or not is_true(each.get("Visible"), otherwise=True):
            return
        own = self._with_parameters(each, manner)
        if is_faint(own.opacity):
            return
        if kind == "TextObject":
            self._take_text(each, own, made)
        elif kind == "PathObject":
            _take_path(each, own, made)
        elif kind == "ImageObject":
            self._take_image(each, own, made)
        elif kind == "CompositeObject" and depth < _DEEPEST:
            found = self._file.resources.composites.get(each.get("ResourceID") or "")
            content = child(found, "Content") if found is not None else None
            if content is not None:
                self._all(content, own, made, depth + 1)

    def _with_parameters(self, each: etree._Element, manner: _Manner) -> _Manner:
        """The manner of an object (§8.5): its own words, else those of its drawing parameters, else its parent's."""
        parameters = self._file.resources.parameters.get(each.get("DrawParam") or "")
        letters, ground, stroke = manner.letters, manner.ground, manner.stroke
        for said in (parameters, each):
            if said is not None:
                fill = child(said, "FillColor")
                letters, ground = colour(fill, letters), colour(fill, ground)
                stroke = colour(child(said, "StrokeColor"), stroke)
        area = box(each.get("Boundary"))
        own = manner.matrix
        if area is not None:
            own = times(times(matrix(each.get("CTM")), (1.0, 0.0, 0.0, 1.0, area[0], area[1])), own)
        seen = manner.opacity * opacity(each.get("Alpha")) // 255
        return _Manner(own, letters, ground, stroke, seen)

    def _take_text(self, text: etree._Element, manner: _Manner, made: Painted) -> None:
        font = text.get("Font") or ""
        filled = is_true(text.get("Fill"), otherwise=True)
        stroked = is_true(text.get("Stroke"), otherwise=False)
        ink = manner.letters if filled else manner.stroke
        clip = _clip_of(text, manner.matrix)
        for letter in letters_of(text, manner.matrix):
            middle = _middle(letter.box)
            if not (filled or stroked):
                seen = HIDDEN
            elif ink is None or (clip is not None and not _holds(clip, middle)):
                seen = UNKNOWN if letter.text.strip() else letter.text
            else:
                seen = _seen(letter.text, ink, middle, made.shades)
            made.letters.append(Placed(letter, seen, font))
            if len(made.letters) > limits.CHARACTERS:
                name = self._file.name
                raise TooMuch(f"{name}: more text than any report has", f"{name}：OFD内容过多，已拒绝读取")

    def _take_image(self, image: etree._Element, manner: _Manner, made: Painted) -> None:
        area = box(image.get("Boundary"))
        if area is None:
            return
        if image.get("CTM") is None:  # it fills its boundary
            manner = manner._replace(
                matrix=times((area[2] - area[0], 0.0, 0.0, area[3] - area[1], 0.0, 0.0), manner.matrix)
            )
        data = self._file.picture(image.get("ResourceID") or "")
        place = moved(manner.matrix, (0.0, 0.0, 1.0, 1.0))
        made.images.append(Image(place, data))
        made.drawn.append((place, Drawn.PICTURE))
        made.shades.append((place, None))
        masked = image.get("ImageMask") is not None
        if manner.opacity >= _OPAQUE and not masked and not may_let_through(data):
            made.covers.append((len(made.letters), place))


def _take_path(path: etree._Element, manner: _Manner, made: Painted) -> None:
    data, ground = text_of(path, "AbbreviatedData"), manner.ground
    stroke = is_true(path.get("Stroke"), otherwise=True) and not _is_clear(manner.stroke)
    fill = is_true(path.get("Fill"), otherwise=False) and not _is_clear(ground)
    boxes = list(boxes_of(data, manner.matrix, stroke=stroke)) if stroke or fill else []
    made.drawn += boxes
    if not fill:
        return
    opaque = manner.opacity >= _OPAQUE and (ground is None or ground.opacity >= _OPAQUE)
    for area, what in boxes_of(data, manner.matrix, stroke=False) if stroke else boxes:
        made.shades.append((area, ground.brightness if ground is not None else None))
        if opaque and what is Drawn.STRAIGHT and min(area[2] - area[0], area[3] - area[1]) > THIN:
            made.covers.append((len(made.letters), area))


def _is_clear(ink: Colour | None) -> bool:
    return ink is not None and is_faint(ink.opacity)


def _seen(text: str, ink: Colour, middle: tuple[float, float], shades: list[Shade]) -> str:
    if not is_pale(ink):
        return text
    if is_faint(ink.opacity):
        return HIDDEN
    shown = shows_white(middle, shades[-_LOOKS:])
    return text if shown else HIDDEN if shown is not None else UNKNOWN


def covered(made: Painted) -> Iterator[int]:
    """Letters over which something was painted later that lets nothing through. Whether it really hides them is not known."""
    if not made.covers:
        return
    for index, placed in enumerate(made.letters):
        middle = _middle(placed.letter.box)
        if any(before > index and _holds(cover, middle) for before, cover in made.covers[-_LOOKS:]):
            yield index


def _clip_of(each: etree._Element, own: Matrix) -> Rectangle | None:
    """The box of the one area that an object is cut to (§8.4); `None` where it is not cut, or in a way that is not looked at."""
    clips = child(each, "Clips")
    if clips is None:
        return None
    areas = [node for node in clips.iter(etree.Element) if local(node) == "Area"]
    paths = [path for node in areas if (path := child(node, "Path")) is not None]
    if len(areas) != 1 or len(paths) != 1:
        return None
    place = times(matrix(areas[0].get("CTM")), own)
    area = box(paths[0].get("Boundary"))
    if area is not None:
        place = times((1.0, 0.0, 0.0, 1.0, area[0], area[1]), place)
    boxes = [found for found, _ in boxes_of(text_of(paths[0], "AbbreviatedData"), place, stroke=False)]
    return boxes[0] if len(boxes) == 1 else None


def _middle(box: Rectangle) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(box: Rectangle, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
