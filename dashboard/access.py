"""Who asks, what they may see, and that a form was really sent from our page."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from dashboard.desk import Desk
from dashboard.errors import Refused
from dashboard.passwords import TokenBrake
from storage import ROLES

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
"""Only a proxy sends these; behind one, everybody would look like the one at this machine."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """`divisions`: prefixes of what may be seen; none means everything."""

    name: str
    role: str
    divisions: tuple[str, ...]

    @property
    def acts(self) -> bool:
        return self.role in ("operator", "office")

    def sees(self, division: str | None) -> bool:
        """Whether a thing of this division is theirs. One of no known division is the operator's."""
        return not self.divisions or bool(division and division.startswith(self.divisions))

    def scope(self, prefix: str = "") -> tuple[str, ...]:
        """The part of a prefix that they may see. Raises Refused where that is nothing."""
        if not self.divisions or prefix.startswith(self.divisions):
            return (prefix,) if prefix else self.divisions
        inner = tuple(one for one in self.divisions if one.startswith(prefix))
        if not inner:
            raise Refused(403, f"{prefix} is another office's", "该地区不在您的管辖范围内")
        return inner

    def demand(self, division: str | None) -> None:
        """Raises Refused for a neighbour's thing."""
        if not self.sees(division):
            raise Refused(403, "this belongs to another office", "该内容不在您的管辖范围内")


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def viewer_of(request: Request) -> Viewer:
    """The one who asks. Raises Refused (401) where an account is needed."""
    desk = desk_of(request)
    shown = shown_token(request)
    if shown is not None:
        return _program(request, desk, shown)
    if not desk.login:
        if any(name in request.headers for name in FORWARDED):
            raise Refused(
                403, "behind a proxy accounts are needed: serve with --login", "经代理访问须启用账号登录"
            )
        return Viewer(desk.local_name, ROLES[0], ())
    name = request.session.get("account")
    account = desk.people.account(name) if isinstance(name, str) else None
    if account is None or account.epoch != request.session.get("epoch"):
        request.session.pop("account", None)
        raise Refused(401, "sign in first", "请先登录")
    return Viewer(account.name, account.role, account.divisions)


def shown_token(request: Request) -> str | None:
    """What a program shows: ``Authorization: Bearer …`` (RFC 6750), and only to the API; pages are for people."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    asks_api = request.url.path.startswith("/api/")
    return secret.strip() if asks_api and kind.lower() == "bearer" and secret.strip() else None


def _program(request: Request, desk: Desk, secret: str) -> Viewer:
    """The program behind a token. Raises Refused: 401 for one that does not stand, 429 for too many questions."""
    brake: TokenBrake = request.app.state.token_brake
    address = request.client.host if request.client else ""
    if not brake.may_try(address):
        raise Refused(429, "too many wrong tokens; wait a minute", "错误令牌过多，请一分钟后再试")
    token = desk.tokens.shown(secret, desk.now())
    if token is None:
        brake.failed(address)
        raise Refused(401, "this token is unknown, revoked or expired", "令牌不存在、已作废或已过期")
    if not brake.may_ask(token.name):
        raise Refused(429, "too many questions; wait a minute", "请求过于频繁，请一分钟后再试")
    return Viewer(f"token:{token.name}", token.role, token.divisions)


def token_of(request: Request) -> str:
    """The anti-forgery token of this session, made at first need."""
    token = request.session.get("token")
    if not isinstance(token, str):
        token = request.session["token"] = secrets.token_urlsafe(24)
    return token


def demand_token(request: Request, given: str) -> None:
    """Raises Refused for a form that did not come from a page of this session."""
    expected = request.session.get("token")
    if not isinstance(expected, str) or not hmac.compare_digest(expected.encode(), given.encode()):
        raise Refused(
            403, "the form is stale or foreign; load the page again", "表单已失效，请刷新页面后重试"
        )


TheDesk = Annotated[Desk, Depends(desk_of)]
TheViewer = Annotated[Viewer, Depends(viewer_of)]
