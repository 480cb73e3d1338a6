"""A docx that is nothing but a wrapping: its whole body is one page or file taken in as it is (``w:altChunk``,
ISO/IEC 29500-1 §17.17.2), as scripts in a browser make it."""

from __future__ import annotations

from lxml import etree

from reports.formats.docx_pictures import DRAWN
from reports.formats.markup import child, local, parse_xml
from reports.formats.package_parts import main_part, relationships
from reports.formats.zipped import Package

_CHUNK = b"altChunk"
_ZIP = b"PK"


def only_chunk(data: bytes, name: str) -> bytes | None:
    """The one file that the document's body is; `None` where it has words of its own, or anything else.

    Raises as `Package` and `parse_xml` do.
    """
    if not data.startswith(_ZIP):
        return None
    package = Package(data, name)
    main = main_part(package, "word/document.xml")
    if not package.has(main) or _CHUNK not in (source := package.read(main)):
        return None
    body = child(parse_xml(source, name), "body")
    if body is None or any(str(text).strip() for text in body.itertext()):
        return None
    chunks = [node for node in body.iter(etree.Element) if local(node) == "altChunk"]
    if len(chunks) != 1 or any(local(node) in DRAWN for node in body.iter(etree.Element)):
        return None
    id = next((str(value) for key, value in chunks[0].attrib.items() if str(key).endswith("}id")), "")
    part = relationships(package, main).get(id, "")
    return package.read(part) if package.has(part) else None
