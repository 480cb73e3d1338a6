"""Two workers never ask one host at once: a lease is whole or not at all, runs out, and is given back to nobody else."""

from __future__ import annotations

from datetime import timedelta

from storage import Memory
from tests.storage.builders import later

HOSTS = ["a.example", "b.example"]
TERM = timedelta(minutes=10)


def take(
    memory: Memory, hosts: list[str], holder: str, *, minutes: float = 0, dead: tuple[str, ...] = ()
) -> bool:
    now = later() + timedelta(minutes=minutes)
    return memory.take_lease(hosts, holder=holder, now=now, until=now + TERM, dead=dead)


def test_a_host_is_one_holders_until_it_is_given_back(memory: Memory) -> None:
    assert take(memory, HOSTS, "one")
    assert not take(memory, ["b.example"], "two")
    memory.give_back(HOSTS, holder="one")
    assert take(memory, ["b.example"], "two")


def test_all_hosts_are_taken_or_none(memory: Memory) -> None:
    assert take(memory, ["b.example"], "two")
    assert not take(memory, HOSTS, "one")
    assert take(memory, ["a.example"], "three"), "a host was kept by somebody who did not get the others"


def test_a_lease_runs_out_and_is_renewed_by_its_holder(memory: Memory) -> None:
    assert take(memory, HOSTS, "one")
    assert take(memory, HOSTS, "one", minutes=9)
    assert not take(memory, HOSTS, "two", minutes=11)
    assert take(memory, HOSTS, "two", minutes=20)


def test_what_another_took_meanwhile_stays_theirs(memory: Memory) -> None:
    assert take(memory, HOSTS, "one")
    assert take(memory, HOSTS, "two", minutes=11)
    memory.give_back(HOSTS, holder="one")
    assert not take(memory, HOSTS, "three", minutes=12)


def test_a_dead_holder_is_not_waited_for(memory: Memory) -> None:
    assert take(memory, HOSTS, "one")
    assert memory.lease_holders(HOSTS) == {"one"}
    assert take(memory, HOSTS, "two", dead=("one",))


def test_events_passed_on_are_never_taken_back(memory: Memory) -> None:
    assert memory.relayed() == 0
    memory.mark_relayed(7)
    memory.mark_relayed(3)
    assert memory.relayed() == 7
