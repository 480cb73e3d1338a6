"""What article pages say of themselves (tags, letters), kept beside their captures."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from scrapers import PageFacts
from storage.tables import PageRow
from storage.upsert import insert_new


def keep_pages(session: Session, pages: Mapping[int, PageFacts | None]) -> None:
    """Keep the facts of the pages of captures, by capture. The same bytes say the same, so what is kept stays."""
    session.flush()  # the captures they belong to
    rows = [
        {"capture_id": capture_id, "tags": dict(page.tags), "letters": page.letters}
        for capture_id, page in pages.items()
        if page is not None
    ]
    insert_new(session, PageRow, rows, ("capture_id",))


def pages_of(session: Session, capture_ids: Collection[int]) -> dict[int, PageFacts]:
    """The facts of the pages of some captures; a capture whose page was not read whole is left out."""
    rows = session.execute(
        select(PageRow.capture_id, PageRow.tags, PageRow.letters).where(PageRow.capture_id.in_(capture_ids))
    )
    return {row.capture_id: PageFacts(row.tags, row.letters) for row in rows}


def page_of(session: Session, capture_id: int) -> PageFacts | None:
    return pages_of(session, [capture_id]).get(capture_id)
