"""Pictures of a docx: where a paragraph draws them, and which are large enough to hold a table."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reports.errors import Damaged
from reports.formats.docx_text import DROPPED, chosen
from reports.formats.markup import local
from reports.formats.pictures import declared_size
from reports.formats.zipped import Package

DRAWN = ("blip", "imagedata")
"""DrawingML's and VML's elements that name a picture (ISO/IEC 29500-1 §20.1.8.13, -4 §14.1.2.11)."""
_LARGE = 30_000
"""Bytes; an emblem or a signature is smaller."""
_DRAWN_LARGE = 3_000
"""Bytes of a picture that does not say its size: a drawing (EMF, WMF, SVG) of a table takes few."""
_LEAST = (300, 60)
"""Pixels, width and height, of a picture that could show a table."""


def drawn_relation(node: etree._Element) -> str:
    """The relationship that a `DRAWN` element names its picture by."""
    return next((str(v) for k, v in node.attrib.items() if str(k).endswith(("}embed", "}id"))), "")


def is_linked(node: etree._Element) -> bool:
    """Whether a `DRAWN` element shows a picture that is not in the package."""
    names = {str(key).rpartition("}")[2] for key in node.attrib}
    return not drawn_relation(node) and bool(names & {"link", "href", "src"})


def drawn_in(paragraph: etree._Element) -> Iterator[str]:
    """Relationships of the pictures drawn in a paragraph, not those in text boxes anchored in it."""
    for node in paragraph.iterchildren(etree.Element):
        name = local(node)
        if name in DRAWN:
            yield drawn_relation(node)
        elif name == "AlternateContent":
            choice = chosen(node)
            if choice is not None:
                yield from drawn_in(choice)
        elif name not in DROPPED and name != "txbxContent":
            yield from drawn_in(node)


class PictureParts:
    """The pictures of one package, by part name."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sizes = {entry.filename: entry.file_size for entry in package.entries()}

    def may_hold_a_table(self, part: str) -> bool:
        """Whether it is large enough. One that has been lost from the package, or emptied, may have been; what has no name is none."""
        size = self._sizes.get(part, 0)
        if not size:
            return part != ""
        width, height = declared_size(self.read(part))
        if not width and not height:
            return size >= _DRAWN_LARGE
        return size >= _LARGE or (width >= _LEAST[0] and height >= _LEAST[1])

    def read(self, part: str) -> bytes:
        """Its bytes; nothing where that part of the file is damaged."""
        try:
            return self._package.read(part)
        except Damaged:
            return b""
