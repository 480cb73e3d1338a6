"""Local stand-ins for the channels: a mail server and web hooks on loopback that keep what they were sent."""

from __future__ import annotations

import base64
import hmac
import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TAKEN = b'{"errcode":0,"errmsg":"ok","code":0,"StatusCode":0,"msg":"success"}'


class Hook(ThreadingHTTPServer):
    """Keeps (path, JSON). `answers`: "ok", "500", "hang" (accepts, never answers until `go`), or a body that comes with 200."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _HookHandler)
        self.received: list[tuple[str, Any]] = []
        self.answers = "ok"
        self.judges: Callable[[str, Any], str] = lambda path, payload: ""
        """What a robot has against a request, as the body it answers with; "" where it takes it."""
        self.go = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _HookHandler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        payload = json.loads(body)
        self.server.received.append((self.path, payload))
        against = self.server.judges(self.path, payload)
        if self.server.answers == "hang":
            self.server.go.wait(20)
            self.close_connection = True
            return
        self.send_response(500 if self.server.answers == "500" else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        taken = TAKEN if self.server.answers in ("ok", "500") else self.server.answers.encode()
        self.wfile.write(against.encode() or taken)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def _signed(key: str, message: str, sign: str, seconds: float) -> bool:
    wanted = base64.b64encode(hmac.new(key.encode(), message.encode(), "sha256").digest()).decode()
    return hmac.compare_digest(wanted, sign) and abs(time.time() - seconds) < 3600


def feishu_signed(secret: str) -> Callable[[str, Any], str]:
    """飞书 with 签名校验: seconds and signature in the body, the signed text is the key, nothing the message."""

    def judge(_: str, payload: Any) -> str:
        timestamp, sign = str(payload.get("timestamp", "0")), str(payload.get("sign", ""))
        if _signed(f"{timestamp}\n{secret}", "", sign, float(timestamp)):
            return ""
        told = "sign match fail or timestamp is not within one hour from current time"
        return json.dumps({"code": 19021, "msg": told, "data": {}})

    return judge


def dingtalk_signed(secret: str) -> Callable[[str, Any], str]:
    """钉钉 with 加签: milliseconds and signature in the query, the secret is the key."""

    def judge(path: str, _: Any) -> str:
        asked = parse_qs(urlsplit(path).query)
        timestamp, sign = asked.get("timestamp", ["0"])[0], asked.get("sign", [""])[0]
        if _signed(secret, f"{timestamp}\n{secret}", sign, float(timestamp) / 1000):
            return ""
        return json.dumps({"errcode": 310000, "errmsg": "sign not match"})

    return judge


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
