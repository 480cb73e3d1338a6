"""Servers that fail or mean harm: down, never ending, bombs, redirects without end."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from specimens.obstacles import Obstacle
from specimens.web import HTML, Asked, Reply, Wire, not_found, redirect


@dataclass(slots=True)
class Failing(Obstacle):
    """The whole site answers with `reply`: 502 by default."""

    reply: Reply = field(
        default_factory=lambda: Reply(502, b"<html><h1>502 Bad Gateway</h1></html>", "text/html"),
        kw_only=True,
    )

    def answer(self, asked: Asked) -> Reply:
        return self.reply if self.on and self.where(asked) else self.site.answer(asked)


@cache
def _bomb() -> Reply:
    """Some hundred kilobytes that open to 128 MiB. Made once: packing takes longer than a client's patience."""
    body = gzip.compress(b"<p>" + b"0" * (128 << 20), compresslevel=1)
    return Reply(200, body, HTML, (("Content-Encoding", "gzip"),))


HOSTILE: dict[str, Callable[[], Reply]] = {
    "endless_body": lambda: Reply(200, b"", HTML, wire=Wire(endless=True)),
    "one_byte_a_second": lambda: Reply(200, b"x" * 3600, HTML, wire=Wire(drip=1.0)),
    "silence": lambda: Reply(200, b"late", HTML, wire=Wire(delay=3600)),
    "gzip_bomb": _bomb,
    "huge_content_length": lambda: Reply(200, b"<p>", HTML, wire=Wire(declare=1 << 30)),
    "short_body": lambda: Reply(200, b"<p>half", HTML, wire=Wire(declare=4000)),
    "to_loopback": lambda: redirect("http://127.0.0.1:22/"),
    "to_metadata": lambda: redirect("http://169.254.169.254/latest/meta-data/"),
    "to_file": lambda: redirect("file:///etc/passwd"),
    "dropped": lambda: Reply(wire=Wire(drop=True)),
    "malformed_headers": lambda: Reply(
        wire=Wire(raw=b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\x00\x01bad\r\n\r\n<p>")
    ),
    "not_http": lambda: Reply(wire=Wire(raw=b"\x16\x03\x01SSH-2.0-OpenSSH_9.2\r\n")),
}
"""Answers of a hostile or broken server, made anew on each call. Endless redirects are a site: `RedirectMaze`."""


class RedirectMaze:
    """Every page redirects to the next one, without end."""

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/robots.txt":
            return not_found()
        step = asked.path.rpartition("/")[2]
        return redirect(f"http://{asked.host}/maze/{int(step) + 1 if step.isdecimal() else 1}")
