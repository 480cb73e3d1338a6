"""The application put together: pages, API, sessions, headers, and how a refusal is said."""

from __future__ import annotations

import gc
import logging
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from dashboard import api
from dashboard.desk import Desk
from dashboard.errors import DashboardError, NotThere, Refused
from dashboard.forms import ShortForms
from dashboard.headers import EntityTags, SecurityHeaders, protect
from dashboard.pages import agencies, evidence, findings, overview, portals, reports, rules, signing
from dashboard.passwords import Brake, TokenBrake
from dashboard.rendering import page, prepare
from storage import StorageError

ASSETS = Path(__file__).resolve().parent / "assets"
LOG = logging.getLogger(__name__)
HOURS = 12
"""How long a session lasts without being used."""


def create(desk: Desk) -> FastAPI:
    """The ASGI application over one desk; it keeps no state of its own but the brake on guessing."""
    prepare()
    desk.prepare()
    app = FastAPI(
        title="年报监测 API",
        version="1",
        summary="Read-only: what the pages show, as JSON. An account sees its own divisions only.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    app.state.brake = Brake()
    app.state.token_brake = TokenBrake()
    for room in (overview, agencies, reports, findings, rules, portals, evidence, signing, api):
        app.include_router(room.router)
    app.mount("/assets", StaticFiles(directory=ASSETS), name="assets")
    app.add_exception_handler(DashboardError, _say)
    app.add_exception_handler(404, _nowhere)
    app.add_exception_handler(RequestValidationError, _misasked)
    app.add_exception_handler(StorageError, _away)
    app.add_exception_handler(Exception, _fault)
    app.add_middleware(ShortForms, say=_say)
    app.add_middleware(EntityTags, prefix="/api/")
    app.add_middleware(
        SessionMiddleware,
        secret_key=desk.secret,
        session_cookie="nianbao",
        max_age=HOURS * 3600,
        same_site="lax",
        https_only=desk.secure,
    )
    if not desk.login:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(desk.hosts))
    app.add_middleware(SecurityHeaders, secure=desk.secure)
    return app


def settle() -> None:
    """Once everything is loaded: what lives as long as the process is not gone through again by the collector (a pause
    of a quarter of a second for whoever happens to be looking)."""
    gc.collect()
    gc.freeze()


async def _say(request: Request, error: Exception) -> Response:
    assert isinstance(error, DashboardError)
    status = error.status if isinstance(error, Refused) else 404 if isinstance(error, NotThere) else 400
    if request.url.path.startswith("/api/"):
        headers = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "60"}}.get(status)
        return JSONResponse({"error": str(error), "error_zh": error.chinese}, status, headers)
    if status == 401 and request.method == "GET":
        asked = request.url.path
        return RedirectResponse(f"/sign-in?next={asked}" if asked != "/" else "/sign-in", 303)
    return page(request, "message.html.j2", None, status=status, words=(error.chinese, str(error)))


async def _misasked(request: Request, error: Exception) -> Response:
    """A number that is none, a form without its field: said like every other refusal, not in the framework's words."""
    assert isinstance(error, RequestValidationError)
    what = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    return await _say(request, DashboardError(f"this was asked wrongly: {what}", "网址或表单填写有误"))


async def _away(request: Request, error: Exception) -> Response:
    """The database is stopped, busy or full. Where it stands and why is the log's business, not the reader's."""
    LOG.error("%s %s: %s", request.method, request.url.path, error)
    words = "数据库暂时不能使用，请稍后再试；一直打不开的，请告诉运维人员"
    return await _say(request, Refused(503, "the database cannot be used just now; try again later", words))


async def _fault(request: Request, error: Exception) -> Response:
    """A fault of ours: said like every other refusal; the server's log has the rest."""
    words = "程序出错，这一页没有做成；请把网址和时间告诉运维人员，详情在看板的日志里"
    answer = await _say(request, Refused(500, "a fault of the program; its log has the details", words))
    protect(answer.headers)
    return answer


async def _nowhere(request: Request, _: Exception) -> Response:
    return await _say(request, NotThere("there is no such page", "没有这个页面"))
