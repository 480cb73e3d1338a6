"""What can go wrong in the dashboard, on one page."""

from __future__ import annotations


class DashboardError(Exception):
    """Base; `chinese` is what a person reads."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


class NotOpen(DashboardError):
    """It will not listen there: outside loopback nobody may look without an account."""


class Refused(DashboardError):
    """The one who asks may not see or do this. `status` is the HTTP status to say it with."""

    def __init__(self, status: int, english: str, chinese: str) -> None:
        super().__init__(english, chinese)
        self.status = status


class NotThere(DashboardError):
    """No such agency, report, finding, rule, portal or piece of evidence."""
