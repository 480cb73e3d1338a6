"""Groups of commands that are imported when they are called: the rooms behind them take seconds to import."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup


class _Deferred(TyperGroup):
    """Stands in the help with its name and line; whoever calls it gets the real group of `module`."""

    module: str
    attribute: str

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        above = typer.Typer(add_completion=False, rich_markup_mode=None)
        above.add_typer(getattr(import_module(self.module), self.attribute), name="real")
        return typer.main.get_group(above).commands["real"].make_context(*args, **kwargs)


def deferred(module: str, attribute: str, *, help: str) -> typer.Typer:
    """The Typer application `attribute` of `module`, not imported yet."""
    group = type("_DeferredGroup", (_Deferred,), {"module": module, "attribute": attribute})
    return typer.Typer(cls=group, help=help)
