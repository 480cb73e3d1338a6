"""How a portal wants to be asked: pace and hours, TLS profile, robots.txt. What weakens a default names who answers for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Politeness(Strict):
    """`min_interval_s` seconds between two requests to one host; `jitter` the share added at random; `daily_cap` requests
    a host and day; `hours` the local time in China in which the host may be asked ("22:00-07:00")."""

    min_interval_s: float = Field(default=5, ge=0.5, le=3600)
    jitter: float = Field(default=0.3, ge=0, le=2)
    daily_cap: int = Field(default=800, ge=1, le=100_000)
    hours: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")] | None = None


class Exception_(Strict):
    """Who weakened a default, when and why."""

    reason: str = Field(min_length=4)
    date: date
    reviewer: str = Field(min_length=1)


class Tls(Strict):
    profile: Literal["default", "p256_only", "legacy_renegotiation"] = "default"
    approved: Exception_ | None = None

    @model_validator(mode="after")
    def _reason(self) -> Self:
        if self.profile == "legacy_renegotiation" and self.approved is None:
            raise ValueError("legacy_renegotiation 须写明 approved：reason、date、reviewer")
        return self


class Robots(Strict):
    """RFC 9309 leaves 403 to "may crawl"; we read it as no unless someone answers for the other reading."""

    on_403: Literal["disallow", "allow"] = "disallow"
    approved: Exception_ | None = None

    @model_validator(mode="after")
    def _reason(self) -> Self:
        if self.on_403 == "allow" and self.approved is None:
            raise ValueError("on_403: allow 须写明 approved：reason、date、reviewer")
        return self
