"""The visible text of one WordprocessingML paragraph (ISO/IEC 29500-1 §17.3), as accepting all changes would show it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reports.formats.docx_fields import Fields, simple
from reports.formats.docx_looks import Looks, is_faint, list_number
from reports.formats.markup import attribute, child, local

DROPPED = frozenset({"del", "moveFrom", "rt", "delText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr"})
"""Tracked deletions, ruby glosses and properties: not on the page."""
BOXES = frozenset({"drawing", "pict", "object"})
_SHOWN_IN_BOXES = frozenset(
    {"blip", "imagedata", "OLEObject", "textpath", "chart", "relIds", "contentPart", "control"}
)
"""Pictures, embedded files, WordArt, charts, diagrams, ink, controls."""
_FREEHAND = frozenset({"custGeom", "polyline", "curve"})
"""Shapes that a hand drew, which may be a figure."""
_WORDS_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
"""Words of a drawing, which are no text of the document."""
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_WORKED_OUT = frozenset({"pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"})
_PLAIN_MATHEMATICS = frozenset(
    {"oMath", "oMathPara", "oMathParaPr", "jc", "r", "t", "rPr", "ctrlPr", "sty", "nor"}
) | {*("rFonts", "i", "b", "sz", "szCs", "color", "lang")}
"""Elements of a formula that sets its text in one line, as prose (§22.1)."""
_UNDERSTOOD = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)
"""Namespaces that today's Word knows: what is written for it is what it shows."""

ODD = "\ue0ff"
"""Stands for what a paragraph shows and what is no part of its words: struck out, raised, or a picture."""


def marked_text(paragraph: etree._Element, looks: Looks) -> str:
    """Text of a `w:p`, without that of boxes anchored in it, with `ODD` wherever something is struck out, raised, drawn,
    or has yet to be worked out. Tabs and breaks are kept; the caller collapses."""
    walk = _Walk(looks, looks.around(paragraph))
    walk.collect(paragraph)
    text = "".join(walk.parts)
    if text.strip():
        return text
    if walk.freehand:
        return ODD
    number = list_number(child(paragraph, "pPr"))
    numbered = walk.around[0] in looks.numbered if number is None else number != "0"
    return text + (ODD if numbered else "")


def hidden_text(paragraph: etree._Element, looks: Looks) -> str:
    """Text of a `w:p` that is there and not shown; not what was deleted."""
    around = looks.around(paragraph)
    hidden = (run for run in paragraph.iter("{*}r") if looks.is_hidden(child(run, "rPr"), around))
    return "".join(node.text or "" for run in hidden for node in run if local(node) == "t")


def cell_words(text: str) -> str:
    """A label does without its marks; where no words stand, something is shown that cannot be known as a figure."""
    plain = text.replace(ODD, "")
    if plain == text or _has_words(plain):
        return plain
    return f"{plain}\ufffd"


def _has_words(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


class _Walk:
    """Collects the text of one paragraph. `around` are the ids of the styles its runs stand in."""

    def __init__(self, looks: Looks, around: tuple[str, ...]) -> None:
        self.looks = looks
        self.around = around
        self.parts: list[str] = []
        self.fields = Fields()
        self.heights: dict[etree._Element, set[str]] = {}
        """At which the texts in an element stand."""
        self.freehand = False
        """Whether a hand drew something there."""

    def collect(self, element: Iterable[etree._Element]) -> None:
        for node in element:
            name = local(node)
            if name == "t":
                self._show(node.text or "")
            elif name == "r":
                self._run(node)
            elif name in DROPPED:
                continue
            elif name in _CHARACTERS:
                self._show(_CHARACTERS[name])
            elif name == "fldChar":
                self._result(self.fields.mark(node, self.parts))
            elif name == "instrText":
                self.fields.take_code(node.text or "")
            else:
                self._rare(name, node)

    def _rare(self, name: str, node: etree._Element) -> None:
        if name == "sym":
            self._show(_symbol(node))
        elif name in BOXES:
            self._box(node)
        elif name in _WORKED_OUT or name == "contentPart":
            self._show(ODD)
        elif name == "fldSimple":
            before = len(self.parts)
            self.collect(node)
            self._result(simple(node, "".join(self.parts[before:])))
        elif name == "AlternateContent":
            choice = chosen(node)
            if choice is not None and _is_understood(node[0]) and choice is not node[0]:
                self._guarded(name, choice)
            elif choice is not None:
                self.collect(choice)
        elif name in ("oMath", "oMathPara") or (name in ("bdo", "sdt") and _is_uncertain(name, node)):
            self._guarded(name, node)
        else:
            self.collect(node)

    def _box(self, box: etree._Element) -> None:
        inside = {local(inner) for inner in box.iter(etree.Element)}
        if not inside.isdisjoint(_SHOWN_IN_BOXES) or next(box.iter(_WORDS_DRAWN), None) is not None:
            self._show(ODD)
        self.freehand = self.freehand or not inside.isdisjoint(_FREEHAND)

    def _show(self, text: str) -> None:
        if not self.fields.in_code:
            self.parts.append(text)

    def _result(self, shown: str | None) -> None:
        self._show(ODD if shown is None else shown)

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "rPr")
        if self.looks.is_hidden(properties, self.around):
            if any(local(node) in ("fldChar", "instrText") for node in run):
                self.collect(_fields_only(run))
            return
        text = "".join(node.text or "" for node in run if local(node) == "t")
        apart = text and (self.looks.is_set_apart(properties, self.around) or self._is_moved(run))
        if apart or (text and is_faint(run) and not _has_words(text)):
            self._show(ODD)
        else:
            self.collect(run)

    def _is_moved(self, run: etree._Element) -> bool:
        """Raised or lowered by hand beside text that is not: converters write raised text so."""
        own, parent = _height(run), run.getparent()
        if own == "0" or parent is None:
            return False
        if parent not in self.heights:
            others = (one for one in parent if local(one) == "r")
            self.heights[parent] = {
                _height(one) for one in others if any(local(n) == "t" and n.text for n in one)
            }
        return self.heights[parent] != {own}

    def _guarded(self, name: str, node: etree._Element) -> None:
        """A formula, text set from right to left, a control that asks to be filled in, what stands for nothing: its words,
        but none of its figures."""
        before = len(self.parts)
        self.collect(node)
        text = "".join(self.parts[before:])
        if name in ("oMath", "oMathPara") and all(
            local(inner) in _PLAIN_MATHEMATICS for inner in node.iter(etree.Element)
        ):
            return
        if name in ("oMath", "oMathPara") or (text.strip() and not _has_words(text)):
            self.parts[before:] = [ODD]


def _fields_only(run: etree._Element) -> Iterable[etree._Element]:
    """The marks of fields in a run whose text is hidden: they hold all the same."""
    return [node for node in run if local(node) in ("fldChar", "instrText")]


def _is_uncertain(name: str, node: etree._Element) -> bool:
    if name == "bdo":
        return attribute(node, "val") == "rtl"
    properties = child(node, "sdtPr")
    return properties is not None and child(properties, "showingPlcHdr") is not None


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of an `mc:AlternateContent` to read (ISO/IEC 29500-3 §7.5): the first that Word knows all of; the other
    says the same again. A branch that holds nothing is passed over where the other holds something."""
    branches = [node for node in alternate if local(node) in ("Choice", "Fallback")]
    known = [branch for branch in branches if local(branch) == "Fallback" or _is_understood(branch)]
    return next((branch for branch in known if len(branch)), None)


def _is_understood(choice: etree._Element) -> bool:
    if local(choice) != "Choice":
        return False
    prefixes = (attribute(choice, "Requires") or "").split()
    return all((choice.nsmap.get(prefix) or "").startswith(_UNDERSTOOD) for prefix in prefixes)


def _height(run: etree._Element) -> str:
    """How far a run is raised or lowered by hand (§17.3.2.24), as printed: "0" is not at all."""
    properties = child(run, "rPr")
    moved = child(properties, "position") if properties is not None else None
    return (attribute(moved, "val") if moved is not None else None) or "0"


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
