"""Damage that knows what it damages: rows, cells and tables taken out, doubled, exchanged, nested, spanned and filled past all reason."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_BEGINS = {
    "html": re.compile(rb"<(table|tr|td|p)\b[^>]*>"),
    "docx": re.compile(rb"<w:(tbl|tr|tc|p|r)\b[^>]*>"),
    "xlsx": re.compile(rb"<(row|c|si|mergeCell|xf)\b[^>]*>"),
    "txt": re.compile(rb"[^\n]*\n()"),
}
_ENDS = {"html": b"</%b>", "docx": b"</w:%b>", "xlsx": b"</%b>"}
_FIGURE = re.compile(rb"(?<=>)[0-9]{1,7}(?=<)|(?<=[\t\n])[0-9]{1,7}(?=[\t\n])")
_SPAN = re.compile(rb"""((?:row|col)span="?|gridSpan w:val="|ref="A|\br="[A-Z])[0-9]+""")
_NESTS = {
    "html": (
        b"<div>",
        b"<table><tr><td>",
        b"<ul><li>",
        b"<font>",
        b"<a>",
        b"<b><i>",
        b"<ruby>",
        b"<template>",
    ),
    "docx": (
        *(b"<w:tbl><w:tr><w:tc>", b"<w:sdt><w:sdtContent>", b"<w:ins>", b"<w:r>", b"<mc:AlternateContent>"),
        *(b"<w:pict><w:txbxContent>", b"<w:smartTag>"),
    ),
    "xlsx": (b"<r>", b"<is>", b"<row>", b"<si>"),
    "txt": (b"> ", b"| ", b"\t", b"- "),
}
_FIGURES = (
    b"9" * 30,
    b"9" * 5000,
    b"-1",
    b"1e5",
    b"0x1F",
    b"007",
    b"1.2.3",
    b"1,2345",
    b"NaN",
    b"Infinity",
    b"1 2",
    b"\xef\xbc\x95",
    b"\xe3\x80\x87",
    b"\xe4\xb8\x80",
    b"5.",
    b".5",
    b"+5",
    b"5-6",
    b"",
)
_SPANS = (b"0", b"1", b"2", b"99", b"1000", b"65535", b"99999999", b"9" * 25, b"-1")
Deed = Callable[[bytes, str, random.Random, Sequence[bytes]], bytes]


def restructured(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """`data` after one or a few such deeds. `family` says what it is written in; `others` are of the same family."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        data = dice.choice(_DEEDS)(data, family, dice, others)[:3_000_000]
    return data


class _Piece(NamedTuple):
    start: int
    end: int
    name: bytes


def _pieces(data: bytes, family: str) -> list[_Piece]:
    """Elements with their ends, or lines, one behind the other. For an end that none follows is looked once, however many begin."""
    found: list[_Piece] = []
    endless: set[bytes] = set()
    for begun in _BEGINS[family].finditer(data):
        name, end = begun[1], begun.end()
        if name in endless or (found and begun.start() < found[-1].end):
            continue
        if name and not begun[0].endswith(b"/>"):
            closing = _ENDS[family] % name
            ends = data.find(closing, end)
            if ends < 0:
                endless.add(name)
                continue
            end = ends + len(closing)
        found.append(_Piece(begun.start(), end, name))
    return found


def _without(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    if not (found := _pieces(data, family)):
        return data
    piece = dice.choice(found)
    return data[: piece.start] + data[piece.end :]


def _exchanged(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    if len(found := _pieces(data, family)) < 2:
        return data
    one, other = sorted(dice.sample(found, 2))
    return b"".join(
        (
            data[: one.start],
            data[other.start : other.end],
            data[one.end : other.start],
            data[one.start : one.end],
            data[other.end :],
        )
    )


def _repeated(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    if not (found := _pieces(data, family)):
        return data
    start, end, _ = dice.choice(found)
    times = min(dice.choice((2, 2, 2, 2, 3, 3, 30, 30, 300, 10_000)), 2_000_000 // max(end - start, 1))
    return data[:end] + data[start:end] * times + data[end:]


def _nested(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    opening = dice.choice(_NESTS[family])
    closing = b"".join(b"</" + name + b">" for name in reversed(re.findall(rb"<([\w:]+)", opening)))
    depth = dice.choice((2, 2, 2, 20, 20, 200, 300, 3000, 30_000))
    found = _pieces(data, family)
    start, end, _ = dice.choice(found) if found else (0, len(data), b"")
    closed = closing * depth if dice.random() < 0.7 else b""
    return data[:start] + opening * depth + data[start:end] + closed + data[end:]


def _spanned(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    share = dice.choice((0.02, 0.2, 1.0))
    return _SPAN.sub(lambda one: one[1] + dice.choice(_SPANS) if dice.random() < share else one[0], data)


def _refigured(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    share = dice.choice((0.02, 0.2, 1.0))
    return _FIGURE.sub(lambda one: dice.choice(_FIGURES) if dice.random() < share else one[0], data)


def _spliced(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """A piece of another file of the family in the place of one of this."""
    other = dice.choice(others)
    mine, theirs = _pieces(data, family), _pieces(other, family)
    if not mine or not theirs:
        return data
    piece = dice.choice(mine)
    same = [each for each in theirs if each.name == piece.name] or theirs
    taken = dice.choice(same)
    return data[: piece.start] + other[taken.start : taken.end] + data[piece.end :]


def _halved(data: bytes, family: str, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """The beginning of this and the end of another."""
    other = dice.choice(others)
    return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]


_DEEDS: tuple[Deed, ...] = (
    _without,
    _exchanged,
    _repeated,
    _nested,
    _spanned,
    _refigured,
    _spliced,
    _halved,
)
