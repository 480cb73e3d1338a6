"""Forms are short: one that nobody typed is refused before it is taken apart, and never held in memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.errors import Refused

LARGEST = 1_000_000
"""Bytes: a hundred times the longest of our forms (4,000 characters of reason, each %XX%XX%XX)."""
_LISTENED_TO = 64_000_000
"""Bytes after which nobody is listened to any longer. Up to here a form is read to its end, though nothing of it is kept:
a browser that is answered while it still sends shows its own error and not our sentence."""


class ShortForms:
    """ASGI middleware: what is posted is read whole, then handed on as one message; a longer one is told with 413."""

    def __init__(self, app: ASGIApp, *, say: Callable[[Request, Exception], Awaitable[Response]]) -> None:
        self._app = app
        self._say = say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        read = await _whole(receive)
        if read is None:  # whoever asked has gone
            return
        if len(read) <= LARGEST:
            await self._app(scope, _once(read, receive), send)
            return
        too_long = Refused(
            413,
            f"the form is longer than {LARGEST:,} bytes, and nothing of it was kept; shorten it",
            f"填写的内容超过 {LARGEST:,} 字节，没有保存，请缩短后再提交",
        )
        answer = await self._say(Request(scope), too_long)
        await answer(scope, receive, send)


async def _whole(receive: Receive) -> bytes | None:
    """What was posted; of a longer form as much as shows that it is one."""
    kept, read = bytearray(), 0
    more = True
    while more and read <= _LISTENED_TO:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body = message.get("body", b"")
        read += len(body)
        if len(kept) <= LARGEST:
            kept += body[: LARGEST + 1]
        more = message.get("more_body", False)
    return bytes(kept)


def _once(body: bytes, receive: Receive) -> Receive:
    """The form as one message, and then what the server says: whoever streams an answer waits there for the other side to
    go, and was given the form again for ever."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
