"""What a docx shows and `docx` does not read: pictures, other files, boxes of no certain place, hidden passages, and what stands
beside the body. What seems missing from the body may stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from reports.document import Place
from reports.formats.docx_looks import Looks
from reports.formats.docx_pictures import DRAWN, PictureParts, drawn_relation, is_linked
from reports.formats.docx_text import chosen, hidden_text, marked_text
from reports.formats.markup import attribute, child, local, parse_xml
from reports.formats.package_parts import parts_of_kinds
from reports.formats.zipped import Package
from reports.telling import may_be_missed

_ELSEWHERE = frozenset({"altChunk", "subDoc", "OLEObject", "chart", "relIds"}) | {
    *("control", "contentPart", "textpath", "linkedTxbx"),
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
}
"""What shows another file's content (§17.17.2, §17.17.1, ISO/IEC 29500-4 §19.3), a chart or a diagram; a control's, ink, letters as
a drawing, what runs over from another box, words of a drawing."""
_BESIDE = frozenset({"footnotes", "endnotes", "comments", "header", "footer"})
"""Notes, comments, heads and feet of pages (§17.11, §17.13.4, §17.10)."""
_INCLUDED = re.compile(r"\s*(?:INCLUDETEXT|INCLUDE|LINK|DDEAUTO|DDE)\b", re.IGNORECASE)
"""Fields that show another file's text (§17.16.5.25)."""
_MAKING_ROOM = frozenset({"wrapSquare", "wrapTopAndBottom", "wrapTight", "wrapThrough"})
_NO_LOWER = re.compile(r"-[0-9]+|[0-9]{1,3}")
"""Below a twelfth of a point, in English metric units."""


class Main(NamedTuple):
    """The main part of a package: its name, its body, the parts that it names by id, and how its words look."""

    package: Package
    name: str
    body: etree._Element
    relations: Mapping[str, str]
    looks: Looks


def unread_in(main: Main, parts: PictureParts, known: frozenset[str]) -> Iterator[Place]:
    """A place for each part that is not read; of the pictures, whose `known` names are told otherwise, only for the others."""
    if _hides_a_passage(main.body, main.looks):
        yield Place()
    for node in main.body.iter(etree.Element):
        if _is_elsewhere(node) or (local(node) in DRAWN and _may_be_a_table(node, main, parts, known)):
            yield Place()
    if _says_more_beside(main):
        yield Place()


def _may_be_a_table(node: etree._Element, main: Main, parts: PictureParts, known: frozenset[str]) -> bool:
    drawn = drawn_relation(node)
    part = main.relations.get(drawn, drawn)
    return part not in known and (is_linked(node) or parts.may_hold_a_table(part))


def _hides_a_passage(body: etree._Element, looks: Looks) -> bool:
    """Whether hidden text (§17.3.2.41), which a reader may have shown, says what may be missed."""
    if not looks.vanish and next(body.iter("{*}vanish"), None) is None:
        return False
    return any(may_be_missed(hidden_text(paragraph, looks)) for paragraph in body.iter("{*}p"))


def _says_more_beside(main: Main) -> bool:
    """Whether a note, a comment, or the head or foot of a page says what may be missed."""
    parts = parts_of_kinds(main.package, main.name, _BESIDE)
    roots = (parse_xml(main.package.read(part), main.package.name) for part in parts)
    return any(may_be_missed(marked_text(each, main.looks)) for root in roots for each in root.iter("{*}p"))


def _is_elsewhere(node: etree._Element) -> bool:
    """Whether its words stand in another file, are written for a program that nobody knows, or in a box that may stand anywhere."""
    name = local(node)
    if not _ELSEWHERE.isdisjoint((name, node.tag)):
        return True
    if name in ("instrText", "fldSimple"):
        return _INCLUDED.match(node.text or attribute(node, "instr") or "") is not None
    if name == "AlternateContent":
        return chosen(node) is None and bool("".join(map(str, node.itertext())).strip())
    return name == "anchor" and _is_displaced(node)


def _is_displaced(anchor: etree._Element) -> bool:
    """Whether a box may stand before the words of the paragraph it is anchored in, or behind: it begins no lower, and they make
    room for it (ISO/IEC 29500-1 §20.4.2.3). LibreOffice writes old frames so, mostly anchored in what comes next."""
    if not any(local(inner) in _MAKING_ROOM for inner in anchor):
        return False
    vertical = child(anchor, "positionV")
    offset = child(vertical, "posOffset") if vertical is not None else None
    if vertical is None or offset is None or attribute(vertical, "relativeFrom") != "paragraph":
        return False
    if (
        not _NO_LOWER.fullmatch((offset.text or "").strip())
        or next(anchor.iter("{*}txbxContent"), None) is None
    ):
        return False
    paragraph = next(anchor.iterancestors("{*}p"), ())
    return any(local(inner) == "t" for run in paragraph for inner in run)
