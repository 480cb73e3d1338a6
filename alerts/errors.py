"""What can go wrong in telling, on one page."""

from __future__ import annotations

from dataclasses import dataclass


class AlertsError(Exception):
    """Base of all alerts errors. `str()` is one sentence; `chinese` the same for an official."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in an office file: where it stands (line 0: the file as a whole) and what to do about it, in Chinese."""

    line: int
    field: str
    chinese: str


class OfficesInvalid(AlertsError):
    """The office file cannot be used; every fault is named with its line."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        lines = [
            f"{file}{f':{p.line}' if p.line else ''}: {p.field + '：' if p.field else ''}{p.chinese}"
            for p in problems
        ]
        super().__init__("\n".join(lines), "\n".join(lines))
        self.file = file
        self.problems = problems


class TemplateBroken(AlertsError):
    """A message template does not render: its syntax is wrong or it asks for something that is not there."""
