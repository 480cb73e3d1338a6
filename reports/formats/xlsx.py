"""Excel's xlsx → `Document` (ISO/IEC 29500-1 §18), straight from its XML.

Not through a library, for three things they hide and a judgement hangs on: a formula without a stored value (it is
there and we cannot know it: never a blank), hidden rows and sheets (a reader does not see them), and how many decimals
the number format shows.
"""

from __future__ import annotations

import re

from lxml import etree

from reports.document import Document, MediaType
from reports.errors import Damaged, TooMuch
from reports.folding import squeeze
from reports.formats import limits
from reports.formats.markup import attribute, child, local, parse_xml
from reports.formats.office_properties import core_facts
from reports.formats.package_parts import main_part, part_of_kind, relationships
from reports.formats.refused_kinds import refused
from reports.formats.sheet_blocks import Merge, Sheet, is_reported
from reports.formats.sheet_drawings import holds_more
from reports.formats.sheet_looks import Looks, column_number, is_odd_run, is_within, looks_of, restyled
from reports.formats.sheet_numbers import UNKNOWN_VALUE, is_zero, shown
from reports.formats.sheets import Sheets
from reports.formats.zipped import Package

_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset({"1", "true"})


def load_xlsx(data: bytes, name: str) -> Document:
    """Read a workbook's visible sheets in order; what the others may add was not read. Raises `Damaged` or `TooMuch`."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Damaged(
            f"{name}: the workbook is encrypted; publish it without a password",
            f"{name}：工作簿已加密，无法读取，请发布未加密的文件",
        )
    package = Package(data, name)
    main = main_part(package, "xl/workbook.xml")
    if main.endswith(".bin"):
        raise refused(name, "a binary workbook (xlsb)", "XLSB工作簿")
    relations = relationships(package, main)
    workbook = parse_xml(package.read(main), name)
    strings = _shared_strings(package, main, name)
    looks = looks_of(package, main)
    sheets = Sheets(name)
    for title, part, visible in _sheets(workbook, relations, package):
        root = parse_xml(package.read(part), name)
        sheet = _read_sheet(root, title, strings, looks, name)
        if visible:
            sheets.show(sheet, holds_more=holds_more(package, part, root))
        else:
            sheets.hide(sheet)
    titles, dates = core_facts(package, name)
    return sheets.document(MediaType.XLSX, titles=titles, dates=dates)


def _sheets(
    workbook: etree._Element, relations: dict[str, str], package: Package
) -> list[tuple[str, str, bool]]:
    """(title, part, whether it is shown) of each sheet."""
    sheets = child(workbook, "sheets")
    found = []
    for sheet in sheets if sheets is not None else ():
        part = relations.get(_relation_id(sheet) or "")
        shown = (attribute(sheet, "state") or "visible") == "visible"
        if part is not None and (shown or package.has(part)):
            found.append((attribute(sheet, "name") or "", part, shown))
    return found


def _relation_id(sheet: etree._Element) -> str | None:
    """The namespaced `r:id`, which is not the plain `sheetId`."""
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)


def _shared_strings(package: Package, main: str, name: str) -> list[str]:
    part = part_of_kind(package, main, "sharedStrings", "sharedStrings.xml")
    return [_string(item) for item in parse_xml(package.read(part), name)] if part is not None else []


def _string(item: etree._Element) -> str:
    """Text of a shared or inline string; phonetic guides are not part of it, nor is what is struck out, raised or white."""
    parts: list[str] = []
    odd = False
    for node in item:
        if local(node) == "t":
            parts.append(node.text or "")
        elif local(node) == "r":
            texts = [text.text or "" for text in node if local(text) == "t"]
            if any(texts) and is_odd_run(child(node, "rPr")) and not _has_words("".join(texts)):
                odd = True
            else:
                parts += texts
    words = _plain("".join(parts))
    return f"{words}{UNKNOWN_VALUE}" if odd and not _has_words(words) else words


def _plain(text: str) -> str:
    """A stored string without the escapes of characters that XML cannot hold (§22.9.2.19)."""
    return squeeze(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text)


def _has_words(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _read_sheet(root: etree._Element, title: str, strings: list[str], looks: Looks, name: str) -> Sheet:
    hidden = _hidden_columns(root)
    hidden_rows: set[int] = set()
    texts: dict[tuple[int, int], str] = {}
    sheet_data = child(root, "sheetData")
    characters, folded = 0, False
    doubtful, zeros_hidden = restyled(root, looks), _hides_zeros(root)
    row_number = -1
    for row in sheet_data if sheet_data is not None else ():
        declared = attribute(row, "r") or ""
        row_number = int(declared) - 1 if declared.isdecimal() and len(declared) < 8 else row_number + 1
        if (attribute(row, "hidden") or "") in _TRUE or _is_nothing(attribute(row, "ht")):
            hidden_rows.add(row_number)
            folded = folded or any(is_reported(_cell_text(cell, strings, looks)) for cell in row)
            continue
        column = -1
        for cell in row:
            column = _column_of(attribute(cell, "r"), column + 1)
            text = _cell_text(cell, strings, looks)
            if text and text != UNKNOWN_VALUE and not _has_words(text):
                changed = is_within(row_number, column, doubtful) or (row_number, column) in texts
                text = UNKNOWN_VALUE if changed or (zeros_hidden and is_zero(text)) else text
            characters += len(text)
            if text and column not in hidden:
                texts[row_number, column] = text
            elif text:
                folded = folded or is_reported(text)
        if characters > limits.CHARACTERS:
            raise TooMuch(f"{name}: more text than any report has", f"{name}：工作簿内容过多，已拒绝读取")
    return Sheet(title, texts, _merges(root), hidden_rows, hidden, folded)


def _hides_zeros(root: etree._Element) -> bool:
    views = child(root, "sheetViews")
    return any(
        attribute(view, "showZeros") in ("0", "false") for view in (views if views is not None else ())
    )


def _hidden_columns(root: etree._Element) -> frozenset[int]:
    columns = child(root, "cols")
    hidden: set[int] = set()
    for column in columns if columns is not None else ():
        first, last = attribute(column, "min") or "", attribute(column, "max") or ""
        gone = (attribute(column, "hidden") or "") in _TRUE or _is_nothing(attribute(column, "width"))
        if gone and first.isdecimal() and last.isdecimal():
            hidden.update(range(int(first) - 1, min(int(last), 16_384)))
    return frozenset(hidden)


def _is_nothing(size: str | None) -> bool:
    """A height or width of nothing hides as well."""
    return size is not None and re.fullmatch(r"0(?:\.0*)?", size) is not None


def _column_of(reference: str | None, otherwise: int) -> int:
    found = _REFERENCE.match(reference or "")
    return column_number(found[1]) if found else otherwise


def _merges(root: etree._Element) -> tuple[Merge, ...]:
    container = child(root, "mergeCells")
    merges = []
    for merge in container if container is not None else ():
        ends = [_REFERENCE.match(end) for end in (attribute(merge, "ref") or "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            top, bottom = int(ends[0][2]) - 1, int(ends[1][2]) - 1
            left, right = _column_of(ends[0][0], 0), _column_of(ends[1][0], 0)
            if top <= bottom <= top + limits.GRID_ROWS and left <= right <= left + limits.GRID_COLUMNS:
                merges.append((top, left, bottom, right))
    return tuple(merges[: limits.GRID_ROWS])


def _cell_text(cell: etree._Element, strings: list[str], looks: Looks) -> str:
    number = attribute(cell, "s") or ""
    style = int(number) if number.isdecimal() and len(number) < 7 else 0
    text = _stored(cell, strings, looks.code(style))
    return UNKNOWN_VALUE if text and looks.is_odd(style) and not _has_words(text) else text


def _stored(cell: etree._Element, strings: list[str], code: str) -> str:
    """What a cell holds, as its number format shows it."""
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _string(inline) if inline is not None else ""
    value = child(cell, "v")
    if value is None or not (value.text or "").strip():
        has_formula = child(cell, "f") is not None
        return UNKNOWN_VALUE if has_formula and kind != "str" else ""
    raw = (value.text or "").strip()
    if kind == "s":
        known = raw.isdecimal() and len(raw) < 9 and int(raw) < len(strings)
        return strings[int(raw)] if known else UNKNOWN_VALUE
    if kind == "b":
        return "TRUE" if raw in _TRUE else "FALSE"
    return _plain(raw) if kind in ("str", "e", "d") else shown(raw, code)
