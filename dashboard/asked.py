"""Numbers in addresses and their bounds: what no date and no row can have was asked wrongly."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

LARGEST = 2**63 - 1
"""What a database takes for a number."""

Id = Annotated[int, Path(ge=1, le=LARGEST)]
After = Annotated[int, Query(ge=0, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=1000)]
_FIRST, _LAST = 1949, 2199
Year = Annotated[
    int | None, Query(ge=_FIRST, le=_LAST, description="report year; the latest that has reports")
]
AnyYear = Annotated[int | None, Query(ge=_FIRST, le=_LAST, description="report year; every one without it")]
