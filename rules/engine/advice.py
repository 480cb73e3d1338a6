"""Rules about rules: what loads and still should not stand. Errors stop a rule; advice is only said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports import in_figures_or_words
from rules.engine.errors import Problem
from rules.engine.parser import parse
from rules.engine.rule import Rule, names_in
from rules.engine.rule_file import Basis
from rules.engine.site_days import late_by_the_site_alone
from rules.engine.template import ONCE_WORDS, holes
from rules.engine.verdict import Severity, Status

ACCUSING = ("造假", "抄袭", "违法", "弄虚作假", "欺骗")
"""Words a verdict never uses: wording is 疑似 or 请核对 (domain.md §0)."""


_REGULATION = re.compile(r"《?(?:中华人民共和国)?(?:政府信息公开)?条例》?\s*(?=第)")
_ARTICLE = re.compile(r"第([一二三四五六七八九十]+)条")
_ARTICLES = 56
"""Of 政府信息公开条例 as revised in 2019 (国务院令第711号); the one before had 38."""
_NO_WITNESS = (
    "只凭网站的日期认定公布晚了：网站重新保存、迁移文章会改写日期。请写明旁证（报告.落款日期、发布.最后未列、发布.核定日期），"
    "没有旁证的用 grades 归于 unclear；只改期限的，改 PUB-LATE 的参数即可"
)


def advise(rules: Sequence[Rule]) -> list[Problem]:
    """Every remark on a set of rules, by file and line."""
    found = [problem for rule in rules for problem in _one(rule)]
    found += _same_logic(rules)
    return sorted(found, key=lambda problem: (problem.file, problem.line, problem.column))


def _problem(rule: Rule, field: str, chinese: str, *, error: bool = True) -> Problem:
    mark = rule.loaded.mark((*rule.path, field))
    return Problem(rule.file, mark.line, mark.column, chinese, rule.id, field, error)


def _one(rule: Rule) -> Iterator[Problem]:
    text = rule.text
    if rule.status is Status.IN_FORCE:
        if not text.remedy:
            yield _problem(rule, "status", "正式规则必须写明 remedy（怎样改正）")
        if not text.title_en:
            yield _problem(rule, "status", "正式规则最好有英文标题 title_en", error=False)
        bases = [basis for basis in text.legal_basis if isinstance(basis, Basis)]
        unverified = [basis for basis in bases if not basis.verified]
        if (
            unverified
            and len(unverified) == len(text.legal_basis)
            and rule.severity in (Severity.ERROR, Severity.WARNING)
        ):
            yield _problem(
                rule, "legal_basis", "依据原文都未核对（verified: false），错误和警告级规则只能试行（trial）"
            )
    for article in _beyond_the_regulation(text.legal_basis):
        yield _problem(rule, "legal_basis", f"《政府信息公开条例》共五十六条，没有{article}，请核对条号")
    for word in ACCUSING:
        if word in text.message or word in (text.remedy or ""):
            yield _problem(rule, "message", f"不得使用“{word}”，请用“疑似”“请核对”一类措辞")
    if text.report != "once" and text.for_each and not _names_its_member(rule):
        ((name, _),) = text.for_each.items()
        yield _problem(rule, "message", f"提示语没有写明是哪一项，请用 {{{name}.名称}}", error=False)
    if late_by_the_site_alone(rule):
        # Nobody may be told of it (rule.attribution agency, in force); on trial it is said in time.
        yield _problem(rule, "assert", _NO_WITNESS, error=rule.status is Status.IN_FORCE)
    yield from _unused(rule)


def _beyond_the_regulation(bases: Sequence[Basis | str]) -> Iterator[str]:
    """Articles that are cited of 政府信息公开条例 and stand in none."""
    for basis in bases:
        cited = f"{basis.document}{basis.article or ''}" if isinstance(basis, Basis) else basis
        if (named := _REGULATION.match(cited)) is None:
            continue
        for article in _ARTICLE.finditer(cited, named.end()):
            if (in_figures_or_words(article[1]) or 0) > _ARTICLES:
                yield article[0]


def _names_its_member(rule: Rule) -> bool:
    assert rule.text.for_each is not None
    ((name, _),) = rule.text.for_each.items()
    used = {word for hole in holes(rule.text.message) for word in names_in(hole.node)}
    return name in used or bool(used & set(ONCE_WORDS))


def _unused(rule: Rule) -> Iterator[Problem]:
    """`let`, `extract` and parameters that nothing reads."""
    text = rule.text
    sources = [text.claim, text.when or "true", *(grade.when for grade in text.grades)]
    sources += [*text.let.values(), *(one.source for one in text.extract.values())]
    trees = [parse(source) for source in sources] + [
        hole.node for hole in (*holes(text.message), *holes(text.remedy or ""))
    ]
    used = {word for tree in trees for word in names_in(tree)}
    for field, names in (("let", text.let), ("extract", text.extract)):
        for name in names:
            if name not in used:
                mark = rule.loaded.mark((*rule.path, field, name))
                yield Problem(
                    rule.file, mark.line, mark.column, f"“{name}”没有用到，请删去", rule.id, field, False
                )
    if text.parameters and not used & {"参数", "parameters"}:
        yield _problem(rule, "parameters", "参数没有用到，请删去", error=False)


def _same_logic(rules: Sequence[Rule]) -> Iterator[Problem]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(rule.hash, rule)
        if first is not rule:
            yield _problem(rule, "assert", f"逻辑与 {first.id}（{first.file}）完全相同，请合并")
