"""The people of the tests: an operator, the county's own office, a neighbour's, a reader."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

import httpx
from argon2 import PasswordHasher

import rules
from rules import RuleSet
from storage import People

NOW = datetime(2025, 4, 10, 1, tzinfo=UTC)
PASSWORD = "correct horse battery"
WHO = {
    "root": ("operator", ()),
    "yunling": ("office", ("99",)),
    "neighbour": ("office", ("62",)),
    "auditor": ("reader", ("99",)),
}


@cache
def ruleset() -> RuleSet:
    return rules.load()


@cache
def _secret() -> str:
    """As the dashboard keeps it, at a thousandth of the cost, which a hash itself says: hundreds of tests sign in."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def add_people(people: People, at: datetime) -> None:
    for name, (role, divisions) in WHO.items():
        people.add(name, role=role, divisions=divisions, secret=_secret(), by="tests", at=at)


def token(page: httpx.Response) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found, page.text[:400]
    return found[1]


def sign_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    form = {"name": name, "password": password, "token": token(client.get("/sign-in"))}
    return client.post("/sign-in", data=form)


def act(client: httpx.Client, number: str, **fields: str) -> httpx.Response:
    """Send a form of a finding's page as the page would."""
    page = client.get("/sign-in")
    return client.post(f"/findings/{number}/acts", data={"token": token(page), **fields})
