"""Passwords: Argon2id with the library's recommended cost (RFC 9106), and a brake on guessing."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from dashboard.errors import DashboardError

SHORTEST = 10
_HASHER = PasswordHasher()
_DUMMY = _HASHER.hash("nobody's password")
_BY_NAME = parse("5 per 5 minutes")
_BY_ADDRESS = parse("20 per 5 minutes")
_WRONG_TOKENS = parse("20 per minute")
QUESTIONS = parse("600 per minute")
"""Of one token: enough to read a province page by page, too few to weigh on those who look."""


class TooShort(DashboardError):
    """A password nobody should use."""


def hashed(password: str) -> str:
    """Raises TooShort below ten characters."""
    if len(password) < SHORTEST:
        raise TooShort(f"a password needs at least {SHORTEST} characters", f"密码至少要有 {SHORTEST} 个字符")
    return _HASHER.hash(password)


def matches(secret: str | None, password: str) -> bool:
    """Takes as long for a name nobody has, so that names cannot be found out by the clock."""
    try:
        _HASHER.verify(secret or _DUMMY, password)
    except (VerificationError, InvalidHashError):
        return False
    return secret is not None


class Brake:
    """Failed sign-ins by name and by address; in the memory of this process, which is the only one."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, name: str, address: str) -> bool:
        return self._limiter.test(_BY_NAME, "name", name) and self._limiter.test(
            _BY_ADDRESS, "address", address
        )

    def failed(self, name: str, address: str) -> None:
        self._limiter.hit(_BY_NAME, "name", name)
        self._limiter.hit(_BY_ADDRESS, "address", address)


class TokenBrake:
    """Wrong tokens by address, questions by token; in the memory of this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def may_try(self, address: str) -> bool:
        return self._limiter.test(_WRONG_TOKENS, "wrong token", address)

    def failed(self, address: str) -> None:
        self._limiter.hit(_WRONG_TOKENS, "wrong token", address)

    def may_ask(self, name: str) -> bool:
        return self._limiter.hit(QUESTIONS, "token", name)
