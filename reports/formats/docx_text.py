"""The visible text of one WordprocessingML paragraph (ISO/IEC 29500-1 §17.3), as accepting all changes would show it."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from reports.formats.markup import attribute, child, local

DROPPED = frozenset({"del", "moveFrom", "rt", "instrText", "delText", "delInstrText", "rPr", "pPr"})
"""Tracked deletions, ruby glosses, field codes and properties: not on the page."""
BOXES = frozenset({"drawing", "pict", "object"})
_PICTURES = frozenset({"blip", "imagedata", "OLEObject"})
_FALSE = frozenset({"0", "false", "off", "none"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


ODD = "\ue0ff"
"""Stands for what a paragraph shows and what is no part of its words: struck out, raised, or a picture."""


def paragraph_text(paragraph: etree._Element, hidden: Collection[str] = ()) -> str:
    """Text of a `w:p`, without the text of boxes anchored in it. Tabs and breaks are kept; the caller collapses.

    `hidden` are the ids of the styles whose text is not shown.
    """
    return marked_text(paragraph, hidden).replace(ODD, "")


def marked_text(paragraph: etree._Element, hidden: Collection[str] = ()) -> str:
    """`paragraph_text` with `ODD` wherever something is struck out, raised or drawn, or a formula has yet to be worked out."""
    parts: list[str] = []
    _collect(paragraph, parts, hidden)
    text = "".join(parts)
    return text if text.strip() else text + (ODD if _shows_something(paragraph) else "")


def _shows_something(paragraph: etree._Element) -> bool:
    """A paragraph without text shows its own list number (§17.9.18), and the result of a formula (§17.16.3.3)."""
    properties = child(paragraph, "pPr")
    numbered = child(properties, "numPr") if properties is not None else None
    number = child(numbered, "numId") if numbered is not None else None
    if number is not None and attribute(number, "val") != "0":
        return True
    codes = (
        node.text if local(node) == "instrText" else attribute(node, "instr")
        for node in paragraph.iter(etree.Element)
        if local(node) in ("instrText", "fldSimple")
    )
    return any((code or "").lstrip().startswith("=") for code in codes)


def cell_words(text: str) -> str:
    """A label does without its marks; where no words stand, something is shown that cannot be known as a figure."""
    plain = text.replace(ODD, "")
    if plain == text or any("\u4e00" <= character <= "\u9fff" for character in plain):
        return plain
    return f"{plain}\ufffd"


def _collect(element: etree._Element, parts: list[str], hidden: Collection[str]) -> None:
    for node in element:
        name = local(node)
        if name == "t":
            parts.append(node.text or "")
        elif name in _CHARACTERS:
            parts.append(_CHARACTERS[name])
        elif name == "sym":
            parts.append(_symbol(node))
        elif name in BOXES:
            if any(local(inner) in _PICTURES for inner in node.iter(etree.Element)):
                parts.append(ODD)
        elif name in DROPPED or (name == "r" and _hidden(node, hidden)):
            continue
        elif name == "r" and _set_apart(node):
            parts.append(ODD)
        elif name == "AlternateContent":
            choice = chosen(node)
            if choice is not None:
                _collect(choice, parts, hidden)
        else:
            _collect(node, parts, hidden)


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of an `mc:AlternateContent` to read: the first that holds anything; the other says the same again."""
    branches = [node for node in alternate if local(node) in ("Choice", "Fallback")]
    return next((branch for branch in branches if len(branch)), None)


def is_on(element: etree._Element | None) -> bool:
    """A toggle property (§17.17.4): present without a value means on."""
    return element is not None and (attribute(element, "val") or "1").lower() not in _FALSE


def _hidden(run: etree._Element, styles: Collection[str]) -> bool:
    """By the run's own property, or else by its style or its paragraph's (§17.7.2)."""
    properties = child(run, "rPr")
    own = child(properties, "vanish") if properties is not None else None
    if own is not None:
        return is_on(own)
    if not styles:
        return False
    style = child(properties, "rStyle") if properties is not None else None
    if style is not None and attribute(style, "val") in styles:
        return True
    paragraph = next((node for node in run.iterancestors() if local(node) == "p"), None)
    around = child(paragraph, "pPr") if paragraph is not None else None
    style = child(around, "pStyle") if around is not None else None
    return style is not None and attribute(style, "val") in styles


def hidden_styles(styles: etree._Element) -> frozenset[str]:
    """Ids of the styles of a styles part whose text is not shown (§17.3.2.41), by themselves or by what they build on."""
    found: set[str] = set()
    based: dict[str, str] = {}
    shown: set[str] = set()
    for style in styles:
        id = attribute(style, "styleId") if local(style) == "style" else None
        if not id:
            continue
        properties, base = child(style, "rPr"), child(style, "basedOn")
        vanish = child(properties, "vanish") if properties is not None else None
        if vanish is not None:
            (found if is_on(vanish) else shown).add(id)
        if base is not None:
            based[id] = attribute(base, "val") or ""
    for id in based:
        above = id
        for _ in based:
            if above in found or above in shown or above not in based:
                break
            above = based[above]
        if above in found:
            found.add(id)
    return frozenset(found)


def _set_apart(run: etree._Element) -> bool:
    """Struck out (§17.3.2.9, §17.3.2.37), or raised or lowered (§17.3.2.42), and not empty."""
    properties = child(run, "rPr")
    if properties is None or not any(local(node) == "t" and node.text for node in run):
        return False
    raised = child(properties, "vertAlign")
    if raised is not None and attribute(raised, "val") in ("superscript", "subscript"):
        return True
    return _is_moved(run) or any(is_on(child(properties, name)) for name in ("strike", "dstrike"))


def _is_moved(run: etree._Element) -> bool:
    """Raised or lowered by hand (§17.3.2.24) beside text that is not: converters write raised text so."""

    def height(one: etree._Element) -> str:
        properties = child(one, "rPr")
        moved = child(properties, "position") if properties is not None else None
        return (attribute(moved, "val") if moved is not None else None) or "0"

    own = height(run)
    parent = run.getparent()
    if own == "0" or parent is None:
        return False
    others = (one for one in parent if local(one) == "r" and any(local(n) == "t" and n.text for n in one))
    return any(height(one) != own for one in others)


def _symbol(node: etree._Element) -> str:
    """A `w:sym` of a symbol font: its private code point (F0xx) stands for the ASCII one in the font Symbol only."""
    try:
        code = int(attribute(node, "char") or "", 16)
    except ValueError:
        return "\ufffd"
    font = (attribute(node, "font") or "").lower()
    if 0xF020 <= code <= 0xF07E:
        return chr(code - 0xF000) if font == "symbol" else "\ufffd"
    return chr(code) if 0x20 <= code < 0xD800 else "\ufffd"


def outline_level(paragraph: etree._Element, styles: dict[str, int]) -> int | None:
    """1-6 where the paragraph or its style has an outline level."""
    properties = child(paragraph, "pPr")
    if properties is None:
        return None
    direct = child(properties, "outlineLvl")
    value = attribute(direct, "val") if direct is not None else None
    if value is not None and value.isdecimal():
        level = int(value) + 1
        return level if level <= 6 else None
    style = child(properties, "pStyle")
    return styles.get(attribute(style, "val") or "") if style is not None else None


def style_levels(styles: etree._Element) -> dict[str, int]:
    """Style id → outline level (1-6) of a styles part; `Title` counts as 1."""
    levels: dict[str, int] = {}
    for style in styles:
        if local(style) != "style":
            continue
        id = attribute(style, "styleId")
        properties = child(style, "pPr")
        level = child(properties, "outlineLvl") if properties is not None else None
        value = attribute(level, "val") if level is not None else None
        name = child(style, "name")
        if id and value is not None and value.isdecimal() and int(value) < 6:
            levels[id] = int(value) + 1
        elif id and name is not None and (attribute(name, "val") or "").lower() == "title":
            levels[id] = 1
    return levels
