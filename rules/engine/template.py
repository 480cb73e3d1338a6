"""Messages: Chinese sentences with `{expression}` in them; `{{` is a brace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rules.engine import syntax
from rules.engine.errors import ExpressionError
from rules.engine.parser import parse
from rules.engine.syntax import Call, Conditional, Literal, Name, Node, Select, children, unparse

ONCE_WORDS = ("失败数", "失败名称", "检查数")
"""Extra words of a message when a rule reports once for all members."""


@dataclass(frozen=True, slots=True)
class Hole:
    position: int
    source: str
    node: Node
    label: str
    """What its value is called in `Verdict.values`; "" for a value that only puts the sentence together."""


@lru_cache(maxsize=2048)
def parts(template: str) -> tuple[str | Hole, ...]:
    """Words and holes in turn. Raises `ExpressionError` with the position in the template."""
    found: list[str | Hole] = []
    words, index = "", 0
    while index < len(template):
        character = template[index]
        if template[index : index + 2] in ("{{", "}}"):
            words += character
            index += 2
        elif character == "}":
            raise ExpressionError(index, "多了一个“}”；要写出花括号本身请写“}}”", "}")
        elif character == "{":
            end = template.find("}", index)
            if end < 0:
                raise ExpressionError(index, "“{”没有配对的“}”", "{")
            source = template[index + 1 : end]
            try:
                node = parse(source)
            except ExpressionError as error:
                raise ExpressionError(index + 1 + error.position, error.chinese, error.token) from error
            found += [words, Hole(index + 1, source, node, _label(node))]
            words, index = "", end + 1
        elif character in "｛｝":
            plain = "{" if character == "｛" else "}"
            raise ExpressionError(index, f"出现全角花括号“{character}”，请改用半角“{plain}”", character)
        else:
            words += character
            index += 1
    found.append(words)
    return tuple(part for part in found if part != "")


def holes(template: str) -> tuple[Hole, ...]:
    return tuple(part for part in parts(template) if isinstance(part, Hole))


def _label(node: Node) -> str:
    """The author's words for a value. An expression with texts or patterns in it goes by what it reads, picks or asks."""
    if not any(isinstance(part, Literal) and isinstance(part.value, str) for part in syntax.walk(node)):
        return unparse(node)
    if isinstance(node, Call):
        return node.name
    branches = (node.then, node.otherwise) if isinstance(node, Conditional) else (node,)
    read = dict.fromkeys(name for branch in branches for name in _read(branch))
    if read or not isinstance(node, Conditional):
        return "、".join(read)
    words = (part.value for part in branches if isinstance(part, Literal))
    says = any(character.isalnum() for word in words for character in str(word))
    return unparse(node.condition) if says else ""


def _read(node: Node) -> Iterator[str]:
    """The words and cells that an expression reads, each whole."""
    if isinstance(node, Name | Select):
        yield unparse(node)
        return
    for part in children(node):
        yield from _read(part)
