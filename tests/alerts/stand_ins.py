"""Local stand-ins for the channels: a mail server and web hooks on loopback that keep what they were sent."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TAKEN = b'{"errcode":0,"errmsg":"ok","code":0,"StatusCode":0,"msg":"success"}'


class Hook(ThreadingHTTPServer):
    """Keeps (path, JSON). `answers`: "ok", "500", "hang" (accepts, never answers until `go`), or a body that comes with 200."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _HookHandler)
        self.received: list[tuple[str, Any]] = []
        self.answers = "ok"
        self.go = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _HookHandler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, json.loads(body)))
        if self.server.answers == "hang":
            self.server.go.wait(20)
            self.close_connection = True
            return
        self.send_response(500 if self.server.answers == "500" else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(TAKEN if self.server.answers in ("ok", "500") else self.server.answers.encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def hook() -> Iterator[Hook]:
    server = Hook()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.go.set()
        server.shutdown()
        server.server_close()


class MailBox(socketserver.ThreadingTCPServer):
    """Enough of SMTP (RFC 5321) to take a message."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _MailHandler)
        self.received: list[EmailMessage] = []


class _MailHandler(socketserver.StreamRequestHandler):
    server: MailBox

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self._say("220 stand-in")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"DATA"):
                self._say("354 go on")
                data = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    data += part[1:] if part.startswith(b"..") else part
                parsed = message_from_bytes(data, policy=policy.default)
                assert isinstance(parsed, EmailMessage)
                self.server.received.append(parsed)
                self._say("250 kept")
            elif line.startswith(b"QUIT"):
                self._say("221 bye")
                return
            else:
                self._say("250 ok")


@contextmanager
def mail_box() -> Iterator[MailBox]:
    server = MailBox()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
