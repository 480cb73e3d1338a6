"""The lock of logic hashes: changing what a rule judges without raising its version does not pass.

`rules.lock` stands beside the rule files: one line a rule, ``ID version hash``. It is written by `lock`, read by `lint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.engine.errors import Problem, RulesInvalid
from rules.engine.rule import Rule

NAME = "rules.lock"
_LINE = re.compile(r"(?P<id>[A-Z0-9-]+) (?P<version>[1-9][0-9]*) (?P<hash>[0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Locked:
    version: int
    hash: str


def read_lock(path: Path) -> Mapping[str, Locked]:
    """The lock file; empty where there is none. Raises `RulesInvalid` with the line that does not read."""
    if not path.exists():
        return {}
    found: dict[str, Locked] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        matched = _LINE.fullmatch(line.strip())
        if matched is None or matched["id"] in found:
            raise RulesInvalid(
                (
                    Problem(
                        str(path),
                        number,
                        1,
                        "这一行不是“编号 版本 指纹”，请用 nianbao rules lock 重新生成",
                    ),
                )
            )
        found[matched["id"]] = Locked(int(matched["version"]), matched["hash"])
    return found


def check_lock(rules: Iterable[Rule], locked: Mapping[str, Locked]) -> Iterator[Problem]:
    """Rules whose logic and version do not move together."""
    for rule in rules:
        before = locked.get(rule.id)
        mark = rule.loaded.mark((*rule.path, "version"))
        where = (rule.file, mark.line, mark.column)
        if before is None:
            yield Problem(
                *where,
                "新规则，尚未登记指纹；确认后用 nianbao rules lock 登记",
                rule.id,
                "version",
                False,
            )
        elif rule.version < before.version:
            yield Problem(
                *where, f"版本号从 {before.version} 退到了 {rule.version}，请改回", rule.id, "version"
            )
        elif rule.version == before.version and rule.hash != before.hash:
            yield Problem(
                *where, f"判断逻辑变了，请把版本号改为 {before.version + 1}（改文字不必）", rule.id, "version"
            )
        elif rule.version > before.version:
            yield Problem(
                *where,
                f"第{rule.version}版尚未登记指纹；确认后用 nianbao rules lock 登记",
                rule.id,
                "version",
                False,
            )


def locked_text(rules: Iterable[Rule], before: Mapping[str, Locked]) -> str:
    """The new lock. Raises `RulesInvalid` where a rule's logic changed without a new version."""
    rules = list(rules)
    broken = [problem for problem in check_lock(rules, before) if problem.error]
    if broken:
        raise RulesInvalid(broken)
    lines = ["# 每条规则的版本与逻辑指纹，由 nianbao rules lock 生成，请勿手改"]
    lines += [f"{rule.id} {rule.version} {rule.hash}" for rule in sorted(rules, key=lambda rule: rule.id)]
    return "\n".join(lines) + "\n"
