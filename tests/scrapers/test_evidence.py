"""Evidence opens with a reader we did not write, is never half there, and shows every tampering."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from scrapers import Archive, Capture, EvidenceDamaged, EvidenceMissing

DAY = datetime(2026, 1, 20, 14, 0, tzinfo=UTC)
URL = "http://www.qingxi.example/zwgk/a.html"


def capture(
    body: bytes = "青溪".encode(), *, status: int = 200, after: float = 0, url: str = URL, **more: object
) -> Capture:
    facts: dict[str, object] = {
        "portal": "cn-990121-qingxi",
        "asked": url,
        "final": url,
        "status": status,
        "headers": {"content-type": "text/html", "content-encoding": "gzip", "etag": '"1"'},
        "fetched_at": DAY + timedelta(seconds=after),
        "sha256": hashlib.sha256(body).hexdigest(),
        "size": len(body),
        "body": body if status != 304 else b"",
        "remote_address": "127.0.0.1",
        "request_headers": {"host": "www.qingxi.example", "user-agent": "NianbaoWatch/0.1"},
        **more,
    }
    return Capture(**facts)  # type: ignore[arg-type]  # a dict of the fields


def records(path: Path) -> dict[str, tuple[dict[str, str], bytes, dict[str, str]]]:
    found = {}
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=True):
            http = dict(record.http_headers.asdict()) if record.is_http else {}
            found[record.headers["WARC-Type"]] = (record.headers.asdict(), record.reader.read(), http)
    return found


def test_fastwarc_opens_what_we_keep(tmp_path: Path) -> None:
    redirected = capture(asked="http://www.qingxi.example/old", redirects=(URL,))
    found = records(Archive(tmp_path).store(redirected))
    headers, body, http = found["response"]
    assert body == "青溪".encode() and headers["WARC-Target-URI"] == URL
    assert headers["WARC-IP-Address"] == "127.0.0.1" and headers["WARC-Date"].startswith(
        "2026-01-20T14:00:00"
    )
    assert headers["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(body).hexdigest()
    assert http["etag"] == '"1"' and "content-encoding" not in http
    assert found["request"][2]["user-agent"] == "NianbaoWatch/0.1"
    assert b"asked: http://www.qingxi.example/old" in found["metadata"][1]


def test_a_body_is_kept_once_and_a_304_points_at_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    big = b"x" * 100_000
    archive.store(capture(big))
    again = records(archive.store(capture(big, after=60, url=URL + "?2")))
    unchanged = records(archive.store(capture(big, after=120, status=304)))
    for one in (again, unchanged):
        headers, body, _ = one["revisit"]
        assert body == b"" and headers["WARC-Refers-To-Target-URI"] == URL
    assert archive.load(hashlib.sha256(big).hexdigest()) == big
    assert archive.verify() == ()


def test_storing_twice_changes_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    path = archive.store(capture())
    before = {one: one.read_bytes() for one in tmp_path.glob("warc/*/*")}
    assert archive.store(capture()) == path and Archive(tmp_path).store(capture()) == path
    assert {one: one.read_bytes() for one in tmp_path.glob("warc/*/*")} == before


@pytest.mark.parametrize("deed", ["change", "remove", "slip in", "cut the chain", "rewrite a line"])
def test_tampering_shows(tmp_path: Path, deed: str) -> None:
    archive = Archive(tmp_path)
    paths = [archive.store(capture(str(n).encode(), after=n)) for n in range(3)]
    assert archive.verify() == ()
    chain = paths[0].parent / "chain.txt"
    lines = chain.read_text().splitlines(keepends=True)
    match deed:
        case "change":
            paths[1].write_bytes(paths[1].read_bytes() + b"x")
        case "remove":
            paths[1].unlink()
        case "slip in":
            (paths[1].parent / "20260120T140000.000000Z-0-0.warc.gz").write_bytes(paths[1].read_bytes())
        case "cut the chain":
            chain.write_text(lines[0] + lines[2])
        case "rewrite a line":
            chain.write_text(lines[0] + lines[1].replace(" kept ", " removed ") + lines[2])
    assert archive.verify()


def test_what_a_crash_left_outside_the_chain_is_chained_and_nothing_is_lost(tmp_path: Path) -> None:
    path = Archive(tmp_path).store(capture())
    before = path.read_bytes()
    (path.parent / "chain.txt").write_text("")
    assert [fault.kind for fault in Archive(tmp_path).verify()] == ["unchained"]
    Archive(tmp_path).store(capture())
    assert Archive(tmp_path).verify() == () and path.read_bytes() == before


def test_a_record_cut_by_a_crash_harms_no_other(tmp_path: Path) -> None:
    first = Archive(tmp_path).store(capture())
    whole = first.read_bytes()
    first.write_bytes(whole + whole[:200])
    second = Archive(tmp_path).store(capture(b"next", after=1))
    third = Archive(tmp_path).store(capture(b"third", after=2))
    assert second != first and third == second and Archive(tmp_path).verify() == ()
    assert records(second)["response"][1] == b"third"
    assert Archive(tmp_path).load(capture().sha256) == capture().body


def test_a_file_that_was_taken_away_is_told_and_storing_goes_on(tmp_path: Path) -> None:
    Archive(tmp_path).store(capture()).unlink()
    later = Archive(tmp_path).store(capture(b"next", after=1))
    assert records(later)["response"][1] == b"next"
    assert [fault.kind for fault in Archive(tmp_path).verify()] == ["missing"]


def test_a_lost_index_of_digests_is_made_anew(tmp_path: Path) -> None:
    for n in range(3):
        Archive(tmp_path).store(capture(str(n).encode(), after=n))
    for path in tmp_path.glob("digests.sqlite*"):
        path.unlink()
    assert [Archive(tmp_path).load(hashlib.sha256(str(n).encode()).hexdigest()) for n in range(3)] == [
        b"0",
        b"1",
        b"2",
    ]


def test_threads_that_store_at_once_lose_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: archive.store(capture(str(n).encode(), after=n)), range(40)))
    assert archive.verify() == ()
    assert all(archive.load(hashlib.sha256(str(n).encode()).hexdigest()) for n in range(40))


def test_a_chain_line_cut_by_a_crash_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = Archive(tmp_path).store(capture())
    chain = path.parent / "chain.txt"
    chain.write_text(chain.read_text() + "2 kept abc")
    Archive(tmp_path).store(capture(b"next", after=1))
    assert {fault.kind for fault in Archive(tmp_path).verify()} == {"broken_chain"}
    assert chain.read_text().splitlines()[-1].startswith("2 kept ")


def test_a_changed_body_is_never_handed_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    one = capture()
    path = archive.store(one)
    path.write_bytes(b"other")
    with pytest.raises(EvidenceDamaged):
        archive.load(one.sha256)
    assert archive.load_or_none(one.sha256) is None
    with pytest.raises(EvidenceMissing):
        archive.load("0" * 64)
    with pytest.raises(ValueError, match="digest"):
        archive.keep(b"x") and archive._plain("../../etc/passwd")


def test_joined_pages_are_kept_by_their_digest(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = archive.keep("两页".encode())
    assert archive.keep("两页".encode()) == digest and archive.load(digest) == "两页".encode()
    (path,) = tmp_path.glob("bodies/*/*")
    path.write_bytes(b"x")
    assert [fault.kind for fault in archive.verify()] == ["changed"]


def test_retention_removes_the_old_and_the_rest_still_verifies(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    old, needed = capture(b"old"), capture(b"needed", after=1)
    young = capture(b"young", after=1000)
    for one in (old, needed, young):
        archive.store(one)
    assert archive.prune(DAY + timedelta(seconds=500), frozenset({needed.sha256})) == 1
    assert archive.load_or_none(old.sha256) is None
    assert archive.load(needed.sha256) == b"needed" and archive.load(young.sha256) == b"young"
    assert archive.verify() == ()
    archive.store(capture(b"later", after=2000))
    assert Archive(tmp_path).verify() == () and Archive(tmp_path).load(needed.sha256) == b"needed"


def test_more_portals_than_are_kept_open_go_on_behind_what_they_have(tmp_path: Path) -> None:
    archive = Archive(tmp_path, durable=False)
    portals = [f"p{number}" for number in range(260)]
    for turn in range(2):
        for portal in portals[:: 1 if turn == 0 else 65]:
            body = f"{portal} {turn}".encode()
            archive.store(capture(body, after=turn, portal=portal))
            assert archive.load(hashlib.sha256(body).hexdigest()) == body
    assert archive.verify() == ()
