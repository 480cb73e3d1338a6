"""What is laid over the cells of a sheet (ISO/IEC 29500-1 §20.5): pictures, embedded files, charts, boxes with words.

None of it is read; what seems missing from the sheet may stand there.
"""

from __future__ import annotations

from lxml import etree

from reports.formats.docx_pictures import PictureParts
from reports.formats.markup import local, parse_xml
from reports.formats.package_parts import relationships
from reports.formats.zipped import Package

_SHOWN = frozenset({"graphicFrame", "contentPart", "oleObj"})
_EMBEDDED = frozenset({"oleObjects", "controls", "picture"})


def holds_more(package: Package, part: str, sheet: etree._Element) -> bool:
    """Whether something is laid over the sheet that may hold words or a table."""
    if any(local(node) in _EMBEDDED for node in sheet):
        return True
    names = relationships(package, part)
    drawings = [node for node in sheet if local(node) == "drawing"]
    parts = [name for node in drawings if package.has(name := names.get(_relation(node), ""))]
    return any(_says_something(package, name) for name in parts)


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
