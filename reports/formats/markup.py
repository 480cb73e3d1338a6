"""XML parsed with entities, DTDs and the network off. Libxml2's own depth (256) and size limits stay on."""

from __future__ import annotations

from lxml import etree

from reports.errors import Damaged, TooMuch
from reports.formats import limits

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element. Raises `TooMuch` on a DOCTYPE, deep nesting or other limits, `Damaged` on broken XML."""
    if len(data) > limits.XML_BYTES or data.count(b"<") > limits.XML_TAGS:
        raise _too_much(name, f"{len(data)} bytes of XML in one part")
    if any(mark in data for mark in _DOCTYPES):
        raise _too_much(name, "a DOCTYPE is not allowed in an office file")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        detail = str(error)
        if "xcessive depth" in detail or "huge" in detail.lower() or "too long" in detail:
            raise _too_much(name, detail) from error
        raise Damaged(
            f"{name}: broken XML ({detail}); fetch it again", f"{name}：文件内部结构损坏，请重新下载"
        ) from error
    except ValueError as error:
        raise Damaged(f"{name}: broken XML ({error})", f"{name}：文件内部结构损坏，请重新下载") from error
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace: transitional, strict and WPS files read alike."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that local name."""
    for candidate in element:
        if local(candidate) == name:
            return candidate
    return None


def _too_much(name: str, detail: str) -> TooMuch:
    return TooMuch(
        f"{name}: refused, {detail}", f"{name}：文件内部结构异常（嵌套过深或含实体定义），已拒绝读取"
    )
