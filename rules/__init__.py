"""The rules: YAML that officials edit (`statutory/`, `provincial/`) and the engine that judges by it."""

from rules.engine.case import AgencyFacts, Case, Prior, Publication
from rules.engine.errors import Problem, RulesError, RulesInvalid
from rules.engine.examples import ExampleResult, run_examples
from rules.engine.rule import Rule
from rules.engine.ruleset import RuleSet
from rules.engine.verdict import Attribution, Outcome, Scalar, Severity, Status, Verdict
from rules.engine.verdict_json import verdict_to_json, verdicts_to_json
from rules.front import agency_facts, default_paths, lint, load

__all__ = [
    "AgencyFacts",
    "Attribution",
    "Case",
    "ExampleResult",
    "Outcome",
    "Prior",
    "Problem",
    "Publication",
    "Rule",
    "RuleSet",
    "RulesError",
    "RulesInvalid",
    "Scalar",
    "Severity",
    "Status",
    "Verdict",
    "agency_facts",
    "default_paths",
    "lint",
    "load",
    "run_examples",
    "verdict_to_json",
    "verdicts_to_json",
]
