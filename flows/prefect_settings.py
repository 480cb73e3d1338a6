"""Prefect without an account: nothing calls out, wherever it runs. `flows` does this before it imports `prefect`.

Measured in prefect.md. What has a switch is switched off here; the one look-up that has none (the server asks a public
host for its block registry and falls back to a bundled file) meets a closed loopback proxy in `flows.local_server`.
"""

from __future__ import annotations

import os

OFFLINE = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_ENABLED": "true",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}


QUIET = {
    "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
}
"""For a command: what goes wrong in a run is raised to whoever called it, who says it once, in the user's language."""


def say_nothing() -> None:
    """Leave the word to the command that calls the flows. Before `prefect` is imported, and only where nobody reads its log."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


def stay_offline() -> None:
    """Put the offline switches into this process's environment; what the operator set stays."""
    for name, value in OFFLINE.items():
        os.environ.setdefault(name, value)
