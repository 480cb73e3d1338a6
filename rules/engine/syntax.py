"""The tree of an expression. Positions count characters of the expression from 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Node:
    position: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: int | Decimal | str | bool


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Select(Node):
    """`target.field`; `position` is that of the field."""

    target: Node
    field: str


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`name(arguments)` or, with a target, `target.name(arguments)`."""

    name: str
    target: Node | None
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


MACROS = ("all", "exists", "exists_one", "filter", "map")
PRECEDENCE = {
    "||": 1, "&&": 2,
    "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "in": 3,
    "+": 4, "-": 4, "*": 5, "/": 5, "%": 5,
}  # fmt: skip


def children(node: Node) -> tuple[Node, ...]:  # noqa: PLR0911 - one return a kind of node
    match node:
        case Select():
            return (node.target,)
        case Call():
            return node.arguments if node.target is None else (node.target, *node.arguments)
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Conditional():
            return (node.condition, node.then, node.otherwise)
        case ListOf():
            return node.items
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything under it, outside first."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(children(found)))


def normal(node: Node) -> str:  # noqa: PLR0911 - one return a kind of node
    """The same text for the same logic: blanks, comments and brackets that change nothing are gone."""
    match node:
        case Literal(value=value):
            return f"{type(value).__name__}:{value}" if not isinstance(value, str) else f"text:{value!r}"
        case Name(name=name):
            return name
        case Select():
            return f"{normal(node.target)}.{node.field}"
        case Call():
            inner = " ".join(normal(argument) for argument in node.arguments)
            head = node.name if node.target is None else f"{normal(node.target)}.{node.name}"
            return f"({head} {inner})"
        case Unary():
            return f"({node.operator} {normal(node.operand)})"
        case Binary():
            return f"({node.operator} {normal(node.left)} {normal(node.right)})"
        case Conditional():
            return f"(? {normal(node.condition)} {normal(node.then)} {normal(node.otherwise)})"
        case ListOf():
            return f"[{' '.join(normal(item) for item in node.items)}]"
    raise TypeError(node)


def unparse(node: Node, above: int = 0) -> str:  # noqa: PLR0911 - one return a kind of node
    """The expression as an author would write it; reads back to the same tree."""
    match node:
        case Literal(value=value):
            if isinstance(value, bool):
                return "true" if value else "false"
            return _quoted(value) if isinstance(value, str) else str(value)
        case Name(name=name):
            return name
        case Select():
            return f"{unparse(node.target, 9)}.{node.field}"
        case Call():
            inner = ", ".join(unparse(argument) for argument in node.arguments)
            return f"{'' if node.target is None else unparse(node.target, 9) + '.'}{node.name}({inner})"
        case Unary():
            return f"{node.operator}{unparse(node.operand, 8)}"
        case Binary():
            power = PRECEDENCE[node.operator]
            left = unparse(node.left, power + 1 if power == 3 else power)
            text = f"{left} {node.operator} {unparse(node.right, power + 1)}"
            return f"({text})" if power < above else text
        case Conditional():
            text = f"{unparse(node.condition, 1)} ? {unparse(node.then, 1)} : {unparse(node.otherwise)}"
            return f"({text})" if above > 0 else text
        case ListOf():
            return f"[{', '.join(unparse(item) for item in node.items)}]"
    raise TypeError(node)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\t", "\\t")
    return f"'{escaped}'"
