"""A form that nobody typed fills no memory, whoever sends it: the page to sign in is open to all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from dashboard import Desk
from dashboard.forms import LARGEST, ShortForms
from tests.dashboard.people import act, sign_in
from tests.storage import databases

SCOPE: Scope = {"type": "http", "method": "POST", "path": "/sign-in", "headers": []}


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Nothing of it reaches the database."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.mark.parametrize("path", ["/sign-in", "/language", "/findings/NB-000001", "/nowhere"])
def test_a_form_of_nine_megabytes_is_refused_in_a_sentence(client: TestClient, path: str) -> None:
    answer = client.post(path, data={"name": "x" * 9_000_000})
    assert answer.status_code == 413
    assert "填写的内容超过 1,000,000 字节" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_one_that_does_not_say_how_long_it_is_is_measured(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"name="
        for _ in range(20):
            yield b"x" * 100_000

    head = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/sign-in", content=pieces(), headers=head).status_code == 413


def test_the_longest_reason_there_is_goes_through(client: TestClient, desk: Desk) -> None:
    sign_in(client, "root")
    reason = "核" * 4000
    assert act(client, "NB-000001", act="annotate", text=reason).status_code == 303
    assert [note.text for note in desk.memory.notes("NB-000001")] == [reason]


async def _posted(app: ShortForms, pieces: list[Message]) -> tuple[list[Message], int]:
    """What is answered, and how many messages of the server's were taken."""
    sent: list[Message] = []
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        return pieces[taken - 1] if taken <= len(pieces) else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await asyncio.wait_for(app(SCOPE, receive, send), 60)
    return sent, taken


async def _said(*_: object) -> Response:
    return Response("too long", 413)


async def test_an_answer_in_pieces_to_a_form_ends() -> None:
    """It waits for the other side to go while it sends, and was handed the form again and again: the server hung."""

    async def streamed(scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["body"] == b"name=li"

        async def words() -> AsyncIterator[bytes]:
            yield b"done"
            await asyncio.sleep(0)

        await StreamingResponse(words())(scope, receive, send)

    pieces: list[Message] = [
        {"type": "http.request", "body": b"name=", "more_body": True},
        {"type": "http.request", "body": b"li", "more_body": False},
    ]
    sent, taken = await _posted(ShortForms(streamed, say=_said), pieces)
    assert sent[0]["status"] == 200
    assert taken <= len(pieces) + 1


async def test_who_sends_without_end_is_answered_and_nothing_is_kept() -> None:
    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("a form that is too long reached a page")

    piece: Message = {"type": "http.request", "body": b"x" * 4 * LARGEST, "more_body": True}
    sent, taken = await _posted(ShortForms(never, say=_said), [piece] * 1000)
    assert sent[0]["status"] == 413
    assert taken < 20


async def test_who_goes_while_sending_is_not_answered() -> None:
    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("half a form reached a page")

    half: Message = {"type": "http.request", "body": b"act=dismiss", "more_body": True}
    sent, _ = await _posted(ShortForms(never, say=_said), [half])
    assert sent == []
