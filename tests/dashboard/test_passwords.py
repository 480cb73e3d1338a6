"""What is kept of a password is its Argon2id hash at the library's cost (RFC 9106), and only that password matches it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters

from dashboard import hashed
from dashboard.passwords import TooShort, matches
from tests.dashboard.people import PASSWORD


def test_a_password_is_kept_as_a_dear_hash_that_only_it_matches() -> None:
    kept, again = hashed(PASSWORD), hashed(PASSWORD)
    assert kept != again, "every hash has a salt of its own"
    found, recommended = extract_parameters(kept), PasswordHasher()
    assert found.memory_cost >= recommended.memory_cost
    assert found.time_cost >= recommended.time_cost
    assert matches(kept, PASSWORD)
    assert not matches(kept, PASSWORD + " ")


@pytest.mark.parametrize("kept", [None, "", "correct horse battery", "$argon2id$v=19$m=8,t=1"])
def test_what_is_no_hash_matches_no_password(kept: str | None) -> None:
    assert not matches(kept, PASSWORD)


def test_a_short_password_is_refused_in_words() -> None:
    with pytest.raises(TooShort) as refused:
        hashed("123456789")
    assert "10" in refused.value.chinese
