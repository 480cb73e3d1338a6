"""Operators: what they may stand between, and the source they become."""

from __future__ import annotations

from typing import Any

from rules.engine import folding, functions, syntax, unknown
from rules.engine.compiler import Compiler, Environment
from rules.engine.errors import ExpressionError
from rules.engine.syntax import Node
from rules.engine.things import DATE, NUMBER, TEXT, TRUTH, Code, Kind, Type, list_of

LAZY = 8
"""Longest chain that is compiled to stop early; a longer one would nest too deep."""


def unary(compiler: Compiler, node: syntax.Unary, env: Environment) -> Code:
    if node.operator == "!":
        return negated(compiler, compiler.typed(node.operand, env, TRUTH, "“!”后面"))
    return Code(f"(-{compiler.typed(node.operand, env, NUMBER, '负号后面').source})", NUMBER)


def negated(compiler: Compiler, operand: Code) -> Code:
    """Nearly everything a rule denies is false: then it is no call."""
    if operand in (folding.TRUE, folding.FALSE):
        return folding.truth(operand == folding.FALSE)
    name = operand.source
    if not name.removeprefix("s[").removesuffix("]").isalnum():
        name = compiler.variable()
        source = f"(True if ({name}:={operand.source}) is False else not_({name}))"
        return Code(source, TRUTH, cheap=operand.cheap)
    return Code(f"(True if {name} is False else not_({name}))", TRUTH)


def binary(compiler: Compiler, node: syntax.Binary, env: Environment) -> Code:  # noqa: PLR0911 - one return a kind of operator
    if node.operator in ("&&", "||"):
        parts = [compiler.typed(part, env, TRUTH, f"“{node.operator}”两边") for part in _chain(node)]
        parts = folding.chain(parts, node.operator)
        if len(parts) == 1:
            return parts[0]
        return logic(compiler, parts, node.operator)
    if node.operator in ("+", "-"):
        return added(compiler, node, env)
    left, right = compiler.value(node.left, env), compiler.value(node.right, env)
    if node.operator == "in":
        found = within(compiler, node, left, right)
        return folding.member(compiler.thing(node.left, env), node.right) or found
    if node.operator in ("*", "/", "%"):
        if left.type != NUMBER or right.type != NUMBER:
            raise mismatch(node, left, right)
        made = compiler.call(_ARITHMETIC[node.operator], left, right, gives=NUMBER)
        return _of_a_whole_number(compiler, node, left, made)
    ordered = node.operator not in ("==", "!=")
    scalar = left.type.kind in (Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TRUTH)
    if left.type != right.type or not scalar or (ordered and left.type.kind not in (Kind.NUMBER, Kind.DATE)):
        raise mismatch(node, left, right)
    same = (
        folding.same(compiler.thing(node.left, env), compiler.thing(node.right, env)) if not ordered else None
    )
    if same is not None:
        return folding.truth(same is (node.operator == "=="))
    return Code(f"({left.source}{node.operator}{right.source})", TRUTH)


def _of_a_whole_number(compiler: Compiler, node: syntax.Binary, left: Code, made: Code) -> Code:
    """x % 1 is 0 for a whole number, without a call: every cell of the form is asked."""
    one = (
        isinstance(node.right, syntax.Literal) and node.right.value.__class__ is int and node.right.value == 1
    )
    if node.operator != "%" or not one or not left.source.startswith("s["):
        return made
    return Code(f"(0 if {left.source}.__class__ is {compiler.constant(int)} else {made.source})", NUMBER)


def logic(compiler: Compiler, parts: list[Code], operator: str) -> Code:
    """A chain of && or ||. Short ones stop where an operand decides: what follows may be a search of a long text.

    Which is asked first changes nothing of what is said: causes stand in the order in which the operands do.
    """
    helper, pair, deciding = ("all_", "and_", "False") if operator == "&&" else ("exists_", "or_", "True")
    if len(parts) > LAZY:
        return Code(f"{helper}(({''.join(part.source + ',' for part in parts)}))", TRUTH)
    names = [compiler.variable() for _ in parts]
    source = names[-1]
    for name in reversed(names[:-1]):
        source = f"{pair}({name},{source})"
    asked = sorted(range(len(parts)), key=lambda at: not parts[at].cheap)
    for at in reversed(asked):
        source = f"({deciding} if ({names[at]}:={parts[at].source}) is {deciding} else {source})"
    return Code(source, TRUTH, cheap=all(part.cheap for part in parts))


def within(compiler: Compiler, node: syntax.Binary, left: Code, right: Code) -> Code:
    if right.type.kind is not Kind.LIST or (right.type.of is not None and right.type.of != left.type):
        raise mismatch(node, left, right)
    return compiler.call(_MEMBER, left, right, gives=TRUTH)


def added(compiler: Compiler, node: syntax.Binary, env: Environment) -> Code:
    """A chain of + and - without brackets, so that a long sum does not nest."""
    terms: list[syntax.Binary] = []
    first: Node = node
    while isinstance(first, syntax.Binary) and first.operator in ("+", "-"):
        terms.append(first)
        first = first.left
    sofar = compiler.value(first, env)
    for term in reversed(terms):
        right = compiler.value(term.right, env)
        sofar = add(compiler, term, sofar, right)
    return Code(f"({sofar.source})", sofar.type) if sofar.type == NUMBER else sofar


def add(compiler: Compiler, node: syntax.Binary, left: Code, right: Code) -> Code:
    plus = node.operator == "+"
    match (left.type.kind, right.type.kind):
        case (Kind.NUMBER, Kind.NUMBER):
            return Code(f"{left.source}{node.operator}{right.source}", NUMBER)
        case (Kind.TEXT, Kind.TEXT) if plus:
            return compiler.call(_JOIN, left, right, gives=TEXT)
        case (Kind.DATE, Kind.NUMBER):
            return compiler.call(_DAYS_AFTER if plus else _DAYS_BEFORE, left, right, gives=DATE)
        case (Kind.DATE, Kind.DATE) if not plus:
            return compiler.call(_DAYS_BETWEEN, left, right, gives=NUMBER)
    raise mismatch(node, left, right)


def mismatch(node: syntax.Binary, left: Code, right: Code) -> ExpressionError:
    return ExpressionError(
        node.position, f"“{node.operator}”不能用在{left.type}和{right.type}之间", node.operator
    )


def conditional(compiler: Compiler, node: syntax.Conditional, env: Environment) -> Code:
    condition = compiler.typed(node.condition, env, TRUTH, "“?”前面")
    then, otherwise = compiler.value(node.then, env), compiler.value(node.otherwise, env)
    if condition in (folding.TRUE, folding.FALSE) and then.type == otherwise.type:
        return then if condition == folding.TRUE else otherwise
    if then.type != otherwise.type:
        raise ExpressionError(node.position, f"“:”两边应为同一类，却是{then.type}和{otherwise.type}", "?")
    name = compiler.variable()
    source = f"({then.source} if ({name}:={condition.source}) is True else {otherwise.source} if {name} is False else {name})"
    return Code(source, then.type)


def listed(compiler: Compiler, node: syntax.ListOf, env: Environment) -> Code:
    items = [compiler.value(item, env) for item in node.items]
    for item, child in zip(items, node.items, strict=True):
        if item.type != items[0].type:
            raise ExpressionError(
                child.position, f"列表里应都是{items[0].type}，“{syntax.unparse(child)}”却是{item.type}"
            )
    inner = "".join(f"{item.source}," for item in items)
    return compiler.lifted(Code(f"({inner})", list_of(items[0].type) if items else Type(Kind.LIST)))


def _chain(node: syntax.Binary) -> list[Node]:
    """The operands of a chain of one logical operator, left to right."""
    found: list[Node] = []
    here: Node = node
    while isinstance(here, syntax.Binary) and here.operator == node.operator:
        found.append(here.right)
        here = here.left
    return [here, *reversed(found)]


def _member(value: object, items: Any) -> object:
    undecided = unknown.merged((value, items))
    if undecided is not None:
        return undecided
    return functions.member_of(value, items)


_MEMBER = _member
_ARITHMETIC = {
    "*": unknown.strict_pair(functions.times),
    "/": unknown.strict_pair(functions.divide),
    "%": unknown.strict_pair(functions.remainder),
}
_JOIN = unknown.strict_pair(functions.join)
_DAYS_AFTER = unknown.strict_pair(functions.days_after)
_DAYS_BEFORE = unknown.strict_pair(functions.days_before)
_DAYS_BETWEEN = unknown.strict_pair(functions.days_between)
