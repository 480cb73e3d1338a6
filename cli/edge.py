"""The outermost group of commands: where Typer would speak or end for itself, this program does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from cli.console import Exit, Interrupted, lead_nowhere
from cli.language import language
from cli.usage import is_help, refuse


@contextmanager
def _edge() -> Iterator[None]:
    """Where Typer would speak for itself: wrong usage, in English only; standard output closed by `head`, with 1, which means
    findings."""
    try:
        yield
    except TyperException as wrong:
        if language() == "en" or is_help(wrong):
            raise
        raise refuse(wrong) from wrong
    except BrokenPipeError as closed:
        lead_nowhere(sys.stdout)
        raise typer.Exit(Exit.DONE) from closed


class Commands(TyperGroup):
    """Typer ends an interrupted command without a word; here it goes on to `cli.main`, which says one. Who reads no further
    has had enough, and nothing is wrong."""

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        with _edge():  # of the help
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer's own Context, which a Typer group is given
        try:
            with _edge():
                return super().invoke(ctx)
        except KeyboardInterrupt as by_hand:
            raise Interrupted from by_hand
