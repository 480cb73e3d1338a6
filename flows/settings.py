"""What an operator may set, from the environment (prefix ``NIANBAO_``); everything has a default that works offline.

Secrets are never here: an office's destinations name further environment variables, read when a message is sent.
"""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from reports import CHINA

ROOT = Path(__file__).resolve().parents[1]


def _paths(value: object) -> object:
    """As in PATH: several are parted by colons. JSON is taken, too."""
    if not isinstance(value, str):
        return value
    return json.loads(value) if value.startswith("[") else [one for one in value.split(os.pathsep) if one]


Paths = Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_paths)]


class Settings(BaseSettings):
    """`var` holds everything the product writes unless a more special setting points elsewhere."""

    model_config = SettingsConfigDict(env_prefix="NIANBAO_", frozen=True)

    var: Path = Path("var")
    database: str | None = None
    """SQLAlchemy URL; default: SQLite in `var`."""
    portals: Path = ROOT / "scrapers" / "portals"
    """Folder of portal descriptions (*.yaml), or one of them."""
    offices: Path = ROOT / "alerts" / "offices.yaml"
    """Who is told what: offices by division, and the operator."""
    rules: Paths = ()
    """Rule files or folders in the place of the statutory set."""
    local_rules: Paths = ()
    """An office's own rules and local packs (files or folders), beside the set above."""
    contact: str = "mailto:operator@nianbao.invalid"
    """Who to write to about our visits; stands in the User-Agent."""
    resolve: dict[str, tuple[str, int]] = Field(default_factory=dict)
    """Host names that stand for an address of this machine (the specimen town). The only way to loopback."""
    min_interval: float | None = None
    """Seconds between two requests to one host instead of each portal's own; for rehearsals only."""
    processes: int | None = Field(default=None, ge=1)
    """Processes that read and judge; default: one for each core where there is much to do. They write nothing."""
    look_seconds: float = Field(default=15.0, gt=0)
    """How often a patrol looks whether somebody holds it up, and shows how far it is: 10 ms of both sides each time."""
    dashboard: str | None = None
    """Address of the dashboard, as operators reach it: patrols leave a link to it in Prefect."""
    local_deadlines: dict[str, str] = Field(default_factory=dict)
    """Deadlines of local notices: division prefix → month and day, as in ``{"6204": "02-20"}``."""
    now: datetime | None = None
    """A standing clock for rehearsals and replays."""
    clock_checked: bool = False
    """The machine's clock is right, whatever the portals' servers say."""

    @field_validator("local_deadlines")
    @classmethod
    def _days(cls, value: dict[str, str]) -> dict[str, str]:
        for division, day in value.items():
            if not division.isdigit() or not 2 <= len(division) <= 9:
                raise ValueError(f"{division!r} is no division code or beginning of one")
            date.fromisoformat(f"2024-{day}")
        return value

    @field_validator("now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=CHINA)
        return value

    @property
    def rule_paths(self) -> tuple[Path, ...]:
        """What is judged by."""
        from rules import default_paths  # noqa: PLC0415  (settings are read by commands that judge nothing)

        return (*(self.rules or default_paths()), *self.local_rules)

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.var / 'nianbao.db'}"

    @property
    def evidence(self) -> Path:
        return self.var / "evidence"
