"""What stands over the cells of a sheet and beside them: pictures, embedded files, charts, boxes with words (ISO/IEC 29500-1 §20.5),
comments (§18.7), heads and feet of its printed pages (§18.3.1.46).

None of it is read; what seems missing from the sheet may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from reports.formats.docx_pictures import PictureParts
from reports.formats.markup import local, parse_xml
from reports.formats.package_parts import parts_of_kinds, relationships
from reports.formats.zipped import Package
from reports.telling import may_be_missed

_SHOWN = frozenset({"graphicFrame", "contentPart", "oleObj"})
_EMBEDDED = frozenset({"oleObjects", "controls", "picture"})
_COMMENTS = frozenset({"comments", "threadedComment"})
_CODE = re.compile(r'&(?:"[^"]*"|[0-9]{1,3}|K[0-9A-Fa-f]{6}|[A-Z])')
"""In the head or foot of a page: a font, a size, a colour, a part of the line, the number of the page."""


def holds_more(package: Package, part: str, sheet: etree._Element) -> bool:
    """Whether something is laid over the sheet that may hold words or a table, or beside it stands what may be missed."""
    margins = (str(text) for node in sheet if local(node) == "headerFooter" for text in node.itertext())
    if any(local(node) in _EMBEDDED for node in sheet) or margins_say_more(margins):
        return True
    if any(_is_commented(package, name) for name in parts_of_kinds(package, part, _COMMENTS)):
        return True
    names = relationships(package, part)
    drawings = [node for node in sheet if local(node) == "drawing"]
    parts = [name for node in drawings if package.has(name := names.get(_relation(node), ""))]
    return any(_says_something(package, name) for name in parts)


def margins_say_more(lines: Iterable[str]) -> bool:
    """Whether heads or feet of pages, with their codes, say what may be missed."""
    return any(may_be_missed(piece) for line in lines for piece in _CODE.sub("\n", line).split("\n"))


def note_says_more(text: str) -> bool:
    """Whether a line of a comment does."""
    return any(map(may_be_missed, text.splitlines()))


def _is_commented(package: Package, part: str) -> bool:
    comments = parse_xml(package.read(part), package.name).iter("{*}comment", "{*}threadedComment")
    return any(note_says_more("".join(map(str, comment.itertext()))) for comment in comments)


def _says_something(package: Package, part: str) -> bool:
    pictures = PictureParts(package)
    names = relationships(package, part)
    for node in parse_xml(package.read(part), package.name).iter(etree.Element):
        kind = local(node)
        if kind in _SHOWN or (kind == "t" and (node.text or "").strip()):
            return True
        if kind == "blip" and pictures.may_hold_a_table(names.get(_relation(node), "")):
            return True
    return False


def _relation(node: etree._Element) -> str:
    return next((str(v) for k, v in node.attrib.items() if str(k).endswith(("}id", "}embed"))), "")
