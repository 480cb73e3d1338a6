"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.language import say

Division = Annotated[
    list[str] | None,
    typer.Option("--division", help=say("division code or its beginning", "行政区划代码或其开头")),
]
Year = Annotated[int | None, typer.Option("--year", help=say("report year", "报告年度"))]
