"""Messages: Chinese sentences with `{expression}` in them; `{{` is a brace."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rules.engine.errors import ExpressionError
from rules.engine.parser import parse
from rules.engine.syntax import Node, unparse

ONCE_WORDS = ("失败数", "失败名称", "检查数")
"""Extra words of a message when a rule reports once for all members."""


@dataclass(frozen=True, slots=True)
class Hole:
    position: int
    source: str
    node: Node
    label: str


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
            found += [words, Hole(index + 1, source, node, unparse(node))]
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
