"""Templates and the words around them: two languages side by side in the template, numbers and days as read in China."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from dashboard import words
from dashboard.access import Viewer, desk_of, token_of
from reports import CHINA, china_day, in_chinese, place_in_chinese
from scrapers import detail_words


def language(request: Request) -> str:
    """`zh` or `en`, as switched in this session; Chinese otherwise."""
    return "en" if request.session.get("language") == "en" else "zh"


def page(
    request: Request, template: str, viewer: Viewer | None, *, status: int = 200, **facts: Any
) -> HTMLResponse:
    """Render a page. Everything from outside is escaped; templates hold no inline script or style."""
    chosen = language(request)
    desk = desk_of(request)

    def say(chinese: str, english: str) -> str:
        return english if chosen == "en" else chinese

    html = (
        _environment()
        .get_template(template)
        .render(
            say=say,
            lang=chosen,
            word=lambda kind, key: words.word(kind, key, chosen),
            viewer=viewer,
            token=token_of(request),
            path=request.url.path,
            place=desk.place,
            today=china_day(desk.now()),
            local=not desk.login,
            **facts,
        )
    )
    return HTMLResponse(html, status)


def prepare() -> None:
    """Compile every template, so that the first one to look does not wait for it."""
    environment = _environment()
    for name in environment.list_templates(["j2"]):
        environment.get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dashboard"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "day": _day,
        "moment": _moment,
        "thousands": lambda number: f"{number:,}",
        "percent": _percent,
        "signed": lambda number: f"+{number:,}" if number > 0 else f"−{-number:,}" if number < 0 else "±0",
        "data": _data,
        "in_chinese": in_chinese,
        "detail_words": detail_words,
        "place_in_chinese": place_in_chinese,
    }
    environment.filters.update(filters)
    environment.globals["asset"] = _asset
    return environment


def _day(value: date | datetime | None) -> str:
    if value is None:
        return "—"
    return (value.astimezone(CHINA).date() if isinstance(value, datetime) else value).isoformat()


def _moment(value: datetime | None) -> str:
    return "—" if value is None else value.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _percent(part: int, whole: int) -> str:
    """To a tenth; what is not none and not all is never said to be."""
    if not whole:
        return "—"
    share = part / whole
    if part in (0, whole):
        return f"{share:.0%}"
    return "<0.1%" if share < 0.001 else ">99.9%" if 0.999 < share < 1 else f"{share:.1%}"


def _data(value: Any) -> Markup:
    """JSON for a ``data-…`` attribute."""
    return Markup("{}").format(json.dumps(value, ensure_ascii=False, default=str))


@cache
def _asset(name: str) -> str:
    """Its address with a mark of its content, so that an upgrade is seen at once."""

    body = files("dashboard").joinpath("assets", name).read_bytes()
    return f"/assets/{name}?{hashlib.sha256(body).hexdigest()[:10]}"
