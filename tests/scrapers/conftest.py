"""A small web on loopback: host names to pages, real sockets, everything it was asked written down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from scrapers import Fetcher, FetchSettings, Portal

Writer = asyncio.StreamWriter


@dataclass
class Asked:
    host: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Reply:
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None


Handler = Callable[[Asked], Reply] | Callable[[Asked, Writer], Awaitable[None]]


class Web:
    """`pages[host, target]` is a Reply, text, or a function; a target without its query also matches."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], object] = {}
        self.asked: list[Asked] = []
        self.address = ("127.0.0.1", 0)
        self.open_now: dict[str, int] = {}
        self.most_open: dict[str, int] = {}

    def page(self, url: str, reply: object) -> None:
        host, _, target = url.removeprefix("http://").partition("/")
        self.pages[host, "/" + target] = reply

    def targets(self, host: str = "") -> list[str]:
        return [
            one.target for one in self.asked if (not host or one.host == host) and one.target != "/robots.txt"
        ]

    async def serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        try:
            while True:
                first = await reader.readexactly(1)
                if first == b"\x16":  # a TLS hello on a plain port, answered as servers answer it
                    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    return
                head = first + await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, target, _ = lines[0].split(" ")
                headers = {
                    k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)
                }
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                host = headers.get("host", "").partition(":")[0]
                asked = Asked(host, method, target, headers, body, asyncio.get_running_loop().time())
                self.asked.append(asked)
                self.open_now[host] = self.open_now.get(host, 0) + 1
                self.most_open[host] = max(self.most_open.get(host, 0), self.open_now[host])
                try:
                    await self.answer(asked, writer)
                finally:
                    self.open_now[host] -= 1
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            pass
        finally:
            writer.close()

    async def answer(self, asked: Asked, writer: Writer) -> None:
        found = self.pages.get((asked.host, asked.target)) or self.pages.get(
            (asked.host, asked.target.partition("?")[0])
        )
        if found is not None and asyncio.iscoroutinefunction(found):
            await found(asked, writer)
            return
        reply = found(asked) if callable(found) else found
        if reply is None:
            reply = Reply("nothing here", 404)
        if isinstance(reply, str | bytes):
            reply = Reply(reply)
        assert isinstance(reply, Reply)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        headers = {"Content-Type": "text/html", **reply.headers}
        status = reply.status
        if reply.etag:
            headers["ETag"] = reply.etag
            if asked.headers.get("if-none-match") == reply.etag:
                status, body = 304, b""
        headers.setdefault("Content-Length", str(len(body)))
        head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    def settings(self, *hosts: str, **changes: object) -> FetchSettings:
        names = hosts or tuple({host for host, _ in self.pages})
        usual: dict[str, object] = {
            "interval": 0.0,
            "retries": 0,
            "total_timeout": 5.0,
            "resolve": dict.fromkeys(names, self.address),
        }
        return FetchSettings(**{**usual, **changes})  # type: ignore[arg-type]  # fields by name


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    made = Web()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.address = server.sockets[0].getsockname()[:2]
    yield made
    server.close()


@pytest.fixture
async def fetcher_for() -> AsyncIterator[Callable[..., Fetcher]]:
    made: list[Fetcher] = []

    def make(settings: FetchSettings, **world: object) -> Fetcher:
        made.append(Fetcher(settings, **world))  # type: ignore[arg-type]  # fields by name
        return made[-1]

    yield make
    for fetcher in made:
        await fetcher.aclose()


def portal(**changes: object) -> Portal:
    described: dict[str, object] = {
        "id": "cn-990121-qingxi",
        "name": "青溪县人民政府",
        "division": "990121",
        "hosts": ["www.qingxi.example"],
        "home": "http://www.qingxi.example/",
        **changes,
    }
    return Portal.model_validate(described)


REPORT = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"></head><body><h1>{title}</h1><div class="TRS_Editor">
<p>一、总体情况</p><p>{words}</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p>
<p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p></div></body></html>"""


def report(title: str, words: str = "本年度按照条例要求做好政府信息公开工作。") -> str:
    return REPORT.format(title=title, words=words * 40)


def listing(
    rows: list[tuple[str, str, str]], *, more: str = "", title: str = "政府信息公开年报_青溪县人民政府"
) -> str:
    items = "".join(
        f'<li><a href="{url}" title="{name}">{name[:14]}…</a><span>{day}</span></li>'
        for url, name, day in rows
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="position">首页 &gt; 政府信息公开 &gt; <a class="CurrChnlCls" href="./">政府信息公开年报</a></div>'
        f"<p>本栏目公开各部门、各乡镇的政府信息公开工作年度报告，供公众查阅。主办单位：青溪县人民政府办公室。</p>"
        f'<ul class="list">{items}</ul>{more}</body></html>'
    )
