"""What kind of file these bytes are, by what is in them; the name is only asked where two kinds look alike."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from reports.document import MediaType
from reports.formats.pictures import is_bmp, is_webp
from reports.formats.refused_kinds import name_of_xml
from reports.formats.tarred import GZIP, is_tar

_ZIP = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"
_TYPES_BYTES = 65536
_USUAL = ("word/", "xl/")
"""Folders of the parts of a docx and an xlsx, in files of the usual makers."""
OFD_ENTRY = "OFD.xml"
"""What an OFD begins with (GB/T 33190 §7.3)."""
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|table|div|p|span|font|script|style|title)\b", re.I
)
_MHTML = re.compile(rb"^(?:mime-version:|content-type:\s*multipart/related|from:\s*.*saved by)", re.I | re.M)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"GIF87a", MediaType.GIF),
    (b"GIF89a", MediaType.GIF),
    (b"{\\rtf", MediaType.RTF),
    (GZIP, MediaType.GZIP),
    (b"Rar!\x1a\x07", MediaType.RAR),
    (b"7z\xbc\xaf\x27\x1c", MediaType.SEVEN_ZIP),
    (b"\xdb\xa5-\x00", MediaType.DOC),
    (b"\x31\xbe\x00\x00", MediaType.DOC),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b\x08\x0b\x1a")
_CONTROLS = bytes(byte for byte in range(32) if byte not in _TEXT_CONTROLS)


def sniff(data: bytes, name: str = "") -> MediaType:
    """The media type of a file's bytes.

    Word files that are really HTML or MHTML (a portal's favourite) come out as what they are; `.wps` is told from
    `.doc` by name alone, for both are Word binaries inside.
    """
    head = data[:8192]
    stripped = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    kind = next((kind for magic, kind in _MAGIC if stripped.startswith(magic)), None)
    if kind is not None:
        return kind
    if is_webp(data) or is_bmp(data):
        return MediaType.WEBP if is_webp(data) else MediaType.BMP
    if b"%PDF-" in data[:1024]:
        return MediaType.PDF
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _inside_zip(data)
    if head.startswith(_OLE):
        return _inside_ole(data, name)
    return _written(head, stripped)


def _written(head: bytes, stripped: bytes) -> MediaType:
    """HTML, MHTML, tar or text, whichever its first 8 KB look like; UNKNOWN for bytes that are none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        letters = head.decode("utf-16", "ignore").encode("ascii", "ignore")  # 值 is "<P" in UTF-16
        return MediaType.HTML if _HTML.search(letters) else MediaType.TEXT
    if is_tar(head):
        return MediaType.TAR
    if _MHTML.search(stripped[:2048]) and b"content-type" in stripped.lower():
        return MediaType.MHTML
    if _looks_binary(stripped) or (stripped.startswith(b"<?xml") and name_of_xml(stripped) is not None):
        return MediaType.UNKNOWN
    if _HTML.search(stripped[:4096]) or stripped.startswith(b"<?xml"):
        return MediaType.HTML
    return MediaType.TEXT if stripped.strip() else MediaType.UNKNOWN


def _looks_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 100 > len(head)


def _inside_zip(data: bytes) -> MediaType:
    types = b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.replace("\\", "/") for name in package.namelist()]
            if _TYPES in names and not any(name.startswith(_USUAL) for name in names):
                with package.open(_TYPES) as stream:
                    types = stream.read(_TYPES_BYTES)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, KeyError):
        names = _names_of_a_cut_zip(data)
    if OFD_ENTRY in names:
        return MediaType.OFD
    if any(n.startswith("word/") for n in names) or b"wordprocessingml" in types:
        return MediaType.DOCX
    if any(n.startswith("xl/") for n in names) or b"spreadsheetml" in types:
        return MediaType.XLSX
    return MediaType.ZIP


def _names_of_a_cut_zip(data: bytes) -> list[str]:
    """Names in local headers (APPNOTE 4.3.7), for a package cut before its directory."""
    starts = (found.start() for found in re.finditer(re.escape(_ZIP), data[:65536]))
    return [data[at + 30 : at + 37].decode("latin-1") for at in starts]


def _inside_ole(data: bytes, name: str) -> MediaType:
    """Told by the stream names anywhere in the bytes: a damaged directory cannot mislead or hang that."""
    lowered = name.lower()
    is_sheet = lowered.endswith((".xls", ".xlsx", ".et"))
    if _stream("EncryptedPackage") in data:
        return MediaType.XLSX if is_sheet else MediaType.DOCX
    has_words = _stream("WordDocument") in data
    if (_stream("Workbook") in data or _stream("Book") in data) and (is_sheet or not has_words):
        return MediaType.XLS
    return MediaType.WPS if lowered.endswith((".wps", ".wpt")) else MediaType.DOC


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"
