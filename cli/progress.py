"""Progress on standard error: a moving line for a person, one line for each step for a program or a log."""

from __future__ import annotations

from types import TracebackType

from rich.status import Status

from cli.console import err

_LOUD = ("trouble", "unreadable")


class Ticker:
    """Shows the step being taken. On a terminal the line moves; otherwise every step is a line ``step what``."""

    def __init__(self) -> None:
        self._status: Status | None = err.status("") if err.is_terminal else None

    def __enter__(self) -> Ticker:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def tell(self, step: str, what: str) -> None:
        if self._status is None or step in _LOUD:
            err.print(f"{step} {what}", markup=False, soft_wrap=True)
        if self._status is not None:
            self._status.update(f"{step} {what}"[: err.width - 4])
