"""What every page works with, put together once when the application is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from reports.identity import divisions
from rules import RuleSet
from scrapers import Archive
from storage import Memory, People, Shelf, Tokens

DIRECT = "直辖"


@dataclass(frozen=True)
class Desk:
    """`login`: nobody looks without an account. Without it the one at this machine is the operator.

    `secure`: the cookie travels over HTTPS only. `now` is aware.
    """

    memory: Memory
    archive: Archive
    ruleset: RuleSet
    secret: str
    """Signs the session cookie; at least 32 characters."""
    now: Callable[[], datetime]
    login: bool = True
    secure: bool = False
    local_name: str = "本机"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Host names it answers to without a login (a page of another site must not reach it by a borrowed name)."""
    previews: Path | None = None
    """Folder where `nianbao rules preview` keeps what came out."""

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self.memory)

    @cached_property
    def people(self) -> People:
        return People(self.memory)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.memory)

    def prepare(self) -> None:
        """Read the register of divisions and the roster's names, so that the first one to look does not wait for them."""
        divisions()
        self.shelf.place_names()

    def place(self, code: str | None) -> str:
        """The name of a division of any level; its code where nobody knows a name."""
        if not code:
            return "未定地区"
        full = code[:6].ljust(6, "0")
        known = divisions().get(full)
        name = known.name if known else self.shelf.place_names().get(full)
        if name is None and len(code) == 4 and code[:2] + "0000" in divisions().names:
            return DIRECT  # a municipality's districts, a province's own counties: no city is between
        return (name or code).removesuffix("人民政府")
