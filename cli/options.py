"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlsplit

import typer

from cli.console import Exit, Stop
from cli.language import say


def of_web_address(given: str | None) -> str | None:
    """As given; anything else than an address of http or https is told, with an example."""
    if given is None:
        return None
    try:
        parts = urlsplit(given)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", given)
    except ValueError:
        known = False
    if not known:
        raise Stop(
            Exit.USAGE,
            f"--url {given!r} is no address; write it as http://www.example.gov.cn/nb/2020.html",
            f"--url “{given}”不是网址，请写成 http://www.example.gov.cn/nb/2020.html 的样子",
        )
    return given


def of_divisions(given: str | Sequence[str] | None) -> str | Sequence[str] | None:
    """As given. What can be no code is told: nothing is found under it, which would read as good news."""
    for one in (given,) if isinstance(given, str) else given or ():
        if not re.fullmatch(r"[0-9]{1,9}", one):
            raise Stop(
                Exit.USAGE,
                f"--division {one!r} is no division code: write up to nine digits, as in 62 or 620423",
                f"--division “{one}”不是行政区划代码，应写一至九位数字，如 62、620423",
            )
    return given


Division = Annotated[
    list[str] | None,
    typer.Option(
        "--division",
        callback=of_divisions,
        help=say("division code or its beginning", "行政区划代码或其开头"),
    ),
]
Year = Annotated[int | None, typer.Option("--year", min=2000, max=2099, help=say("report year", "报告年度"))]
WebAddress = Annotated[
    str | None,
    typer.Option("--url", callback=of_web_address, help=say("address of the link", "链接地址")),
]
