"""Templates: each message as Markdown and as plain text, escaped for each, cut into parts that a channel takes.

The templates beside this file may be replaced by an office's own of the same name (`folder`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from alerts import escaping
from alerts.errors import TemplateBroken
from alerts.wording import CHINESE

Item = TypeVar("Item")
NAMES = ("digest.md.j2", "digest.txt.j2", "operator.md.j2", "operator.txt.j2")


@dataclass(frozen=True, slots=True)
class Rendered:
    markdown: str
    text: str


@cache
def _environment(markdown: bool, folder: Path | None) -> ImmutableSandboxedEnvironment:
    own = DictLoader(
        {name: files("alerts").joinpath("templates", name).read_text(encoding="utf-8") for name in NAMES}
    )
    loader = ChoiceLoader([FileSystemLoader(folder), own]) if folder else own
    made = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    made.filters["safe_text"] = escaping.markdown if markdown else escaping.plain
    made.filters["safe_link"] = escaping.link
    return made


def render(name: str, values: Mapping[str, Any], folder: Path | None = None) -> Rendered:
    """Both forms of one message. Raises TemplateBroken with the template's name and line."""
    try:
        return Rendered(
            _environment(True, folder).get_template(f"{name}.md.j2").render(values),
            _environment(False, folder).get_template(f"{name}.txt.j2").render(values),
        )
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise TemplateBroken(
            f"the template {name} does not render: {error.message} (line {line or '?'})",
            f"模板 {name} 无法使用：{error.message}（第 {line or '?'} 行）",
        ) from error


def in_parts(
    items: Sequence[Item], limit: int | None, size: Callable[[Sequence[Item]], int], most: int | None = None
) -> list[list[Item]] | None:
    """Split items, in order, into the fewest runs whose rendering stays within `limit`; a single item may exceed it.

    `None` where that would be more than `most` runs.
    """
    if limit is None:
        return [list(items)]
    parts: list[list[Item]] = []
    start = 0
    while start < len(items) or not parts:
        if len(parts) == most:
            return None
        count = _most_that_fit(items[start:], limit, size)
        parts.append(list(items[start : start + count]))
        start += count
    return parts


def _most_that_fit(items: Sequence[Item], limit: int, size: Callable[[Sequence[Item]], int]) -> int:
    """At least one. Doubled until it is too much, then halved: what is rendered stays near what fits."""
    if len(items) <= 1:
        return len(items)
    low, high = 1, 2
    while high < len(items) and size(items[:high]) <= limit:
        low, high = high, high * 2
    high = min(high, len(items))
    while low < high:
        middle = (low + high + 1) // 2
        if size(items[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def cut(text: str, limit: int | None, note: str = CHINESE.cut_short) -> str:
    """Shorten to `limit` characters, never through a number, and say that it was shortened."""
    if limit is None or len(text) <= limit:
        return text
    end = limit - len(note)
    while (
        end > 0
        and text[end - 1].isascii()
        and text[end - 1].isalnum()
        and text[end].isascii()
        and (text[end].isalnum() or text[end] in ".,")
    ):
        end -= 1
    return text[:end] + note
