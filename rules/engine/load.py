"""Rule files to rules: read strictly, shaped by pydantic, compiled once for every form they apply to. All problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from reports import system_reason
from rules.engine import shelf, strict_yaml
from rules.engine.bindings import FieldError
from rules.engine.compiled import RuleCompiler
from rules.engine.compiler import Slots
from rules.engine.errors import Problem, RulesInvalid
from rules.engine.rule import Rule
from rules.engine.rule_file import RuleFile
from rules.engine.strict_yaml import Path
from rules.engine.sweep import sweep_of
from rules.engine.things import Items
from rules.engine.validation import chinese_errors
from rules.engine.vocabulary import View


def rule_files(paths: Sequence[FilePath]) -> tuple[FilePath, ...]:
    """Files as given, folders as the ``*.yaml`` in them, by name. Raises `RulesInvalid` where there is nothing.

    What systems and editors put beside them under their names (``._规则.yaml``, ``~$规则.yaml``) is nobody's rule.
    """
    found: list[FilePath] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p
                for p in path.iterdir()
                if p.suffix.lower() in (".yaml", ".yml") and not p.name.startswith((".", "~$"))
            )
            if not inside:
                raise RulesInvalid((Problem(str(path), 1, 1, "这个文件夹里没有 .yaml 规则文件"),))
            found += inside
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How zipped and older office files begin, whatever they are called."""


def read_file(path: FilePath) -> str:
    try:
        if path.stat().st_size > strict_yaml.MAX_BYTES:
            raise RulesInvalid(
                (Problem(str(path), 1, 1, f"文件超过 {strict_yaml.MAX_BYTES // 1024} KB，请拆成几个文件"),)
            )
        data = path.read_bytes()
        if data.startswith(_OFFICE):
            raise RulesInvalid(
                (Problem(str(path), 1, 1, "这是 Word、Excel 一类的文件，请另存为纯文本（UTF-8）"),)
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise RulesInvalid(
            (Problem(str(path), 1, 1, f"打不开文件（{system_reason(error)}），请检查路径"),)
        ) from error
    except UnicodeDecodeError as error:
        raise RulesInvalid((Problem(str(path), 1, 1, "文件不是 UTF-8 编码，请另存为 UTF-8"),)) from error


def load_rules(paths: Sequence[FilePath], read: Callable[[FilePath], str] = read_file) -> tuple[Rule, ...]:
    """Every rule of `paths`, by id; `read` gives a file's text. Raises `RulesInvalid` with all problems of all files."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for path in rule_files(paths):
        try:
            rules += _rules_of(read(path), str(path))
        except RulesInvalid as error:
            problems += error.problems
    problems += _repeated(rules)
    if problems:
        raise RulesInvalid(problems)
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _repeated(rules: Sequence[Rule]) -> Iterator[Problem]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(rule.id, rule)
        if first is not rule:
            mark = rule.loaded.mark((*rule.path, "id"))
            there = first.loaded.mark((*first.path, "id"))
            yield Problem(
                rule.file,
                mark.line,
                mark.column,
                f"编号已用过（{first.file}:{there.line}），请换一个",
                rule.id,
                "id",
            )


def _rules_of(text: str, file: str) -> tuple[Rule, ...]:
    """The rules of a file; one that was found in order before is not read and compiled once more."""
    value = shelf.kept(text)
    if value is not None:
        with suppress(ValidationError):  # somebody else's words in our folder: as if nothing were kept
            parsed = RuleFile.model_validate(value)
            return _numbered(parsed, strict_yaml.Loaded(file, value, text=text))
    rules = parse_rules(text, file)
    shelf.keep(text, rules[0].loaded.value)
    return rules


def _numbered(parsed: RuleFile, loaded: strict_yaml.Loaded) -> tuple[Rule, ...]:
    return tuple(Rule(one, loaded, ("rules", index)) for index, one in enumerate(parsed.rules))


def parse_rules(text: str, file: str) -> tuple[Rule, ...]:
    """The rules of one file's text. Raises `RulesInvalid`."""
    loaded = strict_yaml.load(text, file)
    if loaded.value is None:
        raise RulesInvalid((Problem(file, 1, 1, "文件是空的；可以用 nianbao rules new 新建规则"),))
    if not isinstance(loaded.value, dict):
        raise RulesInvalid((Problem(file, 1, 1, "文件应以 ruleset:、version:、rules: 三项开头"),))
    try:
        parsed = RuleFile.model_validate(loaded.value)
    except ValidationError as error:
        raise RulesInvalid(chinese_errors(loaded, error)) from error
    rules = _numbered(parsed, loaded)
    problems = [problem for rule in rules for problem in check(rule)]
    if problems:
        raise RulesInvalid(problems)
    return rules


def plain_views(rule: Rule) -> tuple[View, ...]:
    return tuple(View.plain(format) for format in rule.text.applies_to.format or ("2019", "2021"))


def check(rule: Rule) -> list[Problem]:
    """Compile a rule for each form it applies to, and its message with it; at most one problem a field."""
    found: dict[Path, Problem] = {}
    for view in plain_views(rule):
        for step in (_check_logic, _check_words):
            try:
                step(rule, view)
            except FieldError as error:
                found.setdefault(error.field, problem_at(rule, error))
    return list(found.values()) or _check_examples(rule)


def _check_logic(rule: Rule, view: View) -> object:
    slots = Slots()
    return sweep_of([RuleCompiler(rule, view, slots).compiled(first_only=True)], slots)


def _check_words(rule: Rule, view: View) -> object:
    compiler = RuleCompiler(rule, view, Slots())
    name, over = compiler.over()
    from rules.engine.judging import member_thing  # noqa: PLC0415 - judging needs load's neighbours

    thing = over.members[0] if isinstance(over, Items) else member_thing(over)
    words = compiler.details(thing, name)
    for unused in set(rule.text.let) | set(rule.text.extract):
        RuleCompiler(rule, view, Slots()).bound({name: thing} if thing is not None else {}, {unused})
    return words


def problem_at(rule: Rule, error: FieldError) -> Problem:
    path = (*rule.path, *error.field)
    text = _scalar(rule.loaded.value, path)
    line, column = rule.loaded.locate(path, error.error.token, error.error.position, text)
    field = ".".join(str(part) for part in error.field)
    return Problem(rule.file, line, column, error.error.chinese, rule.id, field)


def _scalar(value: Any, path: Path) -> str:
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return value if isinstance(value, str) else ""


def _check_examples(rule: Rule) -> list[Problem]:
    """At least one pass, one fail, and one unknown or not_applicable; and every `given` word must exist."""
    from rules.engine.examples import expected_outcome, wrong_given  # noqa: PLC0415 - examples judge, judging needs rules

    mark = rule.loaded.mark((*rule.path, "tests"))
    outcomes = {expected_outcome(example) for example in rule.text.tests}
    missing = []
    if "pass" not in outcomes:
        missing.append("一个通过（expect: pass）")
    if "fail" not in outcomes:
        missing.append("一个不通过（expect: {fail: […]}）")
    if not outcomes & {"unknown", "not_applicable"}:
        missing.append("一个未知或不适用（expect: {unknown: […]} 或 not_applicable）")
    problems = []
    if missing:
        problems.append(
            Problem(rule.file, mark.line, mark.column, f"还缺示例：{'；'.join(missing)}", rule.id, "tests")
        )
    for index, example in enumerate(rule.text.tests):
        for word, chinese in wrong_given(rule, example):
            at = rule.loaded.mark((*rule.path, "tests", index, "given", word, "#key"))
            problems.append(
                Problem(rule.file, at.line, at.column, chinese, rule.id, f"tests[{example.name}]")
            )
    return problems
