"""One rule, read and ready to compile: its text, where it stands, the trees of its expressions and the hash of its logic."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property

from rules.engine import syntax
from rules.engine.parser import parse
from rules.engine.rule_file import Basis, RuleText, first_deadline
from rules.engine.strict_yaml import Loaded, Path
from rules.engine.syntax import Node
from rules.engine.verdict import Attribution, Severity, Status


@dataclass(frozen=True)
class Rule:
    """A rule as loaded. `hash` changes with its logic only: prose, examples and blanks do not touch it."""

    text: RuleText
    loaded: Loaded = field(repr=False, compare=False)
    path: Path = ()
    origins: tuple[tuple[str, str], ...] = ()
    """Which values an overlay set, and which overlay: (field, overlay)."""
    only: tuple[str, ...] = ()
    """A local variant: the division codes it is for. Empty: everybody."""
    without: tuple[str, ...] = ()
    """Division codes for which a local variant stands in its place."""

    @property
    def id(self) -> str:
        return self.text.id

    @property
    def version(self) -> int:
        return self.text.version

    @property
    def title(self) -> str:
        return self.text.title

    @property
    def title_en(self) -> str:
        return self.text.title_en or ""

    @property
    def file(self) -> str:
        return self.loaded.file

    @cached_property
    def status(self) -> Status:
        return Status(self.text.status)

    @cached_property
    def severity(self) -> Severity:
        return Severity(self.text.severity)

    @cached_property
    def attribution(self) -> Attribution:
        return Attribution(self.text.attribution)

    @cached_property
    def basis(self) -> tuple[str, ...]:
        """Legal basis as a verdict cites it, whenever it was in force."""
        return tuple(one.short() if isinstance(one, Basis) else one for one in self.text.legal_basis)

    def basis_of(self, year: int) -> tuple[str, ...]:
        """What of it was in force when the report of that year was due: of 2020 the form on trial, not the one that replaced it."""
        due = first_deadline(year)
        then = tuple(
            cited
            for one, cited in zip(self.text.legal_basis, self.basis, strict=True)
            if not isinstance(one, Basis) or one.in_force(due)
        )
        return then or self.basis

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the normalised logic, first 16 hex digits."""
        return hashlib.sha256(self.logic.encode()).hexdigest()[:16]

    @cached_property
    def logic(self) -> str:
        """The logic as canonical JSON: expressions as normalised trees, conditions of application, parameters."""
        text = self.text

        def tree(source: str | None) -> str | None:
            return None if source is None else syntax.normal(parse(source))

        said = {
            "applies_to": text.applies_to.model_dump(mode="json", exclude_none=True),
            "effective": text.effective.model_dump(mode="json", exclude_none=True),
            "parameters": {name: str(value) for name, value in sorted(text.parameters.items())},
            "for_each": None if text.for_each is None else {k: tree(v) for k, v in text.for_each.items()},
            "let": {name: tree(source) for name, source in sorted(text.let.items())},
            "extract": {
                name: [tree(one.source), one.pattern, one.take, one.kind]
                for name, one in sorted(text.extract.items())
            },
            "when": tree(text.when),
            "assert": tree(text.claim),
            "report": text.report,
            "attribution": text.attribution,
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @cached_property
    def judgement(self) -> str:
        """Everything a verdict depends on, prose included: what a rule set's own hash is made of."""
        text = self.text.model_dump(mode="json", exclude={"tests", "note"})
        return json.dumps(
            [self.hash, text, self.only, self.without, self.origins],
            ensure_ascii=False,
            sort_keys=True,
            default=str,
        )


def names_in(node: Node) -> set[str]:
    """Bare words of an expression."""
    return {found.name for found in syntax.walk(node) if isinstance(found, syntax.Name)}
