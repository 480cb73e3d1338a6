"""Problems of a file as lines, and errors as the pair of sentences that `complain` and `Stop` want.

By their shape, not by their class: none of the rooms is imported for it.
"""

from __future__ import annotations

from typing import Any

from cli.english.sentences import in_english
from cli.language import say


def told(error: Exception) -> tuple[str, str]:
    """(English, Chinese) of a room's error: one line a problem where it names several."""
    chinese = str(getattr(error, "chinese", error))
    problems = getattr(error, "problems", ())
    if not problems:
        return (in_english(chinese) if str(error) == chinese else str(error)), chinese
    lines = [
        _english(one, getattr(error, "file", "")) for one in problems if not getattr(one, "warning", False)
    ]
    summary = [] if str(error) == str(chinese) else [str(error)]
    return "\n".join([*summary, *lines]), chinese


def problem_line(problem: object) -> str:
    """A problem of a rule file, a waiver or a roster that is no exception: one line in the language of this run."""
    return say(_english(problem, ""), str(problem))


def _english(problem: Any, file: str) -> str:
    """``rules.yaml:42:24: rule SUM-T3-COL, assert: there is no '上年接转'; did you mean '上年结转'?``"""
    if hasattr(problem, "remedy"):
        kind = "warning" if problem.warning else "error"
        field = f" '{problem.field}'" if problem.field else ""
        said = f"{in_english(problem.message)}; {in_english(problem.remedy)}"
        return f"{problem.file} line {problem.line}{field} ({kind}): {said}"
    field = in_english(problem.field)
    if not hasattr(problem, "rule"):
        place = f"{file}:{problem.line}" if problem.line else file
        return f"{place}: {field + ': ' if field else ''}{in_english(problem.chinese)}"
    rule = f"rule {in_english(problem.rule)}" if problem.rule else ""
    where = ", ".join(filter(None, (rule, field)))
    place = f"{problem.file}:{problem.line}:{problem.column}"
    return f"{place}: {where + ': ' if where else ''}{in_english(problem.chinese)}"
