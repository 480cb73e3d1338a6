"""What all simulated content systems share: postings on shelves, pages made only when asked for, a front page.

A family says where its columns and articles are and what they look like; nothing here reads a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from specimens.chrome import ArticleFacts, Entry, PortalFace, bottom, head, site_tags, top
from specimens.dice import Dice
from specimens.trs import home, hub
from specimens.web import Asked, Reply, not_found, page, plain


@dataclass(frozen=True, slots=True)
class Posting:
    """One row of a column and the page behind it.

    `listed` is the list's date and, unless `stamped` says otherwise, that of PubDate and address; `visible` is the one
    printed in the article. `href` makes the row lead elsewhere (an attachment, another site); `served` answers in place
    of the article. `agency` and `year` are the truth: `None` for what is no annual report.
    """

    title: str
    listed: date
    source: str
    number: int
    content: Callable[[], str]
    agency: str | None = None
    year: int | None = None
    stamped: date | None = None
    visible: date | None = None
    href: str | None = None
    served: Reply | None = None

    @property
    def token(self) -> str:
        """32 hexadecimal digits, the identifier that newer systems put into addresses."""
        return Dice("posting", self.number, self.title).token(32)

    @property
    def stamp(self) -> date:
        return self.stamped or self.listed


@dataclass(frozen=True, slots=True)
class Shelf:
    """One column. `slug` is its name in addresses, `number` its identifier inside the system."""

    slug: str
    name: str
    number: int
    postings: tuple[Posting, ...] = ()

    @property
    def token(self) -> str:
        return Dice("shelf", self.number, self.slug).token(32)


Page = Callable[[], Reply]


class ContentSystem:
    """A portal of one family. Pages are known by address and made when asked for.

    Families override `column_path`, `article_path`, `column_pages`, `article_inner`, and `other` for their interfaces.
    """

    article_body = ('<div class="content">', "</div>")
    """What stands around the pasted text."""
    rows_a_page = 15
    """Of a list, unless its maker says otherwise."""

    def __init__(
        self,
        face: PortalFace,
        shelves: Sequence[Shelf],
        *,
        rows: int | None = None,
        robots: str | None = None,
    ) -> None:
        self.face = face
        self._rows = rows or self.rows_a_page
        self.shelves = tuple(shelves)
        self._pages: dict[str, Page] = {}
        self._postings: dict[str, tuple[Shelf, Posting]] = {}
        self._robots = robots
        self._pages["/"] = self._pages["/index.html"] = self._home
        self._pages["/zfxxgk/"] = self._hub
        for shelf in self.shelves:
            self._pages.update(self.column_pages(shelf))
            for posting in shelf.postings:
                if posting.href is None:
                    self._postings[self.article_path(shelf, posting)] = (shelf, posting)

    def answer(self, asked: Asked) -> Reply:
        """One page, or whatever the family's own interface says, or 404."""
        path = asked.path
        if path == "/robots.txt" and self._robots is not None:
            return plain(self._robots)
        reply = self.other(asked)
        if reply is not None:
            return reply
        if path in self._pages:
            return self._pages[path]()
        if path in self._postings:
            return self._article(*self._postings[path])
        return not_found()

    def column_url(self, shelf: Shelf) -> str:
        return self.face.root + self.column_path(shelf)

    def article_url(self, shelf: Shelf, posting: Posting) -> str:
        return self.face.root + self.article_path(shelf, posting)

    def column_path(self, shelf: Shelf) -> str:
        raise NotImplementedError

    def article_path(self, shelf: Shelf, posting: Posting) -> str:
        raise NotImplementedError

    def column_pages(self, shelf: Shelf) -> dict[str, Page]:
        """The list's pages by path."""
        raise NotImplementedError

    def other(self, asked: Asked) -> Reply | None:
        """Interfaces with parameters; `None` leaves the request to the pages."""
        return None

    def _home(self) -> Reply:
        news = [Entry("县里召开防汛工作视频会", "/xwzx/1.html", date(2025, 2, 11))]
        return page(home(self.face, news, disclosure="/zfxxgk/"), date(2025, 2, 11))

    def _hub(self) -> Reply:
        links = [(shelf.name, self.column_path(shelf)) for shelf in self.shelves]
        html = hub(self.face, "政府信息公开", [("首页", "/")], [("政府信息公开指南", "/zn/"), *links])
        return page(html, date(2025, 1, 3))

    def facts(self, shelf: Shelf, posting: Posting) -> ArticleFacts:
        return ArticleFacts(
            title=posting.title,
            url=self.article_url(shelf, posting),
            pub_date=posting.stamp,
            visible=posting.visible or posting.listed,
            source=posting.source,
            column=shelf.name,
            number=posting.number,
        )

    def _article(self, shelf: Shelf, posting: Posting) -> Reply:
        if posting.served is not None:
            return posting.served
        return page(
            self.article_html(shelf, posting, posting.content()), posting.stamp, charset=self.face.charset
        )

    def article_html(self, shelf: Shelf, posting: Posting, content: str) -> str:
        """A whole article page around `content`, in the family's markup."""
        facts = self.facts(shelf, posting)
        before, after = self.article_body
        # One join: the text is long, and joining piece by piece copies it again and again.
        return "".join(
            (
                head(self.face, f"{facts.title}_{self.face.name}", article_tags(self.face, facts)),
                top(self.face, [("首页", "/"), (shelf.name, self.column_path(shelf))]),
                self.article_title(facts),
                before,
                content,
                after,
                "</div>\n",
                bottom(self.face),
            )
        )

    def article_title(self, facts: ArticleFacts) -> str:
        """The title and the line of date and source above the text; opens the article's division."""
        return (
            f'<div class="article"><h1 class="title">{escape(facts.title)}</h1>\n<div class="info">'
            f"<span>发布日期：{facts.visible} 10:20</span>&nbsp;<span>信息来源：{facts.source}</span></div>\n"
        )


def article_tags(face: PortalFace, facts: ArticleFacts) -> list[tuple[str, str]]:
    """Meta tags of an article page (政府网站发展指引, annex)."""
    return [
        *site_tags(face),
        ("ColumnName", facts.column),
        ("ColumnType", "信息公开年报"),
        ("ArticleTitle", facts.title),
        ("PubDate", f"{facts.pub_date} 10:20"),
        ("ContentSource", facts.source),
        ("Url", facts.url),
    ]


def column_html(face: PortalFace, name: str, inner: str, scripts: str = "") -> str:
    """A list page around `inner`."""
    tags = [*site_tags(face), ("ColumnName", name), ("ColumnType", "信息公开年报")]
    return (
        head(face, f"{name}_{face.name}", tags)
        + top(face, [("首页", "/"), (name, "#")])
        + f'<div class="main"><h2>{name}</h2>\n{inner}</div>\n{scripts}\n'
        + bottom(face)
    )


def newest(postings: Sequence[Posting]) -> date | None:
    return max((posting.listed for posting in postings), default=None)


def chunks(postings: Sequence[Posting], size: int) -> list[Sequence[Posting]]:
    """Pages of at most `size` rows; an empty column has one empty page."""
    return [postings[start : start + size] for start in range(0, len(postings), size)] or [()]
