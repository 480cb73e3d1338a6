"""Transactions between workers: hosts on lease, visits to them, and runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from scrapers import HostVisits
from storage import leases
from storage.memory.transactions import Transactions
from storage.tables import RunRow
from storage.upsert import insert_new


class Workers(Transactions):
    """What several workers must know of each other."""

    def take_lease(
        self, hosts: Sequence[str], *, holder: str, now: datetime, until: datetime, dead: Collection[str] = ()
    ) -> bool:
        """All of the hosts, or none (False). `dead`: holders that are surely no more, whatever their lease says."""
        with self.writing() as session:
            return leases.take(session, hosts, holder=holder, now=now, until=until, dead=dead)

    def give_back(self, hosts: Sequence[str], *, holder: str) -> None:
        with self.writing() as session:
            leases.give_back(session, hosts, holder=holder)

    def lease_holders(self, hosts: Sequence[str]) -> frozenset[str]:
        with self.reading() as session:
            return leases.holders(session, hosts)

    def visits(self, host: str) -> HostVisits | None:
        """With `note_visits` this is a `scrapers.VisitingBook`: daily caps and Retry-After hold across runs."""
        with self.reading() as session:
            return leases.visits(session, host)

    def note_visits(self, visits: HostVisits) -> None:
        with self.writing() as session:
            leases.note_visits(session, visits)

    def begin_run(self, kind: str, key: str, at: datetime) -> int:
        """The row of one flow run; the same key is the same run, taken up again."""
        with self.writing() as session:
            insert_new(session, RunRow, [{"kind": kind, "key": key, "started_at": at}], ("key",))
            return session.execute(select(RunRow.id).where(RunRow.key == key)).scalar_one()

    def end_run(
        self,
        run: int,
        at: datetime,
        *,
        new: int = 0,
        updated: int = 0,
        unchanged: int = 0,
        failed: int = 0,
    ) -> None:
        with self.writing() as session:
            row = session.get_one(RunRow, run)
            row.ended_at, row.new, row.updated, row.unchanged, row.failed = (
                at,
                new,
                updated,
                unchanged,
                failed,
            )
