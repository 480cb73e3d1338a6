"""What the styles of a docx say of a run's look (ISO/IEC 29500-1 §17.7): whether it is shown, and whether as part of the words.

A run's own property comes first. Of styles, toggle properties (§17.7.3) are on where an odd number of the table's, the
paragraph's and the run's style turns them on; of others the run's style comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reports.formats.markup import attribute, child, local

_FALSE = frozenset({"0", "false", "off", "none"})
_STRUCK = ("strike", "dstrike")
_RAISED = ("superscript", "subscript")
_WHITE = frozenset({"FFFFFF", "FEFEFE"})
_SPECK = 4
"""Half-points; what is set smaller than two points is not there to be read."""
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Looks:
    """By style id, what it says itself or by what it builds on. `vanish` and `struck` are toggles."""

    vanish: Mapping[str, bool] = field(default_factory=dict)
    struck: Mapping[str, bool] = field(default_factory=dict)
    raised: Mapping[str, bool] = field(default_factory=dict)
    numbered: frozenset[str] = frozenset()
    """Paragraph styles that print a list number."""
    paragraph: str = ""
    """The style of paragraphs that name none."""
    levels: Mapping[str, int] = field(default_factory=dict)
    """Outline level (1-6); `Title` counts as 1."""

    def around(self, paragraph: Element) -> tuple[str, ...]:
        """Ids of the styles that a paragraph's runs stand in: its own, then its table's."""
        own = _style(child(paragraph, "pPr"), "pStyle") or self.paragraph
        if not self.vanish and not self.struck:
            return (own,)
        table = next((node for node in paragraph.iterancestors() if local(node) == "tbl"), None)
        return own, _style(child(table, "tblPr"), "tblStyle") if table is not None else ""

    def is_hidden(self, properties: Element | None, around: Iterable[str]) -> bool:
        """Whether a run with these ``w:rPr`` is not shown (§17.3.2.41)."""
        own = child(properties, "vanish") if properties is not None else None
        if own is not None:
            return is_on(own)
        return bool(self.vanish) and _toggled(self.vanish, _style(properties, "rStyle"), around)

    def is_set_apart(self, properties: Element | None, around: tuple[str, ...]) -> bool:
        """Struck out (§17.3.2.9, §17.3.2.37), or raised or lowered (§17.3.2.42)."""
        style = _style(properties, "rStyle")
        height = child(properties, "vertAlign") if properties is not None else None
        if height is not None:
            if attribute(height, "val") in _RAISED:
                return True
        elif self._by_style(style, *around):
            return True
        strikes = [child(properties, name) for name in _STRUCK] if properties is not None else []
        if any(each is not None for each in strikes):
            return any(is_on(each) for each in strikes)
        return bool(self.struck) and _toggled(self.struck, style, around)

    def _by_style(self, *styles: str) -> bool:
        """Whether the first of the styles that speaks of it raises or lowers."""
        said = [self.raised[id] for id in styles if id in self.raised]
        return bool(said) and said[0]


def looks_of(styles: Element) -> Looks:
    """Of a styles part."""
    parts: dict[str, dict[str, bool]] = {name: {} for name in ("vanish", "struck", "raised", "numbered")}
    based: dict[str, str] = {}
    levels: dict[str, int] = {}
    default = ""
    for style in styles:
        id = attribute(style, "styleId") if local(style) == "style" else None
        if not id:
            continue
        based[id] = _style(style, "basedOn")
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
            default = id
        for name, value in _said(style):
            parts[name][id] = value
        level = _level(style)
        if level is not None:
            levels[id] = level
    for found in parts.values():
        _inherit(found, based)
    return Looks(
        vanish=_only_if_on(parts["vanish"]),
        struck=_only_if_on(parts["struck"]),
        raised=_only_if_on(parts["raised"]),
        numbered=frozenset(id for id, value in parts["numbered"].items() if value),
        paragraph=default,
        levels=levels,
    )


def _said(style: Element) -> Iterable[tuple[str, bool]]:
    """What a style itself says of the four looks."""
    properties = child(style, "rPr")
    if properties is not None:
        vanish, height = child(properties, "vanish"), child(properties, "vertAlign")
        strikes = [each for name in _STRUCK if (each := child(properties, name)) is not None]
        if vanish is not None:
            yield "vanish", is_on(vanish)
        if strikes:
            yield "struck", any(map(is_on, strikes))
        if height is not None:
            yield "raised", attribute(height, "val") in _RAISED
    number = list_number(child(style, "pPr"))
    if number is not None:
        yield "numbered", number != "0"


def list_number(properties: Element | None) -> str | None:
    """The list that a ``w:pPr`` names (§17.9.18); "0" takes a paragraph out of its style's."""
    numbered = child(properties, "numPr") if properties is not None else None
    number = child(numbered, "numId") if numbered is not None else None
    return attribute(number, "val") if number is not None else None


def _inherit(found: dict[str, bool], based: Mapping[str, str]) -> None:
    """Give each style what the nearest style it builds on says."""
    if not found:
        return
    silent: set[str] = set()
    for id in based:
        way: list[str] = []
        above = id
        while above not in found and above in based and above not in silent:
            way.append(above)
            silent.add(above)
            above = based[above]
        if above in found:
            found.update(dict.fromkeys(way, found[above]))


def _only_if_on(found: dict[str, bool]) -> Mapping[str, bool]:
    return found if any(found.values()) else {}


def _toggled(on: Mapping[str, bool], style: str, around: Iterable[str]) -> bool:
    return sum(on.get(id, False) for id in (style, *around) if id) % 2 == 1


def _style(properties: Element | None, kind: str) -> str:
    named = child(properties, kind) if properties is not None else None
    return (attribute(named, "val") or "") if named is not None else ""


def _level(style: Element) -> int | None:
    properties = child(style, "pPr")
    level = child(properties, "outlineLvl") if properties is not None else None
    value = attribute(level, "val") if level is not None else None
    if value is not None and value.isdecimal() and int(value) < 6:
        return int(value) + 1
    name = child(style, "name")
    return 1 if name is not None and (attribute(name, "val") or "").lower() == "title" else None


def outline_level(paragraph: Element, levels: Mapping[str, int]) -> int | None:
    """1-6 where the paragraph or its style has an outline level."""
    properties = child(paragraph, "pPr")
    if properties is None:
        return None
    direct = child(properties, "outlineLvl")
    value = attribute(direct, "val") if direct is not None else None
    if value is not None and value.isdecimal():
        level = int(value) + 1
        return level if level <= 6 else None
    return levels.get(_style(properties, "pStyle"))


def is_on(element: Element | None) -> bool:
    """A toggle property (§17.17.4): present without a value means on."""
    return element is not None and (attribute(element, "val") or "1").lower() not in _FALSE


def is_faint(run: Element) -> bool:
    """White without a shade behind it, or set too small to be read: on the page, and nobody sees it."""
    properties = child(run, "rPr")
    if properties is None:
        return False
    size, colour = child(properties, "sz"), child(properties, "color")
    value = (attribute(size, "val") or "") if size is not None else ""
    if value.isdecimal() and int(value) < _SPECK:
        return True
    if colour is None or (attribute(colour, "val") or "").upper() not in _WHITE:
        return False
    return not _is_shaded(properties) and not any(
        _is_shaded(node[0])
        for node in run.iterancestors()
        if local(node) in ("p", "tc", "tbl") and local(node[0]) == f"{local(node)}Pr"
    )


def _is_shaded(properties: Element | None) -> bool:
    shade = child(properties, "shd") if properties is not None else None
    if shade is None:
        return False
    fill = (attribute(shade, "fill") or "auto").upper()
    return fill not in (_WHITE | {"AUTO"}) or (attribute(shade, "val") or "clear") not in ("clear", "nil")
