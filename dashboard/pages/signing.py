"""Signing in and out, and the switch of the language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.access import TheDesk, demand_token
from dashboard.passwords import Brake, matches
from dashboard.rendering import page

router = APIRouter(include_in_schema=False)


def safe(path: str) -> str:
    """A path of our own to go on to; anything else is the first page (no open redirect)."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain else "/"


@router.get("/sign-in")
def form(request: Request, next: str = "/") -> HTMLResponse:
    return page(request, "sign_in.html.j2", None, next=safe(next), fault=None)


@router.post("/sign-in")
def sign_in(  # noqa: PLR0917 - the fields of the form
    request: Request,
    desk: TheDesk,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1024)],
    token: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    demand_token(request, token)
    brake: Brake = request.app.state.brake
    address = request.client.host if request.client else ""
    if not brake.allows(name, address):
        fault = ("尝试次数过多，请五分钟后再试", "too many attempts; wait five minutes")
        return page(request, "sign_in.html.j2", None, status=429, next=safe(next), fault=fault)
    account = desk.people.account(name)
    if not matches(account.secret if account else None, password) or account is None:
        brake.failed(name, address)
        desk.people.record(by=name, kind="sign_in_failed", detail=address, at=desk.now())
        fault = ("账号或密码不对", "the name or the password is wrong")
        return page(request, "sign_in.html.j2", None, status=403, next=safe(next), fault=fault)
    chosen = request.session.get("language")
    request.session.clear()
    request.session.update(account=account.name, epoch=account.epoch)
    if chosen:
        request.session["language"] = chosen
    desk.people.record(by=account.name, kind="signed_in", detail=address, at=desk.now())
    return RedirectResponse(safe(next), 303)


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk, token: Annotated[str, Form()] = "") -> RedirectResponse:
    demand_token(request, token)
    name, epoch = request.session.get("account"), request.session.get("epoch")
    request.session.clear()
    if isinstance(name, str) and isinstance(epoch, int):
        desk.people.sign_out(name, epoch, at=desk.now())
    return RedirectResponse("/sign-in", 303)


@router.post("/language")
def switch(
    request: Request,
    to: Annotated[str, Form(pattern="^(zh|en)$")],
    token: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    demand_token(request, token)
    request.session["language"] = to
    return RedirectResponse(safe(next), 303)
