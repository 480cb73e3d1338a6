"""The rules: YAML that officials edit (`statutory/`, `provincial/`) and the engine that judges by it."""

from rules.engine.case import AgencyFacts, Case, Prior, Publication, Revised
from rules.engine.cells import CELL_STATE_NAMES
from rules.engine.comparisons import stirred_siblings
from rules.engine.errors import Problem, RulesError, RulesInvalid
from rules.engine.examples import ExampleResult, run_examples
from rules.engine.explain import ATTRIBUTIONS, explain
from rules.engine.rule import Rule
from rules.engine.ruleset import RuleSet
from rules.engine.verdict import (
    SEVERITIES,
    SEVERITY_NAMES,
    Attribution,
    Outcome,
    Scalar,
    Severity,
    Status,
    Verdict,
)
from rules.engine.verdict_json import verdicts_to_json
from rules.front import absence_case, agency_facts, default_paths, lint, load, lock
from rules.texts import TEMPLATE_AGENCIES
from rules.workflow.approval import approval_page, changed_rules
from rules.workflow.capture import NotCaptured, capture, example_text
from rules.workflow.docs import catalogue
from rules.workflow.language import language
from rules.workflow.new import AGAIN, QUESTIONS, NotWritten, Question, complete, objection
from rules.workflow.preview import Preview, Sample, preview
from rules.workflow.promotion import NotPromoted, promoted
from rules.workflow.schema import schema
from rules.workflow.strength import Mutant, survivors
from rules.workflow.waivers import Decision, Standing, Waiver, decide, load_waivers, unmatched

__all__ = [
    "AGAIN",
    "ATTRIBUTIONS",
    "CELL_STATE_NAMES",
    "QUESTIONS",
    "SEVERITIES",
    "SEVERITY_NAMES",
    "TEMPLATE_AGENCIES",
    "AgencyFacts",
    "Attribution",
    "Case",
    "Decision",
    "ExampleResult",
    "Mutant",
    "NotCaptured",
    "NotPromoted",
    "NotWritten",
    "Outcome",
    "Preview",
    "Prior",
    "Problem",
    "Publication",
    "Question",
    "Revised",
    "Rule",
    "RuleSet",
    "RulesError",
    "RulesInvalid",
    "Sample",
    "Scalar",
    "Severity",
    "Standing",
    "Status",
    "Verdict",
    "Waiver",
    "absence_case",
    "agency_facts",
    "approval_page",
    "capture",
    "catalogue",
    "changed_rules",
    "complete",
    "decide",
    "default_paths",
    "example_text",
    "explain",
    "language",
    "lint",
    "load",
    "load_waivers",
    "lock",
    "objection",
    "preview",
    "promoted",
    "run_examples",
    "schema",
    "stirred_siblings",
    "survivors",
    "unmatched",
    "verdicts_to_json",
]
