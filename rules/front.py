"""The doors of this room: load, lint, where the rules are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from reports import (
    Agency,
    AgencyLevel,
    AgencyType,
    AnnualReport,
    MediaType,
    ReportKind,
    Source,
    form_for_year,
)
from rules.engine.advice import advise
from rules.engine.case import AgencyFacts, Case, Publication
from rules.engine.errors import Problem, RulesInvalid
from rules.engine.examples import run_rule_examples
from rules.engine.load import load_rules, read_file, rule_files
from rules.engine.lock import NAME as LOCK_NAME
from rules.engine.lock import check_lock, locked_text, read_lock
from rules.engine.rule import Rule
from rules.engine.ruleset import RuleSet
from rules.workflow.overlays import apply_overlays, is_overlay, load_overlays


def default_paths() -> tuple[Path, ...]:
    """The national rules that come with the product."""
    return (Path(__file__).resolve().parent / "statutory",)


def load(paths: Sequence[Path] = (), *, overlays: Sequence[Path] = ()) -> RuleSet:
    """Rule files or folders of them, by default `default_paths()`, with local packs (`overlays`, or among `paths`) over them.

    What these files said before is compiled once: the same texts give the same rule set. Raises `RulesInvalid` with every problem
    found.
    """
    files = rule_files(tuple(paths) or default_paths())
    read = cache(read_file)  # what a file is and what it says are told by one reading
    local = [file for file in files if _is_local(file, read)]
    national = [file for file in files if file not in local] or rule_files(default_paths())
    packs = rule_files((*local, *overlays))
    rules = load_rules(national, read)
    if packs:
        rules = apply_overlays(rules, load_overlays(packs, read))
    return _ruleset(_Said(tuple((str(file), read(file)) for file in (*national, *packs)), rules))


@dataclass(frozen=True)
class _Said:
    """Rules, and the names and texts of the files that they are from."""

    files: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...] = field(compare=False)


@lru_cache(maxsize=4)
def _ruleset(said: _Said) -> RuleSet:
    return RuleSet(said.rules)


def lint(paths: Sequence[Path] = ()) -> list[Problem]:
    """Everything wrong with rule files and overlay files, examples that do not come out among it. Never raises.

    Errors first stop a rule; the rest (`Problem.error` False) is advice. The lock of logic hashes beside the files is checked
    where there is one.
    """
    try:
        files = rule_files(tuple(paths) or default_paths())
        local = [file for file in files if _is_local(file, read_file)]
        rules = load_rules([file for file in files if file not in local])
        everything = rules
        if local:
            national = rules or load_rules(default_paths())
            everything = (
                *rules,
                *(rule for rule in apply_overlays(national, load_overlays(local)) if rule.only),
            )
        problems = [
            problem for folder in {file.parent for file in files} for problem in _locked(folder, rules)
        ]
    except RulesInvalid as error:
        return list(error.problems)
    for rule in everything:
        for result in (
            run_rule_examples(rule)
            if not rule.origins or ("rule", rule.origins[0][1]) in rule.origins
            else ()
        ):
            if not result.passed:
                field = f"示例“{result.name}”"
                problems.append(Problem(result.file, result.line, 1, result.chinese, rule.id, field))
    return problems + list(_nationally_taken(rules)) + advise(rules)


def _nationally_taken(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Own rules under a national rule's id: beside the national set they would stop a patrol. Advice, as a set may replace it."""
    ours = {Path(rule.file).resolve() for rule in rules}
    if not ours.isdisjoint(file.resolve() for file in rule_files(default_paths())):
        return
    taken = {rule.id for rule in load_rules(default_paths())}
    for rule in rules:
        if rule.id in taken:
            mark = rule.loaded.mark((*rule.path, "id"))
            said = f"编号 {rule.id} 是国家规则的，地方规则请另取编号"
            yield Problem(rule.file, mark.line, mark.column, said, rule.id, "id", error=False)


def _is_local(file: Path, read: Callable[[Path], str]) -> bool:
    """An unreadable file is none: `load_rules` says why, beside what is wrong with the others."""
    try:
        return is_overlay(read(file))
    except RulesInvalid:
        return False


def _locked(folder: Path, rules: Sequence[Rule]) -> list[Problem]:
    path = folder / LOCK_NAME
    own = [rule for rule in rules if Path(rule.file).parent == folder]
    return list(check_lock(own, read_lock(path))) if path.exists() else []


def lock(paths: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Write the lock of logic hashes beside the files; gives back the locks written.

    Raises `RulesInvalid` where a rule's logic changed without a new version.
    """
    rules = load_rules(tuple(paths) or default_paths())
    written = []
    for folder in sorted({Path(rule.file).parent for rule in rules}):
        path = folder / LOCK_NAME
        own = [rule for rule in rules if Path(rule.file).parent == folder]
        path.write_text(locked_text(own, read_lock(path)), "utf-8")
        written.append(path)
    return tuple(written)


def agency_facts(report: AnnualReport, name: str | None = None) -> AgencyFacts:
    """What a report says of its own agency, as the roster would; `name` is what an operator says instead."""
    agency = report.agency
    return AgencyFacts(
        name=name or agency.name,
        type=None if agency.type is AgencyType.UNSURE else agency.type.value,
        level=None if agency.level is AgencyLevel.UNSURE else agency.level.value,
        division=agency.division,
    )


def absence_case(agency: AgencyFacts, year: int, publication: Publication, as_of: date) -> Case:
    """The case of an agency whose report of `year` was not found: `publication.not_listed` says how sure that is.

    Only rules with ``applies_to: {absent: true}`` judge it.
    """
    if publication.not_listed is None:
        raise ValueError("an absence case needs Publication.not_listed")
    nothing = Source("", MediaType.UNKNOWN, "")
    unnamed = Agency(agency.name)
    form = form_for_year(year)
    report = AnnualReport(
        nothing, ReportKind.OTHER, None, unnamed, year, form.id if form else None, {}, None, (), {}, {}
    )
    return Case(report, as_of, agency=agency, publication=publication)
