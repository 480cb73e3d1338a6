"""Whether a figure that was read stands in the file at all, told without any reader: by the file's own letters.

Only what can be told cheaply is: a figure of a page, a docx, a workbook or a text whose digits stand nowhere in it in one
cell is made up.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from reports import AnnualReport, unescaped

_TAG = re.compile(
    r"<!--.*?-->|<(/?(?:table|tbody|thead|tfoot|tr|td|th|p|div|li|ul|ol|br|h[1-6])(?=[\s/>]))?[^>]*>",
    re.I | re.S,
)
"""With a name where it sets apart what stands on both sides of it; elsewhere (``</td">``) that is one figure, as a browser shows
it. A tag that is not closed goes on to the next ``>``, as in a browser: all are taken in one pass."""
_APART_IN_PARTS = re.compile(r"</?(?:w:p|w:tc|w:tr|w:br|w:tab|w:cr|v|t|c|si|row|is)\b[^>]*>")
_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_NUMBER = re.compile(rb"(?<=<v>)[^<]+(?=</v>)")
_ALONE = re.compile(r"[0-9][0-9.]*")
_BLANK = re.compile(r"[\s,，\u200b-\u200f\u2060\ufeff\u00ad\u00a0]+")
_NUMERAL = re.compile(r"[-+]?[0-9][0-9.]*")


def made_up(report: AnnualReport, data: bytes, kind: str) -> list[str]:
    """Addresses with a figure whose digits the file does not hold in one place; none where that cannot be told."""
    written = _written(data, kind)
    if written is None:
        return []
    letters, stored = written
    found = []
    for address, cell in report.cells.items():
        if cell.value is None or cell.raw is None or not any(c.isascii() and c.isdigit() for c in cell.raw):
            continue
        digits = _NUMERAL.search(_BLANK.sub("", unicodedata.normalize("NFKC", cell.raw)))
        if digits and digits[0] not in letters and cell.value not in stored:
            found.append(f"{address} {cell.raw!r}")
    return found


def _written(data: bytes, kind: str) -> tuple[str, frozenset[Decimal]] | None:
    """What the file's cells hold, each apart from the next, without spaces; and the numbers that it stores."""
    if kind in ("docx", "xlsx"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                if (
                    _MAIN_PART[kind] not in package.namelist()
                ):  # another archive took its place: its files are not looked into
                    return None
                parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError):
            return None
        text = _APART_IN_PARTS.sub("\n", "\n".join(part.decode("utf-8", "replace") for part in parts))
        stored = _numbers(parts)
    elif kind in ("html", "gb.html", "txt"):
        text = data.decode("utf-8" if kind != "gb.html" else "gb18030", "replace")
        stored = frozenset()
    else:
        return None
    flat = text if kind == "txt" else unescaped(_TAG.sub(_in_its_place, text))
    pieces = flat.split("\n") if kind != "txt" else [flat]
    # between letters that look like tags and are none, a figure may stand that its neighbours hide from us
    alone = "\n".join(_ALONE.findall(text))
    shown = "\n".join(_BLANK.sub("", unicodedata.normalize("NFKC", piece)) for piece in pieces)
    return f"{shown}\n{alone}", stored


def _in_its_place(tag: re.Match[str]) -> str:
    return "\n" if tag[1] else ""


def _numbers(parts: Iterable[bytes]) -> frozenset[Decimal]:
    found = (_decimal(text) for part in parts for text in _NUMBER.findall(part))
    return frozenset(each for each in found if each is not None)


def _decimal(text: bytes) -> Decimal | None:
    try:
        return Decimal(format(float(text), ".15g"))
    except (ValueError, InvalidOperation, OverflowError):
        return None
