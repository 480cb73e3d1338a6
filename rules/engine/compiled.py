"""A rule compiled for one view of the form: a function from slots to one result a member, and what each member rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import FunctionType
from typing import Any

from rules.engine import folding, syntax
from rules.engine.bindings import Bindings, FieldError
from rules.engine.compiler import Environment
from rules.engine.errors import ExpressionError
from rules.engine.records import RECORDS, Record
from rules.engine.rule import Rule, names_in
from rules.engine.syntax import Node
from rules.engine.template import ONCE_WORDS, Hole, holes
from rules.engine.things import TEXT, Code, Fact, Items, Kind, Scope, Thing

NOT_APPLICABLE = object()
"""What a compiled rule returns for a member its `when` leaves out."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing a rule goes over. `id` is canonical ("natural_person"), `name` what an official reads."""

    id: str
    name: str
    rests: tuple[Fact, ...]
    thing: Thing | None = field(default=None, repr=False)
    at: str = ""
    """The place of a record, where it is one of a report's own list."""

    places: tuple[str, ...] = field(init=False, repr=False)
    """What it rests on, each place once; of a record its own place."""

    def __post_init__(self) -> None:
        rests = dict.fromkeys(fact.place for fact in self.rests if fact.place)
        object.__setattr__(self, "places", (self.at,) if self.at else tuple(rests))


@dataclass(frozen=True, slots=True)
class Check:
    """Source of one member's result: of its `when` (empty where there is none, or it always holds), of its claim, of both."""

    when: str
    claim: str
    source: str


NEVER = Check("", "", "")
"""Of a member that the rule is never about."""


@dataclass(frozen=True)
class Compiled:
    """A rule as source: lines that come first (indented once), and the check of each member; of the one record ``e`` for a
    list that differs from report to report."""

    rule: Rule
    members: tuple[Member, ...]
    names: Mapping[str, Any] = field(repr=False)
    """What the globals of a function made of it must hold."""
    prelude: tuple[str, ...]
    """Lines to run once for a whole report, before its records are gone over."""
    lines: tuple[str, ...]
    checks: tuple[Check, ...]
    record: Record | None = None
    over: int | None = None
    """Slot of the list it goes over, where that differs from report to report."""

    @cached_property
    def run(self) -> Callable[[Sequence[object]], Sequence[object]]:
        """`run(slots)` gives one result a member; only for a rule over members of the form.

        Made when first needed: most rules hold for nearly every report (`sweep`).
        """
        sources = "".join(f"{check.source}," for check in self.checks)
        return function("rule", ["s"], [*self.lines, f"    return ({sources})"], self.names)


class RuleCompiler(Bindings):
    """Compiles one rule for one view; every error says which field it is in."""

    # --- what the rule goes over

    def over(self) -> tuple[str, Items | Fact | None]:
        """The variable's name and the list; a list of the form, a list of the report, or nothing."""
        if self.rule.text.for_each is None:
            return "", None
        ((name, source),) = self.rule.text.for_each.items()
        field = ("for_each", name)
        node = self.parsed(field, source)
        if name in self.compiler.root.words:
            raise FieldError(field, ExpressionError(0, f"“{name}”已经另有所指，请换一个名字"))
        try:
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

    # --- the check

    def check(self, env: Environment) -> Check:
        """Source of one member's result, its `let` lines already added."""
        text = self.rule.text
        trees = [self.parsed(("assert",), text.claim)]
        if text.when is not None:
            trees.append(self.parsed(("when",), text.when))
        wanted = {name for tree in trees for name in names_in(tree)}
        record = next((thing.source for thing in env.values() if isinstance(thing, Code)), "")
        self.compiler.record = record
        made = self.bound(env, wanted, once=self.asked_once, record=record)
        claim = self.truth(("assert",), text.claim, made)
        if text.when is None:
            return Check("", claim.source, claim.source)
        when = self.truth(("when",), text.when, made)
        if when == folding.TRUE:
            return Check("", claim.source, claim.source)
        if when == folding.FALSE:
            return NEVER
        name = self.compiler.variable()
        not_applicable = self.compiler.constant(NOT_APPLICABLE)
        both = f"({claim.source} if ({name}:={when.source}) is True else {not_applicable} if {name} is False else {name})"
        return Check(when.source, claim.source, both)

    def member(self, thing: Thing | None, name: str) -> tuple[Check, Member]:
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
        made = [(result, member) for result, member in made if result != NEVER]
        checks = tuple(result for result, _ in made)
        return Compiled(
            self.rule,
            tuple(member for _, member in made),
            self.compiler.slots.names,
            (),
            tuple(self.lines),
            checks,
        )

    def _over_records(self, name: str, over: Fact) -> Compiled:
        assert over.type.of is not None
        slot = self.compiler.slots.of(over)
        result, member = self.member(Code("e", over.type.of), name)
        return Compiled(
            self.rule,
            (Member("", over.name, (over, *member.rests)),),
            self.compiler.slots.names,
            tuple(f"    {line}" for line in self.compiler.prelude),
            tuple(self.lines),
            (result,),
            RECORDS[over.type.of.record],
            slot,
        )

    # --- the words of a verdict

    def details(self, thing: Thing | None, name: str) -> Callable[..., Sequence[object]]:
        """A function of (slots, record, once-words) to: left, right, grade tests …, values of the message, values of the remedy."""
        text = self.rule.text
        env: dict[str, Thing] = {} if thing is None else {name: thing}
        once = {word: Code(f"once[{word!r}]", TEXT) for word in ONCE_WORDS} if text.report == "once" else {}
        found: list[tuple[str, Hole]] = []
        for part, template in (("message", text.message), ("remedy", text.remedy or "")):
            try:
                found += [(part, hole) for hole in holes(template)]
            except ExpressionError as error:
                raise FieldError((part,), error) from error
        claim = self.parsed(("assert",), text.claim)
        wanted = names_in(claim)
        for _, hole in found:
            wanted |= names_in(hole.node)
        for index, grade in enumerate(text.grades):
            wanted |= names_in(self.parsed(("grades", index, "when"), grade.when))
        made = {**self.bound(env, wanted), **once}
        sources = [side.source for side in self._sides(claim, made)]
        for index, grade in enumerate(text.grades):
            sources.append(self.truth(("grades", index, "when"), grade.when, made).source)
        for part, hole in found:
            try:
                sources.append(self.compiler.value(hole.node, made).source)
            except ExpressionError as error:
                moved = ExpressionError(hole.position + error.position, error.chinese, error.token)
                raise FieldError((part,), moved) from error
        prelude = [f"    {line}" for line in self.compiler.prelude]
        body = [*prelude, *self.lines, f"    return ({''.join(source + ',' for source in sources)})"]
        return function("details", ["s", "e", "once"], body, self.compiler.slots.names)

    def _sides(self, claim: Node, env: Environment) -> tuple[Code, Code]:
        nothing = Code("None", TEXT)
        if not isinstance(claim, syntax.Binary) or claim.operator not in ("==", "!=", "<", "<=", ">", ">="):
            return nothing, nothing
        try:
            return self.compiler.value(claim.left, env), self.compiler.value(claim.right, env)
        except ExpressionError as error:
            raise FieldError(("assert",), error) from error


def function(
    name: str, arguments: Sequence[str], body: Sequence[str], names: Mapping[str, Any]
) -> Callable[..., Any]:
    """Python from our own source: operators, slot numbers and made-up names only, see `compiler`."""
    source = f"def {name}({', '.join(arguments)}):\n" + "\n".join(body) + "\n"
    module = compile(source, f"<{name}>", "exec")
    code = next(constant for constant in module.co_consts if hasattr(constant, "co_code"))
    return FunctionType(code, dict(names), name)
