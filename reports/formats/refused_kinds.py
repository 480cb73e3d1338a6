"""Kinds of file that we know and do not read: each is refused by its own name, and never taken for something else."""

from __future__ import annotations

import re

from reports.errors import NotReadable
from reports.formats.zipped import Package

_MAGIC = (
    (b"\xfd7zXZ\x00", "an xz archive", "XZ压缩包"),
    (b"BZh", "a bzip2 archive", "BZ2压缩包"),
    (b"MSCF", "a cabinet archive", "CAB压缩包"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "ZST压缩包"),
    (b"Foxit CEB", "a CEB document", "CEB版式文件"),
    (b"Founder CEB", "a CEB document", "CEB版式文件"),
    (b"\x7fELF", "a program", "程序文件"),
    (b"MZ", "a program", "程序文件"),
)
_SPREADSHEET = re.compile(rb"""<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet""", re.S)
_WRITTEN = (
    (
        re.compile(rb"http://schemas\.microsoft\.com/office/word/2003/wordml"),
        "a Word 2003 XML document",
        "Word 2003 XML文档",
    ),
    (
        re.compile(rb"http://schemas\.microsoft\.com/office/2006/xmlPackage"),
        "an Office document flattened to XML",
        "单一XML格式的Office文档",
    ),
    (_SPREADSHEET, "an Excel 2003 XML workbook", "Excel 2003 XML工作簿"),
    (re.compile(rb"urn:oasis:names:tc:opendocument"), "an OpenDocument file", "ODF文档"),
    (re.compile(rb"http://schemas\.uof\.org/|<uof:UOF"), "a UOF document", "标文通UOF文档"),
)
_LOOKED_AT = 4096


def name_of(data: bytes) -> tuple[str, str] | None:
    """(English, Chinese) name of the kind that these bytes are, where it is one of those."""
    for magic, english, chinese in _MAGIC:
        if data.startswith(magic):
            return english, chinese
    return name_of_xml(data)


def name_of_xml(data: bytes) -> tuple[str, str] | None:
    """The same of what is written in XML: it has the marks of a page, and is none."""
    head = data[:_LOOKED_AT]
    if b"<html" in head[:_LOOKED_AT].lower():
        return None
    return next(((english, chinese) for mark, english, chinese in _WRITTEN if mark.search(head)), None)


def refuse_package(package: Package, name: str) -> None:
    """Raise `NotReadable` where a zip is no archive but a document of a kind that is not read."""
    if package.has("mimetype"):
        raise refused(name, "an OpenDocument file or an electronic book", "ODF文档或电子书")
    if package.has("[Content_Types].xml"):
        raise refused(name, "an office file that is neither docx nor xlsx", "该类型的Office文件")


def refused(name: str, english: str, chinese: str) -> NotReadable:
    """The refusal of a kind by its name."""
    return NotReadable(
        f"{name}: {english}, which is not read; publish it as HTML, docx or PDF",
        f"{name}：暂不支持读取{chinese}，请以网页、docx或PDF形式公开",
    )
