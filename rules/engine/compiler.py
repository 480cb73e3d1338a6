"""Trees to Python source, typed: every word resolved to a slot, every operator checked, every list of the form unrolled.

The source only ever holds slot numbers, names this module made up and operators: an author's text reaches Python as
constants in a table, never as source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from rules.engine import syntax, unknown
from rules.engine.errors import ExpressionError, did_you_mean
from rules.engine.records import RECORDS
from rules.engine.searched import Searched
from rules.engine.syntax import Node
from rules.engine.things import (
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
_NAME = re.compile(r"\b(?:v\d+|e)\b")
"""Made-up names of a compiled rule: its variables and its record."""
_NUMERAL = frozenset("零〇一二两三四五六七八九十百千万亿")
MAX_EMITTED = 60_000
"""Nodes one rule may unroll to; the whole of table three compared cell by cell with last year needs some 3,000."""


HELPERS: dict[str, Any] = {
    "and_": unknown.and_,
    "or_": unknown.or_,
    "not_": unknown.not_,
    "all_": unknown.all_,
    "exists_": unknown.exists_,
    "exists_one_": unknown.exists_one_,
}


class _Makers(NamedTuple):
    """What makes the source of nodes with operands."""

    call: Callable[[Compiler, syntax.Call, Environment], Thing]
    unary: Callable[[Compiler, syntax.Unary, Environment], Thing]
    binary: Callable[[Compiler, syntax.Binary, Environment], Thing]
    conditional: Callable[[Compiler, syntax.Conditional, Environment], Thing]
    listed: Callable[[Compiler, syntax.ListOf, Environment], Thing]


@cache
def _makers() -> _Makers:
    """They need the compiler, and it them."""
    from rules.engine import calls, operators  # noqa: PLC0415 - see above

    return _Makers(calls.call, operators.unary, operators.binary, operators.conditional, operators.listed)


class Slots:
    """The facts a set of rules reads, each once; a compiled rule sees them as ``s[0]``, ``s[1]`` …"""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.index: dict[str, int] = {}
        self.searched = Searched()
        self.names: dict[str, Any] = dict(HELPERS)
        """What the globals of every function compiled over these slots must hold."""
        self._known = {id(value): name for name, value in HELPERS.items()}
        self._variables = 0

    def of(self, fact: Fact) -> int:
        if fact.key not in self.index:
            self.index[fact.key] = len(self.facts)
            self.facts.append(fact)
        return self.index[fact.key]

    def constant(self, value: object) -> str:
        """The name under which a compiled function finds a value of ours."""
        name = self._known.get(id(value))
        if name is None:
            name = self._known[id(value)] = f"k{len(self.names)}"
            self.names[name] = value
        return name

    def variable(self) -> str:
        """A name no other rule over these slots has."""
        self._variables += 1
        return f"v{self._variables}"


class Compiler:
    """Makes source for one rule."""

    def __init__(self, root: Scope, slots: Slots) -> None:
        self.root = root
        self.slots = slots
        self.used: dict[str, Fact] = {}
        """Facts read since it was last cleared: what a check rests on."""
        self.prelude: list[str] = []
        """Lines to run once for a whole report before its records are gone over."""
        self.record = ""
        """What stands for the record, while a rule over a report's own list is compiled."""
        self.emitted = 0

    # --- things

    def thing(self, node: Node, env: Environment) -> Thing:  # noqa: PLR0911 - one return a kind of node
        makers = _makers()
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
                return makers.call(self, node, env)
            case syntax.Unary():
                return makers.unary(self, node, env)
            case syntax.Binary():
                return makers.binary(self, node, env)
            case syntax.Conditional():
                return makers.conditional(self, node, env)
            case syntax.ListOf():
                return makers.listed(self, node, env)
        raise TypeError(node)

    def _name(self, node: Node, name: str, env: Environment) -> Thing:
        found = env.get(name) or self.root.words.get(name)
        if found is None:
            words = [*env, *self.root.words]
            deeper = self._under(name, env)
            said = f"，是否应为“{deeper}”？" if deeper else did_you_mean(name, words)
            said = "；数字请用半角的 0—9 写" if _NUMERAL.issuperset(name) else said
            raise ExpressionError(node.position, f"没有“{name}”{said}", name)
        return found

    def _under(self, name: str, env: Environment) -> str | None:
        """Where a bare word stands that needs the one above it: 列.总计, 表四.行政复议."""
        around = {word: thing for word, thing in env.items() if isinstance(thing, Scope)}
        for above, thing in (*around.items(), *self.root.words.items()):
            if isinstance(thing, Scope) and name in thing.words:
                return f"{above}.{name}"
        return None

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
        raise ExpressionError(
            node.position,
            f"“{syntax.unparse(node.target)}”下面没有可取的项目，请删去“.{node.field}”",
            node.field,
        )

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
        return self.slots.constant(value)

    def variable(self) -> str:
        return self.slots.variable()

    def lifted(self, code: Code) -> Code:
        """The same, worked out once for all records where it looks at none of them (nor at anything that does)."""
        if not self.record or ":=" in code.source:
            return code
        known = {line.split(" = ", 1)[0] for line in self.prelude}
        if any(
            name == self.record or (name not in known and name[0] == "v")
            for name in _NAME.findall(code.source)
        ):
            return code
        name = self.variable()
        self.prelude.append(f"{name} = {code.source}")
        return Code(name, code.type)

    def call(self, helper: Any, *arguments: Code, gives: Type) -> Code:
        inner = ",".join(argument.source for argument in arguments)
        return Code(f"{self.constant(helper)}({inner})", gives)


def _first_word(node: Node) -> str:
    return node.name if isinstance(node, syntax.Name) else ""
