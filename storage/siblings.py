"""Other agencies' reports of the same county and year, read from the database only when a rule looks at them.

Most rules never do, so a case names them by revision and loads them late; within one process each is loaded once while its
county is being judged.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol, overload

from sqlalchemy import LargeBinary, bindparam, select, type_coerce, update
from sqlalchemy.orm import Session

from reports import AnnualReport
from storage.codec import reading_in
from storage.database import unpacked
from storage.revisions import cells_of
from storage.tables import AgencyRow, ReportRow, RevisionRow, StirringRow

MOST = 120
"""Reports of one county and year that are compared with one another; the others of a larger county are left out, by number."""
KEPT = 400
"""Readings kept in memory (narrative only, some 60 KB each)."""
COUNTY = 6
"""Digits of a division code that name its county."""


class Opens(Protocol):
    """What can read the database when asked: `Memory`, or a session that is open anyway."""

    def reading(self) -> AbstractContextManager[Session]: ...


@dataclass(slots=True)
class Shelf:
    """Readings of revisions, the latest used kept. Revisions never change, so nothing here can be stale."""

    _kept: OrderedDict[int, AnnualReport] = field(default_factory=OrderedDict)

    def take(self, opens: Opens, revisions: Sequence[int]) -> dict[int, AnnualReport]:
        """Readings without their cells, by revision."""
        if all(one in self._kept for one in revisions):
            return self._taken(revisions)
        with opens.reading() as session:
            return self.readings(session, revisions)

    def readings(self, session: Session, revisions: Sequence[int]) -> dict[int, AnnualReport]:
        """The same where the database is open; unpacked are those that were not lately."""
        found = self._taken(revisions)
        wanted = [one for one in revisions if one not in found]
        if wanted:
            for revision, packed in session.execute(_PACKED, {"revisions": wanted}):
                found[revision] = self._kept[revision] = reading_in(unpacked(packed), {})
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def reports(self, session: Session, revisions: Sequence[int]) -> dict[int, AnnualReport]:
        """With their cells."""
        cells = cells_of(session, revisions)
        return {
            one: replace(reading, cells=cells[one])
            for one, reading in self.readings(session, revisions).items()
        }

    def _taken(self, revisions: Sequence[int]) -> dict[int, AnnualReport]:
        """Those that are here, now the latest used."""
        found = {one: self._kept[one] for one in revisions if one in self._kept}
        for one in found:
            self._kept.move_to_end(one)
        return found


_PACKED = select(RevisionRow.id, type_coerce(RevisionRow.reading, LargeBinary)).where(
    RevisionRow.id.in_(bindparam("revisions", expanding=True))
)


@dataclass(slots=True)
class County:
    """The standing reports of one county and year, asked for once for all cases that are built together."""

    code: str
    """Six digits of GB/T 2260."""
    year: int
    _found: list[tuple[int, int]] | None = None

    def of_others(self, agency_id: int, opens: Opens) -> tuple[int, ...]:
        """Current revisions, the agency's own left out, by number."""
        if self._found is None:
            with opens.reading() as session:
                self._found = county_revisions(session, self.code, self.year)
        return tuple(revision for agency, revision in self._found if agency != agency_id)[:MOST]


@dataclass(frozen=True, slots=True)
class Of:
    """Whose siblings: an agency of a county."""

    agency_id: int
    county: County


class Siblings(Sequence[AnnualReport]):
    """Reports by revision, in the order of their numbers; sought and loaded when first looked into."""

    def __init__(self, of: Of | tuple[int, ...], opens: Opens, shelf: Shelf) -> None:
        """`of` whom they are, or the revisions themselves (none; or those of a judgement that is repeated)."""
        self._of, self._opens, self._shelf = of, opens, shelf
        self._revisions = of if isinstance(of, tuple) else None
        self._shown: tuple[int, ...] = ()
        self.looked_at = False
        """Whether a rule has read them."""

    def __eq__(self, other: object) -> bool:
        """The same siblings are the same revisions, whether they were loaded or not."""
        return self.revisions == other.revisions if isinstance(other, Siblings) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.revisions)

    @property
    def revisions(self) -> tuple[int, ...]:
        if self._revisions is None:
            assert isinstance(self._of, Of)
            self._revisions = self._of.county.of_others(self._of.agency_id, self._opens)
        return self._revisions

    def __len__(self) -> int:
        return len(self.revisions)

    @overload
    def __getitem__(self, index: int) -> AnnualReport: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[AnnualReport]: ...
    def __getitem__(self, index: int | slice) -> AnnualReport | Sequence[AnnualReport]:
        return tuple(self)[index]

    def __iter__(self) -> Iterator[AnnualReport]:
        self.looked_at = True
        found = self._shelf.take(self._opens, self.revisions)
        self._shown = tuple(one for one in self.revisions if one in found)
        return iter([found[one] for one in self._shown])

    def page(self, at: int) -> str | None:
        """The address of the report at a position, as they were last gone through."""
        address = (
            select(ReportRow.url)
            .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
            .where(RevisionRow.id == self._shown[at])
        )
        with self._opens.reading() as session:
            return session.execute(address).scalar_one_or_none()


class Copies(tuple[AnnualReport, ...]):
    """The same agency's report of the year at other addresses, and the revisions they are."""

    revisions: tuple[int, ...] = ()

    @classmethod
    def of(cls, revisions: Sequence[int], readings: Mapping[int, AnnualReport]) -> Copies:
        made = cls(readings[one] for one in revisions)
        made.revisions = tuple(revisions)
        return made


def county_revisions(session: Session, code: str, year: int) -> list[tuple[int, int]]:
    """(agency, current revision) of that county's and year's standing reports that are there, by revision, one more than `MOST`.

    Two questions, each by its index: asked as one, SQLite goes through every report of the year.
    """
    agencies = session.execute(
        select(AgencyRow.id)
        .where(AgencyRow.division.between(code, code + "9" * COUNTY))
        .order_by(AgencyRow.id)
    ).scalars()
    wanted = (
        select(ReportRow.agency_id, RevisionRow.id)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .where(
            ReportRow.agency_id.in_(list(agencies)),
            ReportRow.year == year,
            ReportRow.kind == "annual_report",
            ReportRow.standing,
            ReportRow.gone.is_(False),
            RevisionRow.current,
        )
        .order_by(RevisionRow.id)
        .limit(MOST + 1)
    )
    return [(agency, revision) for agency, revision in session.execute(wanted).tuples() if agency is not None]


def wake_others(session: Session, reports: Collection[int]) -> None:
    """These reports are gone, or there again, or no longer their agency's: what had to do with them is judged again."""
    if reports:
        session.flush()
        session.execute(_WAKE, {"reports": sorted(reports)})


_WAKE = (
    update(StirringRow)
    .where(
        StirringRow.by_revision_id.in_(
            select(RevisionRow.id).where(RevisionRow.report_id.in_(bindparam("reports", expanding=True)))
        ),
        StirringRow.by_revision_id != StirringRow.revision_id,
    )
    .values(settled=False)
    .execution_options(synchronize_session=False)
)
