"""Leases of hosts: politeness across processes and machines. Times are real ones, also where a rehearsal's clock stands still."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from scrapers import HostVisits
from storage.tables import HostRow, LeaseRow
from storage.upsert import insert_new


def holders(session: Session, hosts: Collection[str]) -> frozenset[str]:
    """Who holds, or held, any of the hosts."""
    return frozenset(session.execute(select(LeaseRow.holder).where(LeaseRow.host.in_(hosts))).scalars())


def take(
    session: Session,
    hosts: Sequence[str],
    *,
    holder: str,
    now: datetime,
    until: datetime,
    dead: Collection[str] = (),
) -> bool:
    """Take or renew all of the hosts, or none (False): a host is free when its lease is past or its holder is `dead`.

    Hosts are taken in alphabetical order, so that two who want the same never wait for each other.
    """
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    with session.begin_nested() as part:
        for host in sorted(set(hosts)):
            statement = insert(LeaseRow).values(host=host, holder=holder, until=until)
            taken = statement.on_conflict_do_update(
                index_elements=["host"],
                set_={"holder": holder, "until": until},
                where=or_(LeaseRow.until <= now, LeaseRow.holder.in_([holder, *dead])),
            ).returning(LeaseRow.host)
            if not session.execute(taken, execution_options={"populate_existing": True}).all():
                part.rollback()
                return False
    return True


def give_back(session: Session, hosts: Collection[str], *, holder: str) -> None:
    """What the holder has of the hosts; those another took meanwhile stay theirs."""
    session.execute(delete(LeaseRow).where(LeaseRow.host.in_(hosts), LeaseRow.holder == holder))


def visits(session: Session, host: str) -> HostVisits | None:
    """How the host was treated so far."""
    row = session.get(HostRow, host)
    return None if row is None else HostVisits(row.host, row.day, row.asked, row.not_before)


def note_visits(session: Session, seen: HostVisits) -> None:
    facts = {"day": seen.day, "asked": seen.asked, "not_before": seen.not_before}
    if not insert_new(session, HostRow, [{"host": seen.host, **facts}], ("host",)):
        session.execute(update(HostRow).where(HostRow.host == seen.host).values(**facts))
