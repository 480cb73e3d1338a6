"""What a CMS family knows: how to recognise its pages, and how to read one page of a list and find the next.

A family is pure: page in, `ListPage` out. Fetching, counting and the word on completeness are the reader's (lists.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from scrapers.asking import Ask
from scrapers.page import Page
from scrapers.portal_column import Column


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `date` is ISO, `None` where the list prints none."""

    url: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `onward` holds addresses of the next page, most likely first; all lead to the same page.

    `declared_pages` and `declared_rows` are the site's own totals. `doubt` is set where there is a pager that this family
    cannot follow. `is_report`: the page is no list but a report itself.
    """

    rows: tuple[Row, ...]
    onward: tuple[Ask, ...] = ()
    declared_pages: int | None = None
    declared_rows: int | None = None
    doubt: str = ""
    is_report: bool = False
    is_shell: bool = False
    """The page holds no rows by its making, only the way to them; it is not counted as a page."""


@dataclass(slots=True)
class Progress:
    """What a family may know of the pages before: `number` of the page in hand (from 1), unique rows so far, and its notes."""

    number: int = 1
    rows: int = 0
    first_url: str = ""
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signs:
    """Evidence that a page is of a family: one from addresses, one from the HTML. Both are needed to be sure."""

    address: str | None = None
    markup: str | None = None

    @property
    def confidence(self) -> float:
        """0 none, 0.5 one sign, 1 both."""
        return 0.5 * (self.address is not None) + 0.5 * (self.markup is not None)


class ListFamily(Protocol):
    """One file in this folder. `name` is the word portal descriptions use."""

    name: str

    def signs(self, page: Page) -> Signs: ...

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage: ...
