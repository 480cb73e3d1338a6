"""The ground a rule is compiled on: its words, its `let` and `extract` in the order they need each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache

import re2

from rules.engine import folding, functions
from rules.engine.compiler import Compiler, Environment, Slots
from rules.engine.errors import ExpressionError
from rules.engine.parser import parse
from rules.engine.patterns import Pattern
from rules.engine.report_lists import lists
from rules.engine.rule import Rule, names_in
from rules.engine.syntax import MACROS, Call, Name, Node, children
from rules.engine.things import NUMBER, TEXT, TRUTH, Code, Constant, Scope, Thing, type_of
from rules.engine.vocabulary import View, vocabulary

MAX_INLINE = 24
"""Brackets in a `let` that is still put where it is asked for: Python's parser has an end to its depth."""


class FieldError(Exception):
    """An `ExpressionError` and the field of the rule it is in."""

    def __init__(self, field: tuple[str | int, ...], error: ExpressionError) -> None:
        super().__init__(error.chinese)
        self.field = field
        self.error = error


@lru_cache(maxsize=64)
def _root(view: View) -> Scope:
    return Scope("", "", lambda: {**vocabulary(view).words, **lists()})


def root_for(rule: Rule, view: View) -> Scope:
    """The words of a view and the rule's own parameters."""
    values = rule.text.parameters
    if not values:
        return _root(view)
    constants: dict[str, Thing] = {name: Constant(value, type_of(value)) for name, value in values.items()}
    parameters = Scope("参数", "parameters", lambda: constants)
    return Scope("", "", lambda: {**_root(view).words, "参数": parameters, "parameters": parameters})


def names_counted(root: Node) -> Iterator[str]:
    """Bare words, each as often as it stands there; twice where it stands inside a macro."""
    waiting = [(root, 1)]
    while waiting:
        node, times = waiting.pop()
        if isinstance(node, Name):
            yield from [node.name] * times
        again = isinstance(node, Call) and node.target is not None and node.name in MACROS
        waiting += [(child, 2 if again else times) for child in children(node)]


def _looks_at(source: str, record: str, moving: Sequence[str]) -> bool:
    return re.search(rf"\b(?:{'|'.join((record, *moving))})\b", source) is not None


class Bindings:
    """Compiles one rule for one view; every error says which field it is in."""

    def __init__(self, rule: Rule, view: View, slots: Slots) -> None:
        self.rule = rule
        self.compiler = Compiler(root_for(rule, view), slots)
        self.lines: list[str] = []

    def parsed(self, field: tuple[str | int, ...], source: str) -> Node:
        try:
            return parse(source)
        except ExpressionError as error:
            raise FieldError(field, error) from error

    def value(self, field: tuple[str | int, ...], source: str, env: Environment) -> Code:
        node = self.parsed(field, source)
        try:
            return self.compiler.value(node, env)
        except ExpressionError as error:
            raise FieldError(field, error) from error

    def truth(self, field: tuple[str | int, ...], source: str, env: Environment) -> Code:
        found = self.value(field, source, env)
        if found.type != TRUTH:
            raise FieldError(field, ExpressionError(0, f"应为真假（一个判断），却是{found.type}"))
        return found

    # --- let and extract

    def bound(
        self,
        env: Environment,
        wanted: set[str],
        indent: str = "    ",
        once: Set[str] = frozenset(),
        record: str = "",
    ) -> Environment:
        """`let` and `extract` in the order they need each other, only those that are wanted.

        A line of source each; one of `once` stands where it is asked for, so that it is worked out only if it is, and one
        that does not look at the `record` the rule goes over is worked out once for all records.
        """
        moving: list[str] = []
        text = self.rule.text
        sources = {**text.let, **{name: one.source for name, one in text.extract.items()}}
        clash = set(text.let) & set(text.extract)
        if clash:
            raise FieldError(
                ("extract", min(clash)), ExpressionError(0, f"“{min(clash)}”在 let 和 extract 里各写了一次")
            )
        made = dict(env)
        for name in self._order(sources, wanted):
            field = ("let", name) if name in text.let else ("extract", name, "from")
            if name in self.compiler.root.words or name in env:
                raise FieldError(field, ExpressionError(0, f"“{name}”已经另有所指，请换一个名字"))
            code = self.value(field, sources[name], made)
            if name in text.extract:
                code = self._extracted(name, code)
            decided = code in (folding.TRUE, folding.FALSE)
            if decided or (name in once and code.source.count("(") <= MAX_INLINE):
                made[name] = Code(code.source, code.type)
                continue
            variable = self.compiler.variable()
            if record and _looks_at(code.source, record, moving):
                moving.append(variable)
            if record and variable not in moving:
                self.compiler.prelude.append(f"{variable} = {code.source}")
            else:
                self.lines.append(f"{indent}{variable} = {code.source}")
            made[name] = Code(variable, code.type)
        return made

    @cached_property
    def asked_once(self) -> frozenset[str]:
        """Names of `let` and `extract` that stand in one place only, and not in a list's own condition (it is gone through
        for every member)."""
        text = self.rule.text
        trees = [self.parsed(("assert",), text.claim)]
        if text.when is not None:
            trees.append(self.parsed(("when",), text.when))
        trees += [self.parsed(("let", name), source) for name, source in text.let.items()]
        trees += [self.parsed(("extract", name, "from"), one.source) for name, one in text.extract.items()]
        counted = Counter(name for tree in trees for name in names_counted(tree))
        return frozenset(name for name in (*text.let, *text.extract) if counted[name] == 1)

    def _order(self, sources: Mapping[str, str], wanted: set[str]) -> list[str]:
        ordered: list[str] = []
        trail: list[str] = []

        def visit(name: str) -> None:
            if name in ordered:
                return
            if name in trail:
                circle = " → ".join((*trail[trail.index(name) :], name))
                raise FieldError(("let", name), ExpressionError(0, f"互相引用成了圈：{circle}"))
            trail.append(name)
            field = ("let", name) if name in self.rule.text.let else ("extract", name, "from")
            for other in sorted(names_in(self.parsed(field, sources[name])) & set(sources)):
                visit(other)
            trail.pop()
            ordered.append(name)

        for name in sources:
            if name in wanted:
                visit(name)
        return ordered

    def _extracted(self, name: str, source: Code) -> Code:
        one = self.rule.text.extract[name]
        if source.type != TEXT:
            raise FieldError(("extract", name, "from"), ExpressionError(0, f"应为文字，却是{source.type}"))
        try:
            pattern = Pattern(one.pattern)
        except re2.error as error:
            reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
            raise FieldError(
                ("extract", name, "pattern"), ExpressionError(0, f"正则表达式不能用（{reason}）")
            ) from error
        if pattern.groups != 1:
            raise FieldError(
                ("extract", name, "pattern"),
                ExpressionError(0, f"要有且只有一对括号圈出要取的内容，却有 {pattern.groups} 对"),
            )
        take = functions.extractor(pattern, name, number=one.kind == "number")
        return self.compiler.call(take, source, gives=NUMBER if one.kind == "number" else TEXT)
