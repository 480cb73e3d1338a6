"""Trees to Python source, typed: every word resolved to a slot, every operator checked, every list of the form unrolled.

The source only ever holds slot numbers, names this module made up and operators: an author's text reaches Python as
constants in a table, never as source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.engine import folding, functions, syntax, unknown
from rules.engine.errors import ExpressionError, did_you_mean
from rules.engine.records import RECORDS
from rules.engine.syntax import Node
from rules.engine.things import (
    DATE,
    NUMBER,
    TEXT,
    TRUTH,
    Code,
    Constant,
    Fact,
    Items,
    Kind,
    Scope,
    Thing,
    Type,
    list_of,
    type_of,
)

Environment = Mapping[str, Thing]
MAX_EMITTED = 60_000
"""Nodes one rule may unroll to; the whole of table three compared cell by cell with last year needs some 3,000."""


class Slots:
    """The facts a set of rules reads, each once; a compiled rule sees them as ``s[0]``, ``s[1]`` …"""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.index: dict[str, int] = {}

    def of(self, fact: Fact) -> int:
        if fact.key not in self.index:
            self.index[fact.key] = len(self.facts)
            self.facts.append(fact)
        return self.index[fact.key]


HELPERS: dict[str, Any] = {
    "and_": unknown.and_,
    "or_": unknown.or_,
    "not_": unknown.not_,
    "all_": unknown.all_,
    "exists_": unknown.exists_,
    "exists_one_": unknown.exists_one_,
}


class Compiler:
    """Makes source for one rule. `names` is what the compiled function's globals must hold besides `HELPERS`."""

    def __init__(self, root: Scope, slots: Slots) -> None:
        self.root = root
        self.slots = slots
        self.names: dict[str, Any] = dict(HELPERS)
        self.used: dict[str, Fact] = {}
        """Facts read since it was last cleared: what a check rests on."""
        self.prelude: list[str] = []
        """Lines to run once for a whole report before its records are gone over."""
        self.emitted = 0
        self.variables = 0

    # --- things

    def thing(self, node: Node, env: Environment) -> Thing:  # noqa: PLR0911 - one return a kind of node
        self.emitted += 1
        if self.emitted > MAX_EMITTED:
            raise ExpressionError(node.position, "这条规则逐项展开后运算太多，请缩小范围")
        match node:
            case syntax.Literal(value=value):
                return Constant(value, type_of(value))
            case syntax.Name(name=name):
                return self._name(node, name, env)
            case syntax.Select():
                return self._select(node, env)
            case syntax.Call():
                from rules.engine.calls import call  # noqa: PLC0415 - calls and compiler need each other

                return call(self, node, env)
            case syntax.Unary():
                return self._unary(node, env)
            case syntax.Binary():
                return self._binary(node, env)
            case syntax.Conditional():
                return self._conditional(node, env)
            case syntax.ListOf():
                return self._list(node, env)
        raise TypeError(node)

    def _name(self, node: Node, name: str, env: Environment) -> Thing:
        found = env.get(name) or self.root.words.get(name)
        if found is None:
            words = [*env, *self.root.words]
            raise ExpressionError(node.position, f"没有“{name}”{did_you_mean(name, words)}", name)
        return found

    def _select(self, node: syntax.Select, env: Environment) -> Thing:
        target = self.thing(node.target, env)
        if isinstance(target, Scope):
            found = target.words.get(node.field)
            if found is None:
                suggestion = did_you_mean(node.field, target.words)
                raise ExpressionError(node.position, f"没有“{node.field}”{suggestion}", node.field)
            return found
        if isinstance(target, Code) and target.type.kind is Kind.RECORD:
            words = RECORDS[target.type.record].words
            if node.field not in words:
                raise ExpressionError(
                    node.position, f"没有“{node.field}”{did_you_mean(node.field, words)}", node.field
                )
            type, get = words[node.field]
            sentence = target.type.record == "句子" and node.field in ("文字", "text")
            return Code(f"{self.constant(get)}({target.source})", type, sentence and target.source == "e")
        raise ExpressionError(node.position, f"“{syntax.unparse(node.target)}”下面没有可取的项目", node.field)

    # --- values

    def value(self, node: Node, env: Environment) -> Code:
        """The node as source with a type; raises where it is a group of things and not a value."""
        return self.code(self.thing(node, env), node)

    def code(self, thing: Thing, node: Node) -> Code:
        match thing:
            case Code():
                return thing
            case Constant():
                plain = isinstance(thing.value, bool | int)
                return Code(repr(thing.value) if plain else self.constant(thing.value), thing.type)
            case Fact():
                self.used.setdefault(thing.key, thing)
                return Code(f"s[{self.slots.of(thing)}]", thing.type)
            case Items():
                members = [self.code(member, node) for member in thing.members]
                inner = "".join(f"{member.source}," for member in members)
                return Code(f"({inner})", list_of(members[0].type) if members else Type(Kind.LIST))
            case Scope(value=Fact() as value):
                return self.code(value, node)
        words = "、".join(list(thing.words)[:6])
        raise ExpressionError(
            node.position,
            f"“{syntax.unparse(node)}”是一组项目，不是一个值；请再写下一级，如：{words}",
            syntax.unparse(node),
        )

    def typed(self, node: Node, env: Environment, wanted: Type, what: str) -> Code:
        found = self.value(node, env)
        if found.type != wanted:
            raise ExpressionError(
                node.position,
                f"{what}应为{wanted}，“{syntax.unparse(node)}”却是{found.type}",
                _first_word(node),
            )
        return found

    def constant(self, value: object) -> str:
        """The name under which the compiled function finds a value of ours."""
        for name, known in self.names.items():
            if known is value:
                return name
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def variable(self) -> str:
        self.variables += 1
        return f"v{self.variables}"

    def call(self, helper: Any, *arguments: Code, gives: Type) -> Code:
        inner = ",".join(argument.source for argument in arguments)
        return Code(f"{self.constant(helper)}({inner})", gives)

    # --- operators

    def _unary(self, node: syntax.Unary, env: Environment) -> Code:
        if node.operator == "!":
            return Code(f"not_({self.typed(node.operand, env, TRUTH, '“!”后面').source})", TRUTH)
        return Code(f"(-{self.typed(node.operand, env, NUMBER, '负号后面').source})", NUMBER)

    def _binary(self, node: syntax.Binary, env: Environment) -> Code:  # noqa: PLR0911 - one return a kind of operator
        if node.operator in ("&&", "||"):
            parts = [self.typed(part, env, TRUTH, f"“{node.operator}”两边") for part in _chain(node)]
            parts = folding.chain(parts, node.operator)
            if len(parts) == 1:
                return parts[0]
            helper = "all_" if node.operator == "&&" else "exists_"
            return Code(f"{helper}(({''.join(part.source + ',' for part in parts)}))", TRUTH)
        if node.operator in ("+", "-"):
            return self._sum(node, env)
        left, right = self.value(node.left, env), self.value(node.right, env)
        if node.operator == "in":
            found = self._in(node, left, right)
            return folding.member(self.thing(node.left, env), node.right) or found
        if node.operator in ("*", "/", "%"):
            if left.type != NUMBER or right.type != NUMBER:
                raise self.mismatch(node, left, right)
            return self.call(_ARITHMETIC[node.operator], left, right, gives=NUMBER)
        ordered = node.operator not in ("==", "!=")
        scalar = left.type.kind in (Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TRUTH)
        if (
            left.type != right.type
            or not scalar
            or (ordered and left.type.kind not in (Kind.NUMBER, Kind.DATE))
        ):
            raise self.mismatch(node, left, right)
        same = folding.same(self.thing(node.left, env), self.thing(node.right, env)) if not ordered else None
        if same is not None:
            return folding.truth(same is (node.operator == "=="))
        return Code(f"({left.source}{node.operator}{right.source})", TRUTH)

    def _in(self, node: syntax.Binary, left: Code, right: Code) -> Code:
        if right.type.kind is not Kind.LIST or (right.type.of is not None and right.type.of != left.type):
            raise self.mismatch(node, left, right)
        return self.call(_MEMBER, left, right, gives=TRUTH)

    def _sum(self, node: syntax.Binary, env: Environment) -> Code:
        """A chain of + and - without brackets, so that a long sum does not nest."""
        terms: list[syntax.Binary] = []
        first: Node = node
        while isinstance(first, syntax.Binary) and first.operator in ("+", "-"):
            terms.append(first)
            first = first.left
        sofar = self.value(first, env)
        for term in reversed(terms):
            right = self.value(term.right, env)
            sofar = self._add(term, sofar, right)
        return Code(f"({sofar.source})", sofar.type) if sofar.type == NUMBER else sofar

    def _add(self, node: syntax.Binary, left: Code, right: Code) -> Code:
        plus = node.operator == "+"
        match (left.type.kind, right.type.kind):
            case (Kind.NUMBER, Kind.NUMBER):
                return Code(f"{left.source}{node.operator}{right.source}", NUMBER)
            case (Kind.TEXT, Kind.TEXT) if plus:
                return self.call(_JOIN, left, right, gives=TEXT)
            case (Kind.DATE, Kind.NUMBER):
                return self.call(_DAYS_AFTER if plus else _DAYS_BEFORE, left, right, gives=DATE)
            case (Kind.DATE, Kind.DATE) if not plus:
                return self.call(_DAYS_BETWEEN, left, right, gives=NUMBER)
        raise self.mismatch(node, left, right)

    def mismatch(self, node: syntax.Binary, left: Code, right: Code) -> ExpressionError:
        return ExpressionError(
            node.position, f"“{node.operator}”不能用在{left.type}和{right.type}之间", node.operator
        )

    def _conditional(self, node: syntax.Conditional, env: Environment) -> Code:
        condition = self.typed(node.condition, env, TRUTH, "“?”前面")
        then, otherwise = self.value(node.then, env), self.value(node.otherwise, env)
        if condition in (folding.TRUE, folding.FALSE) and then.type == otherwise.type:
            return then if condition == folding.TRUE else otherwise
        if then.type != otherwise.type:
            raise ExpressionError(node.position, f"“:”两边应为同一类，却是{then.type}和{otherwise.type}", "?")
        name = self.variable()
        source = f"({then.source} if ({name}:={condition.source}) is True else {otherwise.source} if {name} is False else {name})"
        return Code(source, then.type)

    def _list(self, node: syntax.ListOf, env: Environment) -> Code:
        items = [self.value(item, env) for item in node.items]
        for item, child in zip(items, node.items, strict=True):
            if item.type != items[0].type:
                raise ExpressionError(
                    child.position, f"列表里应都是{items[0].type}，“{syntax.unparse(child)}”却是{item.type}"
                )
        inner = "".join(f"{item.source}," for item in items)
        return Code(f"({inner})", list_of(items[0].type) if items else Type(Kind.LIST))


def _chain(node: syntax.Binary) -> list[Node]:
    """The operands of a chain of one logical operator, left to right."""
    found: list[Node] = []
    here: Node = node
    while isinstance(here, syntax.Binary) and here.operator == node.operator:
        found.append(here.right)
        here = here.left
    return [here, *reversed(found)]


def _first_word(node: Node) -> str:
    return node.name if isinstance(node, syntax.Name) else ""


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
