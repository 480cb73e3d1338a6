"""Templates: each message as Markdown and as plain text, escaped for each, cut into parts that a channel takes.

The templates beside this file may be replaced by an office's own of the same name (`folder`; `templates:` of the office file).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined, TemplateError

from alerts import escaping
from alerts.errors import TemplateBroken
from alerts.sandbox import MeasuredSandbox
from alerts.wording import CHINESE

Item = TypeVar("Item")
NAMES = ("digest.md.j2", "digest.txt.j2", "operator.md.j2", "operator.txt.j2")


@dataclass(frozen=True, slots=True)
class Rendered:
    markdown: str
    text: str


@dataclass(frozen=True, slots=True)
class Room:
    """What one message may take: `characters` as an office asks, and `octets` of UTF-8 text as a robot counts; `None`: all."""

    characters: int | None = None
    octets: int | None = None

    @property
    def bounded(self) -> bool:
        return self.characters is not None or self.octets is not None

    def holds(self, rendered: Rendered) -> bool:
        longest = max(len(rendered.markdown), len(rendered.text))
        return (self.characters is None or longest <= self.characters) and (
            self.octets is None or len(rendered.text.encode()) <= self.octets
        )

    def cut(self, rendered: Rendered, note: str) -> Rendered:
        """Both forms shortened to what may be taken, with `note` at the end of what was."""
        text, characters = rendered.text, self.characters
        if self.octets is not None and len(text.encode()) > self.octets:
            kept = text.encode()[: self.octets - len(note.encode())].decode(errors="ignore")
            characters = min(len(kept) + len(note), characters or len(text))
        return Rendered(cut(rendered.markdown, self.characters, note), cut(text, characters, note))


_OF_EXPRESSIONS = (ArithmeticError, TypeError, ValueError, LookupError, MemoryError)
"""What an expression of a template raises beside Jinja's own errors: a list plus 1, a division by 0, a range without end."""


@cache
def _environment(markdown: bool, folder: Path | None) -> MeasuredSandbox:
    own = DictLoader(
        {name: files("alerts").joinpath("templates", name).read_text(encoding="utf-8") for name in NAMES}
    )
    loader = ChoiceLoader([FileSystemLoader(folder), own]) if folder else own
    made = MeasuredSandbox(
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
    except (TemplateError, *_OF_EXPRESSIONS) as error:
        line, what = getattr(error, "lineno", None), getattr(error, "message", error)
        raise TemplateBroken(
            f"the template {name} does not render: {what} (line {line or '?'})",
            f"模板 {name} 无法使用：{what}（第 {line or '?'} 行）",
        ) from error


def in_parts(
    items: Sequence[Item], fits: Callable[[Sequence[Item]], bool], most: int | None = None
) -> list[list[Item]] | None:
    """Split items, in order, into the fewest runs whose rendering `fits`; a single item may not.

    `None` where that would be more than `most` runs.
    """
    parts: list[list[Item]] = []
    start = 0
    while start < len(items) or not parts:
        if len(parts) == most:
            return None
        count = most_that_fit(items[start:], fits)
        parts.append(list(items[start : start + count]))
        start += count
    return parts


def most_that_fit(items: Sequence[Item], fits: Callable[[Sequence[Item]], bool]) -> int:
    """At least one, where there is one. Doubled until it is too much, then halved: what is rendered stays near what fits."""
    if len(items) <= 1:
        return len(items)
    low, high = 1, 2
    while high < len(items) and fits(items[:high]):
        low, high = high, high * 2
    high = min(high, len(items))
    while low < high:
        middle = (low + high + 1) // 2
        if fits(items[:middle]):
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
