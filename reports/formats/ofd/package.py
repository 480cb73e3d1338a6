"""The parts of an OFD: its first document, the pages of it, what these use (GB/T 33190 §7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reports.errors import Damaged, ReadingError, TooMuch
from reports.formats import limits
from reports.formats.markup import child, local, parse_xml
from reports.formats.ofd.values import box, text_of
from reports.formats.pdf.content import Rectangle
from reports.formats.sniffing import OFD_ENTRY
from reports.formats.zipped import Package

_ENCRYPTIONS = ("Encryptions.xml", "Encryptions", "encryptions.xml")
_A4: Rectangle = (0.0, 0.0, 210.0, 297.0)
_BACKGROUND, _BODY, _FOREGROUND = "Background", "Body", "Foreground"
_ORDER = (_BACKGROUND, _BODY, _FOREGROUND)
"""In which layers are painted (§7.7)."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page: its box in millimetres, its layers from the lowest to the highest, what lies upon them."""

    number: int
    area: Rectangle
    layers: tuple[etree._Element, ...]
    annotations: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class Resources:
    """What pages refer to, by ID."""

    pictures: dict[str, str] = field(default_factory=dict)
    """The parts of pictures."""
    parameters: dict[str, etree._Element] = field(default_factory=dict)
    composites: dict[str, etree._Element] = field(default_factory=dict)


class OfdFile:
    """Raises `Damaged` or `TooMuch`, nothing else."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.package = Package(data, name)
        if any(self.package.has(part) for part in _ENCRYPTIONS):
            raise Damaged(
                f"{name}: the OFD is encrypted; publish it without a password",
                f"{name}：OFD已加密，无法读取，请发布未加密的文件",
            )
        bodies = [each for each in self._parsed(OFD_ENTRY) if local(each) == "DocBody"]
        if not bodies:
            raise self._damaged("it names no document")
        self.documents = len(bodies)
        self.info = child(bodies[0], "DocInfo")
        self._root_part = self._root_of(bodies[0])
        self._root = self._parsed(self._root_part)
        self.resources = Resources()
        common = child(self._root, "CommonData")
        self._area = _area_of(child(common, "PageArea") if common is not None else None) or _A4
        self._templates = dict(self._templates_of(common)) if common is not None else {}
        for kind in ("PublicRes", "DocumentRes"):
            self._take_resources(common, kind, self._root_part)
        self._annotated = dict(self._annotations())

    def pages(self) -> Iterator[PageSource]:
        listed = child(self._root, "Pages")
        found = [each for each in listed if local(each) == "Page"] if listed is not None else []
        if not found:
            raise self._damaged("it has no pages")
        if len(found) > limits.PAGES:
            raise TooMuch(
                f"{self.name}: {len(found)} pages is more than the {limits.PAGES} we read",
                f"{self.name}：共{len(found)}页，超过可读上限{limits.PAGES}页",
            )
        for number, each in enumerate(found, 1):
            yield self._page(number, each)

    def _page(self, number: int, listed: etree._Element) -> PageSource:
        part = _part(self._root_part, listed.get("BaseLoc") or "")
        page = self._parsed(part)
        self._take_resources(page, "PageRes", part)
        layers = list(_layers(page, _BODY))
        area = _area_of(child(page, "Area"))
        for used in page:
            template = self._templates.get(used.get("TemplateID") or "")
            if local(used) == "Template" and template is not None:
                under = self._parsed(template)
                area = area or _area_of(child(under, "Area"))
                layers += _layers(under, used.get("ZOrder") or _BACKGROUND)
        layers.sort(key=lambda layer: _ORDER.index(layer[0]))
        laid = self._annotated.get(listed.get("ID") or "")
        return PageSource(
            number,
            area or self._area,
            tuple(layer for _, layer in layers),
            tuple(each for each in self._parsed(laid) if local(each) == "Annot") if laid else (),
        )

    def picture(self, id: str) -> bytes:
        """Of the ID, or nothing where it is lost."""
        part = self.resources.pictures.get(id, "")
        try:
            return self.package.read(part) if self.package.has(part) else b""
        except Damaged:
            return b""

    def _root_of(self, body: etree._Element) -> str:
        """The document's own part; of one with several versions that of the version that holds now (§7.4, §18)."""
        listed = child(body, "Versions")
        for each in listed if listed is not None else ():
            if (each.get("Current") or "").lower() == "true":
                part = _part(OFD_ENTRY, each.get("BaseLoc") or "")
                return _part(part, text_of(self._parsed(part), "DocRoot"))
        return _part(OFD_ENTRY, text_of(body, "DocRoot"))

    def _templates_of(self, common: etree._Element) -> Iterator[tuple[str, str]]:
        for each in common:
            if local(each) == "TemplatePage":
                yield each.get("ID") or "", _part(self._root_part, each.get("BaseLoc") or "")

    def _take_resources(self, parent: etree._Element | None, kind: str, part: str) -> None:
        for each in parent if parent is not None else ():
            if local(each) == kind and (each.text or "").strip():
                self._take(_part(part, (each.text or "").strip()))

    def _take(self, part: str) -> None:
        """What a part of resources holds. Where it is lost, the pictures that pages ask it for are lost."""
        if not self.package.has(part):
            return
        root = self._parsed(part)
        folder = posixpath.join(_part(part, root.get("BaseLoc") or "."), "")
        for each in root.iter(etree.Element):
            id = each.get("ID") or ""
            kind = local(each)
            if kind == "MultiMedia":
                self.resources.pictures[id] = _part(folder, text_of(each, "MediaFile"))
            elif kind == "DrawParam":
                self.resources.parameters[id] = each
            elif kind == "CompositeGraphicUnit":
                self.resources.composites[id] = each

    def _annotations(self) -> Iterator[tuple[str, str]]:
        """The part that holds the annotations of a page, by its ID (§15)."""
        for listed in [each for each in self._root if local(each) == "Annotations"]:
            part = _part(self._root_part, (listed.text or "").strip())
            for page in self._parsed(part) if self.package.has(part) else ():
                yield page.get("PageID") or "", _part(part, text_of(page, "FileLoc"))

    def _parsed(self, part: str) -> etree._Element:
        return parse_xml(self.package.read(part), self.name)

    def _damaged(self, why: str) -> ReadingError:
        return Damaged(
            f"{self.name}: the OFD is damaged or cut short ({why}); fetch it again",
            f"{self.name}：OFD已损坏或不完整，请重新下载",
        )


def _part(base: str, location: str) -> str:
    """ST_Loc: from the root where it begins with a stroke, else from the folder of the part that names it."""
    if location.startswith("/"):
        return posixpath.normpath(location.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), location))


def _layers(page: etree._Element, otherwise: str) -> Iterator[tuple[str, etree._Element]]:
    content = child(page, "Content")
    for layer in content if content is not None else ():
        if local(layer) == "Layer":
            kind = otherwise if otherwise != _BODY else layer.get("Type")
            yield kind if kind in _ORDER else _BODY, layer


def _area_of(area: etree._Element | None) -> Rectangle | None:
    """The part of a page that is seen: its application box, or all of it."""
    if area is None:
        return None
    for name in ("ApplicationBox", "PhysicalBox"):
        found = box(text_of(area, name))
        if found is not None and found[2] > found[0] and found[3] > found[1]:
            return found
    return None
