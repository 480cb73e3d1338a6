"""Days of publication that only the site vouches for, and rules that would hold them against an agency."""

from __future__ import annotations

from rules.engine.parser import parse
from rules.engine.rule import Rule
from rules.engine.syntax import Binary, Name, Select, walk
from rules.engine.verdict import Attribution

_SITE_DAYS = {("报告", "发布日期"), ("report", "published"), ("发布", "日期"), ("publication", "date")}
_WITNESSES = {"落款日期", "signed", "最后未列", "unlisted_on", "核定日期", "stated", "见证", "witnessed"}


def late_by_the_site_alone(rule: Rule) -> bool:
    """Whether it holds a day of publication against the agency that nothing but the site vouches for (PUB-LATE asks for more)."""
    sources = [rule.text.claim, *rule.text.let.values(), *(grade.when for grade in rule.text.grades)]
    nodes = [node for source in sources for node in walk(parse(source))]
    at_most = (
        (node.left if node.operator in ("<", "<=") else node.right)
        for node in nodes
        if isinstance(node, Binary) and node.operator in ("<", "<=", ">", ">=")
    )
    witnessed = any(isinstance(node, Select) and node.field in _WITNESSES for node in nodes)
    claims = any(
        isinstance(day, Select)
        and isinstance(day.target, Name)
        and (day.target.name, day.field) in _SITE_DAYS
        for day in at_most
    )
    return rule.attribution is Attribution.AGENCY and claims and not witnessed
