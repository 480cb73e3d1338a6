"""Servers that mean harm, or are broken: each ends in a named outcome inside its limits, while other hosts go on."""

from __future__ import annotations

import asyncio
import gzip
import struct
import zlib

import httpcore
import pytest

from scrapers import Fetcher, FetchFailed, FetchSettings, Obstacle
from scrapers.addresses import is_public
from tests.scrapers.conftest import Asked, Reply, Web, Writer, portal

HOST = "http://www.qingxi.example"
GOOD = "http://www.shiqiao.example"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGABYTE = 1024 * 1024


async def forever(asked: Asked, writer: Writer) -> None:
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def a_byte_a_second(asked: Asked, writer: Writer) -> None:
    writer.write(HEAD + b"Content-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.2)


async def silent(asked: Asked, writer: Writer) -> None:
    await asyncio.sleep(3600)


async def endless_headers(asked: Asked, writer: Writer) -> None:
    writer.write(HEAD)
    while True:
        writer.write(b"X-Filler: " + b"y" * 8000 + b"\r\n")
        await writer.drain()


def raw(answer: bytes):
    async def serve(asked: Asked, writer: Writer) -> None:
        writer.write(answer)
        await writer.drain()
        writer.close()

    return serve


def bomb() -> bytes:
    """200 MB of zeros in about 200 KB: one packed megabyte again and again, which is made in a tenth of the time."""
    megabyte, packer, check = bytes(MEGABYTE), zlib.compressobj(9, zlib.DEFLATED, -15), 0
    packed = packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)  # what follows does not lean on it
    for _ in range(200):
        check = zlib.crc32(megabyte, check)
    length = 200 * MEGABYTE
    return gzip.compress(b"")[:10] + packed * 200 + packer.flush() + struct.pack("<II", check, length)


BOMB = bomb()


CASES = {
    "never-ending body": (forever, Obstacle.TOO_LARGE),
    "one byte at a time": (a_byte_a_second, Obstacle.TIMEOUT),
    "no answer": (silent, Obstacle.TIMEOUT),
    "headers without end": (endless_headers, Obstacle.MALFORMED),
    "gzip bomb": (Reply(BOMB, headers={"Content-Encoding": "gzip"}), Obstacle.TOO_LARGE),
    "bomb in a bomb": (
        Reply(gzip.compress(b"x"), headers={"Content-Encoding": "gzip, gzip"}),
        Obstacle.MALFORMED,
    ),
    "bomb packed twice": (
        Reply(gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}),
        Obstacle.TOO_LARGE,
    ),
    "packed four times": (
        Reply(b"x", headers={"Content-Encoding": "gzip, gzip, gzip, gzip"}),
        Obstacle.MALFORMED,
    ),
    "zstd, not asked for": (Reply(b"(\xb5/\xfd", headers={"Content-Encoding": "zstd"}), Obstacle.MALFORMED),
    "coding not asked for": (Reply(b"x", headers={"Content-Encoding": "br"}), Obstacle.MALFORMED),
    "damaged gzip": (
        Reply(gzip.compress(b"x" * 5000)[:-20], headers={"Content-Encoding": "gzip"}),
        Obstacle.MALFORMED,
    ),
    "1 GB declared": (raw(HEAD + b"Content-Length: 1073741824\r\n\r\nx"), Obstacle.TOO_LARGE),
    "a length beyond numbers": (
        raw(HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx"),
        Obstacle.MALFORMED,
    ),
    "a length that is none": (raw(HEAD + b"Content-Length: ten\r\n\r\nx"), Obstacle.MALFORMED),
    "malformed header": (raw(b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"), Obstacle.MALFORMED),
    "malformed status": (raw(b"HTTP/9 yes\r\n\r\n"), Obstacle.MALFORMED),
    "not http": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), Obstacle.MALFORMED),
    "body cut short": (raw(HEAD + b"Content-Length: 500\r\n\r\nx"), Obstacle.MALFORMED),
    "nothing at all": (raw(b""), Obstacle.MALFORMED),
    "10,000 redirects": (
        lambda asked: Reply(status=302, headers={"Location": f"{asked.target}x"}),
        Obstacle.REDIRECT_LOOP,
    ),
    "redirect to itself": (Reply(status=302, headers={"Location": "/a"}), Obstacle.REDIRECT_LOOP),
    "redirect to loopback": (
        Reply(status=302, headers={"Location": "http://127.0.0.1/"}),
        Obstacle.OFF_SITE_REDIRECT,
    ),
    "redirect to metadata": (
        Reply(status=302, headers={"Location": "http://169.254.169.254/"}),
        Obstacle.OFF_SITE_REDIRECT,
    ),
    "redirect to a file": (
        Reply(status=302, headers={"Location": "file:///etc/passwd"}),
        Obstacle.OFF_SITE_REDIRECT,
    ),
    "redirect to a port": (
        Reply(status=302, headers={"Location": f"{HOST}:22/"}),
        Obstacle.OFF_SITE_REDIRECT,
    ),
    "redirect to nonsense": (Reply(status=302, headers={"Location": "http://[::1"}), Obstacle.MALFORMED),
    "redirect with a login": (
        Reply(status=302, headers={"Location": "http://a:b@www.qingxi.example/"}),
        Obstacle.OFF_SITE_REDIRECT,
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_a_hostile_server_ends_in_its_own_outcome_while_others_go_on(
    web: Web, fetcher_for, name: str
) -> None:
    behaviour, outcome = CASES[name]
    for number in range(10):
        web.page(f"{HOST}/a" + "x" * number, behaviour)
    web.page(f"{GOOD}/a", "青溪")
    settings = web.settings(total_timeout=1.0, max_raw=4 * MEGABYTE, max_decoded=8 * MEGABYTE)
    fetcher = fetcher_for(settings)
    bad = asyncio.create_task(fetcher.get(f"{HOST}/a", portal=portal()))
    neighbour = portal(id="shiqiao", hosts=["www.shiqiao.example"], home=f"{GOOD}/")
    for _ in range(5):
        assert (await fetcher.get(f"{GOOD}/a", portal=neighbour)).body == "青溪".encode()
    with pytest.raises(FetchFailed) as caught:
        await asyncio.wait_for(bad, 8)
    assert caught.value.obstacle is outcome, caught.value
    assert fetcher.asked < 25


async def test_a_body_longer_than_its_length_is_cut_and_never_taken_for_the_next_answer(
    web: Web, fetcher_for
) -> None:
    async def too_much(asked: Asked, writer: Writer) -> None:
        writer.write(HEAD + b"Content-Length: 3\r\n\r\nxyz" + HEAD + b"Content-Length: 6\r\n\r\nforged")
        await writer.drain()

    web.page(f"{HOST}/a", too_much)
    web.page(f"{HOST}/b", "true")
    fetcher = fetcher_for(web.settings())
    assert (await fetcher.get(f"{HOST}/a", portal=portal())).body == b"xyz"
    assert (await fetcher.get(f"{HOST}/b", portal=portal())).body == b"true"


async def test_a_loop_through_two_hosts_ends(web: Web, fetcher_for) -> None:
    hosts = {"www.qingxi.example": "xxgk.qingxi.example", "xxgk.qingxi.example": "www.qingxi.example"}
    for host, other in hosts.items():
        web.page(f"http://{host}/a", Reply(status=302, headers={"Location": f"http://{other}/a"}))
    fetcher = fetcher_for(web.settings())
    with pytest.raises(FetchFailed) as caught:
        await fetcher.get(f"{HOST}/a", portal=portal(hosts=list(hosts)))
    assert caught.value.obstacle is Obstacle.REDIRECT_LOOP
    assert len(web.targets()) == 2


REFUSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.9.10", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:db8::1", "2002:7f00:1::", "2620:4f:8000::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "not an address", "",
]  # fmt: skip


class Recording:
    """A connector that opens nothing and writes down what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, int]] = []

    async def __call__(self, address: str, port: int) -> httpcore.AsyncNetworkStream:
        self.opened.append((address, port))
        raise ConnectionRefusedError("the test opens no connection")


def answering(*answers: tuple[str, ...]):
    """A resolver that gives each of `answers` in turn, the last for ever: a name that changes its mind."""
    left = list(answers)

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


async def guarded(url: str, *answers: tuple[str, ...], **described: object) -> tuple[Obstacle, Recording]:
    recording = Recording()
    settings = FetchSettings(interval=0.0, retries=0)
    async with Fetcher(settings, resolver=answering(*answers), connector=recording) as fetcher:
        with pytest.raises(FetchFailed) as caught:
            await fetcher.get(url, portal=portal(**described))
    return caught.value.obstacle, recording


@pytest.mark.parametrize("address", REFUSED)
async def test_no_socket_is_opened_to_a_special_purpose_address(address: str) -> None:
    assert not is_public(address)
    obstacle, recording = await guarded(f"{HOST}/a", (address,))
    assert obstacle is Obstacle.ADDRESS_REFUSED and recording.opened == []


async def test_an_answer_that_mixes_public_and_private_is_refused_whole() -> None:
    obstacle, recording = await guarded(f"{HOST}/a", ("8.8.8.8", "10.0.0.1"))
    assert obstacle is Obstacle.ADDRESS_REFUSED and recording.opened == []


async def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """A name that answers public first and loopback next (DNS rebinding) never reaches loopback."""
    obstacle, recording = await guarded(f"{HOST}/a", ("8.8.8.8",), ("127.0.0.1",))
    assert recording.opened == [("8.8.8.8", 80)]
    assert obstacle in (Obstacle.CONNECT, Obstacle.ADDRESS_REFUSED)
    assert all(is_public(address) for address, _ in recording.opened)


@pytest.mark.parametrize(
    "literal", ["127.0.0.1", "169.254.169.254", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1"]
)
async def test_an_address_literal_is_no_way_round_the_guard(literal: str) -> None:
    recording = Recording()
    async with Fetcher(
        FetchSettings(interval=0.0, retries=0), connector=recording, resolver=answering(("127.0.0.1",))
    ) as fetcher:
        described = portal().model_copy(
            update={"hosts": (literal.strip("[]"),)}
        )  # a description could not say this
        with pytest.raises(FetchFailed) as caught:
            await fetcher.get(f"http://{literal}/", portal=described)
    assert caught.value.obstacle in (Obstacle.ADDRESS_REFUSED, Obstacle.MALFORMED) and recording.opened == []


async def test_a_name_that_does_not_resolve_is_dns() -> None:
    async def nowhere(host: str, port: int) -> tuple[str, ...]:
        raise OSError("no such name")

    recording = Recording()
    async with Fetcher(
        FetchSettings(interval=0.0, retries=0), resolver=nowhere, connector=recording
    ) as fetcher:
        with pytest.raises(FetchFailed) as caught:
            await fetcher.get(f"{HOST}/a", portal=portal())
    assert caught.value.obstacle is Obstacle.DNS and recording.opened == []


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "2606:4700::1111"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)
