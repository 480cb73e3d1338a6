"""Which rules must be asked again: what a rule set is made of, and the two facts that move while a report stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import rules
from rules import Case, RuleSet
from rules.engine.parts import DAY_WORDS, SIBLING_WORDS
from rules.engine.report_lists import lists
from rules.engine.things import Fact, Items, Scope, Thing
from rules.engine.vocabulary import View, vocabulary
from tests.storage.builders import report

CATALOGUE = rules.load()
VIEW = View("2021", "2021", "2021")
CASE = Case(report(), date(2025, 2, 10), previous=report(year=2023))


class Watched:
    """A case that notes what is looked at."""

    def __init__(self) -> None:
        self.looked: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.looked.add(name)
        return getattr(CASE, name)

    def once(self, make: Callable[[Watched], object]) -> object:
        """What is worked out once a case is watched as well."""
        return make(self)


def facts(thing: Thing, word: str = "") -> Iterator[tuple[str, Fact]]:
    match thing:
        case Fact():
            yield word, thing
        case Items():
            for member in thing.members:
                yield from facts(member, word)
        case Scope():
            if thing.value is not None:
                yield word, thing.value
            for name, inner in thing.words.items():
                yield from facts(inner, name)


def test_only_these_words_look_at_the_day_and_at_other_agencies() -> None:
    found: dict[str, set[str]] = {"as_of": set(), "siblings": set()}
    every = {fact.key: (word, fact) for word, fact in facts(vocabulary(VIEW)) if not fact.address}
    for word, fact in (*every.values(), *lists().items()):
        for load in (fact.load, fact.found):
            watched = Watched()
            if load is not None:
                load(watched)  # type: ignore[arg-type]  # stands for a case
            for name in found.keys() & watched.looked:
                found[name].add(word)
    assert found["as_of"]
    assert found["as_of"] <= set(DAY_WORDS)
    assert found["siblings"]
    assert found["siblings"] <= set(SIBLING_WORDS)


def test_a_rule_added_changed_or_of_other_words_is_asked_and_no_other() -> None:
    parts = dict(CATALOGUE.parts)
    del parts["SUM-T4"]
    rule = CATALOGUE.rules["CEL-NEG"]
    now = RuleSet(
        [
            *(one for one in CATALOGUE.rules.values() if one is not rule),
            replace(rule, text=rule.text.model_copy(update={"message": "别的话"})),
        ]
    )
    assert set(now.again(parts, day=False, siblings=False).rules) == {"SUM-T4", "CEL-NEG"}
    assert not CATALOGUE.again(CATALOGUE.parts, day=False, siblings=False).rules


def test_the_day_and_the_others_are_asked_about_where_they_moved() -> None:
    assert set(CATALOGUE.again(CATALOGUE.parts, day=True, siblings=False).rules) == {
        "PUB-FUTURE",
        "PUB-NOTFOUND",
    }
    assert set(CATALOGUE.again(CATALOGUE.parts, day=False, siblings=True).rules) == {"XAG-SIMILAR"}


def test_other_code_of_ours_has_every_rule_asked() -> None:
    assert CATALOGUE.again({**CATALOGUE.parts, "": "earlier"}, day=False, siblings=False) is CATALOGUE
