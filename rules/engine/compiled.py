"""A rule compiled for one view of the form: a function from slots to one result a member, and what each member rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import FunctionType
from typing import Any

from rules.engine import functions, syntax, unknown
from rules.engine.compiler import Compiler, Environment, Slots
from rules.engine.errors import ExpressionError
from rules.engine.parser import parse
from rules.engine.records import RECORDS, Record, lists
from rules.engine.rule import Rule, names_in
from rules.engine.syntax import Node
from rules.engine.template import ONCE_WORDS, holes
from rules.engine.things import TEXT, TRUTH, Code, Constant, Fact, Items, Kind, Scope, Thing, list_of, type_of
from rules.engine.vocabulary import View, vocabulary

NOT_APPLICABLE = object()
"""What a compiled rule returns for a member its `when` leaves out."""


class FieldError(Exception):
    """An `ExpressionError` and the field of the rule it is in."""

    def __init__(self, field: tuple[str | int, ...], error: ExpressionError) -> None:
        super().__init__(error.chinese)
        self.field = field
        self.error = error


@dataclass(frozen=True, slots=True)
class Member:
    """One thing a rule goes over. `id` is canonical ("natural_person"), `name` what an official reads."""

    id: str
    name: str
    rests: tuple[Fact, ...]
    thing: Thing | None = field(default=None, repr=False)

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fact.place for fact in self.rests if fact.place))


@dataclass(frozen=True, slots=True)
class Compiled:
    """`run(slots)` gives one result a member; for a `record` list, `run(slots)` gives the function of one record."""

    rule: Rule
    members: tuple[Member, ...]
    run: Callable[[Sequence[object]], Any]
    record: Record | None = None
    over: int | None = None
    """Slot of the list it goes over, where that differs from report to report."""


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


class RuleCompiler:
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

    # --- what the rule goes over

    def over(self) -> tuple[str, Items | Fact | None]:
        """The variable's name and the list; a list of the form, a list of the report, or nothing."""
        if self.rule.text.for_each is None:
            return "", None
        ((name, source),) = self.rule.text.for_each.items()
        field = ("for_each", name)
        node = self.parsed(field, source)
        try:
            if name in self.compiler.root.words:
                raise ExpressionError(0, f"“{name}”已经另有所指，请换一个名字")
            thing = self.compiler.thing(node, {})
        except ExpressionError as error:
            raise FieldError(field, error) from error
        if isinstance(thing, Items) or (isinstance(thing, Fact) and thing.type.kind is Kind.LIST):
            return name, thing
        raise FieldError(
            field,
            ExpressionError(
                0,
                f"“{source}”不是一组项目；可以用：申请人列、表三各行、表三单元格、法定章节、复议诉讼列、句子 等",
            ),
        )

    # --- let and extract

    def bound(self, env: Environment, wanted: set[str], indent: str = "    ") -> Environment:
        """`let` and `extract` in the order they need each other, only those that are wanted; a line of source each."""
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
            variable = self.compiler.variable()
            self.lines.append(f"{indent}{variable} = {code.source}")
            made[name] = Code(variable, code.type)
        return made

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
            pattern = functions.compile_pattern(one.pattern)
        except functions.re2.error as error:
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
        return self.compiler.call(take, source, gives=functions.NUMBER if one.kind == "number" else TEXT)

    # --- the check

    def check(self, env: Environment) -> str:
        """Source of one member's result, its `let` lines already added."""
        text = self.rule.text
        wanted = names_in(self.parsed(("assert",), text.claim))
        if text.when is not None:
            wanted |= names_in(self.parsed(("when",), text.when))
        made = self.bound(env, wanted)
        claim = self.truth(("assert",), text.claim, made)
        if text.when is None:
            return claim.source
        when = self.truth(("when",), text.when, made)
        name = self.compiler.variable()
        not_applicable = self.compiler.constant(NOT_APPLICABLE)
        return f"({claim.source} if ({name}:={when.source}) is True else {not_applicable} if {name} is False else {name})"

    def member(self, thing: Thing | None, name: str) -> tuple[str, Member]:
        self.compiler.used.clear()
        result = self.check({} if thing is None else {name: thing})
        rests = tuple(self.compiler.used.values())
        match thing:
            case Scope():
                return result, Member(thing.id, thing.name, rests, thing)
            case Fact():
                return result, Member(thing.place, thing.name, rests, thing)
        return result, Member("", "", rests, thing)

    def compiled(self, *, first_only: bool = False) -> Compiled:
        """`first_only` compiles one member of each list: enough to check a rule, all members read alike."""
        name, over = self.over()
        if isinstance(over, Fact):
            return self._over_records(name, over)
        things: tuple[Thing | None, ...] = (None,) if over is None else over.members
        made = [self.member(thing, name) for thing in (things[:1] if first_only else things)]
        body = [*self.lines, f"    return ({''.join(result + ',' for result, _ in made)})"]
        run = function("rule", ["s"], body, self.compiler.names)
        return Compiled(self.rule, tuple(member for _, member in made), run)

    def _over_records(self, name: str, over: Fact) -> Compiled:
        assert over.type.of is not None
        slot = self.compiler.slots.of(over)
        result, member = self.member(Code("e", over.type.of), name)
        body = [
            "    def one(e):",
            *("    " + line for line in self.lines),
            f"        return {result}",
            "    return one",
        ]
        run = function("rule", ["s"], body, self.compiler.names)
        rests = Member("", over.name, (over, *member.rests))
        return Compiled(self.rule, (rests,), run, RECORDS[over.type.of.record], slot)

    # --- the words of a verdict

    def details(self, thing: Thing | None, name: str) -> Callable[..., Sequence[object]]:
        """A function of (slots, record, once-words) to: left, right, grade tests …, message values …"""
        text = self.rule.text
        env: dict[str, Thing] = {} if thing is None else {name: thing}
        once = {word: Code(f"once[{word!r}]", TEXT) for word in ONCE_WORDS} if text.report == "once" else {}
        try:
            found = holes(text.message)
        except ExpressionError as error:
            raise FieldError(("message",), error) from error
        claim = self.parsed(("assert",), text.claim)
        wanted = names_in(claim)
        for hole in found:
            wanted |= names_in(hole.node)
        for index, grade in enumerate(text.grades):
            wanted |= names_in(self.parsed(("grades", index, "when"), grade.when))
        made = {**self.bound(env, wanted), **once}
        sources = [side.source for side in self._sides(claim, made)]
        for index, grade in enumerate(text.grades):
            sources.append(self.truth(("grades", index, "when"), grade.when, made).source)
        for hole in found:
            try:
                sources.append(self.compiler.value(hole.node, made).source)
            except ExpressionError as error:
                moved = ExpressionError(hole.position + error.position, error.chinese, error.token)
                raise FieldError(("message",), moved) from error
        body = [*self.lines, f"    return ({''.join(source + ',' for source in sources)})"]
        return function("details", ["s", "e", "once"], body, self.compiler.names)

    def _sides(self, claim: Node, env: Environment) -> tuple[Code, Code]:
        nothing = Code("None", TEXT)
        if not isinstance(claim, syntax.Binary) or claim.operator not in ("==", "!=", "<", "<=", ">", ">="):
            return nothing, nothing
        return self.compiler.value(claim.left, env), self.compiler.value(claim.right, env)


def function(
    name: str, arguments: Sequence[str], body: Sequence[str], names: Mapping[str, Any]
) -> Callable[..., Any]:
    """Python from our own source: operators, slot numbers and made-up names only, see `compiler`."""
    source = f"def {name}({', '.join(arguments)}):\n" + "\n".join(body) + "\n"
    module = compile(source, f"<{name}>", "exec")
    code = next(constant for constant in module.co_consts if hasattr(constant, "co_code"))
    return FunctionType(code, dict(names), name)


__all__ = [
    "NOT_APPLICABLE",
    "Compiled",
    "FieldError",
    "Member",
    "RuleCompiler",
    "list_of",
    "root_for",
    "unknown",
]
