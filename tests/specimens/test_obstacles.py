"""Obstacles look as visitors have met them; the server misbehaves on the wire when told to."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from specimens.families import Trs
from specimens.hostile import HOSTILE
from specimens.obstacles import (
    BackHome,
    Clearance,
    HomeInstead,
    NeedsCookie,
    NeedsReferer,
    RateLimit,
    Recoded,
    RobotsTxt,
    ScriptChallenge,
    Slider,
    Stub,
)
from specimens.scenarios.county import County
from specimens.server import Door, Server
from specimens.tls import LEGACY_SERVER_HELLO, Authority
from specimens.web import Asked, Reply, Site, Wire
from tests.specimens.conftest import Ask

Asker = Callable[[Site], Ask]


@pytest.fixture
def site(county: County) -> Trs:
    return Trs(county.face, [county.shelf(county.postings())])


class Fixed:
    """Answers everything with one reply."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    def answer(self, asked: Asked) -> Reply:
        return self.reply


def test_the_script_challenge_is_412_then_400_in_the_same_session(site: Trs, ask: Asker) -> None:
    get = ask(ScriptChallenge(site))
    first = get("/")
    assert first.status == 412 and b"$_ts" in first.body and b"r='m'" in first.body
    cookie = dict(first.headers)["Set-Cookie"].split(";")[0]
    second = get("/", cookie=cookie)
    assert (second.status, second.body) == (400, b"")


def test_sizes_of_slider_and_stub_are_those_met(site: Trs, ask: Asker) -> None:
    slider = ask(Slider(site))("/")
    assert (slider.status, len(slider.body)) == (200, 22_857)
    assert ask(Slider(site))("/", "HEAD").status == 405
    stub = ask(Stub(site))("/")
    assert (stub.status, len(stub.body)) == (200, 1_334)
    assert b"<a " not in stub.body
    assert ask(Clearance(site))("/").status == 521


def test_soft_errors_come_only_where_a_page_is_missing(site: Trs, ask: Asker) -> None:
    home = ask(site)("/").body
    assert ask(HomeInstead(site))("/no/such/page.html").body == home
    assert ask(BackHome(site))("/no/such/page.html").status == 301
    assert ask(HomeInstead(site))("/zwgk/zfxxgknb/").body == ask(site)("/zwgk/zfxxgknb/").body


def test_a_referer_or_a_cookie_opens_the_door(site: Trs, ask: Asker, county: County) -> None:
    get = ask(NeedsReferer(site))
    assert get("/").status == 404
    assert get("/", referer=f"http://{county.host}/").status == 200
    get = ask(NeedsCookie(site))
    sent_on = get("/")
    assert sent_on.status == 302
    assert get("/", cookie=dict(sent_on.headers)["Set-Cookie"].split(";")[0]).status == 200


def test_a_rate_limit_counts_and_forgives(site: Trs, ask: Asker) -> None:
    get = ask(RateLimit(site, allowed=2, refusals=1, retry_after=7))
    answers = [get("/") for _ in range(6)]
    assert [one.status for one in answers] == [200, 200, 429, 200, 200, 429]
    assert dict(answers[2].headers)["Retry-After"] == "7"


def test_a_recoded_page_lies_about_its_bytes_and_loses_nothing(site: Trs, ask: Asker) -> None:
    reply = ask(Recoded(site, declare="text/html", meta="utf-8"))("/zwgk/zfxxgknb/")
    assert b"charset=utf-8" in reply.body
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode()
    assert reply.body.decode("gb18030") == ask(site)("/zwgk/zfxxgknb/").body.decode()


def test_robots_may_have_any_status(site: Trs, ask: Asker) -> None:
    assert ask(site)("/robots.txt").status == 404
    assert ask(RobotsTxt(site, "no", 403))("/robots.txt").status == 403


def test_a_gzip_bomb_is_small_on_the_wire_and_large_behind() -> None:
    reply = HOSTILE["gzip_bomb"]()
    assert len(reply.body) < 1 << 20
    with gzip.GzipFile(fileobj=BytesIO(reply.body)) as file:
        assert len(file.read(64 << 20)) == 64 << 20


def test_an_endless_body_pours_until_the_client_leaves() -> None:
    with Server([Door("x.example", Fixed(HOSTILE["endless_body"]()))]) as server:
        host, port = server.address
        taken = 0
        with httpx.stream("GET", f"http://{host}:{port}/", headers={"Host": "x.example"}) as response:
            for piece in response.iter_raw():
                taken += len(piece)
                if taken > 8 << 20:
                    break
        assert taken > 8 << 20


def test_a_dripping_body_arrives_slowly() -> None:
    slow = Reply(200, b"x" * 12, wire=Wire(drip=40.0))
    with Server([Door("x.example", Fixed(slow))]) as server:
        host, port = server.address
        started = time.monotonic()
        assert httpx.get(f"http://{host}:{port}/", headers={"Host": "x.example"}).content == b"x" * 12
        assert time.monotonic() - started > 0.2


def test_raw_bytes_and_drops_are_what_they_say() -> None:
    for kind in ("malformed_headers", "not_http", "dropped"):
        with (
            Server([Door("x.example", Fixed(HOSTILE[kind]()))]) as server,
            pytest.raises(httpx.TransportError),
        ):
            host, port = server.address
            httpx.get(f"http://{host}:{port}/", headers={"Host": "x.example"})


def test_hosts_have_their_own_addresses_and_unserved_schemes_are_refused_on_loopback(site: Trs) -> None:
    doors = [Door("a.example", site, "127.0.98.1", exact=True), Door("b.example", site, "127.0.98.2")]
    with Server(doors) as server:
        assert server.resolve["b.example"][0] == "127.0.98.2"
        address, port = server.resolve["a.example:443"]
        assert address == "127.0.98.1"
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, port), 2)


def handshake(server: Server, key: str, host: str, authority: Authority) -> str:
    context = ssl.create_default_context(cafile=str(authority.certificate_file))
    context.verify_flags &= (
        ~ssl.VERIFY_X509_STRICT
    )  # no identifier of the authority's key, as in many portals'
    with (
        socket.create_connection(server.resolve[key], 3) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        return secure.version() or ""


def test_certificates_hold_or_fail_as_announced(site: Trs, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    doors = [
        Door(
            "good.example",
            site,
            "127.0.97.1",
            plain=False,
            tls=authority.context("good.example", only_p256=True),
        ),
        Door(
            "old.example", site, "127.0.97.2", plain=False, tls=authority.context("old.example", expired=True)
        ),
        Door("legacy.example", site, "127.0.97.3", plain=False, greeting=LEGACY_SERVER_HELLO),
    ]
    with Server(doors) as server:
        assert handshake(server, "good.example", "good.example", authority).startswith("TLS")
        with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
            handshake(server, "old.example", "old.example", authority)
        with pytest.raises(ssl.SSLError, match=r"(?i)legacy renegotiation"):
            handshake(server, "legacy.example", "legacy.example", authority)
