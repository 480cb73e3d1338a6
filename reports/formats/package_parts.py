"""Parts of an office package by their relationships (ISO/IEC 29500-2 §9.3): no part has to have its usual name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from reports.formats.markup import attribute, parse_xml
from reports.formats.zipped import Package


def main_part(package: Package, usual: str) -> str:
    """Name of the package's main part."""
    for relation in _relations_of(package, ""):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            target = posixpath.normpath((attribute(relation, "Target") or "").lstrip("/"))
            if package.has(target):
                return target
    return usual


def relationships(package: Package, part: str) -> dict[str, str]:
    """Relationship id → part name, for targets inside the package."""
    return {id: target for id, _, target in _inside(package, part)}


def part_of_kind(package: Package, part: str, kind: str, usual: str) -> str | None:
    """The part that `part` names as its `kind` (``styles``, ``sharedStrings``), or else the one of the usual name beside it."""
    named = (target for _, type, target in _inside(package, part) if type.endswith(f"/{kind}"))
    beside = posixpath.join(posixpath.dirname(part), usual)
    return next((target for target in (*named, beside) if package.has(target)), None)


def parts_of_kinds(package: Package, part: str, kinds: frozenset[str]) -> Iterator[str]:
    """The parts that `part` names as of one of these kinds (``header``, ``comments``), as often as they are there."""
    for _, type, target in _inside(package, part):
        if type.rpartition("/")[2] in kinds and package.has(target):
            yield target


def _inside(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """(id, type, part name) of each relationship to a part of the package."""
    for relation in _relations_of(package, part):
        id, target = attribute(relation, "Id"), attribute(relation, "Target")
        if id and target and (attribute(relation, "TargetMode") or "").lower() != "external":
            inside = posixpath.join(posixpath.dirname(part), target)
            if target.startswith("/"):
                inside = target.lstrip("/")
            yield id, attribute(relation, "Type") or "", posixpath.normpath(inside)


def _relations_of(package: Package, part: str) -> Iterator[etree._Element]:
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if package.has(name):
        yield from parse_xml(package.read(name), package.name)
