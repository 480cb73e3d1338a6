"""What is decided when a rule is compiled: a row's own id against a list of ids. Such checks cost nothing when judging."""

from __future__ import annotations

from collections.abc import Sequence

from rules.engine import syntax
from rules.engine.syntax import Node
from rules.engine.things import TRUTH, Code, Constant, Thing

TRUE = Code("True", TRUTH)
FALSE = Code("False", TRUTH)


def truth(value: bool) -> Code:
    return TRUE if value else FALSE


def same(left: Thing, right: Thing) -> bool | None:
    """Whether two constants are equal; `None` where one of them is not constant."""
    if isinstance(left, Constant) and isinstance(right, Constant):
        return left.value == right.value
    return None


def member(left: Thing, right: Node) -> Code | None:
    """A constant in a list written out; `None` where either is not."""
    if not isinstance(left, Constant) or not isinstance(right, syntax.ListOf):
        return None
    if not all(isinstance(item, syntax.Literal) for item in right.items):
        return None
    return truth(any(isinstance(item, syntax.Literal) and item.value == left.value for item in right.items))


def chain(parts: Sequence[Code], operator: str) -> list[Code]:
    """The operands of && or || without those that change nothing; one operand where a constant decides."""
    neutral, deciding = (TRUE, FALSE) if operator == "&&" else (FALSE, TRUE)
    if deciding in parts:
        return [deciding]
    return [part for part in parts if part != neutral] or [neutral]
